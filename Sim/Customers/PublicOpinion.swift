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
    private var impact: Impact?
    private let chain: RecordedChain?

    package init(
        scenario: Scenario, directory: InstrumentDirectory, paths: [UnderlyingPath], seed: UInt64,
        chain: RecordedChain? = nil
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
        self.chain = chain
        liquidity = scenario.customers.liquidity
        positions = paths.map { _ in 0 }
        impact = scenario.customers.impact.map {
            Impact(habits: $0, contracts: directory.contracts.count)
        }
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
        var model = fairValues[contract.int].value(
            spot: spot, level: levels[underlying].level(at: time))
        // A recorded market knows better than the model.
        if let middle = chain?.middle(contract, at: time) { model = model.with(ticks: middle) }
        guard let impact else { return model }
        return model.with(ticks: max(0, model.ticks + impact.shift(contract, at: time)))
    }

    /// What a trade makes the public think.
    package mutating func hear(_ trade: PublicTrade) {
        guard impact != nil else { return }
        let fair = estimate(trade.contract, at: trade.time).ticks
        let spread = usualSpread(fairTicks: fair)
        impact?.hear(trade, spreadTicks: spread)
    }

    /// Whether trades move what the public thinks.
    var listens: Bool { impact != nil }

    /// Fair value in ticks at a time of day, published or not.
    package func fairTicks(_ contract: ContractIndex, at time: SessionTime) -> Double {
        let later = spot(contracts[contract.int].underlying.int, at: time)
        return estimate(contract, spot: later, at: time).ticks
    }

    func isRecorded(_ contract: ContractIndex) -> Bool { chain?.holds(contract) ?? false }

    /// The recorded quote that stands at a time.
    func recordedQuote(
        _ contract: ContractIndex, at time: SessionTime
    ) -> ChainMinutes.Quote? { chain?.quote(contract, at: time) }

    /// When a recorded quote may change next.
    func nextRecordedChange(
        _ contract: ContractIndex, after time: SessionTime
    ) -> SessionTime? { chain?.nextChange(contract, after: time) }

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
        impact?.combine(into: &hasher)
    }
}
