import Ledger
package import Market
import Pricing
import StrategyKit
import Wire

extension QuoterCore {
    /// The figures now, at the marks of the last minute or fill.
    public var status: QuoterStatus {
        var status = counters
        for slot in slots {
            if slot.isTwoSided { status.liveQuotes += 1 }
            if slot.isInFlight { status.inFlight += 1 }
        }
        for desk in desks {
            status.deltaShares += desk.chain.netDelta
            status.vegaYuan += desk.chain.netVega / 100
            for state in desk.chain.states {
                status.grossContracts += Int64(state.long.contracts) + Int64(state.short.contracts)
            }
        }
        status.surface = SurfaceStatus(of: desks, at: now)
        status.profitAndLoss = ledger.parts
        status.cash = ledger.cash
        status.markedValue = ledger.markedValue
        return status
    }

    /// What a contract is priced at now, in ticks; nil before the first tick of its underlying.
    package func theoreticalTicks(_ contract: ContractIndex) -> Double? {
        guard let place = place(contract) else { return nil }
        let value = desks[place.desk].chain.valuations.value[place.position]
        return value.isFinite ? value * 10_000 : nil
    }

    public var stateHash: UInt64 {
        var hasher = StateHasher()
        hasher.combine(UInt64(session.rawValue))
        hasher.combine(isExchangeUp)
        hasher.combine(hasDayEnded)
        hasher.combine(now.nanoseconds)
        hasher.combine(lastEventSequence)
        hasher.combine(lastQuoteID)
        hasher.combine(marketSequence.last)
        hasher.combine(UInt64(marketEpoch))
        hasher.combine(nextMark?.nanoseconds ?? -1)
        hasher.combine(budget.nextAvailable.nanoseconds)
        for request in openRequests { request.hash(into: &hasher) }
        for slot in slots { QuoterCore.hash(slot, into: &hasher) }
        for desk in desks { QuoterCore.hash(desk, into: &hasher) }
        hasher.combine(ledger.cash.count)
        hasher.combine(ledger.markedValue.count)
        hasher.combine(counters.fills)
        hasher.combine(counters.tradesChanged)
        hashParameters(into: &hasher)
        for part in [gains.delta, gains.gamma, gains.vega, gains.theta] {
            hasher.combine(part.count)
        }
        hashHedges(into: &hasher)
        return hasher.value
    }

    private static func hash(_ slot: QuoteSlot, into hasher: inout StateHasher) {
        hasher.combine(slot.liveID.value)
        hasher.combine(slot.pendingID.value)
        for leg in [slot.bid, slot.ask, slot.pendingBid, slot.pendingAsk] {
            hasher.combine(leg.price.ticks)
            hasher.combine(leg.quantity.contracts)
            hasher.combine(UInt64(leg.effect.rawValue))
        }
        hasher.combine(slot.pendingAnswers.value)
        hasher.combine(slot.request.value)
        hasher.combine(slot.requestDeadline.nanoseconds)
        hasher.combine(slot.held.value)
        hasher.combine(slot.heldSince.nanoseconds)
        hasher.combine(slot.heldUntil.nanoseconds)
        hasher.combine(slot.heldDeadline.nanoseconds)
        hasher.combine(slot.retryAt.nanoseconds)
        hasher.combine(slot.isUnknown)
        hasher.combine(slot.opensOnly)
    }

    private static func hash(_ desk: UnderlyingDesk, into hasher: inout StateHasher) {
        hasher.combine(desk.chain.spot.bitPattern)
        hasher.combine(desk.lastTick.nanoseconds)
        hasher.combine(desk.lastTickTime.nanoseconds)
        hasher.combine(desk.lastPrice.ticks)
        hasher.combine(desk.movedAt.nanoseconds)
        hasher.combine(desk.continuousSince.nanoseconds)
        hasher.combine(desk.calibratedAt.nanoseconds)
        hasher.combine(desk.isStale)
        hasher.combine(desk.hasDeferred)
        hasher.combine(desk.chain.slackTime?.nanoseconds ?? -1)
        for position in desk.chain.indices {
            hasher.combine(desk.isLost[position])
            hasher.combine(desk.drops?.isDropped(position) ?? false)
        }
        for (carry, input) in zip(desk.carries, desk.inputs) {
            hasher.combine(carry.bitPattern)
            hasher.combine(input.curve.base.bitPattern)
            hasher.combine(input.curve.level.bitPattern)
            hasher.combine((input.smile?.level ?? 0).bitPattern)
        }
        desk.fitter?.hash(into: &hasher)
        for state in desk.chain.states {
            hasher.combine(UInt64(state.phase.rawValue))
            hasher.combine(state.slackSeconds ?? .min)
            hasher.combine(state.long.contracts)
            hasher.combine(state.short.contracts)
            hasher.combine(state.book.bid.ticks)
            hasher.combine(state.book.ask.ticks)
            hasher.combine(state.book.bidQuantity.contracts)
            hasher.combine(state.book.askQuantity.contracts)
        }
    }
}
