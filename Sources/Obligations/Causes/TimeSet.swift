/// A set of instants: sorted, disjoint, half-open spans in nanoseconds.
struct TimeSet: Hashable, Sendable {
    private(set) var spans: [Range<Int64>] = []

    init(_ ranges: [Range<Int64>]) {
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            if let last = spans.last, range.lowerBound <= last.upperBound {
                let upper = max(last.upperBound, range.upperBound)
                spans[spans.count - 1] = last.lowerBound..<upper
            } else {
                spans.append(range)
            }
        }
    }

    func contains(_ instant: Int64) -> Bool {
        let index = firstEnding(after: instant)
        return index < spans.count && spans[index].lowerBound <= instant
    }

    /// Adds the instants strictly inside `range` where membership changes.
    func addBoundaries(inside range: Range<Int64>, to boundaries: inout [Int64]) {
        var index = firstEnding(after: range.lowerBound)
        while index < spans.count, spans[index].lowerBound < range.upperBound {
            if spans[index].lowerBound > range.lowerBound {
                boundaries.append(spans[index].lowerBound)
            }
            if spans[index].upperBound < range.upperBound {
                boundaries.append(spans[index].upperBound)
            }
            index += 1
        }
    }

    private func firstEnding(after instant: Int64) -> Int {
        var low = 0
        var high = spans.count
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].upperBound > instant { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
