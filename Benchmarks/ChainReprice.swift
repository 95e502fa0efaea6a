import CFloor
import Glibc
import Market
import Pricing
import Wire

/// The four chains (288 contracts) repriced with all greeks after each one's spot has moved by a tick or so.
///
/// A smile with slope and curvature an expiry, or SVI; left out: the fit itself, and the strategy. Two floors: the same
/// arithmetic as a scalar C loop on the machine's erfc and exp, and the bare formulas contract by contract on 512-bit
/// vectors and the system's vector functions, the smile not even looked at.
enum ChainReprice {
    static func run() throws -> [BenchmarkLine] {
        let directory = try BenchmarkChain.directory()
        var chains = directory.underlyings.map { Chain($0, in: directory) }
        var step = 0
        let samples = try Harness.measure(
            repetitions: 2_000, warmUp: 200, operations: 1, prepare: { step += 1 },
            { for index in chains.indices { chains[index].reprice(step) } })
        let ours = sum(chains)
        var bare = chains.map(FloorChain.init)
        defer { for chain in bare { chain.free() } }
        step = 0
        let floor = try Harness.measure(
            repetitions: 2_000, warmUp: 200, operations: 1, prepare: { step += 1 },
            { for index in bare.indices { bare[index].reprice(step) } })
        let theirs = bare.reduce(0) { $0 + $1.sum }
        guard abs(ours - theirs) < 1e-9 * abs(ours) else {
            throw BenchmarkFailure(description: "the floor computes \(theirs), we \(ours)")
        }
        var hasher = StateHasher()
        for chain in chains {
            for position in 0..<chain.pricer.layout.count {
                hasher.combine(chain.valuations.value[position].bitPattern)
            }
        }
        return [
            BenchmarkLine(
                name: "ChainReprice", operation: "288 contracts", unit: .microseconds,
                samples: samples, floor: floor, bar: 10, hash: hasher.value,
                note: "floor: scalar C")
        ] + (try VectorStrip.lines(chains))
    }

    private static func sum(_ chains: [Chain]) -> Double {
        var total = 0.0
        for chain in chains {
            for position in 0..<chain.pricer.layout.count {
                total += chain.valuations.value[position] + chain.valuations.delta[position]
                total += chain.valuations.gamma[position] + chain.valuations.vega[position]
            }
        }
        return total
    }

    struct Chain {
        static let carry = 1.004

        var pricer: ChainPricer
        let close: Double
        var inputs: [ExpiryInputs]
        var valuations: ChainValuations

        init(_ underlying: Underlying, in directory: InstrumentDirectory) {
            let layout = ChainLayout(of: underlying.index, in: directory)
            pricer = ChainPricer(layout: layout)
            let close = underlying.previousClose.yuan
            self.close = close
            valuations = ChainValuations(count: layout.count)
            inputs = layout.expiries.map { expiry in
                let years = TimeToExpiry().years(
                    days: expiry.daysToExpiry, at: SessionTime(hour: 10, minute: 0))
                return ExpiryInputs(
                    forward: close * Self.carry, years: years, discount: exp(-0.025 * years),
                    curve: Self.smile())
            }
        }

        /// The same chain under SVI smiles.
        func underSVI() -> Chain {
            var copy = self
            for rank in copy.inputs.indices {
                let years = copy.inputs[rank].years
                copy.inputs[rank].smile = MovingSmile(
                    form: .svi(
                        SVISlice(a: 0.03 * years, b: 0.02, rho: -0.4, m: 0.01, sigma: 0.1)),
                    years: years, forward: copy.inputs[rank].forward, stickiness: .delta)
            }
            return copy
        }

        private static func smile() -> VolatilityCurve {
            var fit = VolatilityFit()
            for step in -4...4 {
                let x = Double(step) * 0.1
                fit.add(x: x, volatility: ChainReprice.volatility(x))
            }
            var curve = VolatilityCurve(flat: 0.2)
            curve.refit(from: fit)
            return curve
        }

        mutating func reprice(_ step: Int) {
            let spot = ChainReprice.spot(close, step)
            for expiry in inputs.indices { inputs[expiry].forward = spot * Self.carry }
            pricer.reprice(spot: spot, inputs: inputs, into: &valuations)
        }
    }

    static func volatility(_ x: Double) -> Double { 0.2 - 0.04 * x + 0.1 * x * x }

    static func spot(_ close: Double, _ step: Int) -> Double {
        close + 0.001 * Double(step % 21 - 10)
    }

    /// One chain as the C loop takes it.
    private struct FloorChain {
        private let close: Double
        private let columns: UnsafeMutableBufferPointer<Double>
        private var expiries: [obl_floor_chain] = []

        init(_ chain: Chain) {
            let layout = chain.pricer.layout
            let pairs = layout.pairs.count
            close = chain.close
            columns = .allocate(capacity: pairs * 8)
            columns.initialize(repeating: 0)
            for (index, pair) in layout.pairs.enumerated() {
                columns[index] = pair.strike.yuan
                columns[pairs + index] = log(pair.strike.yuan)
            }
            for (expiry, input) in zip(layout.expiries, chain.inputs) {
                func column(_ rank: Int) -> UnsafeMutablePointer<Double>? {
                    columns.baseAddress.map { $0 + rank * pairs + expiry.pairs.lowerBound }
                }
                expiries.append(
                    obl_floor_chain(
                        spot: close, forward: input.forward, root_time: input.years.squareRoot(),
                        discount: input.discount, base: input.curve.base,
                        slope: input.curve.slope, curvature: input.curve.curvature,
                        wing_low: input.curve.wingLow, wing_high: input.curve.wingHigh,
                        strikes: column(0), log_strikes: column(1), call: column(2),
                        put: column(3), call_delta: column(4), put_delta: column(5),
                        gamma: column(6), vega: column(7), count: expiry.pairs.count))
            }
        }

        mutating func reprice(_ step: Int) {
            let spot = ChainReprice.spot(close, step)
            for expiry in expiries.indices {
                expiries[expiry].spot = spot
                expiries[expiry].forward = spot * Chain.carry
                obl_floor_reprice(&expiries[expiry])
            }
        }

        /// Gamma and vega stand once here for a call and a put.
        var sum: Double {
            let pairs = columns.count / 8
            return columns[(2 * pairs)..<(6 * pairs)].reduce(0, +)
                + 2 * columns[(6 * pairs)...].reduce(0, +)
        }

        func free() { columns.deallocate() }
    }
}
