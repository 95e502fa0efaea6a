import Glibc

/// One expiry's smile in the wing form: a parabola in k on each side of the forward, smoothed to flat beyond the cutoffs.
///
/// Orc's model as Chinese desks use it: σ(k) = vc + sc·k + (pc or cc)·k² between the cutoffs dc < 0 < uc; from dc to
/// dc(1 + dsm) and uc to uc(1 + usm) the slope fades to zero.
public struct WingSlice: SmileShape, Hashable, BitwiseCopyable {
    /// Volatility at the forward, vc.
    public var volatility: Double
    /// Slope at the forward, sc.
    public var slope: Double
    /// Curvature of the put side, pc.
    public var putCurvature: Double
    /// Curvature of the call side, cc.
    public var callCurvature: Double
    /// dc, below zero.
    public var downCutoff: Double
    /// uc, above zero.
    public var upCutoff: Double
    /// dsm: how far beyond dc the slope fades, as a share of dc.
    public var downSmoothing: Double
    /// usm.
    public var upSmoothing: Double
    /// To expiry.
    public var years: Double

    public init(
        volatility: Double, slope: Double, putCurvature: Double, callCurvature: Double,
        downCutoff: Double, upCutoff: Double, downSmoothing: Double = 0.5,
        upSmoothing: Double = 0.5, years: Double
    ) {
        self.volatility = volatility
        self.slope = slope
        self.putCurvature = putCurvature
        self.callCurvature = callCurvature
        self.downCutoff = downCutoff
        self.upCutoff = upCutoff
        self.downSmoothing = downSmoothing
        self.upSmoothing = upSmoothing
        self.years = years
    }

    /// σ and its first two derivatives.
    func volatility(at k: Double) -> (value: Double, slope: Double, curvature: Double) {
        k <= 0
            ? side(k, downCutoff, downSmoothing, putCurvature)
            : side(k, upCutoff, upSmoothing, callCurvature)
    }

    private func side(_ k: Double, _ cutoff: Double, _ smoothing: Double, _ curvature: Double)
        -> (value: Double, slope: Double, curvature: Double)
    {
        let reach = abs(k)
        let edge = abs(cutoff)
        guard reach > edge else {
            return (
                volatility + k * (slope + curvature * k), slope + 2 * curvature * k, 2 * curvature
            )
        }
        // At the edge the slope is what the parabola has; it fades in proportion to the way left.
        let end = edge * (1 + smoothing)
        let steepest = slope + 2 * curvature * cutoff
        let fading = -steepest / (cutoff * smoothing)
        let place = reach < end ? k : cutoff * (1 + smoothing)
        let beyond = place - cutoff
        let value =
            volatility + cutoff * (slope + curvature * cutoff)
            + beyond * (steepest + 0.5 * fading * beyond)
        return reach < end ? (value, steepest + fading * beyond, fading) : (value, 0, 0)
    }

    public func variance(at k: Double) -> (value: Double, slope: Double, curvature: Double) {
        let s = volatility(at: k)
        return (
            s.value * s.value * years, 2 * s.value * s.slope * years,
            2 * (s.slope * s.slope + s.value * s.curvature) * years
        )
    }

    public var support: (low: Double, high: Double) {
        (downCutoff * (1 + downSmoothing) * 1.01, upCutoff * (1 + upSmoothing) * 1.01)
    }

    /// Finite, cutoffs on their sides, and volatility positive everywhere.
    public var isSound: Bool {
        let sum = volatility + slope + putCurvature + callCurvature + downCutoff + upCutoff + years
        guard sum.isFinite, years > 0, downCutoff < 0, upCutoff > 0, downSmoothing > 0,
            upSmoothing > 0
        else { return false }
        let (low, high) = support
        return (0...200).allSatisfy {
            volatility(at: low + (high - low) * Double($0) / 200).value > 0
        }
    }

    /// The nearest on the way to a flat smile that has no butterfly arbitrage, and how far it had to go, 0 ... 1.
    public func withoutButterfly() -> (slice: WingSlice, share: Double) {
        guard hasButterfly else { return (self, 0) }
        var low = 0.0
        var high = 1.0
        for _ in 0..<20 {
            let middle = 0.5 * (low + high)
            if flattened(middle).hasButterfly { low = middle } else { high = middle }
        }
        return (flattened(high), high)
    }

    /// The same where strikes are, faded over ever longer stretches beyond.
    var fadedLonger: [WingSlice] {
        [1.0, 2, 4, 8].map { smoothing in
            var slice = self
            slice.downSmoothing = max(downSmoothing, smoothing)
            slice.upSmoothing = max(upSmoothing, smoothing)
            return slice
        }
    }

    private func flattened(_ share: Double) -> WingSlice {
        var flat = self
        flat.slope *= 1 - share
        flat.putCurvature *= 1 - share
        flat.callCurvature *= 1 - share
        return flat
    }

    /// The wing after the forward has moved from the reference at which it was fitted.
    ///
    /// - Parameters:
    ///   - swimming: SSR, 0 = smile fixed to strikes, 1 = it swims with the forward.
    ///   - volatilityRate: VCR, change of volatility per relative move when fixed.
    ///   - slopeRate: SCR, change of slope likewise.
    /// - Returns: the moved slice and the forward from which its k is counted.
    public func moved(
        from reference: Double, to forward: Double, swimming: Double, volatilityRate: Double = 0,
        slopeRate: Double = 0
    ) -> (slice: WingSlice, origin: Double)? {
        guard reference > 0, forward > 0, reference.isFinite, forward.isFinite else { return nil }
        let move = swimming * (forward - reference) / reference
        var slice = self
        slice.volatility -= volatilityRate * move
        slice.slope -= slopeRate * move
        let origin = pow(forward, swimming) * pow(reference, 1 - swimming)
        return slice.isSound && origin.isFinite ? (slice, origin) : nil
    }
}
