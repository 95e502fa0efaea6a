import Glibc

/// The wing form fitted to points with weights: cutoffs at the outermost points, the four others by least squares.
struct WingFit {
    /// Where one side ends: its cutoff as a share of the outermost point, and its smoothing.
    struct Edge {
        var share = 1.0
        var smoothing = 0.5
    }

    private let targets: [SVIFit.Target]
    private let years: Double
    private var low: Double
    private var high: Double
    private var down = Edge()
    private var up = Edge()

    /// `market` sets the cutoffs; `lifted` are further points that only pull.
    init(_ market: [SVIFit.Target], lifted: [SVIFit.Target] = [], years: Double) {
        targets = market + lifted
        self.years = years
        low = min(-0.02, market.map(\.k).min() ?? 0)
        high = max(0.02, market.map(\.k).max() ?? 0)
    }

    /// The nearest fit without butterfly arbitrage among those whose cutoffs lie inside the points; nil when there is none.
    ///
    /// At a cutoff the curvature of a real smile's steep end turns over at once, and that is where the density of the
    /// plain fit is negative: ending the parabola earlier and fading more slowly costs the points next to nothing.
    func free(_ effort: SVIFit.Effort) -> WingSlice? {
        let edges = WingFit.edges(effort)
        var candidates: [(slice: WingSlice, cost: Double)] = []
        candidates.reserveCapacity(edges.count * edges.count)
        for down in edges {
            for up in edges {
                var fit = self
                (fit.down, fit.up) = (down, up)
                fit.low *= down.share
                fit.high *= up.share
                guard let slice = fit.solution() else { continue }
                candidates.append((slice, slice.cost(of: targets)))
            }
        }
        let ordered = candidates.enumerated().sorted {
            ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset)
        }
        return ordered.first { $0.element.slice.butterflyArbitrage == nil }?.element.slice
    }

    private static func edges(_ effort: SVIFit.Effort) -> [Edge] {
        let isLive = effort == .live
        let shares = isLive ? [1, 0.7, 0.4] : [1, 0.85, 0.7, 0.55, 0.4]
        let smoothings = isLive ? [0.5, 2] : [0.5, 1, 2, 4]
        return shares.flatMap { share in
            smoothings.map { Edge(share: share, smoothing: $0) }
        }
    }

    /// Drops curvatures and then the slope where the points do not determine them; nil when not even a level is.
    func solution() -> WingSlice? {
        for unknowns in [4, 3, 2, 1] {
            var system = LeastSquares(unknowns: unknowns)
            for target in targets where target.variance > 0 {
                let volatility = (target.variance / years).squareRoot()
                let (k, square) = bent(target.k)
                let (put, call) = target.k <= 0 ? (square, 0) : (0, square)
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
                upCutoff: high, downSmoothing: down.smoothing, upSmoothing: up.smoothing,
                years: years)
            if slice.isSound { return slice }
        }
        return nil
    }

    /// What slope and curvature act on at k: k and k², which fade beyond the cutoffs.
    private func bent(_ k: Double) -> (linear: Double, square: Double) {
        let (cutoff, smoothing) = k <= 0 ? (low, down.smoothing) : (high, up.smoothing)
        guard abs(k) > abs(cutoff) else { return (k, k * k) }
        let end = cutoff * (1 + smoothing)
        let beyond = (abs(k) < abs(end) ? k : end) - cutoff
        let faded = beyond * (1 - beyond / (2 * cutoff * smoothing))
        return (cutoff + faded, cutoff * (cutoff + 2 * faded))
    }
}
