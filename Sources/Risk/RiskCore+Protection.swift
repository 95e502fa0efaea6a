import Market
import Wire

/// Market-maker protection: pull, freeze, and let go again by time or by hand.
extension RiskCore {
    /// Takes off what has just been traded against too much.
    mutating func pullProtected(at now: SessionTime, into outbox: inout Outbox) {
        for trigger in gate?.protection.takeTriggers() ?? [] {
            note(
                .protectionTriggered, code: trigger.figure.rawValue,
                contract: ContractIndex(trigger.contract), value: trigger.value,
                limit: trigger.limit, at: now)
            let scope = ControlScope.underlying(UInt32(trigger.underlying))
            pullAll(scope, .risk, at: now, into: &outbox)
        }
    }

    /// Lets go of what is frozen no longer.
    mutating func thaw(at now: SessionTime) {
        for underlying in gate?.protection.thaw(at: now) ?? [] { noteReset(underlying, at: now) }
    }

    /// By hand: everything, or one underlying. Returns how many were frozen.
    mutating func resetProtection(_ scope: ControlScope, at now: SessionTime) -> Int {
        guard let gate else { return 0 }
        var count = 0
        for underlying in gate.protection.frozenUntil.indices
        where gate.protection.isFrozen(underlying)
            && scope.covers(contract: -1, underlying: UInt16(underlying))
        {
            self.gate?.protection.reset(underlying)
            noteReset(underlying, at: now)
            count += 1
        }
        return count
    }

    private mutating func noteReset(_ underlying: Int, at now: SessionTime) {
        note(.protectionReset, value: Int64(underlying), at: now)
    }
}
