import Foundation
import Glibc
import Journal
import Runtime
import Wire

/// A whole regular day, seed 7, as `obligato backtest` runs it: four cores on the virtual clock, journals,
/// obligations.json, and the summary with its check against the record.
///
/// Journals are written to the temporary directory; removing them is not timed.
enum BacktestDay {
    static func run() throws -> [BenchmarkLine] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "obligato-backtest-\(getpid())"
        ).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var settings = DaySettings()
        settings.seed = 7
        settings.out = folder
        settings.isQuiet = true
        let obligations = RunFolder(path: folder).obligations
        var hashes: Set<UInt64> = []
        let samples = try Silence.during {
            try Harness.measure(
                repetitions: 15, warmUp: 1, operations: 1,
                prepare: {
                    if FileManager.default.fileExists(atPath: obligations) {
                        hashes.insert(try hash(of: obligations))
                    }
                    try? FileManager.default.removeItem(atPath: folder)
                },
                {
                    guard try Backtest(settings).run().holds else {
                        throw BenchmarkFailure(description: "the day's figures do not hold")
                    }
                })
        }
        hashes.insert(try hash(of: obligations))
        guard hashes.count == 1, let hash = hashes.first else {
            throw BenchmarkFailure(description: "one seed, \(hashes.count) records")
        }
        let events = try exchangeEvents(in: RunFolder(path: folder))
        let rate = Int(Double(events) / (samples.median / 1e9))
        return [
            BenchmarkLine(
                name: "BacktestDay", operation: "day", unit: .seconds, samples: samples,
                hash: hash, note: "\(events) exchange events, \(rate)/s")
        ]
    }

    private static func exchangeEvents(in run: RunFolder) throws -> Int {
        var count = 0
        try JournalReader(directory: run.journal(.exchange)).forEach { record in
            guard record.channel == Channel.eventLog.rawValue, record.payload.count > 0 else {
                return
            }
            let frame = try Frame(record.payload)
            guard frame.template == ExchangeEvents.templateID else { return }
            count += try frame.group(ExchangeEvents.Entry.self).count
        }
        return count
    }

    private static func hash(of path: String) throws -> UInt64 {
        var hasher = StateHasher()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        bytes.withUnsafeBytes { hasher.combine($0) }
        return hasher.value
    }
}
