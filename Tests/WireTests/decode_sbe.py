#!/usr/bin/env python3
"""A second reader of our frames: it knows the SBE 1.0 standard and Schema/obligato.xml, nothing else.

usage: decode_sbe.py SCHEMA < frames        one frame a line in hex; one JSON object a line out
"""
import json
import struct
import sys
import xml.etree.ElementTree as ElementTree

PRIMITIVES = {
    "char": "c", "int8": "b", "uint8": "B", "int16": "h", "uint16": "H",
    "int32": "i", "uint32": "I", "int64": "q", "uint64": "Q",
}


def local(node):
    return node.tag.rsplit("}", 1)[-1]


class Schema:
    def __init__(self, path):
        root = ElementTree.parse(path).getroot()
        self.id, self.version = int(root.get("id")), int(root.get("version"))
        self.order = "<" if root.get("byteOrder", "littleEndian") == "littleEndian" else ">"
        self.header = root.get("headerType", "messageHeader")
        self.types = {}
        for types in (node for node in root if local(node) == "types"):
            for node in types:
                self.types[node.get("name")] = node
        self.messages = {int(m.get("id")): m for m in root if local(m) == "message"}

    def primitive(self, name, data, at):
        code = self.order + PRIMITIVES[name]
        return struct.unpack_from(code, data, at)[0], at + struct.calcsize(code)

    def typed(self, node, data, at):
        """One <type>: a number, or text up to the first NUL."""
        name, length = node.get("primitiveType"), int(node.get("length", "1"))
        if name != "char":
            return self.primitive(name, data, at)
        if at + length > len(data):
            raise ValueError("text beyond the frame")
        return data[at:at + length].split(b"\0")[0].decode("utf-8", "replace"), at + length

    def value(self, name, data, at):
        node = self.types.get(name)
        if node is None:
            return self.primitive(name, data, at)
        if local(node) == "type":
            return self.typed(node, data, at)
        if local(node) == "enum":
            number, at = self.primitive(node.get("encodingType"), data, at)
            names = {int(v.text): v.get("name") for v in node}
            return names.get(number, f"unknown({number})"), at
        fields = {}
        for member in node:
            fields[member.get("name")], at = self.typed(member, data, at)
        return fields, at

    def block(self, node, data, at, length):
        """The fields of a root block or a group entry; the block may be longer than we know."""
        fields, position = {}, at
        for field in (f for f in node if local(f) == "field"):
            fields[field.get("name")], position = self.value(field.get("type"), data, position)
        if position > at + length:
            raise ValueError(f"{node.get('name')}: block of {length} bytes is too short")
        return fields

    def message(self, data):
        header, at = self.value(self.header, data, 0)
        if header["schemaId"] != self.id or header["version"] < self.version:
            raise ValueError(f"foreign header {header}")
        node = self.messages[header["templateId"]]
        fields = {"message": node.get("name")}
        fields.update(self.block(node, data, at, header["blockLength"]))
        at += header["blockLength"]
        for group in (g for g in node if local(g) == "group"):
            size, at = self.value(group.get("dimensionType"), data, at)
            entries = []
            for _ in range(size["numInGroup"]):
                entries.append(self.block(group, data, at, size["blockLength"]))
                at += size["blockLength"]
            fields[group.get("name")] = entries
        if at != len(data):
            raise ValueError(f"{len(data) - at} bytes left over")
        return fields


def main():
    schema = Schema(sys.argv[1])
    for line in sys.stdin:
        print(json.dumps(schema.message(bytes.fromhex(line.strip()))))


main()
