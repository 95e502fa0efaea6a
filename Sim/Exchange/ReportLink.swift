import Market
import Wire

/// What is wrong with one member's report stream just now; the log is never touched.
struct ReportLink: Sendable {
    /// Report frames still to be lost, sent twice, and pairs to be exchanged.
    var losses = 0
    var duplicates = 0
    var swaps = 0
    /// Reports wait until then, all of them: a session keeps its order.
    var lateUntil: SessionTime?
    /// Reports that wait, by lateness or for the frame they change places with.
    var held: [ExchangeEvents.Entry] = []
    /// What the numbers on the member's stream differ by from the outbox's count.
    var shift: Int64 = 0
    /// Sessions that the exchange broke by itself: the shell has to break the link too.
    var breaks: UInt64 = 0

    var isSound: Bool { losses == 0 && duplicates == 0 && swaps == 0 && lateUntil == nil }

    /// A new session starts with a clean stream.
    mutating func reset() { self = ReportLink(breaks: breaks) }

    init(breaks: UInt64 = 0) { self.breaks = breaks }

    func hash(into hasher: inout StateHasher) {
        for value in [losses, duplicates, swaps, held.count, Int(shift)] { hasher.combine(value) }
        hasher.combine(lateUntil?.nanoseconds ?? -1)
        for event in held { hasher.combine(event.sequence) }
        hasher.combine(breaks)
    }
}
