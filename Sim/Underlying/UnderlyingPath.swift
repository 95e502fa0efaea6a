import Market

/// A whole day of one underlying, known in advance to the simulator and to nobody else.
public struct UnderlyingPath: Sendable, Equatable {
    /// Strictly ascending times, never empty.
    public let ticks: [UnderlyingTick]

    init(ticks: [UnderlyingTick]) {
        precondition(!ticks.isEmpty, "an underlying without a single tick")
        self.ticks = ticks
    }

    /// The paths of a scenario's underlyings, in its order.
    /// - Parameters:
    ///   - folder: what the scenario's relative tick file paths start from.
    ///   - seed: of the built-in paths; recorded ones do not depend on it.
    /// - Throws: the first thing wrong with a tick file (`TickFileError`) or a minute file (`ChainFileError`).
    public static func paths(
        of scenario: Scenario, folder: String, seed: UInt64
    ) throws -> [UnderlyingPath] {
        var paths: [UnderlyingPath] = []
        for underlying in scenario.underlyings {
            switch underlying.path {
            case .builtin(let habits):
                paths.append(
                    BuiltinPath.path(
                        code: underlying.code, previousClose: underlying.previousClose,
                        volatility: underlying.smile.volatility, habits: habits, seed: seed))
            case .ticks(let source):
                let file = RecordedBytes.resolved(source.file, folder: folder)
                let read = try TickFile.read(
                    file: file, source: source, day: scenario.tradingDay)
                paths.append(read.path)
            case .minutes(let source): paths.append(try source.read(folder: folder))
            }
        }
        return paths
    }

    /// Position of the last tick at or before `time`, searched onwards from `start`; the first tick's value
    /// also stands for the time before it.
    func position(at time: SessionTime, from start: Int) -> Int {
        var low = start
        var high = start + 1
        // Doubling steps, then halving: near ahead is cheap, far ahead still logarithmic.
        while high < ticks.count, ticks[high].time <= time {
            let stride = 2 * (high - low)
            low = high
            high = low + stride
        }
        high = min(high, ticks.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if ticks[middle].time <= time { low = middle } else { high = middle }
        }
        return low
    }
}
