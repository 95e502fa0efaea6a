import Glibc

/// Nodes and weights of Gauss-Legendre quadrature on −1 ... 1.
struct GaussLegendre: Sendable {
    let nodes: [Double]
    let weights: [Double]

    init(count: Int) {
        var nodes = Array(repeating: 0.0, count: count)
        var weights = nodes
        for index in 0..<count {
            var x = cos(Double.pi * (Double(index) + 0.75) / (Double(count) + 0.5))
            var slope = 1.0
            for _ in 0..<100 {
                let (value, derivative) = GaussLegendre.legendre(count, x)
                slope = derivative
                let step = value / derivative
                x -= step
                if abs(step) < 1e-15 { break }
            }
            slope = GaussLegendre.legendre(count, x).derivative
            nodes[index] = -x
            weights[index] = 2 / ((1 - x * x) * slope * slope)
        }
        self.nodes = nodes
        self.weights = weights
    }

    private static func legendre(_ count: Int, _ x: Double) -> (value: Double, derivative: Double) {
        var last = 1.0
        var value = x
        for degree in 2...max(2, count) where count > 1 {
            let n = Double(degree)
            (last, value) = (value, ((2 * n - 1) * x * value - (n - 1) * last) / n)
        }
        return (value, Double(count) * (x * value - last) / (x * x - 1))
    }
}
