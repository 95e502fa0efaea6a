import Glibc

/// The wing form fitted to points with weights: cutoffs at the outermost points, the four others by least squares.
struct WingFit {
    private let targets: [SVIFit.Target]
    private let years: Double
    private let low: Double
    private let high: Double

    /// `market` sets the cutoffs; `lifted` are further points that only pull.
    init(_ market: [SVIFit.Target], lifted: [SVIFit.Target] = [], years: Double) {
        targets = market + lifted
        self.years = years
        low = min(-0.02, market.map(\.k).min() ?? 0)
        high = max(0.02, market.map(\.k).max() ?? 0)
    }

    /// Drops curvatures and then the slope where the points do not determine them; nil when not even a level is.
    func solution() -> WingSlice? {
        for unknowns in [4, 3, 2, 1] {
            var system = LeastSquares(unknowns: unknowns)
            for target in targets where target.variance > 0 {
                let volatility = (target.variance / years).squareRoot()
                let (k, put, call) = (
                    target.k, min(0, target.k) * min(0, target.k),
                    max(0, target.k) * max(0, target.k)
                )
                let row: [Double]
                switch unknowns {
                case 4: row = [1, k, put, call]
                case 3: row = [1, k, put + call]
                case 2: row = [1, k]
                default: row = [1]
                }
                // Weights are of variances: dw = 2σT·dσ.
                let scale = 2 * volatility * years
                system.add(row, volatility, weight: target.weight * scale * scale)
            }
            guard let found = system.solution() else { continue }
            let slice = WingSlice(
                volatility: found[0], slope: unknowns > 1 ? found[1] : 0,
                putCurvature: unknowns > 2 ? found[2] : 0,
                callCurvature: unknowns > 2 ? found[unknowns - 1] : 0, downCutoff: low,
                upCutoff: high, years: years)
            if slice.isSound { return slice }
        }
        return nil
    }
}
