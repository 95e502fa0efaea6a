import Glibc
import Journal

/// A role's journal, record by record, while the role writes on, dies and starts again.
struct RoleFollower: ~Copyable {
    private let directory: String
    private var tail: JournalTail?
    private var position = JournalPosition.start
    private let monotonic = MonotonicClock()
    /// When the last record came, by the monotonic clock.
    private(set) var heardAt: Int64
    private var reopenedAt: Int64
    private let reopenInterval: Int64 = 500_000_000

    init(directory: String) {
        self.directory = directory
        heardAt = monotonic.now()
        reopenedAt = heardAt
    }

    /// Lends what the journal has gained, at most `limit` records; false if there was nothing.
    mutating func poll(limit: Int, _ body: (JournalRecord) throws -> Void) throws -> Bool {
        if tail == nil {
            // A role that has not started yet has no folder.
            guard access(directory, R_OK) == 0 else { return false }
            tail = try JournalTail(directory: directory)
        }
        for count in 0..<limit {
            guard case .record(let record, let next)? = try tail?.read(at: position) else {
                reopenNowAndThen()
                return count > 0
            }
            try body(record)
            position = next
            heardAt = monotonic.now()
        }
        return true
    }

    private mutating func reopenNowAndThen() {
        let now = monotonic.now()
        guard now - max(heardAt, reopenedAt) > reopenInterval else { return }
        reopenedAt = now
        tail?.forget()
    }
}
