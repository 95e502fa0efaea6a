import Market
import Wire

/// The models of all contracts, and the underlying prices they were last asked at.
struct Yardsticks: Sendable {
    /// A smaller move, in hundredths of a percent, is not worth another reckoning.
    private static let moveBasisPointsMin: Int64 = 10
    private static let spotTicksMax: Int64 = 100_000_000

    private let models: [YardstickModel]
    /// Per underlying: its contracts.
    private let contracts: [[Int]]
    private(set) var spots: [Int64]

    init(_ directory: InstrumentDirectory) {
        models = directory.contracts.map {
            YardstickModel(
                $0, underlyingClose: directory.underlyings[$0.underlying.int].previousClose)
        }
        var contracts = Array(repeating: [Int](), count: directory.underlyings.count)
        for contract in directory.contracts {
            contracts[contract.underlying.int].append(contract.index.int)
        }
        self.contracts = contracts
        spots = directory.underlyings.map { $0.previousClose.ticks }
    }

    func contracts(of underlying: Int) -> [Int] { contracts[underlying] }

    /// Takes a price; says whether the yardsticks are to be reckoned anew.
    mutating func moves(_ underlying: Int, to spot: Int64) -> Bool {
        guard spot > 0, spot <= Self.spotTicksMax else { return false }
        let move = abs(spot - spots[underlying])
        guard move * 10_000 >= Self.moveBasisPointsMin * spots[underlying], move > 0 else {
            return false
        }
        spots[underlying] = spot
        return true
    }

    func yardstick(_ contract: Int, underlying: Int) -> Yardstick {
        models[contract].yardstick(at: Price(ticks: spots[underlying])) ?? Yardstick()
    }

    func hash(into hasher: inout StateHasher) {
        for spot in spots { hasher.combine(spot) }
    }
}
