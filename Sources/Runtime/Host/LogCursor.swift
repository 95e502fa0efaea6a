import Wire

/// Where one puller of a log stands and how many events it will still take.
struct LogCursor {
    private var position: Int
    private(set) var credit: Int

    static let creditMax = 1_000_000

    init(_ request: LogRequest, in store: LogStore) {
        position = store.index(of: request.from)
        credit = Int(min(request.credit, UInt32(Self.creditMax)))
    }

    /// The next frame to send, if there is one and credit for it.
    func next(in store: LogStore) -> LogStore.Slot? {
        credit > 0 && position < store.slots.count ? store.slots[position] : nil
    }

    mutating func advance(past slot: LogStore.Slot) {
        position += 1
        credit -= slot.last == 0 ? 1 : Int(slot.last - slot.first) + 1
    }

    func isAtEnd(of store: LogStore) -> Bool { position == store.slots.count }
}
