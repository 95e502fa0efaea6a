package import Market
package import Wire

/// What the simulated public believes every option is worth now, and a little later.
package struct PublicOpinion: Sendable {
    let contracts: [OptionContract]
    private let fairValues: [FairValue]
    private let levels: [VolatilityLevel]
    private let paths: [UnderlyingPath]
    private let liquidity: LiquidityHabits
    /// Position of the last tick published, by underlying.
    private var positions: [Int]

    package init(
        scenario: Scenario, directory: InstrumentDirectory, paths: [UnderlyingPath], seed: UInt64
    ) {
        precondition(
            paths.count == scenario.underlyings.count
                && directory.underlyings.map(\.code) == scenario.underlyings.map(\.code),
            "paths and directory must be those of the scenario")
        contracts = directory.contracts
        fairValues = directory.contracts.map {
            FairValue(
                type: $0.type, strike: $0.strike, daysToExpiry: $0.daysToExpiry,
                smile: scenario.underlyings[$0.underlying.int].smile)
        }
        levels = scenario.underlyings.map {
            VolatilityLevel(habits: scenario.customers.volatility, seed: seed, code: $0.code)
        }
        self.paths = paths
        liquidity = scenario.customers.liquidity
        positions = paths.map { _ in 0 }
    }

    var underlyingCount: Int { paths.count }

    func firstTime(of underlying: Int) -> SessionTime { paths[underlying].ticks[0].time }

    /// Moves to the tick at `time`; returns it and the next one's time.
    mutating func publish(
        _ underlying: Int, at time: SessionTime
    ) -> (tick: UnderlyingTick, next: SessionTime?) {
        let path = paths[underlying]
        let position = path.position(at: time, from: positions[underlying])
        positions[underlying] = position
        let next = position + 1 < path.ticks.count ? path.ticks[position + 1].time : nil
        return (path.ticks[position], next)
    }

    /// The published middle in yuan.
    func spot(_ underlying: Int) -> Double {
        paths[underlying].ticks[positions[underlying]].midYuan
    }

    /// The middle at a later time, which only the informed know.
    package func spot(_ underlying: Int, at time: SessionTime) -> Double {
        let path = paths[underlying]
        return path.ticks[path.position(at: time, from: positions[underlying])].midYuan
    }

    func estimate(_ contract: ContractIndex, at time: SessionTime) -> FairValue.Estimate {
        estimate(contract, spot: spot(contracts[contract.int].underlying.int), at: time)
    }

    func estimate(
        _ contract: ContractIndex, spot: Double, at time: SessionTime
    ) -> FairValue.Estimate {
        let underlying = contracts[contract.int].underlying.int
        return fairValues[contract.int].value(spot: spot, level: levels[underlying].level(at: time))
    }

    /// Fair value in ticks at a time of day, published or not.
    package func fairTicks(_ contract: ContractIndex, at time: SessionTime) -> Double {
        let later = spot(contracts[contract.int].underlying.int, at: time)
        return estimate(contract, spot: later, at: time).ticks
    }

    /// The spread in ticks that the public is used to for an option of this value.
    func usualSpread(fairTicks: Double) -> Double {
        max(Double(liquidity.spreadTicksMin), fairTicks * liquidity.spreadShare)
    }

    /// A price on the grid and inside the contract's band; nil where the band ends before it.
    func price(_ ticks: Double, for contract: ContractIndex) -> Price? {
        guard ticks.magnitude < 1e12 else { return nil }
        let price = Price(ticks: Int64(ticks))
        return contracts[contract.int].band.contains(price) ? price : nil
    }

    package func combine(into hasher: inout StateHasher) {
        for position in positions { hasher.combine(position) }
    }
}
