/// The messages of an order file: row n of it, counted from 0, is message n.
package struct MatchFile: Sendable {
    package let file: String
    package let messages: [OrderMessage]

    package static let columns = ["type", "side", "ioc", "quantity", "order_id", "price_ticks"]
    package static let rowsMax = 50_000_000
    /// Of the decompressed text.
    static let bytesMax = 2_000_000_000

    /// Reads `.csv` or `.csv.gz`.
    package static func read(_ file: String) throws(MatchFileError) -> MatchFile {
        let bytes: [UInt8]
        do {
            bytes = try RecordedBytes.read(file: file, bytesMax: bytesMax)
        } catch {
            // zlib names the file again.
            let reason = error.description.replacing(file + ": ", with: "")
            throw MatchFileError(file: file, problem: .unreadable(reason: reason))
        }
        return try parse(bytes, file: file)
    }

    /// - Parameter file: the name that errors give.
    package static func parse(
        _ bytes: [UInt8], file: String
    ) throws(MatchFileError) -> MatchFile {
        var reader = MatchFileReader(file: file, expectedRows: bytes.count / 24)
        var start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        while start < bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
            let next = end + 1
            if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
            try reader.line(bytes[start..<end])
            start = next
        }
        return MatchFile(file: file, messages: try reader.finished())
    }

    /// What the matcher refused, as an error at its row.
    package func error(_ refused: OrderMatcher.Refused) -> MatchFileError {
        let message = messages[refused.position]
        let line = refused.position + 2
        switch refused.refusal {
        case .stillResting:
            return MatchFileError(
                file: file, line: line, column: "order_id", value: String(message.order),
                problem: .stillResting)
        case .otherSide:
            return MatchFileError(
                file: file, line: line, column: "side", value: message.isSell ? "S" : "B",
                problem: .otherSide)
        }
    }

    /// One more than the largest order number, for the matcher's table; at most 2^31.
    package var orderCount: Int {
        let largest = messages.reduce(UInt64(0)) { max($0, $1.order) }
        return Int(clamping: min(largest, UInt64(Int32.max)) + 1)
    }
}
