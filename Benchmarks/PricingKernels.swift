import CFloor
import Glibc
import Market
import Pricing
import Wire

/// Single values and volatilities on the grid of the published comparisons, shuffled: one thread, one option at a time.
///
/// Strikes 70 to 130 %, 1 day to a year, volatilities 8 to 80 %: 7 000 options priced; the 2 133 out-of-the-money ones worth at
/// least 1e-5 of the forward inverted. The floor is scalar C: the bare formula, and a dozen Newton steps that check nothing.
enum PricingKernels {
    static func run() throws -> [BenchmarkLine] {
        let all = grid()
        let inverted = all.filter {
            ($0.sign > 0) == ($0.strike >= 100) && $0.price / 100 >= 1e-5
        }
        return [
            try line("Price", all, repetitions: 300, price, obl_floor_black),
            try line("ImpliedVol", inverted, repetitions: 300, implied, obl_floor_implied),
        ] + (try ImpliedColumns.lines(inverted))
    }

    private static func line(
        _ name: String, _ options: [obl_floor_option], repetitions: Int,
        _ ours: ([obl_floor_option], inout [Double]) -> Void,
        _ bare: (UnsafePointer<obl_floor_option>?, Int, UnsafeMutablePointer<Double>?) -> Void
    ) throws -> BenchmarkLine {
        var found = Array(repeating: 0.0, count: options.count)
        var floor = found
        let samples = try Harness.compare(
            repetitions: repetitions, warmUp: 20, operations: options.count,
            { ours(options, &found) },
            {
                options.withUnsafeBufferPointer { from in
                    floor.withUnsafeMutableBufferPointer { to in
                        bare(from.baseAddress, from.count, to.baseAddress)
                    }
                }
            })
        let worst = zip(found, floor).reduce(0) { max($0, abs($1.0 - $1.1)) }
        guard worst < 1e-11 else {
            throw BenchmarkFailure(description: "\(name): ours and the floor differ by \(worst)")
        }
        var hasher = StateHasher()
        for value in found { hasher.combine(value.bitPattern) }
        let error =
            name == "Price"
            ? 0 : zip(found, options).reduce(0) { max($0, abs($1.0 - $1.1.volatility)) }
        let rate = Int64((1e3 / samples.ours.median).rounded())
        return BenchmarkLine(
            name: name, operation: "option", unit: .nanoseconds, samples: samples.ours,
            floor: samples.other, bar: nil, hash: hasher.value,
            note: "\(rate) million a second" + (error > 0 ? ", largest error \(error)" : ""))
    }

    private static func price(_ options: [obl_floor_option], _ values: inout [Double]) {
        for (index, option) in options.enumerated() {
            values[index] =
                Black76.undiscounted(
                    option.sign > 0 ? .call : .put, forward: option.forward,
                    strike: option.strike,
                    standardDeviation: option.volatility * option.years.squareRoot()) ?? .nan
        }
    }

    private static func implied(_ options: [obl_floor_option], _ values: inout [Double]) {
        for (index, option) in options.enumerated() {
            values[index] =
                ImpliedVolatility.solve(
                    option.sign > 0 ? .call : .put, price: option.price, forward: option.forward,
                    strike: option.strike, years: option.years
                ).volatility ?? .nan
        }
    }

    private static func grid() -> [obl_floor_option] {
        var options: [obl_floor_option] = []
        for strike in 0..<25 {
            for days in [1.0, 2, 3, 7, 14, 30, 60, 91, 182, 365] {
                for percent in [8.0, 10, 12, 15, 18, 20, 25, 30, 35, 40, 50, 60, 70, 80] {
                    for sign in [-1.0, 1] {
                        options.append(
                            obl_floor_option(
                                forward: 100, strike: 70 + 2.5 * Double(strike),
                                years: days / 365, volatility: percent / 100, sign: sign,
                                price: 0))
                    }
                }
            }
        }
        var values = Array(repeating: 0.0, count: options.count)
        obl_floor_black(options, options.count, &values)
        for index in options.indices { options[index].price = values[index] }
        var state: UInt64 = 42
        for index in stride(from: options.count - 1, to: 0, by: -1) {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            options.swapAt(index, Int(state % UInt64(index + 1)))
        }
        return options
    }
}
