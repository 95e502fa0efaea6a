import Market
import Obligations

/// What was declared, as beginnings and ends in order of time; each is told once.
struct CircumstanceSchedule: Sendable {
    private struct Change {
        let time: SessionTime
        let kind: Circumstance
        let scope: CauseScope
        let begins: Bool
    }

    private let changes: [Change]
    private var next = 0

    init(_ intervals: [CircumstanceInterval]) {
        let ends = intervals.map {
            Change(time: $0.to, kind: $0.kind, scope: $0.scope, begins: false)
        }
        let begins = intervals.map {
            Change(time: $0.from, kind: $0.kind, scope: $0.scope, begins: true)
        }
        // At one instant an end comes before a beginning: one interval may follow another at once.
        changes = (ends + begins).enumerated().sorted { a, b in
            a.element.time == b.element.time
                ? a.offset < b.offset : a.element.time < b.element.time
        }.map(\.element)
    }

    /// Tells everything up to an instant, this one included.
    mutating func tell(_ ledger: inout ObligationLedger?, until time: SessionTime) {
        while next < changes.count, changes[next].time <= time {
            let change = changes[next]
            next += 1
            ledger?.circumstance(
                change.kind, change.scope, begins: change.begins, at: change.time)
        }
    }
}
