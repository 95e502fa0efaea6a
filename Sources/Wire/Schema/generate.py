#!/usr/bin/env python3
"""Turns obligato.xml into ../Generated/*.swift. Run after changing the schema; a test holds the two together.

usage: generate.py [--check]      --check: exit 1 if the generated files are not what the schema says
"""
import sys, xml.etree.ElementTree as ET
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "Generated"
SIZES = {"uint8": 1, "int8": 1, "uint16": 2, "int16": 2, "uint32": 4, "int32": 4, "uint64": 8, "int64": 8}
SWIFT = {k: k.replace("uint", "UInt").replace("int", "Int") for k in SIZES}
# How a Market type is made from its raw integer, and read back.
WRAP = {
    "Price": ("Price(ticks: {})", ".ticks"), "Quantity": ("Quantity(contracts: {})", ".contracts"),
    "SessionTime": ("SessionTime(nanoseconds: {})", ".nanoseconds"),
    "Money": ("Money(tenThousandths: {})", ".tenThousandths"),
    "ContractIndex": ("ContractIndex({})", ".value"), "UnderlyingIndex": ("UnderlyingIndex({})", ".value"),
    "QuoteID": ("QuoteID({})", ".value"), "OrderID": ("OrderID({})", ".value"),
    "QuoteRequestID": ("QuoteRequestID({})", ".value"),
}
ZERO = {"Price": ".zero", "Quantity": ".zero", "Money": ".zero", "QuoteID": ".none", "OrderID": ".none",
        "QuoteRequestID": ".none", "SessionTime": "SessionTime(nanoseconds: 0)",
        "ContractIndex": "ContractIndex(UInt32(0))", "UnderlyingIndex": "UnderlyingIndex(UInt16(0))"}


class Field:
    def __init__(self, node, types, enums, offset):
        self.name, kind = node.get("name"), node.get("type")
        self.doc, self.offset, self.char = node.get("description"), offset, 0
        self.market = node.get("swiftType")
        if kind == "envelope":
            self.size, self.swift, self.raw = 32, "Envelope", None
        elif kind in enums:
            self.raw, self.swift = enums[kind], kind
            self.size = SIZES[self.raw]
        elif kind in types:
            self.char = self.size = types[kind]
            self.swift, self.raw = "FixedText" + str(self.char), None
        else:
            self.raw, self.size = kind, SIZES[kind]
            self.swift = self.market or SWIFT[kind]
        self.enum = kind in enums

    def read(self):
        if self.raw is None:
            return f"{self.swift}(reading: bytes + {self.offset})"
        load = f"bytes.loadUnaligned(fromByteOffset: {self.offset}, as: {SWIFT[self.raw]}.self)"
        if self.market:
            return WRAP[self.market][0].format(load)
        return f"{self.swift}(rawValue: {load})" if self.enum else load

    def write(self):
        if self.raw is None:
            return f"{self.name}.write(to: bytes + {self.offset})"
        value = self.name + (WRAP[self.market][1] if self.market else ".rawValue" if self.enum else "")
        return f"bytes.storeBytes(of: {value}, toByteOffset: {self.offset}, as: {SWIFT[self.raw]}.self)"

    def default(self):
        if self.swift == "Envelope":
            return "Envelope()"
        if self.char:
            return f"FixedText{self.char}()"
        if self.enum:
            return f"{self.swift}(rawValue: 0)"
        return ZERO[self.market] if self.market else "0"


def block(nodes, types, enums):
    fields, offset = [], 0
    for node in nodes:
        field = Field(node, types, enums, offset)
        offset += field.size
        fields.append(field)
    return fields, offset


def wrapped(head, items, tail, indent):
    """One line if it fits in 100 columns, else one item a line."""
    line = indent + head + ", ".join(items) + tail
    if len(line) <= 100:
        return [line]
    out, current = [indent + head], indent + "    "
    for position, item in enumerate(items):
        piece = item + ("," if position < len(items) - 1 else "")
        if len(current) + len(piece) > 99 and current.strip():
            out.append(current.rstrip())
            current = indent + "    "
        current += piece + " "
    return out + [current.rstrip(), indent + tail]


