/// Delbourgo and Gregory's shape-preserving interpolation between two points with slopes, one shape parameter.
struct RationalCubic {
    static let shapeMin = -(1 - 1.490_116_119_384_765_6e-8)
    static let shapeMax = 2.0 / (2.220_446_049_250_313e-16 * 2.220_446_049_250_313e-16)

    /// The ends: abscissa, ordinate, slope.
    let left: (x: Double, y: Double, slope: Double)
    let right: (x: Double, y: Double, slope: Double)
    private var shape = 3.0

    /// With the shape that gives this second derivative at the left end, as far as monotony and convexity allow.
    init(
        left: (x: Double, y: Double, slope: Double),
        right: (x: Double, y: Double, slope: Double),
        curvatureAtLeft curvature: Double, isShapePreferred: Bool
    ) {
        self.init(left: left, right: right)
        let above = 0.5 * width * curvature + (right.slope - left.slope)
        fit(above: above, below: secant - left.slope, isShapePreferred)
    }

    /// Likewise at the right end.
    init(
        left: (x: Double, y: Double, slope: Double),
        right: (x: Double, y: Double, slope: Double),
        curvatureAtRight curvature: Double, isShapePreferred: Bool
    ) {
        self.init(left: left, right: right)
        let above = 0.5 * width * curvature + (right.slope - left.slope)
        fit(above: above, below: right.slope - secant, isShapePreferred)
    }

    private init(
        left: (x: Double, y: Double, slope: Double), right: (x: Double, y: Double, slope: Double)
    ) {
        self.left = left
        self.right = right
    }

    private var width: Double { right.x - left.x }
    private var secant: Double { (right.y - left.y) / width }

    /// The ordinate at x between the ends.
    func value(_ x: Double) -> Double {
        guard abs(width) > 0 else { return 0.5 * (left.y + right.y) }
        let t = (x - left.x) / width
        let u = 1 - t
        guard shape < RationalCubic.shapeMax else { return right.y * t + left.y * u }
        let first = (right.y * t + (shape * right.y - width * right.slope) * u) * t * t
        let second = (left.y * u + (shape * left.y + width * left.slope) * t) * u * u
        return (first + second) / (1 + (shape - 3) * t * u)
    }

    private mutating func fit(above: Double, below: Double, _ isShapePreferred: Bool) {
        let asked: Double
        if above == 0 {
            asked = 0
        } else if below == 0 {
            asked = above > 0 ? RationalCubic.shapeMax : RationalCubic.shapeMin
        } else {
            asked = above / below
        }
        shape = max(asked, leastShape(isShapePreferred))
    }

    /// The least shape parameter with which the interpolant stays monotone and convex where its data are.
    private func leastShape(_ isShapePreferred: Bool) -> Double {
        let mean = secant
        let isMonotone = left.slope * mean >= 0 && right.slope * mean >= 0
        let isConvex = left.slope <= mean && mean <= right.slope
        let isConcave = left.slope >= mean && mean >= right.slope
        guard isMonotone || isConvex || isConcave else { return RationalCubic.shapeMin }
        var least = RationalCubic.shapeMin
        if isMonotone {
            if mean != 0 {
                least = max(least, (right.slope + left.slope) / mean)
            } else if isShapePreferred {
                return RationalCubic.shapeMax
            }
        }
        if isConvex || isConcave {
            let after = right.slope - mean
            let before = mean - left.slope
            if after != 0, before != 0 {
                let turn = right.slope - left.slope
                least = max(least, max(abs(turn / after), abs(turn / before)))
            } else if isShapePreferred {
                return RationalCubic.shapeMax
            }
        } else if isShapePreferred {
            return RationalCubic.shapeMax
        }
        return least
    }
}
