import Glibc

/// A straight scale for values, from `low` at `bottom` to `high` at `top`, ends on round numbers.
struct ValueScale {
    let low: Double
    let high: Double
    let step: Double
    let top: Double
    let bottom: Double

    /// A scale that holds all `values` and zero.
    init(holding values: [Double], top: Double, bottom: Double, ticks: Int = 5) {
        let finite = values.filter(\.isFinite)
        let least = min(0, finite.min() ?? 0)
        let most = max(0, finite.max() ?? 0)
        let range = most > least ? most - least : 1
        step = Self.roundStep(range / Double(max(1, ticks)))
        low = (least / step).rounded(.down) * step
        let up = (most / step).rounded(.up) * step
        high = up > low ? up : low + step
        self.top = top
        self.bottom = bottom
    }

    /// A scale around the `values` alone, zero only where it is among them.
    init(around values: [Double], top: Double, bottom: Double) {
        let finite = values.filter(\.isFinite)
        let least = finite.min() ?? 0
        let most = finite.max() ?? 1
        let range = most > least ? most - least : max(abs(most) * 0.1, 1e-6)
        // Of a scale from zero on, its round step.
        step = ValueScale(holding: [range], top: 0, bottom: 1).step
        low = ((least - range * 0.05) / step).rounded(.down) * step
        let up = ((most + range * 0.05) / step).rounded(.up) * step
        high = up > low ? up : low + step
        self.top = top
        self.bottom = bottom
    }

    func y(_ value: Double) -> Double {
        let clamped = min(max(value, low), high)
        return bottom - (clamped - low) / (high - low) * (bottom - top)
    }

    var ticks: [Double] {
        let count = Int(min(((high - low) / step).rounded(), 50))
        return (0...max(0, count)).map { low + Double($0) * step }
    }

    /// 1, 2 or 5 times a power of ten, not below `raw`.
    private static func roundStep(_ raw: Double) -> Double {
        guard raw > 0, raw.isFinite else { return 1 }
        let decade = pow(10, floor(log10(raw)))
        for factor in [1.0, 2, 5, 10] where raw <= factor * decade * 1.000_001 {
            return factor * decade
        }
        return 10 * decade
    }
}

/// A logarithmic scale for times in nanoseconds, whole decades from `from` to `to`.
struct DecadeScale {
    let lowest: Int
    let highest: Int
    let from: Double
    let to: Double

    /// Whole decades that hold all positive `values`; one millisecond to one second without any.
    init(holding values: [Int64], from: Double, to: Double) {
        let positive = values.filter { $0 > 0 }.map { log10(Double($0)) }
        lowest = Int(floor(positive.min() ?? 6))
        let highest = Int(ceil(positive.max() ?? 9))
        self.highest = max(highest, lowest + 1)
        self.from = from
        self.to = to
    }

    func place(_ nanoseconds: Int64) -> Double {
        let exponent = log10(Double(max(1, nanoseconds)))
        let share = (exponent - Double(lowest)) / Double(highest - lowest)
        return from + min(max(share, 0), 1) * (to - from)
    }

    /// Each power of ten with its label (`1 ms`).
    var ticks: [(label: String, place: Double)] {
        (lowest...highest).map { exponent in
            let nanoseconds = Int64(pow(10, Double(min(max(exponent, 0), 18))))
            return (Self.label(exponent: exponent), place(nanoseconds))
        }
    }

    private static func label(exponent: Int) -> String {
        let unit = min(max(exponent, 0), 11) / 3
        let factor = exponent - unit * 3
        let digits = "1" + String(repeating: "0", count: max(0, factor))
        return FigureText.count(Int64(digits) ?? 0) + " " + ["ns", "µs", "ms", "s"][unit]
    }
}
