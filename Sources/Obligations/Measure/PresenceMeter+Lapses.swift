import Market

/// What ends without an event of its own: a grace, a limited exemption, a rest that was too short.
extension PresenceMeter {
    /// What will end the open interval without any event, and when.
    func lapse(of state: State)
        -> (at: Int64, standing: Standing, trigger: ObligationInterval.Trigger)?
    {
        let isLimited = state.exemptUntil != ContractState.never
        return switch state.standing {
        case .met where state.verdict != .valid: (state.graceUntil, .notMet, .graceEnded)
        case .removed where isLimited, .deemed where isLimited:
            (state.exemptUntil, state.verdict == .valid ? .met : .notMet, .exemptionEnded)
        default: nil
        }
    }

    /// An exemption that was used up stays so until another one, or none, took its place.
    mutating func usable(_ position: Int, of contract: Int) -> Int {
        guard states[contract].usedUp > 0 else { return position }
        if position == Int(states[contract].usedUp) { return 0 }
        states[contract].usedUp = 0
        return position
    }

    mutating func limitExemption(_ contract: Int, _ position: Int, from instant: Int64) {
        let most = position > 0 ? rule.exemptions[position - 1].durationMax : nil
        states[contract].exemptUntil =
            most.map { instant.addingReportingOverflow($0.nanoseconds).partialValue }
            ?? ContractState.never
    }

    // MARK: Rest

    /// Whether the open interval is met by a quote that has not rested long enough to count.
    func isResting(_ contract: Int, verdict: QuoteVerdict, at instant: Int64) -> Bool {
        states[contract].standing == .met && verdict == .valid
            && instant < states[contract].restedAt
    }

    /// The open interval ends before its quote had rested: it never counted.
    mutating func discountRest(_ contract: Int) {
        states[contract].standing = .notMet
        records[Int(states[contract].lastRecord)].standing = .notMet
        records[Int(states[contract].lastRecord)].verdict = .tooBrief
    }
}