def emit_block(name, fields, length, indent, protocols, doc, template=None):
    pad = indent + "    "
    out = []
    if doc:
        out.append(f"{indent}/// {doc[0].upper() + doc[1:]}.")
    out.append(f"{indent}public struct {name}: {protocols} {{")
    if template is not None:
        out.append(f"{pad}public static let templateID: UInt16 = {template}")
    out.append(f"{pad}public static let blockLength = {length}")
    out.append("")
    for f in fields:
        if f.doc:
            out.append(f"{pad}/// {f.doc[0].upper() + f.doc[1:]}.")
        out.append(f"{pad}public var {f.name}: {f.swift}")
    out.append("")
    args = [f"{f.name}: {f.swift} = {f.default()}" for f in fields]
    out += wrapped("public init(", args, ") {", pad)
    out += [f"{pad}    self.{f.name} = {f.name}" for f in fields] + [pad + "}", ""]
    out.append(f"{pad}@inlinable")
    out.append(f"{pad}public init(reading bytes: UnsafeRawPointer) {{")
    for f in fields:
        out += assignment(f"{f.name} = ", f.read(), pad + "    ")
    out += [pad + "}", "", f"{pad}@inlinable", f"{pad}public func write(to bytes: UnsafeMutableRawPointer) {{"]
    for f in fields:
        out += call(f.write(), pad + "    ")
    out.append(pad + "}")
    return out


def assignment(head, value, indent):
    if len(indent + head + value) <= 100:
        return [indent + head + value]
    cut = value.index("(") + 1
    return [indent + head + value[:cut], indent + "    " + value[cut:-1] + ")"]


def call(text, indent):
    if len(indent + text) <= 100:
        return [indent + text]
    cut = text.index("(") + 1
    return [indent + text[:cut], indent + "    " + text[cut:]]


def generate():
    root = ET.parse(HERE / "obligato.xml").getroot()
    node = root.find("types")
    types = {t.get("name"): int(t.get("length")) for t in node.findall("type")}
    enums = {e.get("name"): e.get("encodingType") for e in node.findall("enum")}
    note = "// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.\n"
    files = {}
    out = [note]
    for e in node.findall("enum"):
        raw = SWIFT[e.get("encodingType")]
        if e.get("description"):
            text = e.get("description")
            out.append(f"/// {text[0].upper() + text[1:]}.")
        out.append(f"public struct {e.get('name')}: RawRepresentable, Hashable, Sendable, BitwiseCopyable {{")
        out += [f"    public let rawValue: {raw}", "", f"    @inlinable public init(rawValue: {raw}) {{ self.rawValue = rawValue }}", ""]
        values = e.findall("validValue")
        for v in values:
            if v.get("description"):
                text = v.get("description")
                out.append(f"    /// {text[0].upper() + text[1:]}.")
            out.append(f"    public static let {name_of(v)} = {e.get('name')}(rawValue: {v.text})")
        out += ["}", "", f"extension {e.get('name')}: CustomStringConvertible {{", "    /// The schema's name of the value; unknown values show their number."]
        out += ["    public var description: String {", "        switch rawValue {"]
        out += [f'        case {v.text}: "{v.get("name")}"' for v in values]
        out += ['        default: "unknown(\\(rawValue))"', "        }", "    }", "}", ""]
    files["Enums.swift"] = out
    ids = [note, "/// Template ids of every message, by name.", "public enum Template {"]
    for m in root.findall("{http://fixprotocol.io/2016/sbe}message"):
        name, template = m.get("name"), m.get("id")
        ids.append(f"    public static let {name[0].lower() + name[1:]}: UInt16 = {template}")
        fields, length = block(m.findall("field"), types, enums)
        groups = m.findall("group")
        protocols = "WireMessage" if not groups else "WireMessage"
        out = [note, "public import Market", ""]
        out += emit_block(name, fields, length, "", protocols, m.get("description"), template)
        for g in groups:
            gname = "Entry" if g.get("name") == "Entries" else g.get("name")[:-1]
            gfields, glength = block(g.findall("field"), types, enums)
            out.append("")
            out += emit_block(gname, gfields, glength, "    ", "WireBlock", g.get("description")) + ["    }"]
        out.append("}")
        if not any("swiftType" in f.attrib for f in m.iter("field")):
            out = [x for x in out if x != "public import Market"][:1] + out[3:]
        files[name + ".swift"] = out
    ids.append("}")
    files["Template.swift"] = ids
    return {k: "\n".join(v).rstrip() + "\n" for k, v in files.items()}


def name_of(value):
    name = value.get("name")
    return f"`{name}`" if name in ("operator", "none") and name == "operator" else name


def main():
    files = generate()
    if "--check" in sys.argv:
        stale = [n for n, text in files.items() if not (OUT / n).exists() or (OUT / n).read_text() != text]
        stale += [p.name for p in OUT.glob("*.swift") if p.name not in files]
        for n in stale:
            print(f"{n}: not what the schema says")
        sys.exit(1 if stale else 0)
    OUT.mkdir(exist_ok=True)
    for p in OUT.glob("*.swift"):
        p.unlink()
    for n, text in files.items():
        (OUT / n).write_text(text)


main()
