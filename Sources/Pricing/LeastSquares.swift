/// Weighted least squares in a few unknowns, by its normal equations.
struct LeastSquares {
    private let count: Int
    private var matrix: [Double]
    private var target: [Double]

    init(unknowns count: Int) {
        self.count = count
        matrix = Array(repeating: 0, count: count * count)
        target = Array(repeating: 0, count: count)
    }

    mutating func add(_ row: [Double], _ value: Double, weight: Double) {
        for i in 0..<count {
            target[i] += weight * row[i] * value
            for j in 0...i { matrix[i * count + j] += weight * row[i] * row[j] }
        }
    }

    /// The unknowns, nil when the rows do not determine them (Cholesky of the scaled matrix).
    func solution() -> [Double]? {
        let scale = (0..<count).map { i in matrix[i * count + i].squareRoot() }
        guard scale.allSatisfy({ $0.isFinite && $0 > 0 }) else { return nil }
        var factor = matrix
        var unknowns = target
        for i in 0..<count {
            unknowns[i] /= scale[i]
            for j in 0...i {
                var sum = matrix[i * count + j] / (scale[i] * scale[j])
                for k in 0..<j { sum -= factor[i * count + k] * factor[j * count + k] }
                if i == j {
                    guard sum > 1e-12 else { return nil }
                    factor[i * count + i] = sum.squareRoot()
                } else {
                    factor[i * count + j] = sum / factor[j * count + j]
                }
            }
        }
        for i in 0..<count {
            for k in 0..<i { unknowns[i] -= factor[i * count + k] * unknowns[k] }
            unknowns[i] /= factor[i * count + i]
        }
        for i in (0..<count).reversed() {
            for k in (i + 1)..<max(i + 1, count) {
                unknowns[i] -= factor[k * count + i] * unknowns[k]
            }
            unknowns[i] /= factor[i * count + i]
        }
        let found = zip(unknowns, scale).map { $0 / $1 }
        return found.allSatisfy(\.isFinite) ? found : nil
    }
}
