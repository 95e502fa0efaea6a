public import Market

/// How many recorded snapshots of continuous trading the rebuilt book shows on five levels.
public struct SnapshotTally: Hashable, Sendable {
    /// Rows of the snapshot file.
    public internal(set) var read = 0
    /// Those of continuous trading, lunch included.
    public internal(set) var compared = 0
    public internal(set) var equal = 0
    /// The first rows without an equal state, at most `unequalMax`: row of the file, and stamp.
    public internal(set) var firstUnequal: [Unequal] = []

    public static let unequalMax = 10

    /// A snapshot that the rebuilt book never showed.
    public struct Unequal: Hashable, Sendable {
        public let row: Int
        public let time: SessionTime
    }
}

/// Lays each state of the rebuilt book beside the snapshots taken while it may have stood.
///
/// Stamps are whole seconds and not the book's own clock: a snapshot is equal when a state with exactly its five
/// levels, prices and quantities, stood at any instant from 4 s before its stamp to 1.5 s after it.
struct SnapshotComparison {
    static let before = TimeSpan.seconds(4)
    static let after = TimeSpan.milliseconds(1_500)

    private(set) var tally = SnapshotTally()
    private let snapshots: SnapshotFileReader
    /// Those whose window is still open, by time.
    private var waiting: [RecordedSnapshot] = []
    private var isExhausted = false
    private var since = SessionTime(nanoseconds: 0)
    private var bids: [CallAuction.Level] = []
    private var asks: [CallAuction.Level] = []

    init(_ snapshots: SnapshotFileReader) { self.snapshots = snapshots }

    /// Takes what the book shows from its time on.
    mutating func show(_ book: RebuiltBook) throws(OrderFileError) {
        try close(at: book.time)
        since = book.time
        bids = book.bids.best(RecordedSnapshot.depth)
        asks = book.asks.best(RecordedSnapshot.depth)
    }

    /// Compares with everything left in the file.
    mutating func finish() throws(OrderFileError) {
        try close(at: SessionTime(hour: 48, minute: 0))
        for snapshot in waiting { miss(snapshot) }
        waiting.removeAll()
        tally.read = snapshots.rowCount
    }

    /// The standing state stood from `since` until `time`, both included.
    private mutating func close(at time: SessionTime) throws(OrderFileError) {
        while !isExhausted, (waiting.last?.time ?? .init(nanoseconds: 0)) - Self.before <= time {
            guard let snapshot = try snapshots.next() else {
                isExhausted = true
                break
            }
            if snapshot.isContinuous { waiting.append(snapshot) }
        }
        guard waiting.contains(where: { $0.time - Self.before <= time }) else { return }
        var left: [RecordedSnapshot] = []
        for snapshot in waiting {
            if snapshot.time + Self.after < since {
                miss(snapshot)
            } else if snapshot.time - Self.before <= time, snapshot.bids == bids,
                snapshot.asks == asks
            {
                tally.compared += 1
                tally.equal += 1
            } else {
                left.append(snapshot)
            }
        }
        waiting = left
    }

    private mutating func miss(_ snapshot: RecordedSnapshot) {
        tally.compared += 1
        if tally.firstUnequal.count < SnapshotTally.unequalMax {
            tally.firstUnequal.append(
                SnapshotTally.Unequal(row: snapshot.row, time: snapshot.time))
        }
    }
}
