import Foundation
import Glibc
import Journal
import Runtime
import Wire

/// A whole regular day, seed 7, as `obligato backtest` runs it: four cores on the virtual clock, journals,
/// obligations.json, and the summary with its check against the record.
///
/// Journals are written to the temporary directory; removing them is not timed. Times are the thread's own, so that
/// other work on the machine counts little.
enum BacktestDay {
    static func run() throws -> [BenchmarkLine] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "obligato-backtest-\(getpid())"
        ).path
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return [
            try line("BacktestDay", scenario: nil, repetitions: 9, bar: nil, in: folder),
            try line(
                "BacktestDay288", scenario: try fourUnderlyings(in: folder), repetitions: 3,
                bar: 10,
                in: folder),
        ]
    }

    private static func line(
        _ name: String, scenario: String?, repetitions: Int, bar: Double?, in scratch: String
    ) throws -> BenchmarkLine {
        let folder = scratch + "/run"
        var settings = DaySettings()
        settings.seed = 7
        settings.out = folder
        settings.isQuiet = true
        if let scenario { settings.scenario = scenario }
        let obligations = RunFolder(path: folder).obligations
        var hashes: Set<UInt64> = []
        var times: [Double] = []
        try Silence.during {
            for repetition in 0...repetitions {
                try? FileManager.default.removeItem(atPath: folder)
                let start = MatchingRun.threadTime()
                guard try Backtest(settings).run().holds else {
                    throw BenchmarkFailure(description: "the day's figures do not hold")
                }
                let time = Double(MatchingRun.threadTime() - start)
                hashes.insert(try hash(of: obligations))
                if repetition > 0 { times.append(time) }
            }
        }
        let samples = Harness.Samples(times)
        guard hashes.count == 1, let hash = hashes.first else {
            throw BenchmarkFailure(description: "one seed, \(hashes.count) records")
        }
        let events = try exchangeEvents(in: RunFolder(path: folder))
        try? FileManager.default.removeItem(atPath: folder)
        let rate = Int(Double(events) / (samples.median / 1e9))
        return BenchmarkLine(
            name: name, operation: "day", unit: .seconds, samples: samples, bar: bar, hash: hash,
            note: "\(events) exchange events, \(rate)/s")
    }

    /// The regular day with its two underlyings twice: 288 contracts.
    private static func fourUnderlyings(in folder: String) throws -> String {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../Sim/scenarios/regular-day.yaml").standardizedFileURL
        let text = try String(contentsOf: file, encoding: .utf8)
        guard let start = text.range(of: "  - code:"), let end = text.range(of: "\nchain:") else {
            throw BenchmarkFailure(description: "\(file.path): no underlyings")
        }
        let block = text[start.lowerBound..<end.lowerBound]
        let again = block.replacingOccurrences(of: "510050", with: "510500")
            .replacingOccurrences(of: "510300", with: "588000")
        let path = folder + "/four.yaml"
        try text.replacingCharacters(
            in: start.lowerBound..<end.lowerBound, with: block + "\n" + again
        )
        .write(toFile: path, atomically: true, encoding: .utf8)
        return path
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
