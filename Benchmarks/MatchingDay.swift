import Foundation
import Seal
import Sim

/// A published day of two million messages on one contract, every report written as a record of 40 bytes.
///
/// The file lies beside the repository (`../shared/data/matching_workload_normal`); without it a made flow of the same
/// shape is taken, which has no published hash. Left out: reading the file; the text of the reports and its SHA-256,
/// which is made once, of the last repetition's records.
enum MatchingDay {
    static let published = "e9b2e3926854410b01a035aeb25dd05f1e597c233be8263de9eb49b6713d367e"
    static let repetitions = 9

    static func run() throws -> [BenchmarkLine] {
        let day = try messages()
        var times: [Double] = []
        var buffer = MatchReportBuffer(capacity: day.messages.count * 2)
        for repetition in 0..<repetitions + 2 {
            buffer.removeAll()
            var matcher = OrderMatcher(
                orderCapacity: 1 << 16, orderCount: Int(day.messages.map(\.order).max() ?? 0) + 1)
            let start = MatchingRun.threadTime()
            try matcher.run(day.messages, into: &buffer)
            let time = MatchingRun.threadTime() - start
            if repetition >= 2 { times.append(Double(time) / Double(day.messages.count)) }
        }
        let digest = digest(buffer)
        guard !day.isPublished || digest == published else {
            throw BenchmarkFailure(description: "SHA-256 \(digest), published \(published)")
        }
        let samples = Harness.Samples(times)
        let source =
            day.isPublished ? "as published" : "of a made day, no file beside the repository"
        return [
            BenchmarkLine(
                name: "MatchingDay", operation: "message", unit: .nanoseconds, samples: samples,
                bar: 1_000 / 7.6, hash: UInt64(digest.prefix(16), radix: 16) ?? 0,
                note: MatchingRun.rate(samples.median)
                    + ", \(buffer.count) reports, SHA-256 \(digest) \(source)")
        ]
    }

    private static func digest(_ buffer: borrowing MatchReportBuffer) -> String {
        var hash = SHA256()
        var text = MatchReportText()
        buffer.read { reports in
            for (index, report) in reports.enumerated() {
                text.append(report)
                guard index % 4_096 == 4_095 || index == reports.count - 1 else { continue }
                text.bytes.withUnsafeBytes { hash.update($0) }
                text.drain()
            }
        }
        return hash.finish().hex
    }

    private static func messages() throws -> (messages: [OrderMessage], isPublished: Bool) {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(
                path: "../shared/data/matching_workload_normal/orders_normal_seed23_1000000.csv.gz"
            ).standardizedFileURL.path
        guard FileManager.default.fileExists(atPath: file) else {
            return (MatchingFlow(contracts: 1).messages, false)
        }
        return (try MatchFile.read(file).messages, true)
    }
}
