import Wire

/// One tally of the exchange, which may come in several frames: how far it was compared, and what did not agree.
struct TallyRound: Sendable {
    /// The first contract that was not compared yet.
    var next = 0
    /// Contracts that do not agree, ascending.
    var off: [UInt32] = []

    func hash(into hasher: inout StateHasher) {
        hasher.combine(next)
        for contract in off { hasher.combine(UInt64(contract)) }
    }
}
