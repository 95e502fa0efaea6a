import Market
import Quoter
import Sim

/// Theoretical values of a backtest held against what the simulated public thinks at the same moment.
///
/// Only a simulator knows a true value: this is the figure by which pricing models are compared. It reads the cores and
/// changes nothing in them.
struct SurfaceTruth {
    private struct Sum {
        var squaresTicks = 0.0
        var squaresHalves = 0.0
        var ticks = 0.0
        var count = 0

        mutating func add(error: Double, half: Double) {
            squaresTicks += error * error
            squaresHalves += error / half * (error / half)
            ticks += error
            count += 1
        }

        var rmsTicks: Double { (squaresTicks / Double(max(1, count))).squareRoot() }
        var rmsHalves: Double { (squaresHalves / Double(max(1, count))).squareRoot() }
        var bias: Double { ticks / Double(max(1, count)) }
    }

    /// The opening's first minutes are everybody's.
    private static let warmUp = TimeSpan.seconds(300)
    private static let interval = TimeSpan.seconds(20)

    private let contracts: [OptionContract]
    private let continuous: [(start: SessionTime, end: SessionTime)]
    private var next: SessionTime
    private var all = Sum()
    private var byExpiry: [Sum]

    init(directory: InstrumentDirectory, calendar: SessionCalendar) {
        contracts = directory.contracts
        continuous = calendar.continuousSpans
        next = (continuous.first?.start ?? calendar.closing) + SurfaceTruth.warmUp
        let ranks = contracts.reduce(0) { max($0, Int($1.expiryRank) + 1) }
        byExpiry = Array(repeating: Sum(), count: ranks)
    }

    func isDue(at now: SessionTime) -> Bool { now >= next }

    /// Looks every twenty seconds of continuous trading.
    mutating func look(_ exchange: ExchangeCore, _ quoter: QuoterCore, at now: SessionTime) {
        while next <= now { next = next + SurfaceTruth.interval }
        guard continuous.contains(where: { $0.start <= now && now < $0.end }) else { return }
        for contract in contracts {
            guard let truth = exchange.publicValue(contract.index, at: now),
                let value = quoter.theoreticalTicks(contract.index)
            else { continue }
            let error = value - truth.ticks
            let half = 0.5 * truth.spreadTicks
            guard error.isFinite, half > 0 else { continue }
            all.add(error: error, half: half)
            byExpiry[Int(contract.expiryRank)].add(error: error, half: half)
        }
    }

    /// One line: the error over all values, then expiry by expiry.
    var line: String {
        func text(_ value: Double) -> String {
            DecimalText.text(Int64((min(max(value, -1e9), 1e9) * 1_000).rounded()), decimals: 3)
        }
        let expiries = byExpiry.map { text($0.rmsHalves) }.joined(separator: " ")
        return "theoretical against the simulated public's value: rms \(text(all.rmsTicks)) ticks,"
            + " \(text(all.rmsHalves)) half spreads (by expiry \(expiries)); mean"
            + " \(text(all.bias)) ticks; \(all.count) values"
    }
}
