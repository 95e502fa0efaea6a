import Market
import Wire

/// Watches what the exchange does with what we send: rejections, silence, doubt, reports nobody asked for (P28).
struct ExchangeWatch: Sendable {
    /// What was reached: the code of the record.
    enum Figure: UInt8, Sendable, CaseIterable {
        case rejections = 1
        case unacknowledged, unresolved, unexpectedReports, tally
    }

    struct Alarm: Sendable {
        let figure: Figure
        /// What it concerns; empty is everything.
        let contracts: [UInt32]
        let value: Int64
        let limit: Int64
    }

    /// An instruction that waits for its answer.
    struct Sent: Sendable, BitwiseCopyable {
        var serial: UInt64
        var contract: Int
        var time: Int64
    }

    let terms: ReactionTerms
    private var rejections: SignBurst
    private var unexpected: SignBurst
    /// Oldest first, in the order of their serials; those before `first` are answered.
    private var sent: [Sent] = []
    private var first = 0
    /// When the link came up with something in doubt; nil when nothing is, or it was told.
    private var doubtSince: Int64?
    private var talliesOff = 0
    private var alarms: [Alarm] = []
    /// Nanoseconds to the answer: 99 of 100 are below, followed answer by answer.
    private(set) var answerP99: Int64 = 0

    init(_ terms: ReactionTerms) {
        self.terms = terms
        rejections = SignBurst(terms.rejectionsMax, within: terms.window)
        unexpected = SignBurst(terms.unexpectedReportsMax, within: terms.window)
        sent.reserveCapacity(2_048)
    }

    var hasAlarms: Bool { !alarms.isEmpty }

    mutating func takeAlarms() -> [Alarm] {
        defer { alarms.removeAll(keepingCapacity: true) }
        return alarms
    }

    // MARK: what happens

    mutating func sent(_ serial: UInt64, contract: Int, at now: SessionTime) {
        sent.append(Sent(serial: serial, contract: contract, time: now.nanoseconds))
    }

    /// A rejection that comes with a phase is a race everybody loses; the others are signs.
    mutating func rejected(_ event: ExchangeEvents.Entry, at now: SessionTime) {
        guard event.reasonCode != RejectReason.phaseForbids.rawValue else { return }
        guard let contracts = rejections.add(event.contract.value, at: now) else { return }
        raise(.rejections, contracts, value: contracts.count, limit: contracts.count)
    }

    mutating func wasUnexpected(_ event: ExchangeEvents.Entry, at now: SessionTime) {
        guard let contracts = unexpected.add(event.contract.value, at: now) else { return }
        raise(.unexpectedReports, contracts, value: contracts.count, limit: contracts.count)
    }

    /// A whole tally was compared: the contracts that do not agree.
    mutating func tallied(off contracts: [UInt32]) {
        talliesOff = contracts.isEmpty ? 0 : talliesOff + 1
        guard let most = terms.talliesMax, most > 0, talliesOff >= most else { return }
        talliesOff = 0
        raise(.tally, contracts, value: contracts.count, limit: 0)
    }

    mutating func linkClosed() {
        forgetSent()
        doubtSince = nil
    }

    mutating func linkOpened(doubts: Int, at now: SessionTime) {
        doubtSince = doubts > 0 ? now.nanoseconds : nil
    }

    // MARK: time

    /// The earliest time at which silence or doubt has lasted too long.
    var deadline: SessionTime? {
        var due = Int64.max
        if let most = terms.unacknowledgedAfter, first < sent.count {
            due = sent[first].time.addingClamped(most.nanoseconds)
        }
        if let most = terms.unresolvedAfter, let doubtSince {
            due = min(due, doubtSince.addingClamped(most.nanoseconds))
        }
        return due == .max ? nil : SessionTime(nanoseconds: due)
    }

    /// The oldest that was not answered when last looked.
    var oldest: Sent? { first < sent.count ? sent[first] : nil }

    /// The oldest is answered.
    mutating func answered(at now: SessionTime) {
        follow(now.nanoseconds.subtractingClamped(sent[first].time))
        first += 1
        if first == sent.count {
            forgetSent()
        } else if first >= 1_024 {
            sent.removeFirst(first)
            first = 0
        }
    }

    /// Once the answered ones are gone: what waits longer than allowed, and what is in doubt still. Told once.
    mutating func lookAtClock(at now: SessionTime, doubts: Int) {
        if let most = terms.unacknowledgedAfter, first < sent.count {
            let waited = now.nanoseconds.subtractingClamped(sent[first].time)
            if waited >= most.nanoseconds {
                let contracts = [UInt32(clamping: sent[first].contract)]
                forgetSent()
                raise(
                    .unacknowledged, contracts, value: Int(waited), limit: Int(most.nanoseconds))
            }
        }
        if doubts == 0 { doubtSince = nil }
        if let most = terms.unresolvedAfter, let since = doubtSince,
            now.nanoseconds.subtractingClamped(since) >= most.nanoseconds
        {
            doubtSince = nil
            raise(.unresolved, [], value: doubts, limit: 0)
        }
    }

    private mutating func forgetSent() {
        sent.removeAll(keepingCapacity: true)
        first = 0
    }

    private mutating func raise(_ figure: Figure, _ contracts: [UInt32], value: Int, limit: Int) {
        alarms.append(
            Alarm(
                figure: figure, contracts: contracts, value: Int64(value), limit: Int64(limit)))
    }

    /// One step of a quantile that follows: 99 small steps down weigh as much as one up.
    private mutating func follow(_ taken: Int64) {
        let step = max(1, answerP99 / 512)
        answerP99 = taken > answerP99 ? answerP99.addingClamped(99 * step) : answerP99 - step
    }

    func hash(into hasher: inout StateHasher) {
        rejections.hash(into: &hasher)
        unexpected.hash(into: &hasher)
        for waiting in sent[first...] {
            hasher.combine(waiting.serial)
            hasher.combine(waiting.time)
        }
        hasher.combine(doubtSince ?? -1)
        hasher.combine(talliesOff)
        hasher.combine(answerP99)
    }
}
