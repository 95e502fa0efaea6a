import Ledger
import Market
import StrategyKit
import Wire

/// Keeps each underlying's delta within its band by trading its shares, through risk like everything else.
extension QuoterCore {
    /// Sends the hedges that are due; one order an underlying at a time, immediate or cancel.
    mutating func hedge(into outbox: inout Outbox) {
        guard let terms = configuration.hedge, session == .ready, isExchangeUp, !hasDayEnded
        else { return }
        for number in desks.indices {
            guard let order = hedgeOrder(number, terms) else { continue }
            hedges[number].working = order.clientID.value
            hedges[number].nextAt = now + terms.interval
            counters.hedgeOrders += 1
            outbox.open(
                HedgeOrders(
                    participant: configuration.participant.value,
                    expires: now + configuration.tuning.instructionLifetime),
                of: HedgeOrders.Entry.self, on: .quoteSession, to: configuration.riskPeer)
            outbox.append(order)
            outbox.close()
        }
    }

    private mutating func hedgeOrder(_ number: Int, _ terms: HedgeTerms) -> HedgeOrders.Entry? {
        let hedge = hedges[number]
        guard desks[number].isOurs, hedge.working == 0, hedge.nextAt <= now,
            desks[number].hasSpot,
            !desks[number].isStale, desks[number].continuousCount > 0
        else { return nil }
        let shares = terms.shares(
            against: desks[number].chain.netDelta, sellable: hedge.sellable)
        let side = shares > 0 ? Side.bid : .ask
        let touch = side == .bid ? hedge.ask : hedge.bid
        guard shares != 0, touch > .zero else { return nil }
        lastHedgeID += 1
        return HedgeOrders.Entry(
            underlying: desks[number].chain.underlying, sideCode: side.rawValue, kindCode: 2,
            clientID: QuoteID(lastHedgeID), price: terms.price(side, touch: touch),
            shares: abs(shares))
    }

    /// The shares' own market.
    mutating func noteTouch(_ number: Int, _ tick: UnderlyingTicks.Entry) {
        guard number < hedges.count else { return }
        hedges[number].bid = max(.zero, tick.bid)
        hedges[number].ask = max(.zero, tick.ask)
    }

    // MARK: what came of it

    mutating func applyHedgeReports(_ frame: Frame) throws(WireError) {
        let entries = try frame.group(HedgeReports.Entry.self)
        for index in 0..<entries.count {
            let report = entries[index]
            guard report.sequence > lastHedgeReport, report.underlying.int < hedges.count else {
                counters.ignoredEntries += 1
                continue
            }
            lastHedgeReport = report.sequence
            apply(report)
        }
    }

    private mutating func apply(_ report: HedgeReports.Entry) {
        let number = report.underlying.int
        let isWorking = hedges[number].working == report.clientID.value
        switch report.kindCode {
        case 2:
            guard isWorking else { return }
            hedges[number].working = 0
            hedges[number].nextAt = now + configuration.tuning.retryLongAfter
        case 3:
            fill(report, number)
            if isWorking, report.leaves == 0 { hedges[number].working = 0 }
        case 4: if isWorking { hedges[number].working = 0 }
        default: return
        }
    }

    private mutating func fill(_ report: HedgeReports.Entry, _ number: Int) {
        guard let side = Side(rawValue: report.sideCode),
            shareLedger.book(
                report.underlying, side, shares: report.shares, at: report.price)
        else {
            counters.ignoredEntries += 1
            return
        }
        counters.hedgeFills += 1
        hedges[number].net += side.sign * report.shares
        if side == .ask { hedges[number].sellable -= report.shares }
        takeHedge(number)
    }

    /// What is hedged is part of the underlying's delta, for strategies too.
    private mutating func takeHedge(_ number: Int) {
        desks[number].hedgeShares = hedges[number].net
        desks[number].sumInventory()
        desks[number].isDirty = true
    }

    /// Risk would not have it.
    mutating func applyHedgeRefusal(_ entry: RiskDecisions.Entry) {
        let number = entry.contract.int
        guard number < hedges.count else { return }
        counters.refusals += 1
        if entry.refusal == .duplicateQuoteID {
            lastHedgeID = max(lastHedgeID, UInt64(clamping: min(entry.limit, 1 << 48)))
        }
        guard hedges[number].working == entry.quoteID.value else { return }
        hedges[number].working = 0
        hedges[number].nextAt = now + configuration.tuning.retryLongAfter
    }

    /// What risk knows of hedges of an earlier life.
    mutating func applyHedgePositions(_ frame: Frame) throws(WireError) {
        let head = try frame.root(HedgePositions.self)
        let entries = try frame.group(HedgePositions.Entry.self)
        if head.lastClientID.value < 1 << 48 {
            lastHedgeID = max(lastHedgeID, head.lastClientID.value)
        }
        for index in 0..<entries.count {
            let entry = entries[index]
            guard entry.underlying.int < hedges.count,
                shareLedger.open(entry.underlying, net: entry.net)
            else {
                counters.ignoredEntries += 1
                continue
            }
            hedges[entry.underlying.int].net = entry.net
            hedges[entry.underlying.int].sellable = entry.sellable
            takeHedge(entry.underlying.int)
        }
    }

    /// What was on its way is not known any more; risk tells what came of it.
    mutating func forgetHedges() {
        for number in hedges.indices { hedges[number].working = 0 }
    }

    /// Revalues the shares at the spot.
    mutating func markHedges() {
        for number in desks.indices where desks[number].hasSpot {
            if let spot = MicroYuan(yuan: desks[number].chain.spot) {
                shareLedger.mark(desks[number].chain.underlying, at: spot)
            }
        }
    }

    func hashHedges(into hasher: inout StateHasher) {
        guard configuration.hedge != nil || lastHedgeReport > 0 else { return }
        hasher.combine(lastHedgeID)
        hasher.combine(lastHedgeReport)
        for hedge in hedges {
            hasher.combine(hedge.net)
            hasher.combine(hedge.sellable)
            hasher.combine(hedge.working)
            hasher.combine(hedge.nextAt.nanoseconds)
            hasher.combine(hedge.bid.ticks)
            hasher.combine(hedge.ask.ticks)
        }
        hasher.combine(shareLedger.profit.count)
        hasher.combine(shareLedger.fees.count)
    }
}
