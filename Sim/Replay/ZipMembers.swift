import CZlib

/// The members of a zip archive, stored or deflated: no encryption, no parts, no 64-bit sizes.
package struct ZipMembers {
    private static let bytesMax = 64 << 20
    private static let membersMax = 1_000

    private struct Place {
        let name: String
        let method: Int
        let flags: Int
        let checksum: UInt32
        let packed: Int
        let unpacked: Int
        let header: Int
    }

    private let file: String
    private let bytes: [UInt8]
    private var places: [Place] = []

    package var names: [String] { places.map(\.name) }

    package init(file: String) throws(ChainFileError) {
        let bytes: [UInt8]
        do {
            bytes = try RecordedBytes.read(file: file, bytesMax: Self.bytesMax)
        } catch {
            throw ChainFileError(
                file: file, found: error.description,
                accepted: "a .zip of at most \(Self.bytesMax) bytes")
        }
        try self.init(file: file, bytes: bytes)
    }

    /// - Parameter file: its name, for messages only.
    package init(file: String, bytes: [UInt8]) throws(ChainFileError) {
        self.file = file
        self.bytes = bytes
        let end = try directoryEnd()
        let count = try number(end + 10, 2)
        guard count <= Self.membersMax else {
            throw problem(nil, "\(count) members", "at most \(Self.membersMax)")
        }
        var offset = try number(end + 16, 4)
        for _ in 0..<count {
            guard try number(offset, 4) == 0x0201_4b50 else {
                throw problem(nil, "a damaged directory", "a whole .zip")
            }
            let length = try number(offset + 28, 2)
            let name = try String(decoding: slice(offset + 46, length), as: UTF8.self)
            places.append(
                Place(
                    name: name, method: try number(offset + 10, 2),
                    flags: try number(offset + 8, 2),
                    checksum: UInt32(try number(offset + 16, 4)),
                    packed: try number(offset + 20, 4), unpacked: try number(offset + 24, 4),
                    header: try number(offset + 42, 4)))
            offset += try 46 + length + number(offset + 30, 2) + number(offset + 32, 2)
        }
    }

    /// The bytes of a member; a name that is not there is an error.
    package func contents(of name: String) throws(ChainFileError) -> [UInt8] {
        guard let place = places.first(where: { $0.name == name }) else {
            throw problem(name, "no such member", "one of " + names.joined(separator: ", "))
        }
        guard place.flags & 1 == 0, place.method == 0 || place.method == 8,
            place.unpacked <= Self.bytesMax
        else {
            throw problem(
                name, "method \(place.method), flags \(place.flags), \(place.unpacked) bytes",
                "stored or deflated, not encrypted, at most \(Self.bytesMax) bytes")
        }
        guard try number(place.header, 4) == 0x0403_4b50 else {
            throw problem(name, "no member where the directory says", "a whole .zip")
        }
        let skipped = try 30 + number(place.header + 26, 2) + number(place.header + 28, 2)
        let packed = try slice(place.header + skipped, place.packed)
        let contents = place.method == 0 ? Array(packed) : Self.inflated(packed, place.unpacked)
        guard let contents, contents.count == place.unpacked,
            UInt32(truncatingIfNeeded: crc32(0, contents, UInt32(contents.count)))
                == place.checksum
        else { throw problem(name, "damaged content", "a whole .zip") }
        return contents
    }

    /// nil unless the stream ends with exactly so many bytes.
    private static func inflated(_ packed: ArraySlice<UInt8>, _ count: Int) -> [UInt8]? {
        var source = Array(packed)
        var target = [UInt8](repeating: 0, count: count + 1)
        var stream = z_stream()
        // Negative: a raw stream without zlib's own header.
        guard
            inflateInit2_(
                &stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { inflateEnd(&stream) }
        return source.withUnsafeMutableBufferPointer { source -> [UInt8]? in
            let produced = target.withUnsafeMutableBufferPointer { target -> Int? in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                guard inflate(&stream, Z_FINISH) == Z_STREAM_END else { return nil }
                return target.count - Int(stream.avail_out)
            }
            guard produced == count else { return nil }
            return Array(target.prefix(count))
        }
    }

    /// Where the end record starts: the last one, with nothing but its comment after it.
    private func directoryEnd() throws(ChainFileError) -> Int {
        var offset = bytes.count - 22
        while offset >= 0, offset >= bytes.count - 22 - 65_535 {
            if bytes[offset] == 0x50, try number(offset, 4) == 0x0605_4b50 { return offset }
            offset -= 1
        }
        throw problem(nil, "no archive", "a whole .zip")
    }

    private func number(_ offset: Int, _ length: Int) throws(ChainFileError) -> Int {
        var value = 0
        for byte in try slice(offset, length).reversed() { value = value << 8 | Int(byte) }
        return value
    }

    private func slice(_ offset: Int, _ length: Int) throws(ChainFileError) -> ArraySlice<UInt8> {
        guard offset >= 0, length >= 0, offset <= bytes.count, length <= bytes.count - offset
        else { throw problem(nil, "a cut archive", "a whole .zip") }
        return bytes[offset..<offset + length]
    }

    private func problem(
        _ member: String?, _ found: String, _ accepted: String
    ) -> ChainFileError {
        ChainFileError(file: file, member: member, found: found, accepted: accepted)
    }
}
