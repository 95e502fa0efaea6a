/// What a pass keeps of one contract: 64 bytes, updated without a branch.
///
/// Only time *without* a valid quote is summed; met time is what is left since the first row.
struct QuoteLogState: Hashable, Sendable, BitwiseCopyable {
    /// Session time since which no valid quote stands; `Int64.max` while one does, and before the first row.
    private var badSince = Int64.max
    private var badTotal: Int64 = 0
    private(set) var longest: Int64 = 0
    private var first = Int64.max
    var rows: Int64 = 0
    private(set) var outages: Int64 = 0
    private var badSamplesSince = Int32.max
    private var badSamples: Int32 = 0
    private var firstSamples = Int32.max
    /// Where the contract's table of widest asks begins.
    let limits: Int32

    init(limits: Int32) { self.limits = limits }

    var hasBegun: Bool { first != Int64.max }

    /// A quote from now on; `counts` is -1 if it is valid, 0 if not.
    ///
    /// - Parameters:
    ///   - now: session time, never negative and never before the last row's.
    ///   - samples: sample instants before now.
    @inline(__always)
    mutating func take(counts: Int64, at now: Int64, samples: Int32, outageMin: Int64) {
        let since = min(badSince, now)
        let bad = (now &- since) & counts
        badTotal &+= bad
        longest = max(longest, bad)
        outages &+= bad > outageMin ? 1 : 0
        badSince = since | (counts & Int64.max)
        first = min(first, now)
        rows &+= 1
        let counted = Int32(truncatingIfNeeded: counts)
        let sinceSamples = min(badSamplesSince, samples)
        badSamples &+= (samples &- sinceSamples) & counted
        badSamplesSince = sinceSamples | (counted & Int32.max)
        firstSamples = min(firstSamples, samples)
    }

    /// Time and samples with a valid quote, of a state whose last stretch is closed.
    func met(until known: Share, unknown: Share) -> Share {
        Share(
            nanoseconds: known.nanoseconds - first - badTotal - unknown.nanoseconds,
            samples: known.samples - Int64(firstSamples) - Int64(badSamples) - unknown.samples)
    }
}

/// The stretches of one contract that lost rows leave unknown.
struct QuoteLogGap: Hashable, Sendable, BitwiseCopyable {
    private var since = Share()
    private(set) var isOpen = false
    private(set) var total = Share()

    mutating func open(at share: Share) {
        since = share
        isOpen = true
    }

    mutating func close(at share: Share) {
        total.nanoseconds += share.nanoseconds - since.nanoseconds
        total.samples += share.samples - since.samples
        isOpen = false
    }
}
