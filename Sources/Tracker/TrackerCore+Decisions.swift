import Market
import Obligations
import Wire

/// Risk's log: where causes come from.
extension TrackerCore {
    mutating func takeDecisions(_ frame: Frame, at now: SessionTime) throws {
        let root = try frame.root(RiskDecisions.self)
        let entries = try frame.group(RiskDecisions.Entry.self)
        guard Self.isTime(root.watermark) else { throw RefusedEntry.badField }
        for index in 0..<entries.count {
            try check(entries[index], after: index > 0 ? entries[index - 1].sequence : nil)
        }
        decisions.heard(
            tail: root.tail, watermark: root.watermark, isComplete: root.isComplete != 0)
        guard entries.count > 0 else { return }
        guard causes != nil else {
            // Contracts have no meaning before the directory; asked for again when it is there.
            decisions.missed()
            return
        }
        guard decisions.follows(entries[0].sequence) else { return }
        for index in 0..<entries.count where entries[index].sequence >= decisions.next {
            apply(entries[index])
        }
        decisions.applied(through: entries[entries.count - 1].sequence, at: now)
    }

    private func check(_ entry: RiskDecisions.Entry, after previous: UInt64?)
        throws(RefusedEntry)
    {
        guard Self.isTime(entry.time) else { throw .badTime(entry.time.nanoseconds) }
        guard entry.sequence > 0, entry.sequence < UInt64.max,
            previous.map({ entry.sequence == $0 + 1 }) ?? true
        else { throw .notContiguous }
        let known = [
            RiskDecisionKind.started.rawValue...RiskDecisionKind.quoted.rawValue,
            RiskDecisionKind.stateChanged.rawValue...RiskDecisionKind.budgetAlert.rawValue,
            RiskDecisionKind.limitsRequested.rawValue...RiskDecisionKind.limitExceeded.rawValue,
            RiskDecisionKind.exchangeAlarm.rawValue...RiskDecisionKind.tallyCorrected.rawValue,
            RiskDecisionKind.accountSwitched.rawValue...RiskDecisionKind.venueRestricted.rawValue,
            RiskDecisionKind.frameRefused.rawValue...RiskDecisionKind.frameRefused.rawValue,
            RiskDecisionKind.orderTallyCorrected.rawValue...RiskDecisionKind.tallyCounted.rawValue,
            RiskDecisionKind.orderRefused.rawValue...RiskDecisionKind.closeDone.rawValue,
        ]
        guard known.contains(where: { $0.contains(entry.kind.rawValue) }) else {
            throw .unknownKind(entry.kind.rawValue)
        }
    }

    private mutating func apply(_ entry: RiskDecisions.Entry) {
        let time = entry.time
        switch entry.kind {
        case .started:
            // A new life of risk: no quoter is connected, and no link has been lost yet.
            causes?.began(.quoterDown, at: time)
            causes?.ended(.linkLost, at: time)
            linkWasUp = false
            openQuoters.removeAll()
        case .quoterUp:
            openQuoters.insert(entry.value)
            causes?.ended(.quoterDown, at: time)
        case .quoterDown:
            // One of several quoters leaves its contracts pulled, each with its reason.
            openQuoters.remove(entry.value)
            if openQuoters.isEmpty { causes?.began(.quoterDown, at: time) }
        case .exchangeUp:
            causes?.ended(.linkLost, at: time)
            linkWasUp = true
        case .exchangeDown: if linkWasUp { causes?.began(.linkLost, at: time) }
        case .refused:
            guard let cause = ObligationCause(entry.refusal) else { return }
            causes?.explained(entry.contract, cause, quote: entry.quoteID, at: time)
        case .withdrawn, .pulled:
            causes?.explained(entry.contract, ObligationCause(entry.instructionReason), at: time)
        case .quoted: causes?.explanationLapsed(entry.contract, at: time)
        case .killed: causes?.began(.kill, Self.scope(entry), at: time)
        case .released: causes?.ended(.kill, Self.scope(entry), at: time)
        case .paused: causes?.began(.pause, Self.scope(entry), at: time)
        case .resumed: causes?.ended(.pause, Self.scope(entry), at: time)
        case .stateChanged where entry.value <= 2:
            // Reducing, halted, isolated: somebody held the quotes back. Wider scopes name no contract.
            if entry.code == 0 {
                causes?.ended(.pause, Self.scope(entry), at: time)
            } else {
                causes?.began(.pause, Self.scope(entry), at: time)
            }
        case .dayEnded: decisions.sawDayEnd = true
        default: return
        }
    }

    /// `value` as in a mass cancel: 0 everything, 1 underlying, 2 contract; `limit` is the index.
    private static func scope(_ entry: RiskDecisions.Entry) -> CauseScope {
        switch entry.value {
        case 1: .underlying(UnderlyingIndex(UInt16(clamping: entry.limit)))
        case 2: .contract(ContractIndex(UInt32(clamping: entry.limit)))
        default: .all
        }
    }
}

extension ObligationCause {
    /// What a refused quote says about the time without one; nil where it says nothing.
    init?(_ refusal: RefusalCode) {
        switch refusal {
        case .holdTime, .holdReplacement, .none: return nil
        case .positionLimit, .directionLimit, .totalPositionLimit, .purchaseLimit,
            .insufficientFunds, .closeExceedsHolding:
            self = .limitReached
        case .messageRate, .dailyMessageCount: self = .messageBudget
        case .killed: self = .kill
        case .paused: self = .operatorPause
        case .exchangeDown: self = .linkDown
        case .dayEnded, .phaseForbids: self = .phase
        default: self = .riskBlock
        }
    }

    /// What a withdrawal's reason says about the time that follows.
    init(_ reason: InstructionReason) {
        switch reason {
        case .staleFeed: self = .staleFeed
        case .pricingInvalid: self = .pricingInvalid
        case .noReference: self = .noReference
        case .notObliged: self = .notObliged
        case .slackSpent: self = .slackSpent
        case .inventory: self = .inventory
        case .phase: self = .phase
        case .messageBudget: self = .messageBudget
        case .shutdown, .quoterDown: self = .quoterDown
        case .kill: self = .kill
        case .operator: self = .operatorPause
        case .linkDown: self = .linkDown
        case .risk: self = .riskBlock
        default: self = .strategyChoice
        }
    }
}
