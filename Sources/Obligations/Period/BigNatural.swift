/// A whole number from 0 up without a largest value: sums of fractions with unlike denominators outgrow 128 bits.
public struct BigNatural: Hashable, Sendable {
    /// Least significant first, no zero at the end; none at all for 0.
    private var limbs: [UInt64]

    public static let zero = BigNatural(0)
    public static let one = BigNatural(1)

    public init(_ value: UInt64) { limbs = value == 0 ? [] : [value] }

    private init(limbs: [UInt64]) {
        self.limbs = limbs
        while self.limbs.last == 0 { self.limbs.removeLast() }
    }

    public var isZero: Bool { limbs.isEmpty }

    /// The value where it fits, nil where it does not.
    public var word: UInt64? { limbs.isEmpty ? 0 : limbs.count == 1 ? limbs[0] : nil }

    public static func + (a: BigNatural, b: BigNatural) -> BigNatural {
        let (long, short) = a.limbs.count >= b.limbs.count ? (a.limbs, b.limbs) : (b.limbs, a.limbs)
        var sum = long
        var carry: UInt64 = 0
        for index in sum.indices {
            if index >= short.count, carry == 0 { break }
            let other = index < short.count ? short[index] : 0
            let (first, overflow) = sum[index].addingReportingOverflow(other)
            let (second, again) = first.addingReportingOverflow(carry)
            sum[index] = second
            carry = overflow || again ? 1 : 0
        }
        if carry > 0 { sum.append(carry) }
        return BigNatural(limbs: sum)
    }

    public static func * (a: BigNatural, b: BigNatural) -> BigNatural {
        guard !a.isZero, !b.isZero else { return .zero }
        var product = Array(repeating: UInt64(0), count: a.limbs.count + b.limbs.count)
        for (row, left) in a.limbs.enumerated() {
            var carry: UInt64 = 0
            for (column, right) in b.limbs.enumerated() {
                let full = left.multipliedFullWidth(by: right)
                let (low, first) = full.low.addingReportingOverflow(product[row + column])
                let (sum, second) = low.addingReportingOverflow(carry)
                product[row + column] = sum
                // The high word of a product is at most 2^64 − 2: two carries fit.
                carry = full.high + (first ? 1 : 0) + (second ? 1 : 0)
            }
            product[row + b.limbs.count] = carry
        }
        return BigNatural(limbs: product)
    }

    public static func * (a: BigNatural, b: UInt64) -> BigNatural { a * BigNatural(b) }

    /// Quotient and remainder by one word, which must not be 0.
    public func divided(by divisor: UInt64) -> (quotient: BigNatural, remainder: UInt64) {
        precondition(divisor > 0, "division by zero")
        var quotient = limbs
        var remainder: UInt64 = 0
        for index in quotient.indices.reversed() {
            let part = divisor.dividingFullWidth((remainder, quotient[index]))
            quotient[index] = part.quotient
            remainder = part.remainder
        }
        return (BigNatural(limbs: quotient), remainder)
    }
}

extension BigNatural: Comparable {
    public static func < (a: BigNatural, b: BigNatural) -> Bool {
        guard a.limbs.count == b.limbs.count else { return a.limbs.count < b.limbs.count }
        for index in a.limbs.indices.reversed() where a.limbs[index] != b.limbs[index] {
            return a.limbs[index] < b.limbs[index]
        }
        return false
    }
}

extension BigNatural: CustomStringConvertible {
    /// Decimal digits.
    public var description: String {
        var groups: [String] = []
        var rest = self
        while !rest.isZero {
            let part = rest.divided(by: 1_000_000_000_000_000_000)
            groups.append(String(part.remainder))
            rest = part.quotient
        }
        guard let first = groups.popLast() else { return "0" }
        return groups.reversed().reduce(first) {
            $0 + String(repeating: "0", count: 18 - $1.count) + $1
        }
    }
}
