/// Price levels too far behind the best for the window: sorted by rank in chunks, so that a million
/// lonely prices cost a search and a short move each, and memory only for themselves.
struct BookFarLevels {
    struct Entry: BitwiseCopyable {
        var rank: Int64
        var level: PriceLevel
        var makerTotal: Int64
    }

    struct Position {
        let chunk: Int
        let index: Int
    }

    private static let chunkMax = 128

    /// Ascending, none empty.
    private var chunks: [[Entry]] = []
    private(set) var count = 0

    /// The best rank here; `.min` with nothing here.
    var highest: Int64 { chunks.last?.last?.rank ?? .min }

    subscript(position: Position) -> Entry {
        get { chunks[position.chunk][position.index] }
        set { chunks[position.chunk][position.index] = newValue }
    }

    /// Where the level of `rank` is; nil when there is none.
    func position(of rank: Int64) -> Position? {
        let place = place(of: rank)
        guard place.chunk < chunks.count, place.index < chunks[place.chunk].count,
            self[place].rank == rank
        else { return nil }
        return place
    }

    /// Where the level of `rank` is, made if there was none.
    mutating func positionMade(of rank: Int64) -> Position {
        if let found = position(of: rank) { return found }
        insert(Entry(rank: rank, level: PriceLevel(), makerTotal: 0), at: place(of: rank))
        return place(of: rank)
    }

    /// Puts a level above all others.
    mutating func append(_ entry: Entry) {
        precondition(entry.rank > highest, "the window's levels are better than the far ones")
        insert(
            entry,
            at: Position(chunk: max(0, chunks.count - 1), index: chunks.last?.count ?? 0))
    }

    /// Takes the best level off; nothing to take is a bug.
    mutating func removeHighest() -> Entry {
        let chunk = chunks.count - 1
        let entry = chunks[chunk].removeLast()
        if chunks[chunk].isEmpty { chunks.removeLast() }
        count -= 1
        return entry
    }

    mutating func remove(at position: Position) {
        chunks[position.chunk].remove(at: position.index)
        if chunks[position.chunk].isEmpty { chunks.remove(at: position.chunk) }
        count -= 1
    }

    /// Calls `body` from the best down until it answers false.
    func descend(_ body: (Entry) -> Bool) {
        for chunk in chunks.reversed() {
            for entry in chunk.reversed() {
                guard body(entry) else { return }
            }
        }
    }

    private mutating func insert(_ entry: Entry, at place: Position) {
        count += 1
        guard place.chunk < chunks.count else { return chunks.append([entry]) }
        chunks[place.chunk].insert(entry, at: place.index)
        guard chunks[place.chunk].count > Self.chunkMax else { return }
        // At the top, where a moving market appends, a full chunk is left full.
        let half = place.chunk == chunks.count - 1 ? Self.chunkMax : Self.chunkMax / 2
        let upper = Array(chunks[place.chunk][half...])
        chunks[place.chunk].removeLast(upper.count)
        chunks.insert(upper, at: place.chunk + 1)
    }

    /// Where `rank` is or belongs: the last chunk that starts at or below it.
    private func place(of rank: Int64) -> Position {
        var low = 0
        var high = chunks.count
        while low < high {
            let middle = (low + high) / 2
            if chunks[middle][0].rank <= rank { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return Position(chunk: 0, index: 0) }
        let chunk = low - 1
        low = 0
        high = chunks[chunk].count
        while low < high {
            let middle = (low + high) / 2
            if chunks[chunk][middle].rank < rank { low = middle + 1 } else { high = middle }
        }
        return Position(chunk: chunk, index: low)
    }
}
