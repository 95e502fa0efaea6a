import Ledger
public import Market
import Pricing
import StrategyKit
import Wire

extension QuoterCore {
    public var nextDeadline: SessionTime? {
        var earliest = slotDeadline
        func consider(_ time: SessionTime?) {
            guard let time else { return }
            earliest = min(earliest ?? time, time)
        }
        consider(nextMark)
        consider(parameterOrders.first?.effective)
        for desk in desks.indices {
            let watch = feedWatch(of: desk)
            consider(watch?.staleDeadline(after: configuration.tuning.staleAfter))
            if !hasDayEnded { consider(watch?.fitDeadline) }
            if desks[desk].hasDeferred { consider(budget.nextAvailable) }
        }
        return earliest
    }

    /// Does what has come due by `now`; every deadline handled here moves on.
    mutating func runDue(into outbox: inout Outbox) {
        takeDueParameters(into: &outbox)
        for desk in desks.indices {
            if let due = feedWatch(of: desk)?.staleDeadline(
                after: configuration.tuning.staleAfter),
                due <= now
            {
                desks[desk].isStale = true
                desks[desk].isDirty = true
            }
            // Asked anew: a feed that has just become stale is not fitted.
            if !hasDayEnded, let due = feedWatch(of: desk)?.fitDeadline, due <= now {
                desks[desk].fitSurface(at: now, ratePerYear: configuration.tuning.ratePerYear)
            }
        }
        if budget.isAvailable(at: now), desks.contains(where: \.hasDeferred) {
            answerRequests(into: &outbox)
            for desk in desks.indices where desks[desk].hasDeferred {
                desks[desk].hasDeferred = false
                reviseAll(desk, into: &outbox)
            }
        }
        if let due = slotDeadline, due <= now { wakeSlots() }
        closeBatch(into: &outbox)
        if let due = nextMark, due <= now {
            sendMark(into: &outbox)
            let next = due + QuoterCore.markInterval
            nextMark = next <= configuration.tuning.calendar.closing && !hasDayEnded ? next : nil
        }
    }

    /// Looks again at slots whose pause or hold is over.
    private mutating func wakeSlots() {
        slotDeadline = nil
        expireRequests()
        for index in slots.indices {
            let contract = ContractIndex(index)
            if slots[index].retryAt > QuoteSlot.never {
                if slots[index].retryAt <= now {
                    slots[index].retryAt = QuoteSlot.never
                    touch(contract)
                } else {
                    schedule(slots[index].retryAt)
                }
            }
            if slots[index].held != .none {
                if slots[index].heldUntil <= now {
                    slots[index].releaseHold()
                    touch(contract)
                } else {
                    schedule(slots[index].heldUntil)
                }
            }
        }
    }

    mutating func schedule(_ time: SessionTime) {
        slotDeadline = min(slotDeadline ?? time, time)
    }
}
