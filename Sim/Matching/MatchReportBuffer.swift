/// Reports in one piece of memory, read after a run, or emptied in between.
///
/// It grows by doubling; a caller who reserves enough sees no allocation. The memory is this value's alone.
package struct MatchReportBuffer: ~Copyable {
    private var reports: UnsafeMutablePointer<MatchReport>
    private var capacity: Int
    package private(set) var count = 0

    package init(capacity: Int = 1_024) {
        self.capacity = max(1, capacity)
        reports = .allocate(capacity: self.capacity)
    }

    deinit { reports.deallocate() }

    /// The reports so far, valid during `body` only.
    package borrowing func read<Result>(
        _ body: (UnsafeBufferPointer<MatchReport>) throws -> Result
    ) rethrows -> Result {
        try body(UnsafeBufferPointer(start: reports, count: count))
    }

    /// Forgets what was read; the memory stays.
    package mutating func removeAll() { count = 0 }

    @inline(never)
    private mutating func grow() {
        let wider = UnsafeMutablePointer<MatchReport>.allocate(capacity: capacity * 2)
        wider.moveInitialize(from: reports, count: count)
        reports.deallocate()
        reports = wider
        capacity *= 2
    }
}

extension MatchReportBuffer: MatchReportSink {
    @inline(__always)
    mutating func take(_ report: MatchReport) {
        if count == capacity { grow() }
        (reports + count).initialize(to: report)
        count &+= 1
    }
}
