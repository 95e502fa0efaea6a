public import Market
public import Obligations
public import Wire

/// The obligation record's keeper: pulls the exchange's log and risk's log, and accounts for every instant.
///
/// Met or not met comes only from the exchange's log; risk's log only explains. Neither log is ever applied
/// past a hole: what is missing is asked for again, and until it comes the rest is not known.
public struct TrackerCore: RoleCore {
    /// Events asked for at a time; a slow tracker waits in the sender's log, not in a socket.
    static let creditEvents: UInt32 = 65_536
    /// No day has a later time.
    static let timeMax: Int64 = 172_800_000_000_000

    public let pack: RulePack
    public let calendar: SessionCalendar
    public let maker: ParticipantID
    /// Whether the quoter is told what may still be lost; nobody listens while a record is read back.
    let followsSlack: Bool
    private let patience: TimeSpan
    private let decisionsPatience: TimeSpan

    /// Nil until the directory has arrived on the event log.
    public internal(set) var ledger: ObligationLedger?
    public internal(set) var causes: CauseTimeline?
    var events = LogPull()
    var decisions = LogPull()
    var quotes: [LiveQuote] = []
    var quoteIDs: [QuoteID] = []
    /// By underlying, the last price; zero before the first.
    var underlyingPrices: [Price] = []
    /// The exchange's own met time by contract; nil where it gave none.
    var scores: [Int64?] = []
    var linkWasUp = false
    /// Quoters connected to risk; never iterated.
    var openQuoters: Set<Int64> = []
    /// Time of the last event applied, of any kind.
    var lastEventTime = SessionTime(nanoseconds: 0)
    /// The earlier days of the month, if the desk was given them.
    let month: MonthSoFar?
    var slackAlarm: SlackAlarm
    var slackSecond: Int64 = -1
    var fullSlackSecond: Int64 = -1_000
    /// What the quoter was told last, by contract.
    var sentSlack: [Int64?] = []
    var slackEntries: [ObligationSlack.Entry] = []
    var slackAlerts: [SlackAlert] = []
    /// Of the contracts that can still reach their bar.
    var lowestSlack: Int64?
    /// Prices of the maker's own orders; only where a rule counts them. Never iterated.
    var ownOrders: [OrderID: Price] = [:]
    var contractsAtRisk = 0
    let alertRatios: [Ratio]
    var circumstances: CircumstanceSchedule
    private var hasStarted = false
    private var decisionsAreGone = false
    private var eventsCompleteAt: SessionTime?

    /// Frames that could not be read, or held what cannot be: nothing of them was applied.
    public private(set) var malformedFrames: UInt64 = 0
    /// Leg events whose remaining quantity is not what our own count gives.
    public internal(set) var disagreements: UInt64 = 0
    /// Leg events for a quote that is not the contract's live one; not applied.
    public internal(set) var strayLegEvents: UInt64 = 0

    /// `patience`: session time without progress before a missing piece is asked for again.
    /// `decisionsPatience`: how long after the exchange's end of day risk's log is waited for.
    /// `alertRatios`: needs that are alerted when crossed upward, rising.
    /// `circumstances`: what is declared; the exchange's log tells no such thing.
    /// `followsSlack`: measures every second what may still be lost, and tells it; asked, it always says.
    public init(
        pack: RulePack, calendar: SessionCalendar, maker: ParticipantID = .maker,
        patience: TimeSpan = .seconds(5), decisionsPatience: TimeSpan = .seconds(120),
        month: MonthSoFar? = nil, alertRatios: [Ratio] = SlackAlarm.ratiosByDefault,
        circumstances: [CircumstanceInterval] = [], followsSlack: Bool = true
    ) {
        self.followsSlack = followsSlack
        self.circumstances = CircumstanceSchedule(circumstances)
        self.month = month
        self.alertRatios = alertRatios
        slackAlarm = SlackAlarm(contracts: 0, ratios: alertRatios)
        self.pack = pack
        self.calendar = calendar
        self.maker = maker
        self.patience = patience
        self.decisionsPatience = decisionsPatience
    }

    public var directory: InstrumentDirectory? { ledger?.directory }

    /// Both logs have been applied to their end, or risk's log is gone for good.
    public var isComplete: Bool {
        events.isComplete && ledger != nil && (decisions.isComplete || decisionsAreGone)
    }

    /// The exchange's log has been applied to its end.
    public var isDayOver: Bool { events.isComplete }

    /// Risk's log will not come back: what it would have explained stays unexplained.
    public mutating func declareDecisionsGone() { decisionsAreGone = true }

    /// The record of the exchange's log ends here, whether or not the day did: what it does not say of the
    /// rest of the day is unknown, and no figure is made of the part alone.
    public mutating func declareEventsGone() { close(at: lastEventTime) }

    // MARK: Input

