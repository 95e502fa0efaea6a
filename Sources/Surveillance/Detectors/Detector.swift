import Market

/// One rule's eye: it sees every event of the day, and says what it found about whom.
protocol Detector: Sendable {
    /// - Parameters:
    ///   - subject: whose event it is, by the rule's scope; `Subjects.market` for events of the market.
    ///   - order: the live order that the event is about, as it was entered.
    mutating func take(
        _ event: FlowEvent, of subject: Int, order: FlowEvent?, into found: inout Found)

    /// What is to be said of a subject if the day ends now: its rules over the day, spans still open.
    ///
    /// - Parameter place: only there (a contract's index); nil = everywhere.
    func findings(of subject: Int, at place: Int?) -> [Finding]

    /// Subjects seen so far.
    var subjects: Range<Int> { get }
}

/// What one event brought to light.
struct Found {
    /// Somebody of whom `findings` may say now what it did not say before.
    struct News {
        let subject: Int
        let place: Int?
    }

    /// Final: a span that ended, a count that reached its bar.
    var findings: [Finding] = []
    var news: [News] = []

    var isEmpty: Bool { findings.isEmpty && news.isEmpty }

    mutating func removeAll() {
        findings.removeAll(keepingCapacity: true)
        news.removeAll(keepingCapacity: true)
    }
}

/// How far a rule over the day has come with somebody; only a step up is news.
struct Standing: Sendable {
    private var rank: Int8 = 0

    /// Whether this outcome is graver than any before it.
    mutating func rises(to outcome: Finding.Outcome?) -> Bool {
        guard let outcome, outcome.rank > rank else { return false }
        rank = outcome.rank
        return true
    }
}

/// What every detector may read.
struct DetectorStage: Sendable {
    let directory: InstrumentDirectory
    let rowsMax: Int
    let nearPercent: Int64

    func contract(_ index: ContractIndex) -> OptionContract? {
        let contracts = directory.contracts
        return contracts.indices.contains(index.int) ? contracts[index.int] : nil
    }
}

/// The list of all detectors: another rule is one more type and one more line here.
enum Detectors {
    static func make(_ kind: SurveillanceRule.Kind, on stage: DetectorStage) -> any Detector {
        switch kind {
        case .burst(let terms): BurstDetector(terms, stage)
        case .dayCount(let terms): DayCountDetector(terms, stage)
        case .fastCancels(let terms): FastCancelDetector(terms, stage)
        case .repeatedSeconds(let terms): RepeatedSecondDetector(terms, stage)
        case .neighbourOpens(let terms): NeighbourOpenDetector(terms, stage)
        case .pushMinutes(let terms): PushDetector(terms, stage)
        case .largeMinute(let terms): LargeMinuteDetector(terms, stage)
        case .selfTrades(let terms): SelfTradeDetector(terms, stage)
        case .layering(let terms): LayeringDetector(terms, stage)
        case .closingTrades(let terms): ClosingDetector(terms, stage)
        case .cancelFee(let terms): CancelFeeDetector(terms, stage)
        }
    }
}

/// One state for each subject, made when it is first seen.
struct PerSubject<State: Sendable>: Sendable {
    private let fresh: State
    private(set) var states: [State] = []

    var subjects: Range<Int> { states.indices }

    init(_ fresh: State) { self.fresh = fresh }

    subscript(subject: Int) -> State {
        mutating get {
            grow(to: subject)
            return states[subject]
        }
        _modify {
            grow(to: subject)
            yield &states[subject]
        }
    }

    private mutating func grow(to subject: Int) {
        while states.count <= subject { states.append(fresh) }
    }
}

/// Tells the messages of one instruction apart from those of the next, where an instruction counts once.
struct MessageCounter: Sendable {
    let counting: FlowCount
    let unit: FlowUnit
    private var last: UInt64 = 0

    init(_ counting: FlowCount, _ unit: FlowUnit) {
        self.counting = counting
        self.unit = unit
    }

    /// Whether the event is one more message.
    mutating func counts(_ event: FlowEvent) -> Bool {
        guard counting.counts(event.kind) else { return false }
        guard unit == .instructions else { return true }
        defer { last = event.instruction }
        return event.instruction != last
    }
}
