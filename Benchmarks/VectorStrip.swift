import CFloor
import Glibc
import Market
import Pricing
import Wire

/// Chains against the vectorised C loop, in turn: the parabola and SVI, each chain's contracts as one strip.
struct VectorStrip {
    private let close: Double
    private let columns: UnsafeMutableBufferPointer<Double>
    private let width: Int

    static func lines(_ chains: [ChainReprice.Chain]) throws -> [BenchmarkLine] {
        guard obl_floor_has_vectors() != 0 else { return [] }
        let strips = chains.map(VectorStrip.init)
        defer { for strip in strips { strip.columns.deallocate() } }
        return [
            try line("ChainVector", chains, strips),
            try line("ChainSVI", chains.map { $0.underSVI() }, strips),
        ]
    }

    private static func line(
        _ name: String, _ given: [ChainReprice.Chain], _ strips: [VectorStrip]
    ) throws -> BenchmarkLine {
        var chains = given
        var (ours, theirs) = (0, 0)
        let samples = try Harness.compare(
            repetitions: 2_000, warmUp: 200, operations: BenchmarkChain.count,
            {
                ours += 1
                for index in chains.indices { chains[index].reprice(ours) }
            },
            {
                theirs += 1
                for strip in strips { strip.reprice(theirs) }
            })
        var hasher = StateHasher()
        var worst = 0.0
        for chain in chains {
            let layout = chain.pricer.layout
            for (rank, expiry) in layout.expiries.enumerated() {
                let input = chain.inputs[rank]
                for pair in layout.pairs[expiry.pairs] {
                    let strike = pair.strike.yuan
                    let single = Black76.valuation(
                        .call, forward: input.forward, strike: strike,
                        volatility: input.volatility(strike: strike) ?? .nan, years: input.years,
                        discount: input.discount)
                    let found = chain.valuations.value[pair.call]
                    worst = max(worst, abs(found - (single?.value ?? .nan)) / input.forward)
                    hasher.combine(found.bitPattern)
                }
            }
        }
        guard worst < 1e-13 else {
            throw BenchmarkFailure(description: "\(name): \(worst) of the forward from the formula")
        }
        return BenchmarkLine(
            name: name, operation: "contract", unit: .nanoseconds, samples: samples.ours,
            floor: samples.other, bar: nil, hash: hasher.value,
            note:
                "floor: vectorised C, asked for ≤ 2 ×, reach 1 ×; largest error \(worst) of the forward"
        )
    }

    /// Volatilities as of the close, held.
    private init(_ chain: ChainReprice.Chain) {
        let layout = chain.pricer.layout
        close = chain.close
        width = (layout.count + 7) / 8 * 8
        columns = .allocate(capacity: 11 * width)
        columns.initialize(repeating: 1)
        var place = 0
        for (rank, expiry) in layout.expiries.enumerated() {
            let input = chain.inputs[rank]
            let rootTime = input.years.squareRoot()
            for pair in layout.pairs[expiry.pairs] {
                let strike = pair.strike.yuan
                let deviation = (input.volatility(strike: strike) ?? 0.2) * rootTime
                for sign in [1.0, -1] {
                    for (column, value) in [
                        log(strike), strike, deviation, 1 / deviation, rootTime, input.discount,
                        sign,
                    ].enumerated() {
                        columns[column * width + place] = value
                    }
                    place += 1
                }
            }
        }
    }

    private func reprice(_ step: Int) {
        func column(_ rank: Int) -> UnsafeMutablePointer<Double>? {
            columns.baseAddress.map { $0 + rank * width }
        }
        var strip = obl_floor_strip(
            log_strikes: column(0), strikes: column(1), deviations: column(2),
            inverse_deviations: column(3), root_times: column(4), discounts: column(5),
            signs: column(6), value: column(7), delta: column(8), gamma: column(9),
            vega: column(10), count: width)
        obl_floor_vector_tick(
            &strip, ChainReprice.spot(close, step) * ChainReprice.Chain.carry)
    }
}
