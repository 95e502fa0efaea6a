public import Market
public import Wire

/// The risk role: quote instructions in, approved ones out to the exchange; reports in, positions and causes out.
///
/// It starts closed: no instrument list, no exchange session, no limit means no instruction passes.
public struct RiskCore: RoleCore {
    /// Quoters are peers 1 … 8 of the quote session.
    public static let quoterMax = 8

    public let participant: UInt16
    /// In force now.
    public internal(set) var limits: RiskLimits
    public internal(set) var terms: RiskTerms
    let opening: [OpeningHolding]
    /// Nil until the instrument list has come.
    public internal(set) var gate: RiskGate?
    public internal(set) var counters = RiskCounters()
    public internal(set) var malformedFrames: UInt64 = 0
    /// When the last of them was put on record.
    var frameRefusedAt: SessionTime?
    var session: any VenueSession
    var directory: InstrumentDirectory?
    var log = DecisionLog()
    var latches = Latches()
    /// Who changed which limit, and what is in force.
    var limitBook: LimitBook
    var reactions: ExchangeWatch
    var switches = AccountSwitches()
    var venue = VenueRestrictions()
    /// What is marked has still to be sent after the reports of this input.
    var owesPulls = false
    var batch = QuoteBatch(capacity: 1_024)
    var round = BudgetRound()
    var orderBatch = OrderBatch(capacity: 64)
    /// Orders that wait for a person.
    var reviews = ReviewQueue()
    /// A forced close that is planned or being carried out.
    var close: ForcedClose?
    var refusals: [RiskDecisions.Entry] = []
    var reports: [ExchangeEvents.Entry] = []
    /// Per report of `reports`: the quoters it goes to, bit n for quoter n.
    var destinations: [UInt16] = []
    var quoterIsOpen: [Bool]
    /// Per contract: who sent the last instruction that passed; 0 for nobody.
    var quoters: [UInt16] = []
    var tally = TallyRound()
    /// Contracts with more at the exchange than here, while a tally is compared.
    var unknownLegs: [UInt32] = []
    /// Per contract: bought less sold before today.
    var openingNet: [Int64] = []
    /// Per contract: the exchange's time of its last report.
    var lastReports: [SessionTime] = []
    /// Per contract: the log holds a cause why it is not quoted.
    var isExplained: [Bool] = []
    var pulls = PullList()
    /// What the quoters are told of the link, the latches and pulled quotes, after this input.
    var announcements: [RiskDecisions.Entry] = []
    var waiting: [WaitingCommand] = []
    var exchangeIsUp = false
    /// Reports after the newest logon have come: what was lost before it can be told.
    var isResynced = true
    /// Last event of the exchange's log that was applied.
    public internal(set) var lastApplied: UInt64 = 0
    /// Market data that came last for each contract's phase.
    var phaseSequence: [UInt64] = []
    var marketDataEpoch: UInt32 = 0
    /// The newest market data frame: behind a hole in the stream a tick tells no move.
    var tickEpoch: UInt32 = 0
    var marketDataSequence: UInt64 = 0

    /// A command that is confirmed when the exchange has nothing of its scope left.
    struct WaitingCommand: Sendable {
        let id: UInt64
        let peer: PeerID
        let scope: ControlScope
        let serial: UInt64
        let receivedAt: SessionTime
        /// What of the scope had anything when it was asked for, and the exchange has not cleared.
        var contracts: [Int]
        let liveBefore: UInt32
    }

    public init(
        participant: UInt16 = 1, limits: RiskLimits, terms: RiskTerms,
        opening: [OpeningHolding] = [], session: any VenueSession
    ) {
        self.participant = participant
        self.limits = limits
        self.terms = terms
        self.opening = opening
        self.session = session
        limitBook = LimitBook(LimitValues(limits: limits, protection: terms.protection))
        reactions = ExchangeWatch(terms.reactions)
        quoterIsOpen = Array(repeating: false, count: Self.quoterMax + 1)
        refusals.reserveCapacity(1_024)
        reports.reserveCapacity(1_024)
        destinations.reserveCapacity(1_024)
    }

    /// Contracts with a leg at the exchange.
    public var liveQuotes: Int { gate?.book.liveQuotes ?? 0 }
    /// Messages sent today, counted at their worst.
    public var messagesToday: Int64 { gate?.budget.today ?? 0 }

