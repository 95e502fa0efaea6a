import Ledger
public import Market
import Pricing
import StrategyKit
public import Wire

/// The quoter as a deterministic state machine: market data and own events in, quote instructions out.
public struct QuoterCore: RoleCore {
    /// Where the quote session stands.
    enum Session: UInt8 {
        case closed
        /// Open, but positions and what is live are not yet known: nothing is sent.
        case awaitingSnapshot
        case ready
    }

    /// A contract's desk and chain position.
    struct Place: BitwiseCopyable {
        var desk: Int
        var position: Int
    }

    static let never = SessionTime(nanoseconds: .min / 2)
    static let entriesPerFrameMax = 500
    static let markInterval = TimeSpan.seconds(60)

    var configuration: QuoterConfiguration
    let rule: RequoteRule
    let quotingPhases: [Bool]

    var directory: InstrumentDirectory?
    var desks: [UnderlyingDesk] = []
    var slots: [QuoteSlot] = []
    var places: [Place] = []
    var positions = PositionBook(contracts: 0)
    var ledger = ProfitAndLoss(units: [], feePerContract: .zero)
    /// Theoretical value at each fill of this life, by execution and side. Never iterated.
    var fillValues: [UInt64: MicroYuan] = [:]
    var budget: MessageBudget
    /// Per underlying; what the shares have cost and brought.
    var hedges: [Hedge] = []
    var shareLedger = ShareLedger(underlyings: 0, feeMillionths: 0)
    var lastHedgeID: UInt64 = 0
    var lastHedgeReport: UInt64 = 0
    /// What moved the value of what is held, and where each contract's step began.
    var gains = GreekGains()
    var starts: [GreekGains.Start?] = []

    var session = Session.closed
    var isExchangeUp = true
    var hasDayEnded = false
    var now = SessionTime(nanoseconds: 0)
    var lastEventSequence: UInt64 = 0
    var lastQuoteID: UInt64 = 0
    /// A snapshot that came before the directory.
    var waitingSnapshot: [PositionSnapshot.Entry] = []
    var waitingLiveQuotes = false

    var marketSequence = InboundSequence()
    var marketEpoch: UInt32 = 0
    var snapshotRequestedAt = QuoterCore.never
    /// Market data sequence of each contract's book, and session time of its phase.
    var bookSequences: [UInt64] = []
    var phaseTimes: [SessionTime] = []

    /// Contracts to look at again at the end of this frame.
    var touched: [ContractIndex] = []
    /// No slot has a retry or the end of a hold before this.
    var slotDeadline: SessionTime?
    var nextMark: SessionTime?
    /// Requests not answered and not given up, oldest first; a slot shows its contract's first.
    var openRequests: [OpenRequest] = []
    /// Given up since the last frame of records.
    var givenUp: [OpenRequest] = []
    var isBatchOpen = false
    /// Decisions that slack made in this input.
    var slackTrades: [SlackTrade] = []
    var counters = QuoterStatus()
    /// Parameter changes that wait for their time, earliest first; and how many have been made.
    var parameterOrders: [ParameterChangeOrder] = []
    var parameterChanges: UInt64 = 0

    public private(set) var malformedFrames: UInt64 = 0
    /// The newest quote sent.
    public var newestQuoteID: QuoteID { QuoteID(lastQuoteID) }
    /// The newest quote the exchange acknowledged.
    public internal(set) var newestAcknowledgedQuoteID = QuoteID.none

    public init(configuration: QuoterConfiguration) {
        self.configuration = configuration
        let terms = configuration.terms
        rule = RequoteRule(
            allowance: terms.allowance, quantityMin: terms.quantityMin,
            toleranceTicksMin: configuration.tuning.toleranceTicksMin,
            tolerancePercent: configuration.tuning.tolerancePercent)
        quotingPhases = TradingPhase.allCases.map(terms.quotingPhases.contains)
        budget = MessageBudget(perSecondMax: configuration.tuning.instructionsPerSecondMax)
    }

    public mutating func receive(
        _ frame: Frame, on channel: Channel, from peer: PeerID, at now: SessionTime,
        into outbox: inout Outbox
    ) {
        advance(to: now, into: &outbox)
        do {
            try apply(frame, on: channel, from: peer, into: &outbox)
        } catch {
            malformedFrames += 1
        }
        settle(into: &outbox)
    }

    public mutating func advance(to now: SessionTime, into outbox: inout Outbox) {
        while let due = nextDeadline, due <= now {
            self.now = max(self.now, due)
            runDue(into: &outbox)
            settle(into: &outbox)
        }
        self.now = max(self.now, now)
    }

    private mutating func apply(
        _ frame: Frame, on channel: Channel, from peer: PeerID, into outbox: inout Outbox
    ) throws(WireError) {
        guard frame.envelope.environment == outbox.environment else {
            throw .foreignEnvironment(frame.envelope.environment)
        }
        switch (frame.template, channel) {
        case (Template.instrumentList, .marketData), (Template.instrumentList, .snapshot):
            try applyInstruments(frame, on: channel, into: &outbox)
        case (Template.phaseChanges, .marketData), (Template.phaseChanges, .snapshot):
            try applyPhases(frame, on: channel, into: &outbox)
        case (Template.underlyingTicks, .marketData), (Template.underlyingTicks, .snapshot):
            try applyTicks(frame, on: channel, into: &outbox)
        case (Template.bookTops, .marketData), (Template.bookTops, .snapshot):
            try applyBooks(frame, on: channel, into: &outbox)
        // Depth is for others; it stands in the same count.
        case (Template.depthBooks, .marketData), (Template.depthBooks, .snapshot):
            _ = follows(frame, on: channel, into: &outbox)
        case (Template.exchangeEvents, .quoteSession):
            try applyEvents(frame, into: &outbox)
        case (Template.riskDecisions, .quoteSession):
            try applyDecisions(frame)
        case (Template.hedgeReports, .quoteSession): try applyHedgeReports(frame)
        case (Template.hedgePositions, .quoteSession): try applyHedgePositions(frame)
        case (Template.positionSnapshot, .quoteSession):
            try applySnapshot(frame)
        case (Template.sessionEvent, .quoteSession), (Template.sessionEvent, .shell):
            try applySession(frame)
        case (Template.obligationSlack, .slack): try applySlack(frame)
        case (Template.underlyingSlack, .slack): try applyUnderlyingSlack(frame)
        case (Template.parameterChange, .control):
            try applyParameterChange(frame, from: peer, into: &outbox)
        case (Template.parameterQuery, .control):
            try answerParameterQuery(frame, from: peer, into: &outbox)
        case (Template.started, _):
            try applyStarted(frame, into: &outbox)
        default:
            throw .unexpectedTemplate(frame.template, expected: 0)
        }
    }

    /// The desk and chain position of a contract; nil when the directory does not list it.
    func place(_ contract: ContractIndex) -> Place? {
        contract.int < places.count ? places[contract.int] : nil
    }

    /// Marks a contract to be looked at when this frame has been read.
    mutating func touch(_ contract: ContractIndex) {
        guard !slots[contract.int].isTouched else { return }
        slots[contract.int].isTouched = true
        touched.append(contract)
    }

    mutating func markAllDirty() {
        for desk in desks.indices { desks[desk].isDirty = true }
    }
}
