import Market
import Wire

/// Liquidity that is there without our maker: wide, noisy, and late after a move.
struct CompetingMaker: Sendable {
    private struct Standing: Sendable {
        /// Follows a recorded chain instead of its own opinion.
        var isRecorded = false
        /// 0 when nothing rests.
        var bidReference: UInt64 = 0
        var askReference: UInt64 = 0
        var bid = Price.zero
        var ask = Price.zero
        var spot = 0.0
        /// What the contract was worth when it was quoted last, in ticks.
        var fair = 0.0
        /// Ticks of option value per yuan of spot.
        var slope = 0.0
        /// Move of the option's value, in ticks, that calls for a new price.
        var toleratedTicks = 0.0
        /// Pricing error as a fraction of the spread; wanders.
        var error = 0.0
        var refreshed = SessionTime(nanoseconds: 0)
        /// The one agenda entry that counts; an older one is void.
        var due: SessionTime?
    }

    private let habits: LiquidityHabits
    private let minimum: TimeSpan
    private let membersByUnderlying: [[Int]]
    private var standings: [Standing]
    private var chance: SeededGenerator

    init(habits: LiquidityHabits, opinion: PublicOpinion, seed: UInt64) {
        self.habits = habits
        minimum = CompetingMaker.span(seconds: habits.refreshSecondsMin)
        standings = opinion.contracts.map { Standing(isRecorded: opinion.isRecorded($0.index)) }
        chance = SeededGenerator(seed: seed, stream: "liquidity")
        var members = [[Int]](repeating: [], count: opinion.underlyingCount)
        for contract in opinion.contracts {
            members[contract.underlying.int].append(contract.index.int)
        }
        membersByUnderlying = members
    }

    /// Everybody shows up within the first two minutes of the opening auction.
    ///
    /// Where a chain is recorded, its first quote stands once its first minute has closed.
    mutating func begin(_ opinion: PublicOpinion, _ agenda: inout Agenda) {
        for index in standings.indices {
            let contract = ContractIndex(index)
            guard !opinion.isRecorded(contract) else {
                let first = opinion.nextRecordedChange(contract, after: TradingClock.opening)
                if let first { schedule(index, at: first, &agenda) }
                continue
            }
            schedule(
                index,
                at: TradingClock.opening + CompetingMaker.span(seconds: chance.uniform(1, 120)),
                &agenda)
        }
    }

    /// After a tick: contracts whose price is now stale are due soon.
    mutating func notice(
        underlying: Int, spot: Double, at time: SessionTime, _ agenda: inout Agenda
    ) {
        guard OrderWindows.contains(time) else { return }
        for index in membersByUnderlying[underlying] where !standings[index].isRecorded {
            let standing = standings[index]
            let move = (standing.slope * (spot - standing.spot)).magnitude
            hurry(index, move: move, at: time, &agenda)
        }
    }

    /// After a trade that moved the opinion of a contract: so is that contract.
    mutating func hear(_ trade: PublicTrade, opinion: PublicOpinion, _ agenda: inout Agenda) {
        guard OrderWindows.contains(trade.time) else { return }
        let index = trade.contract.int
        guard !standings[index].isRecorded else { return }
        let fair = opinion.estimate(trade.contract, at: trade.time).ticks
        hurry(index, move: (fair - standings[index].fair).magnitude, at: trade.time, &agenda)
    }

    /// A price this many ticks off is mended soon, where that is more than is tolerated.
    private mutating func hurry(
        _ index: Int, move: Double, at time: SessionTime, _ agenda: inout Agenda
    ) {
        let standing = standings[index]
        guard standing.bidReference | standing.askReference != 0, move > standing.toleratedTicks
        else { return }
        let lag = CompetingMaker.span(
            seconds: chance.exponential(mean: habits.reactionMilliseconds / 1_000))
        let soon = max(time, standing.refreshed + minimum) + lag
        if let due = standing.due, due <= soon { return }
        schedule(index, at: soon, &agenda)
    }

    /// A due refresh: both prices anew, those that changed replaced.
    mutating func refresh(
        _ index: Int, at time: SessionTime, opinion: PublicOpinion, phase: TradingPhase,
        pad: inout OrderPad, agenda: inout Agenda, into actions: inout [FlowAction]
    ) {
        guard standings[index].due == time else { return }
        standings[index].due = nil
        let isOpen = OrderWindows.contains(time) && phase.acceptsOrders
        if standings[index].isRecorded {
            if isOpen { follow(index, at: time, opinion, &pad, into: &actions) }
            let next = opinion.nextRecordedChange(ContractIndex(index), after: time)
            if let next { schedule(index, at: next, &agenda) }
            return
        }
        if isOpen { replace(index, at: time, opinion, &pad, into: &actions) }
        let wait = isOpen ? chance.uniform(0.7, 1.3) * habits.refreshSecondsMax : 5
        schedule(index, at: time + CompetingMaker.span(seconds: wait), &agenda)
    }

