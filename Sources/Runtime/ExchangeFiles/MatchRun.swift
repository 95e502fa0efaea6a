import Foundation
import Glibc
import Seal
import Sim

/// `obligato exchange match`: anybody's order file through the simulator's book, reports as canonical text.
public struct MatchRun: Sendable {
    /// What the run came to.
    public struct Outcome: Sendable {
        public let messages: Int
        public let reports: Int
        public let trades: Int
        public let tradedQuantity: Int64
        public let restingOrders: Int
        /// Of the matching alone: reading, text and digest left out.
        public let nanoseconds: Int64
        /// Of the report text, 64 lower-case hexadecimal digits.
        public let sha256: String
    }

    private let orders: String
    private let reports: String?

    /// - Parameters:
    ///   - orders: a `.csv` or `.csv.gz` file.
    ///   - reports: where the report text goes; nil keeps only its digest.
    public init(orders: String, reports: String?) {
        self.orders = orders
        self.reports = reports
    }

    /// Reads, matches, writes; throws what is wrong with a file, with line and column.
    public func run() throws -> Outcome {
        let file = try MatchFile.read(orders)
        var matcher = OrderMatcher(
            orderCapacity: min(file.messages.count, 1 << 16), orderCount: file.orderCount)
        var buffer = MatchReportBuffer(capacity: file.messages.count * 2)
        let clock = MonotonicClock()
        let start = clock.now()
        do {
            try matcher.run(file.messages, into: &buffer)
        } catch {
            throw file.error(error)
        }
        let nanoseconds = clock.now() - start
        let digest = try write(buffer)
        let trades = buffer.read { $0.lazy.filter { $0.kind == .trade }.map(\.quantity) }
        return Outcome(
            messages: file.messages.count, reports: buffer.count, trades: trades.count,
            tradedQuantity: trades.reduce(0) { $0 + Int64($1) },
            restingOrders: matcher.restingCount, nanoseconds: nanoseconds, sha256: digest)
    }

    /// The text to its file, if there is to be one; its digest.
    private func write(_ buffer: borrowing MatchReportBuffer) throws -> String {
        var hash = SHA256()
        var text = MatchReportText()
        let output = try reports.map { try MatchReportFile($0, reading: orders) }
        try buffer.read { reports in
            for (index, report) in reports.enumerated() {
                text.append(report)
                guard index % 8_192 == 8_191 || index == reports.count - 1 else { continue }
                text.bytes.withUnsafeBytes { hash.update($0) }
                try output?.write(text.bytes)
                text.drain()
            }
        }
        try output?.close()
        return hash.finish().hex
    }
}

extension MatchRun.Outcome {
    /// Lines for a terminal.
    public var text: String {
        """
        messages        \(messages)
        reports         \(reports)
        trades          \(trades), \(tradedQuantity) lots
        orders resting  \(restingOrders)
        matching        \(Double(nanoseconds / 100_000) / 10) ms, \(messagesPerSecond) messages/s
        sha256          \(sha256)
        """
    }

    public var json: String {
        """
        {"messages":\(messages),"reports":\(reports),"trades":\(trades),\
        "traded_quantity":\(tradedQuantity),"orders_resting":\(restingOrders),\
        "matching_ns":\(nanoseconds),"messages_per_second":\(messagesPerSecond),\
        "sha256":"\(sha256)"}
        """
    }

    /// Messages in a second of matching.
    public var messagesPerSecond: Int64 {
        Int64(Double(messages) * 1e9 / Double(max(1, nanoseconds)))
    }
}
