/// exp, log and the normal distribution from IEEE arithmetic alone.
///
/// A C library may give another last digit on another processor; a simulated day must not differ there.
enum PortableMath {
    private static let ln2High = 0x1.62e42fee00000p-1
    private static let ln2Low = 0x1.a39ef35793c76p-33

    /// e^x; relative error below 1e-15 for |x| < 700, cut to that range beyond it.
    static func exp(_ value: Double) -> Double {
        let x = min(max(value, -700), 700)
        let power = (x * 1.4426950408889634).rounded()
        let r = (x - power * ln2High) - power * ln2Low
        var sum = 1.0
        var divisor = 14.0
        while divisor >= 1 {
            sum = 1 + sum * r / divisor
            divisor -= 1
        }
        return Double(sign: .plus, exponent: Int(power), significand: sum)
    }

    /// Natural logarithm of a positive, normal number; relative error below 1e-15 away from 1.
    static func log(_ value: Double) -> Double {
        precondition(value > 0 && value.isFinite, "logarithm of \(value)")
        var exponent = Double(value.exponent)
        var mantissa = value.significand
        if mantissa > 1.4142135623730951 {
            mantissa *= 0.5
            exponent += 1
        }
        let s = (mantissa - 1) / (mantissa + 1)
        let square = s * s
        var sum = 0.0
        var odd = 23.0
        while odd >= 1 {
            sum = sum * square + 1 / odd
            odd -= 2
        }
        return 2 * s * sum + exponent * ln2Low + exponent * ln2High
    }

    /// Cumulative standard normal, Hart's rational approximation; absolute error below 1e-14.
    static func normal(_ x: Double) -> Double {
        let z = x.magnitude
        if z > 37 { return x > 0 ? 1 : 0 }
        let tail: Double
        let density = exp(-z * z / 2)
        if z < 7.07106781186547 {
            var top = 3.52624965998911e-02 * z + 0.700383064443688
            top = top * z + 6.37396220353165
            top = top * z + 33.912866078383
            top = top * z + 112.079291497871
            top = top * z + 221.213596169931
            top = top * z + 220.206867912376
            var bottom = 8.83883476483184e-02 * z + 1.75566716318264
            bottom = bottom * z + 16.064177579207
            bottom = bottom * z + 86.7807322029461
            bottom = bottom * z + 296.564248779674
            bottom = bottom * z + 637.333633378831
            bottom = bottom * z + 793.826512519948
            bottom = bottom * z + 440.413735824752
            tail = density * top / bottom
        } else {
            var fraction = z + 0.65
            for step in stride(from: 4.0, through: 1, by: -1) { fraction = z + step / fraction }
            tail = density / fraction / 2.506628274631
        }
        return x > 0 ? 1 - tail : tail
    }
}
