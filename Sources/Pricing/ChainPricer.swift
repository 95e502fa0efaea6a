import CVectorPricing
import Glibc
import Market

/// Reprices a whole chain at once, eight strikes at a time; a call and a put on one strike share their d1 and d2.
public struct ChainPricer: Sendable {
    public let layout: ChainLayout
    private let strikes: [Double]
    private let logStrikes: [Double]
    /// Nil where every strike has both and the chain positions alternate.
    private let places: (calls: [Int64], puts: [Int64])?
    private var expiries: [obl_chain_expiry]

    public init(layout: ChainLayout) {
        self.layout = layout
        strikes = layout.pairs.map { $0.strike.yuan }
        logStrikes = layout.pairs.map { log($0.strike.yuan) }
        let isRegular = layout.pairs.enumerated().allSatisfy {
            $1.call == 2 * $0 && $1.put == 2 * $0 + 1
        }
        places =
            isRegular
            ? nil
            : (layout.pairs.map { Int64($0.call) }, layout.pairs.map { Int64($0.put) })
        expiries = layout.expiries.map { ChainPricer.idle($0.pairs) }
    }

    /// Writes every position's value and greeks, NaN for an expiry whose inputs are not usable.
    ///
    /// Does not allocate. `inputs` has one element per expiry of the layout and `valuations` was made for
    /// its count.
    public mutating func reprice(
        spot: Double, inputs: [ExpiryInputs], into valuations: inout ChainValuations
    ) {
        precondition(inputs.count == layout.expiries.count, "one input per expiry")
        precondition(valuations.value.count == layout.count + 1, "valuations of another chain")
        for rank in inputs.indices {
            let pairs = layout.expiries[rank].pairs
            expiries[rank] =
                ChainPricer.hasTimeValue(inputs[rank], spot)
                ? ChainPricer.expiry(pairs, spot, inputs[rank]) : ChainPricer.idle(pairs)
        }
        priceAll(into: &valuations)
        for rank in inputs.indices where !ChainPricer.hasTimeValue(inputs[rank], spot) {
            settle(layout.expiries[rank].pairs, spot, inputs[rank], into: &valuations)
        }
    }

    private static func hasTimeValue(_ input: ExpiryInputs, _ spot: Double) -> Bool {
        input.isUsable && spot.isFinite && spot > 0 && input.years.squareRoot() > 0
    }

    private func priceAll(into valuations: inout ChainValuations) {
        valuations.value.withUnsafeMutableBufferPointer { value in
            valuations.delta.withUnsafeMutableBufferPointer { delta in
                valuations.gamma.withUnsafeMutableBufferPointer { gamma in
                    valuations.vega.withUnsafeMutableBufferPointer { vega in
                        price(value, delta, gamma, vega)
                    }
                }
            }
        }
    }

    private func price(
        _ value: UnsafeMutableBufferPointer<Double>, _ delta: UnsafeMutableBufferPointer<Double>,
        _ gamma: UnsafeMutableBufferPointer<Double>, _ vega: UnsafeMutableBufferPointer<Double>
    ) {
        strikes.withUnsafeBufferPointer { strikes in
            logStrikes.withUnsafeBufferPointer { logStrikes in
                expiries.withUnsafeBufferPointer { expiries in
                    var chain = obl_chain(
                        strikes: strikes.baseAddress, log_strikes: logStrikes.baseAddress,
                        calls: nil, puts: nil, value: value.baseAddress, delta: delta.baseAddress,
                        gamma: gamma.baseAddress, vega: vega.baseAddress)
                    guard let places else {
                        return obl_vector_reprice(&chain, expiries.baseAddress, expiries.count)
                    }
                    places.calls.withUnsafeBufferPointer { calls in
                        places.puts.withUnsafeBufferPointer { puts in
                            chain.calls = calls.baseAddress
                            chain.puts = puts.baseAddress
                            obl_vector_reprice(&chain, expiries.baseAddress, expiries.count)
                        }
                    }
                }
            }
        }
    }

    /// An expiry that is passed over: what is computed for it is written over afterwards.
    private static func idle(_ pairs: Range<Int>) -> obl_chain_expiry {
        var expiry = obl_chain_expiry()
        expiry.first = pairs.lowerBound
        expiry.count = pairs.count
        expiry.forward = 1
        expiry.root_time = 1
        expiry.discount = 1
        expiry.kind = obl_smile_curve
        expiry.fit_years = 1
        expiry.volatility_min = 1
        expiry.volatility_max = 1
        return expiry
    }

    private static func expiry(
        _ pairs: Range<Int>, _ spot: Double, _ input: ExpiryInputs
    ) -> obl_chain_expiry {
        var expiry = idle(pairs)
        expiry.forward = input.forward
        expiry.log_forward = log(input.forward)
        expiry.root_time = input.years.squareRoot()
        expiry.discount = input.discount
        // The forward moves with spot in proportion: dF/dS = F/S.
        let ratio = input.forward / spot
        expiry.delta_scale = input.discount * ratio
        expiry.gamma_scale = expiry.delta_scale * ratio / input.forward
        expiry.vega_scale = input.discount * input.forward * expiry.root_time
        expiry.volatility_min = VolatilityCurve.volatilityMin
        expiry.volatility_max = VolatilityCurve.volatilityMax
        guard let smile = input.smile else {
            let curve = input.curve
            expiry.parameters = (
                curve.base + curve.level, curve.slope, curve.curvature, curve.wingLow,
                curve.wingHigh, 0, 0, 0
            )
            return expiry
        }
        expiry.log_origin = log(smile.origin(forward: input.forward))
        expiry.fit_years = smile.years
        expiry.level = smile.level
        switch smile.form {
        case .svi(let slice):
            expiry.kind = obl_smile_svi
            expiry.parameters = (
                slice.a, slice.b, slice.rho, slice.m, slice.sigma, 0, 0, 0
            )
        case .wing(let wing):
            expiry.kind = obl_smile_wing
            expiry.parameters = (
                wing.volatility, wing.slope, wing.putCurvature, wing.callCurvature,
                wing.downCutoff, wing.upCutoff, wing.downSmoothing, wing.upSmoothing
            )
        }
        return expiry
    }

    /// At expiry only the intrinsic value is left; without usable inputs nothing is.
    private func settle(
        _ pairs: Range<Int>, _ spot: Double, _ input: ExpiryInputs,
        into valuations: inout ChainValuations
    ) {
        let isUsable = input.isUsable && spot.isFinite && spot > 0
        let scale = input.forward / spot
        for pair in pairs {
            let places = layout.pairs[pair]
            for (type, position) in [(OptionType.call, places.call), (.put, places.put)] {
                let settled =
                    isUsable
                    ? Black76.valuation(
                        type, forward: input.forward, strike: strikes[pair], volatility: 0,
                        years: 0, discount: input.discount) : nil
                valuations.value[position] = settled?.value ?? .nan
                valuations.delta[position] = settled.map { $0.delta * scale } ?? .nan
                valuations.gamma[position] = settled == nil ? .nan : 0
                valuations.vega[position] = settled == nil ? .nan : 0
            }
        }
    }
}
