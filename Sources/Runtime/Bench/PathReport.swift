import Foundation
import Wire

/// Lengths of the frames that cross the path, for the relay to carry the same.
struct FrameLengths: Codable {
    /// Instructions: quoter to risk, risk to exchange.
    let up: Int
    /// Reports: exchange to risk, risk to quoter.
    let down: Int

    init(quotes: Int) {
        var outbox = Outbox(capacity: 1 << 16)
        outbox.begin(causation: 0, now: outbox.now)
        func length<Message: WireMessage, Block: WireBlock>(
            _ message: Message, _: Block.Type, _ entry: Block
        ) -> Int {
            outbox.open(message, of: Block.self, on: .quoteSession)
            for _ in 0..<quotes { outbox.append(entry) }
            outbox.close()
            return outbox.frames.last?.length ?? 0
        }
        up = length(QuoteInstructions(), QuoteInstructions.Entry.self, QuoteInstructions.Entry())
        down = length(ExchangeEvents(), ExchangeEvents.Entry.self, ExchangeEvents.Entry())
    }
}

/// What `obligato bench path` says: the path, the relay beside it, and how they compare.
struct PathReport: Encodable {
    let quotes: Int
    let iterations: Int
    /// The core everything was pinned to; nil if the system refused.
    let core: Int?
    let frames: FrameLengths
    let relays: [Percentiles]
    let paths: [Percentiles]
    let ratios: [Double]
    /// Median over repetitions of path p50 over relay p50 of the same repetition.
    let ratio: Double
    /// Median over repetitions of p99 over p50.
    let tail: Double
    let relayTail: Double
    let ratioBar: Double
    let machine: String
    let commit: String

    init(
        quotes: Int, iterations: Int, core: Int?, frames: FrameLengths, relays: [Percentiles],
        paths: [Percentiles], commit: String
    ) {
        self.quotes = quotes
        self.iterations = iterations
        self.core = core
        self.frames = frames
        self.relays = relays
        self.paths = paths
        self.commit = commit
        ratios = zip(paths, relays).map { Double($0.p50) / Double($1.p50) }
        ratio = median(ratios)
        tail = median(paths.map { Double($0.p99) / Double($0.p50) })
        relayTail = median(relays.map { Double($0.p99) / Double($0.p50) })
        // Between one quote and two hundred the bar goes from 1.3 to 1.6.
        ratioBar = quotes == 1 ? 1.3 : 1.6
        machine = MachineLine.text
    }

    var text: String {
        var lines = [
            "tick to \(quotes) acknowledged quote\(quotes == 1 ? "" : "s"), ZeroMQ ipc, blocking, "
                + (core.map { "all on core \($0)" } ?? "not pinned"),
            "frames \(frames.up) bytes up, \(frames.down) down; "
                + "\(paths.count) repetitions of \(iterations) ticks, closed loop",
            "µs                 p50      p90      p99      max",
        ]
        for index in paths.indices {
            lines.append(row("relay \(index + 1)", relays[index]))
            lines.append(row("path  \(index + 1)", paths[index]))
        }
        lines += [
            "ratio of p50, median of repetitions  "
                + "\(two(ratio)) (\(two(ratios.min() ?? 0))…\(two(ratios.max() ?? 0))), "
                + "bar \(two(ratioBar)): \(ratio <= ratioBar ? "met" : "missed")",
            "p99 / p50  \(two(tail)), relay \(two(relayTail)), "
                + "bar 2.00: \(tail <= 2 ? "met" : "missed")",
            "machine  \(machine)",
            "commit  \(commit)",
        ]
        return lines.joined(separator: "\n")
    }

    private func row(_ name: String, _ values: Percentiles) -> String {
        let cells = [values.p50, values.p90, values.p99, values.max].map { value in
            let text = String(format: "%.1f", Double(value) / 1_000)
            return String(repeating: " ", count: max(1, 9 - text.count)) + text
        }
        return name.padding(toLength: 12, withPad: " ", startingAt: 0) + cells.joined()
    }

    private func two(_ value: Double) -> String { String(format: "%.2f", value) }
}
