import Market
import Sim
import TestSupport
import Testing

@Suite(.rule("SSE-TR-02"))
struct `Built-in underlying paths` {
    private static func paths(seed: UInt64) throws -> [UnderlyingPath] {
        try UnderlyingPath.paths(of: .regularDay, folder: ".", seed: seed)
    }

    @Test func `a day is 28 701 ticks: 3 s in the auctions, 500 ms between, none in the pauses`()
        throws
    {
        for path in try Self.paths(seed: 1) {
            // 200 + 14 400 + 14 040 + 60, and one at 15:00:00.
            #expect(path.ticks.count == 28_701)
            #expect(path.ticks.first?.time == SessionTime(hour: 9, minute: 15))
            #expect(path.ticks.last?.time == SessionTime(hour: 15, minute: 0))
            let calendar = SessionCalendar.shanghaiOptions
            #expect(!path.ticks.contains { calendar.phase(at: $0.time) == .pause })
            #expect(zip(path.ticks, path.ticks.dropFirst()).allSatisfy { $0.time < $1.time })
        }
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `prices stay on the 0.001 grid, uncrossed and within ten per cent`(seed: UInt64) throws {
        var scenario = Scenario.regularDay
        for index in scenario.underlyings.indices {
            scenario.underlyings[index].smile.volatility = 2
            scenario.underlyings[index].path = .builtin(
                BuiltinPathHabits(
                    volatilityOfVolatility: 2, reversionsPerDay: 100, jumpsPerDay: 100,
                    jumpSize: 0.1, openingGap: 0.1, seasonality: 1))
        }
        let paths = try UnderlyingPath.paths(of: scenario, folder: ".", seed: seed)
        for (path, underlying) in zip(paths, scenario.underlyings) {
            let close = underlying.previousClose.ticks
            let isSound = path.ticks.allSatisfy {
                $0.bid.ticks % 10 == 0 && $0.ask.ticks == $0.bid.ticks + 10
                    && ($0.last == $0.bid || $0.last == $0.ask)
                    && $0.bid.ticks * 10 >= close * 9 && $0.ask.ticks * 10 <= close * 11
                    && $0.bidQuantity > 0 && $0.askQuantity > 0
            }
            #expect(isSound, "seed \(seed)")
        }
    }

    @Test func `one seed gives one day and another seed another`() throws {
        #expect(try Self.paths(seed: 7) == Self.paths(seed: 7))
        #expect(try Self.paths(seed: 7) != Self.paths(seed: 8))
        let two = try Self.paths(seed: 7)
        #expect(two[0].ticks.map(\.bidQuantity) != two[1].ticks.map(\.bidQuantity))
    }

    @Test func `without jumps a day moves about as much as its volatility says`() throws {
        var scenario = Scenario.regularDay
        scenario.underlyings[0].path = .builtin(
            BuiltinPathHabits(
                volatilityOfVolatility: 0, reversionsPerDay: 6, jumpsPerDay: 0, jumpSize: 0,
                openingGap: 0, seasonality: 0.6))
        // 20 % a year is 1.28 % a day: the mean square of 30 days within two fifths of that.
        var sum = 0.0
        for seed in 1...30 as ClosedRange<UInt64> {
            let path = try UnderlyingPath.paths(of: scenario, folder: ".", seed: seed)[0]
            guard let last = path.ticks.last else { continue }
            let move = last.last.yuan / 3.5 - 1
            sum += move * move
        }
        let daily = (sum / 30).squareRoot()
        #expect(daily > 0.0128 * 0.6 && daily < 0.0128 * 1.4)
    }
}
