import Market

/// Which of a rule's exemptions apply to a contract; the first in the rule's order wins.
struct ExemptionTable: Sendable {
    private let exemptions: [Exemption]
    /// By phase and whether the market is at its limit: the exemption's position plus one, 0 = obliged.
    private var byState: ContiguousArray<UInt8> = []
    /// By contract, a bit for each exemption that its nature or a circumstance calls up.
    private var called: ContiguousArray<UInt64>

    init(_ exemptions: [Exemption], contracts: [OptionContract], facts: [InstrumentFacts]) {
        precondition(exemptions.count < 64, "one bit an exemption")
        self.exemptions = exemptions
        called = ContiguousArray(repeating: 0, count: contracts.count)
        for phase in TradingPhase.allCases {
            for isAtLimit in [false, true] {
                let found = exemptions.firstIndex {
                    switch $0.trigger {
                    case .phase(let phases): phases.contains(phase)
                    case .marketAtLimit: isAtLimit
                    default: false
                    }
                }
                byState.append(UInt8(clamping: found.map { $0 + 1 } ?? 0))
            }
        }
        for contract in contracts {
            for (position, exemption) in exemptions.enumerated()
            where Self.isOfNature(exemption.trigger, contract, facts[contract.index.int]) {
                called[contract.index.int] |= 1 << UInt64(position)
            }
        }
    }

    private static func isOfNature(
        _ trigger: Exemption.Trigger, _ contract: OptionContract, _ facts: InstrumentFacts
    ) -> Bool {
        switch trigger {
        case .listedToday: facts.isListedToday
        case .daysToExpiryAtMost(let days): contract.daysToExpiry <= days
        case .adjusted: contract.isAdjusted
        default: false
        }
    }

    /// The position of the exemption that applies, plus one; 0 = obliged.
    @inline(__always)
    func position(_ contract: Int, _ now: ContractState) -> Int {
        let state = Int(byState[Int(now.phase.rawValue) * 2 + (now.marketIsAtLimit ? 1 : 0)])
        guard called[contract] != 0 else { return state }
        let first = called[contract].trailingZeroBitCount + 1
        return state == 0 ? first : min(state, first)
    }

    /// What becomes of the time, or nil where the maker stays obliged: relaxed, or on the other side.
    func wholeEffect(at position: Int) -> Exemption.Effect? {
        let exemption = exemptions[position - 1]
        if exemption.side != .both { return nil }
        if case .relax = exemption.effect { return nil }
        return exemption.effect
    }

    func side(at position: Int) -> Exemption.Side { exemptions[position - 1].side }

    /// A circumstance began or ended for a contract.
    mutating func told(_ circumstance: Circumstance, _ holds: Bool, of contract: Int) {
        for (position, exemption) in exemptions.enumerated()
        where exemption.trigger == circumstance.trigger {
            let bit: UInt64 = 1 << UInt64(position)
            if holds { called[contract] |= bit } else { called[contract] &= ~bit }
        }
    }
}
