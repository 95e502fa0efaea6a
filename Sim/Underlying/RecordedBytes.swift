import CZlib

/// Reads a file, compressed or not, up to a limit; the only place in the simulator that touches a disk.
package enum RecordedBytes {
    package enum Failure: Error, Equatable, CustomStringConvertible {
        case notFound
        case notCompressed
        case damaged(String)
        case tooLarge(bytesMax: Int)

        package var description: String {
            switch self {
            case .notFound: "not found or not readable"
            case .notCompressed: "not a gzip file although its name ends in .gz"
            case .damaged(let reason): "unreadable: " + reason
            case .tooLarge(let bytesMax): "more than \(bytesMax) bytes"
            }
        }
    }

    /// - Parameter bytesMax: of the decompressed content; a compressed bomb stops there.
    package static func read(file: String, bytesMax: Int) throws(Failure) -> [UInt8] {
        guard !file.utf8.contains(0), let handle = gzopen(file, "rb") else { throw .notFound }
        defer { gzclose(handle) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Int(gzread(handle, &chunk, UInt32(chunk.count)))
            var code: Int32 = 0
            let message = gzerror(handle, &code)
            guard count >= 0, code == Z_OK || code == Z_STREAM_END else {
                throw .damaged(message.map { String(cString: $0) } ?? "error \(code)")
            }
            if count == 0 { break }
            guard bytes.count + count <= bytesMax else { throw .tooLarge(bytesMax: bytesMax) }
            bytes.append(contentsOf: chunk[..<count])
        }
        if file.hasSuffix(".gz"), gzdirect(handle) != 0 { throw .notCompressed }
        return bytes
    }

    /// A relative path starts from `folder`.
    static func resolved(_ file: String, folder: String) -> String {
        if file.hasPrefix("/") || folder.isEmpty { return file }
        return folder.hasSuffix("/") ? folder + file : folder + "/" + file
    }
}
