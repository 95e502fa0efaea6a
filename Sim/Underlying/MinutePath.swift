public import Market

/// An index recorded by the minute as an underlying's day: each close stands until the next one, told every 3 s.
enum MinutePath {
    private static let gridTicks: Int64 = 10
    private static let shares: Int64 = 100_000

    static func path(_ levels: [ChainMinutes.Level]) -> UnderlyingPath {
        var ticks: [UnderlyingTick] = []
        var next = 0
        var value = levels[0].open
        var time = TradingClock.opening
        while time <= TradingClock.closing {
            let passed = Int(TradingClock.elapsed(at: time) / 60e9)
            while next < levels.count, levels[next].minute <= passed {
                value = levels[next].close
                next += 1
            }
            let isPause = time >= TradingClock.lunch && time < TradingClock.afternoon
            if !isPause { ticks.append(tick(value, at: time)) }
            time = time + .seconds(3)
        }
        return UnderlyingPath(ticks: ticks)
    }

    /// On the ETF's own grid of 0.001 yuan, the level between bid and ask.
    private static func tick(_ value: Int64, at time: SessionTime) -> UnderlyingTick {
        let below = value / gridTicks * gridTicks
        let nearest = (value + gridTicks / 2) / gridTicks * gridTicks
        return UnderlyingTick(
            time: time, last: Price(ticks: nearest), bid: Price(ticks: below),
            ask: Price(ticks: below + gridTicks), bidQuantity: shares, askQuantity: shares)
    }
}

/// A recorded index by the minute.
public struct MinuteSource: Sendable, Equatable {
    /// A zip with one member; absolute, or relative to the scenario's folder.
    public var file: String
    /// Index points for one yuan of the ETF, 1 … 1 000 000.
    public var levelDivisor: Int64
    /// When the recorded day begins by the file's own clock: that is 09:30 here.
    public var opening: SessionTime

    func read(folder: String) throws(ChainFileError) -> UnderlyingPath {
        let path = RecordedBytes.resolved(file, folder: folder)
        let archive = try ZipMembers(file: path)
        guard archive.names.count == 1 else {
            throw ChainFileError(
                file: path, found: "\(archive.names.count) members", accepted: "one member")
        }
        return MinutePath.path(
            try ChainMinutes.levels(
                archive.contents(of: archive.names[0]), opening: opening, file: path,
                member: archive.names[0],
                levelDivisor: levelDivisor))
    }
}