    public mutating func receive(
        _ frame: Frame, on channel: Channel, from peer: PeerID, at now: SessionTime,
        into outbox: inout Outbox
    ) {
        do {
            switch (channel, frame.template) {
            case (.shell, Started.templateID): hasStarted = true
            case (.eventLog, SessionEvent.templateID):
                if try frame.root(SessionEvent.self).change == .opened {
                    Self.ask(&events, on: .eventLog, at: now, into: &outbox)
                }
                return
            case (.decisionLog, SessionEvent.templateID):
                if try frame.root(SessionEvent.self).change == .opened {
                    Self.ask(&decisions, on: .decisionLog, at: now, into: &outbox)
                }
                return
            case (.eventLog, InstrumentList.templateID):
                try take(directory: frame)
                if decisions.hasHole {
                    Self.ask(&decisions, on: .decisionLog, at: now, into: &outbox)
                }
            case (.eventLog, ExchangeEvents.templateID): try takeEvents(frame, at: now)
            case (.decisionLog, RiskDecisions.templateID): try takeDecisions(frame, at: now)
            case (.shell, _), (.control, _), (.status, _): return
            default: malformedFrames += 1
            }
        } catch {
            malformedFrames += 1
            if channel == .eventLog { events.missed() }
            if channel == .decisionLog { decisions.missed() }
        }
        if channel == .shell {
            Self.ask(&events, on: .eventLog, at: now, into: &outbox)
            Self.ask(&decisions, on: .decisionLog, at: now, into: &outbox)
        } else {
            followLogs(at: now, into: &outbox)
        }
        if events.isComplete { close(at: now) }
        if channel == .eventLog, followsSlack { followSlack(into: &outbox) }
    }

    /// The exchange's log is final. One that ends without its day end leaves the rest of the day unknown.
    private mutating func close(at now: SessionTime) {
        guard eventsCompleteAt == nil, ledger != nil else { return }
        if !events.sawDayEnd {
            let end = max(lastEventTime, events.watermark)
            circumstances.tell(&ledger, until: end)
            ledger?.finish(at: end)
        }
        eventsCompleteAt = now
    }

    public mutating func advance(to now: SessionTime, into outbox: inout Outbox) {
        followLogs(at: now, into: &outbox)
        if let at = eventsCompleteAt, now >= at + decisionsPatience, !decisions.isComplete {
            decisionsAreGone = true
        }
    }

    public var nextDeadline: SessionTime? {
        guard hasStarted else { return nil }
        var earliest = events.retryAt(patience: patience)
        if let retry = decisions.retryAt(patience: patience) {
            earliest = min(earliest ?? retry, retry)
        }
        if let at = eventsCompleteAt, !decisions.isComplete, !decisionsAreGone {
            earliest = min(earliest ?? at + decisionsPatience, at + decisionsPatience)
        }
        return earliest
    }

    /// Asks again when the credit runs low, at once for a new hole, and after `patience` for an old one.
    private mutating func followLogs(at now: SessionTime, into outbox: inout Outbox) {
        guard hasStarted else { return }
        if events.isDue(at: now, patience: patience) {
            Self.ask(&events, on: .eventLog, at: now, into: &outbox)
        }
        if decisions.isDue(at: now, patience: patience) {
            Self.ask(&decisions, on: .decisionLog, at: now, into: &outbox)
        }
    }

    private static func ask(
        _ pull: inout LogPull, on channel: Channel, at now: SessionTime, into outbox: inout Outbox
    ) {
        guard !pull.isComplete else { return }
        outbox.send(pull.request(at: now), on: channel)
    }

    private mutating func take(directory frame: Frame) throws {
        let directory = try InstrumentList.directory(from: frame)
        if let known = ledger?.directory {
            guard known == directory else { throw RefusedEntry.foreignDirectory }
            return
        }
        ledger = ObligationLedger(pack: pack, directory: directory, calendar: calendar)
        causes = CauseTimeline(directory: directory)
        quotes = Array(repeating: .none, count: directory.contracts.count)
        quoteIDs = Array(repeating: .none, count: directory.contracts.count)
        underlyingPrices = Array(repeating: .zero, count: directory.underlyings.count)
        scores = Array(repeating: nil, count: directory.contracts.count)
        sentSlack = Array(repeating: nil, count: directory.contracts.count)
        slackAlarm = SlackAlarm(contracts: directory.contracts.count, ratios: alertRatios)
    }

    public var stateHash: UInt64 {
        var hasher = StateHasher()
        events.hash(into: &hasher)
        decisions.hash(into: &hasher)
        hasher.combine(decisionsAreGone)
        hasher.combine(linkWasUp)
        hasher.combine(openQuoters.count)
        hasher.combine(lastEventTime.nanoseconds)
        hasher.combine(slackSecond)
        hasher.combine(fullSlackSecond)
        guard let ledger else { return hasher.value }
        for contract in quotes.indices {
            hasher.combine(quotes[contract].bid.ticks)
            hasher.combine(quotes[contract].bidRemaining.contracts)
            hasher.combine(quotes[contract].ask.ticks)
            hasher.combine(quotes[contract].askRemaining.contracts)
            hasher.combine(quoteIDs[contract].value)
            hasher.combine(scores[contract] ?? -1)
            hasher.combine(sentSlack[contract] ?? .min)
            hasher.combine(slackAlarm.level(of: contract))
            // A pack of answers alone has no presence to total.
            guard ledger.presenceRules > 0 else { continue }
            let totals = ledger.totals(of: ContractIndex(contract))
            hasher.combine(totals.metNanoseconds)
            hasher.combine(totals.notMetNanoseconds)
            hasher.combine(totals.exemptNanoseconds)
            hasher.combine(totals.unknownNanoseconds)
        }
        for index in 0..<ledger.responseRules {
            for request in ledger.requests(response: index) {
                hasher.combine(request.id.value)
                hasher.combine(UInt64(request.outcome.rawValue))
            }
        }
        causes?.forEachWord { hasher.combine($0) }
        return hasher.value
    }
}

/// Why a frame that reads well is still not applied.
enum RefusedEntry: Error {
    case unknownKind(UInt8)
    case badTime(Int64)
    case badField
    case notContiguous
    case foreignDirectory
}
