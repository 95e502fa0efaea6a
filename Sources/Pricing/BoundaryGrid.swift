import Glibc

/// Where the exercise boundary is sought and integrated, for any option: Chebyshev points in √τ, Gauss points in u.
///
/// τ = T·node² takes away the boundary's square-root singularity at expiry, and v = √((τ − u)/τ) = sin θ that of the
/// integrals at both ends: in θ everything is smooth.
struct BoundaryGrid: Sendable {
    static let standard = BoundaryGrid(degree: 12, quadrature: 30)

    /// √(τ/T) of each node, from 1 down to 0.
    let nodes: [Double]
    /// sin θ and cos θ of each quadrature point, and its weight with respect to v on 0 ... 1.
    let points: [Double]
    let cosines: [Double]
    let weights: [Double]
    /// For node i and point j, the interpolation weights of all nodes at cos θ·node, row after row.
    let rows: [Double]

    init(degree: Int, quadrature: Int) {
        let nodes = (0...degree).map { 0.5 * (1 + cos(Double.pi * Double($0) / Double(degree))) }
        let rule = GaussLegendre(count: quadrature)
        let angles = rule.nodes.map { 0.25 * Double.pi * (1 + $0) }
        points = angles.map { sin($0) }
        cosines = angles.map { cos($0) }
        weights = zip(rule.weights, angles).map { 0.25 * Double.pi * $0 * cos($1) }
        self.nodes = nodes
        var rows: [Double] = []
        rows.reserveCapacity(nodes.count * nodes.count * points.count)
        for node in nodes {
            for cosine in cosines { rows += BoundaryGrid.row(at: cosine * node, nodes) }
        }
        self.rows = rows
    }

    /// Barycentric weights at a place between 0 and 1.
    static func row(at place: Double, _ nodes: [Double]) -> [Double] {
        var row = Array(repeating: 0.0, count: nodes.count)
        var sum = 0.0
        for index in nodes.indices {
            let difference = place - nodes[index]
            guard difference != 0 else {
                row = row.map { _ in 0 }
                row[index] = 1
                return row
            }
            let isEnd = index == 0 || index == nodes.count - 1
            row[index] = (index % 2 == 0 ? 1 : -1) * (isEnd ? 0.5 : 1) / difference
            sum += row[index]
        }
        return row.map { $0 / sum }
    }
}
