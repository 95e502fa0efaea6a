import Market
import Wire

/// Requests for quote the exchange made, the newest few of each contract.
struct RequestBook: Sendable {
    /// Requests a contract can have open at once; a fifth pushes out the oldest.
    static let openMax = 4

    private struct Request: Sendable, BitwiseCopyable {
        var id: UInt64
        var time: Int64
    }

    private var requests: [Request]
    private var next: [UInt8]

    init(count: Int) {
        requests = Array(repeating: Request(id: 0, time: 0), count: count * Self.openMax)
        next = Array(repeating: 0, count: count)
    }

    func time(of id: QuoteRequestID, contract: Int) -> SessionTime? {
        let first = contract * Self.openMax
        for place in first..<first + Self.openMax where requests[place].id == id.value {
            return SessionTime(nanoseconds: requests[place].time)
        }
        return nil
    }

    mutating func add(_ id: QuoteRequestID, contract: Int, at time: SessionTime) {
        let place = contract * Self.openMax + Int(next[contract])
        requests[place] = Request(id: id.value, time: time.nanoseconds)
        next[contract] = (next[contract] + 1) % UInt8(Self.openMax)
    }

    mutating func end(_ id: QuoteRequestID, contract: Int) {
        let first = contract * Self.openMax
        for place in first..<first + Self.openMax where requests[place].id == id.value {
            requests[place] = Request(id: 0, time: 0)
        }
    }

    func hash(into hasher: inout StateHasher) {
        for request in requests {
            hasher.combine(request.id)
            hasher.combine(request.time)
        }
        for place in next { hasher.combine(Int(place)) }
    }
}
