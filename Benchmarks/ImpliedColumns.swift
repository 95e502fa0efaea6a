import CFloor
import Market
import Pricing
import Wire

/// The inverted grid as columns, against a dozen Newton steps on the system's vector functions.
enum ImpliedColumns {
    static func lines(_ options: [obl_floor_option]) throws -> [BenchmarkLine] {
        guard obl_floor_has_vectors() != 0 else { return [] }
        var columns = VolatilityColumns(capacity: options.count)
        for option in options {
            columns.append(
                option.sign > 0 ? .call : .put, price: option.price, forward: option.forward,
                strike: option.strike, years: option.years)
        }
        let forwards = options.map(\.forward)
        let strikes = options.map(\.strike)
        let years = options.map(\.years)
        let prices = options.map(\.price)
        let signs = options.map(\.sign)
        var floor = Array(repeating: 0.0, count: options.count)
        let full = options.count / 8 * 8
        let samples = try Harness.compare(
            repetitions: 300, warmUp: 20, operations: options.count, { columns.solve() },
            {
                obl_floor_vector_implied(forwards, strikes, years, prices, signs, full, &floor)
            })
        var hasher = StateHasher()
        var worst = 0.0
        for (found, option) in zip(columns.volatilities, options) {
            hasher.combine(found.bitPattern)
            worst = max(worst, found.isNaN ? .infinity : abs(found - option.volatility))
        }
        guard worst < 1e-12 else {
            throw BenchmarkFailure(description: "implied volatilities in arrays: error \(worst)")
        }
        return [
            BenchmarkLine(
                name: "ImpliedArrays", operation: "option", unit: .nanoseconds,
                samples: samples.ours, floor: samples.other, bar: 117, hash: hasher.value,
                note: "floor: vectorised Newton; reach 49; largest error \(worst)")
        ]
    }
}
