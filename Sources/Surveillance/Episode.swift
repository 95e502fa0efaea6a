import Market

/// A span in which a measure stays at a level or above, told by its peak.
struct Episode: Sendable {
    /// Where the span begins and ends: the bar, or the level that is near it.
    let floor: Int64
    let bar: Int64
    private(set) var isOpen = false
    private(set) var peak: Int64 = 0
    private(set) var peakTime = SessionTime(nanoseconds: 0)
    /// First moment at the bar.
    private(set) var reached: SessionTime?
    private(set) var isPeakNew = false
    /// Counts the spans from 1; 0 before the first.
    private(set) var span = 0
    /// Whether the last `observe` opened a span or brought it to the bar.
    private(set) var isNews = false
    private var evidence: EvidenceRows?

    init(bar: Int64, nearPercent: Int64?) {
        self.bar = bar
        floor = nearPercent.map { Near.floor(of: bar, percent: $0) } ?? bar
    }

    /// The measure after an event; true when the span just ended.
    mutating func observe(_ value: Int64, at now: SessionTime) -> Bool {
        isNews = false
        guard value >= floor else { return isOpen }
        if !isOpen {
            isOpen = true
            span += 1
            isNews = true
        }
        if value > peak {
            peak = value
            peakTime = now
            isPeakNew = true
        }
        if value >= bar, reached == nil {
            reached = now
            isNews = true
        }
        return false
    }

    /// Keeps the rows under the peak; to be called before they are forgotten.
    mutating func keep(_ rows: @autoclosure () -> EvidenceRows) {
        guard isPeakNew else { return }
        evidence = rows()
        isPeakNew = false
    }

    /// What the span is, so far.
    func told(rowsMax: Int) -> (
        outcome: Finding.Outcome, time: SessionTime, peak: Int64, rows: EvidenceRows
    ) {
        (
            reached == nil ? Finding.Outcome.near : .reached, reached ?? peakTime, peak,
            evidence ?? EvidenceRows(max: rowsMax)
        )
    }

    /// Makes room for the next span.
    mutating func close() {
        isOpen = false
        peak = 0
        reached = nil
        isPeakNew = false
        evidence = nil
    }
}

/// Nearness to a bar, in percent of it.
enum Near {
    /// Smallest whole value that is `percent` of the bar or more.
    static func floor(of bar: Int64, percent: Int64) -> Int64 {
        let (product, overflow) = bar.multipliedReportingOverflow(by: percent)
        return overflow ? bar : (product + 99) / 100
    }
}