    public mutating func receive(
        _ frame: Frame, on channel: Channel, from peer: PeerID, at now: SessionTime,
        into outbox: inout Outbox
    ) {
        let malformedBefore = malformedFrames
        do {
            switch channel {
            case .quoteSession where frame.template == OrderInstructions.templateID:
                try receiveOrders(frame, from: peer, at: now, into: &outbox)
            case .quoteSession where frame.template == HedgeOrders.templateID:
                try receiveHedges(frame, from: peer, at: now, into: &outbox)
            case .quoteSession: try receiveInstructions(frame, from: peer, at: now, into: &outbox)
            case .orderSession where frame.template == HedgeReports.templateID:
                try receiveHedgeReports(frame, at: now, into: &outbox)
            case .orderSession where frame.template == MemberTally.templateID:
                try receiveTally(frame, at: now, into: &outbox)
            case .orderSession: try receiveReports(frame, at: now, into: &outbox)
            case .marketData, .snapshot:
                if channel == .marketData { followMarketData(frame.envelope) }
                try receiveMarketData(frame)
            case .control where frame.template == Template.limitCommand:
                try receiveLimitCommand(frame, from: peer, at: now, into: &outbox)
            case .control where frame.template == Template.adviceQuery:
                try receiveAdvice(frame, from: peer, at: now, into: &outbox)
            case .control: try receiveCommand(frame, from: peer, at: now, into: &outbox)
            case .shell: try receiveShell(frame, about: peer, at: now, into: &outbox)
            default: malformedFrames += 1
            }
        } catch {
            malformedFrames += 1
        }
        if malformedFrames != malformedBefore { tellRefusedFrame(on: channel, peer, at: now) }
        finish(at: now, into: &outbox)
    }

    /// A frame nobody could act on is on record with how many there were, once a second at most.
    private mutating func tellRefusedFrame(
        on channel: Channel, _ peer: PeerID, at now: SessionTime
    ) {
        if let last = frameRefusedAt, now - last < .seconds(1) { return }
        frameRefusedAt = now
        note(
            .frameRefused, code: channel.rawValue, value: Int64(peer.value),
            limit: Int64(clamping: malformedFrames), at: now)
    }

    public var nextDeadline: SessionTime? {
        var due = gate?.protection.thawsAt
        if let time = limitBook.nextDeadline { due = min(time, due ?? time) }
        func consider(_ time: SessionTime?) {
            if let time { due = min(time, due ?? time) }
        }
        guard exchangeIsUp else { return due }
        if isResynced { consider(gate?.lostDeadline) }
        consider(pulls.retryAt)
        consider(reactions.deadline)
        consider(reviews.deadline)
        return due
    }

    public mutating func advance(to now: SessionTime, into outbox: inout Outbox) {
        while let due = nextDeadline, due <= now {
            thaw(at: due)
            changeLimits(at: due)
            if exchangeIsUp, isResynced { gate?.resolveLost(at: due) }
            watchClock(at: due)
            confirm(at: due, into: &outbox)
            if exchangeIsUp, let retry = pulls.retryAt, retry <= due {
                sendPulls(at: due, into: &outbox)
            }
            finish(at: due, into: &outbox)
        }
    }

    private mutating func finish(at now: SessionTime, into outbox: inout Outbox) {
        while let reached = gate?.nextAlert() {
            note(
                .budgetAlert, code: reached.mark.span.rawValue, value: reached.value,
                limit: reached.mark.messages, at: now)
        }
        log.flush(into: &outbox, at: now)
        announce(at: now, into: &outbox)
    }

    /// Notes one decision with its cause.
    mutating func note(
        _ kind: RiskDecisionKind, code: UInt8 = 0, side: Side? = nil,
        contract: ContractIndex = DecisionLog.noContract, quoteID: QuoteID = .none,
        value: Int64 = 0, limit: Int64 = 0, at now: SessionTime
    ) {
        let entry = RiskDecisions.Entry(
            time: now, kind: kind, code: code, sideCode: side?.rawValue ?? 0,
            contract: contract, quoteID: quoteID, value: value, limit: limit)
        log.add(entry)
        switch kind {
        case .exchangeUp, .exchangeDown, .killed, .released, .paused, .resumed, .pulled,
            .tallyCorrected, .orderTallyCorrected:
            announcements.append(entry)
        default: break
        }
    }
}
