import Glibc
import Market

/// Reprices a whole chain at once; a call and a put on one strike share their d1 and d2.
public struct ChainPricer: Sendable {
    public let layout: ChainLayout
    private let strikes: [Double]
    private let logStrikes: [Double]

    public init(layout: ChainLayout) {
        self.layout = layout
        strikes = layout.pairs.map { $0.strike.yuan }
        logStrikes = layout.pairs.map { log($0.strike.yuan) }
    }

    /// Writes every position's value and greeks, NaN for an expiry whose inputs are not usable.
    ///
    /// Does not allocate. `inputs` has one element per expiry of the layout and `valuations` was made for
    /// its count.
    public func reprice(
        spot: Double, inputs: [ExpiryInputs], into valuations: inout ChainValuations
    ) {
        precondition(inputs.count == layout.expiries.count, "one input per expiry")
        precondition(valuations.value.count == layout.count + 1, "valuations of another chain")
        // Buffers, because array exclusivity and bounds checks cost as much as the arithmetic here.
        valuations.value.withUnsafeMutableBufferPointer { value in
            valuations.delta.withUnsafeMutableBufferPointer { delta in
                valuations.gamma.withUnsafeMutableBufferPointer { gamma in
                    valuations.vega.withUnsafeMutableBufferPointer { vega in
                        var columns = Columns(value: value, delta: delta, gamma: gamma, vega: vega)
                        for (expiry, input) in zip(layout.expiries, inputs) {
                            price(expiry.pairs, spot: spot, input, into: &columns)
                        }
                    }
                }
            }
        }
    }

    private struct Columns {
        let value: UnsafeMutableBufferPointer<Double>
        let delta: UnsafeMutableBufferPointer<Double>
        let gamma: UnsafeMutableBufferPointer<Double>
        let vega: UnsafeMutableBufferPointer<Double>

        func set(_ position: Int, _ v: Double, _ d: Double, _ g: Double, _ w: Double) {
            value[position] = v
            delta[position] = d
            gamma[position] = g
            vega[position] = w
        }
    }

    private func price(
        _ pairs: Range<Int>, spot: Double, _ input: ExpiryInputs, into columns: inout Columns
    ) {
        guard input.isUsable, spot.isFinite, spot > 0 else {
            for pair in pairs {
                columns.set(layout.pairs[pair].call, .nan, .nan, .nan, .nan)
                columns.set(layout.pairs[pair].put, .nan, .nan, .nan, .nan)
            }
            return
        }
        let rootTime = input.years.squareRoot()
        guard rootTime > 0 else {
            for pair in pairs { expire(pair, spot: spot, input, into: &columns) }
            return
        }
        let forward = input.forward
        let logForward = log(forward)
        let inverseRootTime = 1 / rootTime
        // The forward moves with spot in proportion: dF/dS = F/S.
        let ratio = forward / spot
        let deltaScale = input.discount * ratio
        let gammaScale = deltaScale * ratio / forward
        let vegaScale = input.discount * forward * rootTime
        let base = NormalDistribution.inverseRootTwo
        for pair in pairs {
            let moneyness = logForward - logStrikes[pair]
            let strike = strikes[pair]
            let deviation =
                input.curve.volatility(at: -moneyness * inverseRootTime) * rootTime
            let inverse = 1 / deviation
            let d1 = moneyness * inverse + 0.5 * deviation
            let d2 = d1 - deviation
            let n1 = 0.5 * erfc(-d1 * base)
            let n2 = 0.5 * erfc(-d2 * base)
            let density = NormalDistribution.density(d1)
            let call = max(0, forward * n1 - strike * n2)
            let put = max(0, call - forward + strike)
            let gamma = gammaScale * density * inverse
            let vega = vegaScale * density
            let places = layout.pairs[pair]
            columns.set(places.call, input.discount * call, deltaScale * n1, gamma, vega)
            columns.set(places.put, input.discount * put, deltaScale * (n1 - 1), gamma, vega)
        }
    }

    /// At expiry only the intrinsic value is left.
    private func expire(
        _ pair: Int, spot: Double, _ input: ExpiryInputs, into columns: inout Columns
    ) {
        let strike = strikes[pair]
        let places = layout.pairs[pair]
        let scale = input.forward / spot
        for (type, position) in [(OptionType.call, places.call), (.put, places.put)] {
            let atExpiry = Black76.valuation(
                type, forward: input.forward, strike: strike, volatility: 0, years: 0,
                discount: input.discount)
            columns.set(
                position, atExpiry?.value ?? .nan, (atExpiry?.delta ?? .nan) * scale, 0, 0)
        }
    }
}
