"""The product's messages in Python, read from its one schema (Sources/Wire/Schema/obligato.xml) at start.

    schema = Schema(path)
    bytes = schema.encode("Logon", envelope, role=3, participant=2)
    name, envelope, fields, groups = schema.decode(bytes)

A frame is the SBE header (8 bytes), the envelope (32), the rest of the root block, then groups: little-endian, fixed
layout. The reader takes block lengths from the frame, so that a newer schema that appends fields is still read.
"""
import struct
import xml.etree.ElementTree as ElementTree
from collections import namedtuple
from pathlib import Path

SCHEMA = Path(__file__).resolve().parents[3] / "Sources/Wire/Schema/obligato.xml"
HEADER = struct.Struct("<HHHH")
GROUP = struct.Struct("<HH")
CODES = {"uint8": "B", "int8": "b", "uint16": "H", "int16": "h", "uint32": "I", "int32": "i", "uint64": "Q",
         "int64": "q"}
ENVELOPE = "HHIQQq"  # instance, environment, epoch, sequence, causation, sessionTime
Envelope = namedtuple("Envelope", "instance environment epoch sequence causation sessionTime",
                      defaults=(0, 1, 1, 0, 0, 0))


class Block:
    """One fixed block: its struct, and a named tuple of its fields (the envelope apart)."""

    def __init__(self, name, nodes, types, enums):
        self.names, codes = [], ""
        self.has_envelope = False
        for node in nodes:
            kind = node.get("type")
            if kind == "envelope":
                self.has_envelope = True
                codes += ENVELOPE
                continue
            self.names.append(node.get("name"))
            codes += CODES[enums.get(kind, kind)] if kind not in types else f"{types[kind]}s"
        self.layout = struct.Struct("<" + codes)
        self.row = namedtuple(name, self.names, rename=True)
        own = codes[len(ENVELOPE):] if self.has_envelope else codes
        self.empty = [b"" if code == "s" else 0 for code in own if code.isalpha()]

    def pack(self, values, envelope=()):
        fields = [values.get(name, empty) for name, empty in zip(self.names, self.empty)]
        return self.layout.pack(*envelope, *fields)


class Message:
    def __init__(self, node, types, enums):
        self.name, self.id = node.get("name"), int(node.get("id"))
        self.root = Block(self.name, node.findall("field"), types, enums)
        self.groups = [(g.get("name"), Block(g.get("name"), g.findall("field"), types, enums))
                       for g in node.findall("group")]


class Schema:
    def __init__(self, path=SCHEMA):
        root = ElementTree.parse(path).getroot()
        self.id, self.version = int(root.get("id")), int(root.get("version"))
        node = root.find("types")
        types = {t.get("name"): int(t.get("length")) for t in node.findall("type")}
        enums = {e.get("name"): e.get("encodingType") for e in node.findall("enum")}
        self.enums = {e.get("name"): {v.get("name"): int(v.text) for v in e.findall("validValue")}
                      for e in node.findall("enum")}
        found = [Message(m, types, enums) for m in root.findall("{http://fixprotocol.io/2016/sbe}message")]
        self.by_name = {m.name: m for m in found}
        self.by_id = {m.id: m for m in found}

    def encode(self, name, envelope, groups=(), **fields):
        """One frame; `groups` is a list of lists of dictionaries, in the schema's order."""
        message = self.by_name[name]
        out = [HEADER.pack(message.root.layout.size, message.id, self.id, self.version),
               message.root.pack(fields, envelope)]
        for (_, block), rows in zip(message.groups, groups):
            out.append(GROUP.pack(block.layout.size, len(rows)))
            out.extend(block.pack(row) for row in rows)
        return b"".join(out)

    def peek(self, frame):
        """Name and envelope alone; (None, None) for what this schema does not know."""
        if len(frame) < HEADER.size + struct.calcsize("<" + ENVELOPE):
            return None, None
        _, template, schema, _ = HEADER.unpack_from(frame)
        message = self.by_id.get(template)
        if schema != self.id or message is None:
            return None, None
        return message.name, Envelope(*struct.unpack_from("<" + ENVELOPE, frame, HEADER.size))

    def decode(self, frame):
        """Name, envelope, the root's fields, and for each group a list of its rows."""
        name, envelope = self.peek(frame)
        if name is None:
            raise ValueError("not a frame of this schema")
        message = self.by_name[name]
        length = HEADER.unpack_from(frame)[0]
        fields = message.root.row(*message.root.layout.unpack_from(frame, HEADER.size)[6:])
        offset, groups = HEADER.size + length, []
        for _, block in message.groups:
            stride, count = GROUP.unpack_from(frame, offset)
            offset += GROUP.size
            groups.append([block.row(*block.layout.unpack_from(frame, offset + i * stride)) for i in range(count)])
            offset += count * stride
        return name, envelope, fields, groups
