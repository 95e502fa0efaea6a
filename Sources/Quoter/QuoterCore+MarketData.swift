import Ledger
import Market
import Pricing
import StrategyKit
import Wire

extension QuoterCore {
    /// A tick this far ahead of the session clock is not believed.
    private static let futureMax = TimeSpan.seconds(1)
    private static let snapshotInterval = TimeSpan.seconds(1)

    /// Whether a market data frame is new. A hole in the stream is counted and a snapshot asked for; the frame
    /// itself carries absolute values and is applied.
    mutating func follows(_ frame: Frame, on channel: Channel, into outbox: inout Outbox) -> Bool {
        let envelope = frame.envelope
        guard channel == .marketData, envelope.sequence > 0 else { return true }
        if envelope.epoch != marketEpoch {
            // A sender's earlier life has nothing to tell any more.
            guard envelope.epoch > marketEpoch else {
                counters.ignoredEntries += 1
                return false
            }
            let isFirst = marketEpoch == 0
            marketEpoch = envelope.epoch
            marketSequence = InboundSequence(startingAfter: envelope.sequence)
            for contract in bookSequences.indices { bookSequences[contract] = 0 }
            if !isFirst || envelope.sequence > 1 { requestSnapshot(into: &outbox) }
            return true
        }
        switch marketSequence.accept(envelope.sequence) {
        case .next: return true
        case .repeated:
            counters.ignoredEntries += 1
            return false
        case .gap:
            marketSequence.resume(after: envelope.sequence)
            counters.marketDataGaps += 1
            // What moved in the hole is not known: the next price is no move.
            for desk in desks.indices { desks[desk].lastPrice = .zero }
            requestSnapshot(into: &outbox)
            return true
        }
    }

    mutating func requestSnapshot(into outbox: inout Outbox) {
        guard now - snapshotRequestedAt >= QuoterCore.snapshotInterval else { return }
        snapshotRequestedAt = now
        outbox.send(SnapshotRequest(), on: .snapshot, to: configuration.exchangePeer)
    }

    mutating func applyTicks(
        _ frame: Frame, on channel: Channel, into outbox: inout Outbox
    ) throws(WireError) {
        let entries = try frame.group(UnderlyingTicks.Entry.self)
        guard follows(frame, on: channel, into: &outbox) else { return }
        for index in 0..<entries.count {
            if !applyTick(entries[index]) { counters.ignoredEntries += 1 }
        }
    }

    /// False for a tick that cannot be: unknown underlying, no price, back in time, too far from the close.
    private mutating func applyTick(_ tick: UnderlyingTicks.Entry) -> Bool {
        let number = tick.underlying.int
        guard number < desks.count, let price = QuoterCore.midTicks(tick),
            tick.time >= desks[number].lastTickTime,
            tick.time.nanoseconds <= now.nanoseconds + QuoterCore.futureMax.nanoseconds
        else { return false }
        let close = Double(desks[number].previousClose.ticks)
        let move = Double(configuration.tuning.tickMovePercentMax) / 100
        guard abs(price - close) <= close * move else { return false }
        // A feed that repeats one time stamp is frozen, however often it speaks.
        if tick.time > desks[number].lastTickTime {
            desks[number].lastTickTime = tick.time
            desks[number].lastTick = now
            if desks[number].isStale {
                desks[number].isStale = false
                desks[number].isDirty = true
            }
        }
        desks[number].follow(tick.last, at: tick.time)
        noteTouch(number, tick)
        let spot = price / 10_000
        if spot != desks[number].chain.spot {
            desks[number].chain.spot = spot
            desks[number].needsReprice = true
            desks[number].isDirty = true
        }
        return true
    }

    /// The middle of a two-sided tick, else the last price.
    private static func midTicks(_ tick: UnderlyingTicks.Entry) -> Double? {
        if tick.bid > .zero, tick.ask > tick.bid {
            return (Double(tick.bid.ticks) + Double(tick.ask.ticks)) / 2
        }
        return tick.last > .zero ? Double(tick.last.ticks) : nil
    }

    mutating func applyBooks(
        _ frame: Frame, on channel: Channel, into outbox: inout Outbox
    ) throws(WireError) {
        let head = try frame.root(BookTops.self)
        let entries = try frame.group(BookTops.Entry.self)
        guard follows(frame, on: channel, into: &outbox) else { return }
        let isSnapshot = head.isSnapshot != 0
        let sequence = isSnapshot ? head.asOfSequence : frame.envelope.sequence
        let time = frame.envelope.sessionTime
        for index in 0..<entries.count {
            let entry = entries[index]
            if !applyBook(entry, as: sequence, at: time, isSnapshot: isSnapshot) {
                counters.ignoredEntries += 1
            }
        }
    }

    private mutating func applyBook(
        _ entry: BookTops.Entry, as sequence: UInt64, at time: SessionTime, isSnapshot: Bool
    ) -> Bool {
        guard let place = place(entry.contract),
            QuoterCore.isPossible(entry.bid, entry.bidQuantity),
            QuoterCore.isPossible(entry.ask, entry.askQuantity)
        else { return false }
        // A snapshot made before the last update must not undo it.
        if isSnapshot, bookSequences[entry.contract.int] > sequence { return true }
        bookSequences[entry.contract.int] = sequence
        desks[place.desk].noteBook(place.position, bid: entry.bid, ask: entry.ask)
        desks[place.desk].chain.states[place.position].book = BookTop(
            bid: entry.bid, bidQuantity: entry.bidQuantity, ask: entry.ask,
            askQuantity: entry.askQuantity)
        desks[place.desk].chain.states[place.position].bookTime = now
        if isSnapshot { _ = applyPhase(entry.contract, entry.phaseCode, at: time) }
        return true
    }

    /// An empty side says nothing; a side with quantity has a price.
    private static func isPossible(_ price: Price, _ quantity: Quantity) -> Bool {
        quantity == .zero || quantity > .zero && price > .zero
    }

    mutating func applyPhases(
        _ frame: Frame, on channel: Channel, into outbox: inout Outbox
    ) throws(WireError) {
        let entries = try frame.group(PhaseChanges.Entry.self)
        guard follows(frame, on: channel, into: &outbox) else { return }
        let time = frame.envelope.sessionTime
        for index in 0..<entries.count {
            if !applyPhase(entries[index].contract, entries[index].phaseCode, at: time) {
                counters.ignoredEntries += 1
            }
        }
    }

    /// False for an unknown contract or phase; one said earlier than the last known is passed over.
    mutating func applyPhase(_ contract: ContractIndex, _ code: UInt8, at time: SessionTime) -> Bool
    {
        guard let place = place(contract), let phase = TradingPhase(rawValue: code) else {
            return false
        }
        guard time >= phaseTimes[contract.int] else { return true }
        phaseTimes[contract.int] = time
        desks[place.desk].setPhase(phase, of: place.position, at: now)
        return true
    }
}
