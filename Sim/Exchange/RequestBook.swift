import Market
import Wire

/// The requests for quote that are open, oldest first, and when each contract was last asked for.
struct RequestBook: Sendable {
    struct Open: Sendable {
        let id: QuoteRequestID
        let contract: ContractIndex
        let expires: SessionTime
    }

    private var open: [Open] = []
    private var lastAsked: [SessionTime?]
    private(set) var lastID: UInt64 = 0

    init(contracts: Int) { lastAsked = Array(repeating: nil, count: contracts) }

    var nextExpiry: SessionTime? { open.first?.expires }

    /// Why a customer may not ask now; `.none` when he may. Refused requests do not count as the last one.
    func objection(
        _ contract: OptionContract, top: BookTop, at now: SessionTime, terms: RequestTerms
    ) -> RejectReason {
        if let interval = terms.intervalMin, let last = lastAsked[contract.index.int],
            now - last < interval
        {
            return .requestTooSoon
        }
        return terms.permits(top, daysToExpiry: contract.daysToExpiry) ? .none : .spreadTooNarrow
    }

    mutating func add(
        _ contract: ContractIndex, at now: SessionTime, lifetime: TimeSpan
    ) -> QuoteRequestID {
        lastID += 1
        lastAsked[contract.int] = now
        let id = QuoteRequestID(lastID)
        open.append(Open(id: id, contract: contract, expires: now + lifetime))
        return id
    }

    func isOpen(_ id: QuoteRequestID, for contract: ContractIndex) -> Bool {
        open.contains { $0.id == id && $0.contract == contract }
    }

    func isOpen(_ contract: ContractIndex) -> Bool { open.contains { $0.contract == contract } }

    /// Takes the oldest open request out.
    mutating func expireFirst() -> Open? { open.isEmpty ? nil : open.removeFirst() }

    func hash(into hasher: inout StateHasher) {
        hasher.combine(lastID)
        for request in open {
            hasher.combine(request.id.value)
            hasher.combine(UInt64(request.contract.value))
            hasher.combine(request.expires.nanoseconds)
        }
        for time in lastAsked { hasher.combine(time?.nanoseconds ?? -1) }
    }
}
