import CZlib
import Glibc

/// Hands out a file's lines one after the other, compressed or not, without holding the file in memory.
final class RecordedLines {
    static let lineBytesMax = 1 << 16

    enum Failure: Error, Equatable {
        case notFound
        case notCompressed
        case damaged(String)
        case lineTooLong
    }

    private let handle: gzFile?
    private let mustBeCompressed: Bool
    private var buffer: [UInt8]
    private var start = 0
    private var end: Int
    private var isExhausted: Bool

    /// Opens a file; content under a name ending in `.gz` must be gzip.
    init(file: String) throws(Failure) {
        guard !file.utf8.contains(0), let handle = gzopen(file, "rb") else { throw .notFound }
        self.handle = handle
        mustBeCompressed = file.hasSuffix(".gz")
        buffer = Array(repeating: 0, count: 1 << 18)
        end = 0
        isExhausted = false
    }

    /// Text already in memory.
    init(bytes: [UInt8]) {
        handle = nil
        mustBeCompressed = false
        buffer = bytes
        end = bytes.count
        isExhausted = true
    }

    deinit { if let handle { gzclose(handle) } }

    /// Replaces `line` by the next one without its line end (LF or CRLF); false when there is none left.
    func next(into line: inout [UInt8]) throws(Failure) -> Bool {
        var searched = start
        while true {
            if let newline = lineBreak(from: searched) {
                take(to: newline, into: &line)
                start = newline + 1
                return true
            }
            guard end - start <= Self.lineBytesMax else { throw .lineTooLong }
            searched = end - start
            if isExhausted {
                guard start < end else { return false }
                take(to: end, into: &line)
                start = end
                return true
            }
            try refill()
        }
    }

    private func take(to stop: Int, into line: inout [UInt8]) {
        var stop = stop
        if stop > start, buffer[stop - 1] == UInt8(ascii: "\r") { stop -= 1 }
        line.removeAll(keepingCapacity: true)
        line.append(contentsOf: buffer[start..<stop])
    }

    private func lineBreak(from position: Int) -> Int? {
        guard position < end else { return nil }
        return buffer.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress,
                let found = memchr(base + position, Int32(UInt8(ascii: "\n")), end - position)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }

    /// Moves what is left to the front and reads on behind it.
    private func refill() throws(Failure) {
        buffer.replaceSubrange(0..<(end - start), with: buffer[start..<end])
        end -= start
        start = 0
        let room = buffer.count - end
        let count = buffer.withUnsafeMutableBytes { bytes in
            Int(gzread(handle, bytes.baseAddress.map { $0 + end }, UInt32(room)))
        }
        var code: Int32 = 0
        let message = gzerror(handle, &code)
        guard count >= 0, code == Z_OK || code == Z_STREAM_END else {
            throw .damaged(message.map { String(cString: $0) } ?? "error \(code)")
        }
        if mustBeCompressed, gzdirect(handle) != 0, count > 0 { throw .notCompressed }
        end += count
        isExhausted = count == 0
    }
}
