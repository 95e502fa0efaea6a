import Market
import Wire

/// The responses that have to rest: per contract the newest, whose hold ends last.
///
/// The clock is the exchange's: a hold begins with the acceptance's time, an underlying's move has the tick's.
struct ResponseHolds: Sendable {
    struct Hold: Sendable, BitwiseCopyable {
        /// 0 once the response is broken: then a new answer to the same request begins a new hold.
        var request: UInt64
        var acceptedAt: Int64
        /// `min`: nothing is held.
        var until: Int64

        static let none = Hold(request: 0, acceptedAt: 0, until: .min)
    }

    let span: TimeSpan
    let releases: HoldReleases
    let phases: [TradingPhase]
    private(set) var holds: [Hold]
    /// Per underlying: last price seen, 0 for unknown; tick it came with; when it last changed.
    private var lastPrice: [Int64]
    private var lastTick: [Int64]
    private var movedAt: [Int64]

    init(terms: RiskTerms, contracts: Int, underlyings: Int) {
        span = terms.responseHoldMin
        releases = terms.responseReleases
        phases = terms.responsePhases
        holds = Array(repeating: .none, count: contracts)
        lastPrice = Array(repeating: 0, count: underlyings)
        lastTick = Array(repeating: .min, count: underlyings)
        movedAt = Array(repeating: .min, count: underlyings)
    }

    /// Until when the contract's response rests; `min` when none has to.
    func end(_ contract: Int, underlying: Int) -> SessionTime {
        let hold = holds[contract]
        if releases.contains(.underlyingChanged), movedAt[underlying] > hold.acceptedAt {
            return SessionTime(nanoseconds: .min)
        }
        return SessionTime(nanoseconds: hold.until)
    }

    /// A response was accepted. Naming a request again while its response stands does not begin its hold anew.
    mutating func accepted(_ request: UInt64, contract: Int, at time: SessionTime) {
        guard request != holds[contract].request else { return }
        holds[contract] = Hold(
            request: request, acceptedAt: time.nanoseconds,
            until: time.nanoseconds.addingClamped(span.nanoseconds))
    }

    mutating func filled(contract: Int, isTooSmall: Bool) {
        let isReleased =
            releases.contains(.partialFill) || releases.contains(.filled) && isTooSmall
        if isReleased { release(contract) }
    }

    /// The response is too small to count now; it rests on, and the request may be answered again.
    mutating func broke(contract: Int) { holds[contract].request = 0 }

    /// Nothing rests any more, or what rests may go.
    mutating func release(_ contract: Int) { holds[contract] = .none }

    mutating func phaseChanged(contract: Int, to phase: TradingPhase) {
        if releases.contains(.phaseEnd), !phases.contains(phase) { release(contract) }
    }

    /// A tick older than the last one is passed over; one without a price says nothing.
    mutating func ticked(underlying: Int, price: Int64, at time: Int64) {
        guard time >= lastTick[underlying], price > 0 else { return }
        lastTick[underlying] = time
        if lastPrice[underlying] != 0, lastPrice[underlying] != price {
            movedAt[underlying] = time
        }
        lastPrice[underlying] = price
    }

    /// Ticks were lost: the next price may have been there before a response, and is no move.
    mutating func lostTicks() {
        for underlying in lastPrice.indices { lastPrice[underlying] = 0 }
    }

    func hash(into hasher: inout StateHasher) {
        for hold in holds {
            hasher.combine(hold.request)
            hasher.combine(hold.acceptedAt)
            hasher.combine(hold.until)
        }
        for underlying in lastPrice.indices {
            hasher.combine(lastPrice[underlying])
            hasher.combine(lastTick[underlying])
            hasher.combine(movedAt[underlying])
        }
    }
}