    func combine(into hasher: inout StateHasher) {
        chance.combine(into: &hasher)
        for standing in standings {
            hasher.combine(standing.bidReference)
            hasher.combine(standing.askReference)
            hasher.combine(standing.bid.ticks)
            hasher.combine(standing.ask.ticks)
            hasher.combine(standing.spot.bitPattern)
            hasher.combine(standing.slope.bitPattern)
            hasher.combine(standing.toleratedTicks.bitPattern)
            hasher.combine(standing.error.bitPattern)
            hasher.combine(standing.refreshed.nanoseconds)
            hasher.combine(standing.due?.nanoseconds ?? -1)
        }
    }

    private mutating func replace(
        _ index: Int, at time: SessionTime, _ opinion: PublicOpinion, _ pad: inout OrderPad,
        into actions: inout [FlowAction]
    ) {
        let contract = opinion.contracts[index]
        let estimate = opinion.estimate(contract.index, at: time)
        let usual = opinion.usualSpread(fairTicks: estimate.ticks)
        // An autoregressive error: it stays on one side for a while, as a bad model would.
        standings[index].error =
            0.8 * standings[index].error + 0.6 * habits.noiseShare * chance.normal()
        let middle = estimate.ticks + standings[index].error * usual
        let half = usual * chance.uniform(0.7, 1.5) / 2
        // Who would pay more than the upper limit price, or take less than the lower one, stands at it: so it locks.
        let bid = opinion.price(
            min((middle - half).rounded(.down), Double(contract.band.up.ticks)),
            for: contract.index)
        let ask = opinion.price(
            max((middle + half).rounded(.up), Double(contract.band.down.ticks)),
            for: contract.index)
        let bidMoves = bid != standings[index].bid || standings[index].bidReference == 0
        let askMoves = ask != standings[index].ask || standings[index].askReference == 0
        // Off before on: the new bid must not meet the old ask.
        if bidMoves { take(off: &standings[index].bidReference, into: &actions) }
        if askMoves { take(off: &standings[index].askReference, into: &actions) }
        if bidMoves, let bid {
            standings[index].bidReference = pad.write(
                contract, .bid, price: bid, quantity: size(), immediateOrCancel: false,
                into: &actions)
            standings[index].bid = bid
        }
        if askMoves, let ask {
            standings[index].askReference = pad.write(
                contract, .ask, price: ask, quantity: size(), immediateOrCancel: false,
                into: &actions)
            standings[index].ask = ask
        }
        standings[index].spot = opinion.spot(contract.underlying.int)
        standings[index].fair = estimate.ticks
        standings[index].slope = estimate.delta * 10_000
        standings[index].toleratedTicks = half / 2
        standings[index].refreshed = time
    }

    /// Both sides anew as recorded, whatever has traded of the old ones; a side without a record is empty.
    private mutating func follow(
        _ index: Int, at time: SessionTime, _ opinion: PublicOpinion, _ pad: inout OrderPad,
        into actions: inout [FlowAction]
    ) {
        let contract = opinion.contracts[index]
        take(off: &standings[index].bidReference, into: &actions)
        take(off: &standings[index].askReference, into: &actions)
        guard let quote = opinion.recordedQuote(contract.index, at: time) else { return }
        func write(_ side: Side, _ ticks: Int64, _ quantity: Int64) -> UInt64 {
            guard ticks > 0, quantity > 0,
                let price = opinion.price(Double(ticks), for: contract.index)
            else { return 0 }
            return pad.write(
                contract, side, price: price, quantity: Int32(clamping: quantity),
                immediateOrCancel: false, into: &actions)
        }
        standings[index].bidReference = write(.bid, quote.bid, quote.bidQuantity)
        standings[index].askReference = write(.ask, quote.ask, quote.askQuantity)
        standings[index].bid = Price(ticks: quote.bid)
        standings[index].ask = Price(ticks: quote.ask)
        standings[index].refreshed = time
    }

    private func take(off reference: inout UInt64, into actions: inout [FlowAction]) {
        guard reference != 0 else { return }
        actions.append(.cancel(reference: reference))
        reference = 0
    }

    private mutating func size() -> Int32 { chance.geometric(mean: habits.quantityMean, max: 50) }

    private mutating func schedule(_ index: Int, at time: SessionTime, _ agenda: inout Agenda) {
        guard
            let allowed = OrderWindows.time(atOrAfter: time, spread: .seconds(10), &chance)
        else { return }
        standings[index].due = allowed
        agenda.add(.liquidityRefresh, at: allowed, subject: UInt64(index))
    }

    private static func span(seconds: Double) -> TimeSpan {
        TimeSpan(nanoseconds: Int64(seconds * 1e9))
    }
}
