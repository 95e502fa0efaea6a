import Market
import Wire

/// A plan to close what is held in a scope: made by one person, approved by another, carried out as orders that only reduce (C4.8).
struct ForcedClose: Sendable {
    /// One holding to be closed.
    struct Leg: Sendable, BitwiseCopyable {
        let contract: Int
        let side: Side
        /// Contracts held when it was planned.
        let planned: Int64
        /// Contracts held when the order under way left; what is gone since was closed.
        var heldBefore: Int64 = 0
        var closed: Int64 = 0
        var isUnderWay = false
        var isDone = false
    }

    let planner: String
    let scope: ControlScope
    var legs: [Leg]
    /// Who hears of the end; nil until somebody else has approved.
    var approval: (id: UInt64, peer: PeerID, receivedAt: SessionTime)?

    var planned: Int64 { legs.reduce(0) { $0 + $1.planned } }
    var closed: Int64 { legs.reduce(0) { $0 + $1.closed } }
    var isDone: Bool { legs.allSatisfy(\.isDone) }

    func hash(into hasher: inout StateHasher) {
        hasher.combine(scope.hashWord)
        hasher.combine(planner.utf8.count)
        for byte in planner.utf8 { hasher.combine(UInt64(byte)) }
        hasher.combine(approval?.id ?? 0)
        for leg in legs {
            hasher.combine(leg.contract)
            hasher.combine(Int(leg.side.rawValue))
            hasher.combine(leg.planned)
            hasher.combine(leg.closed)
            hasher.combine(leg.isUnderWay)
            hasher.combine(leg.isDone)
        }
    }
}
