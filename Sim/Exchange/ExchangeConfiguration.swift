public import Market
import Wire

/// Everything that makes one exchange day what it is.
public struct ExchangeConfiguration: Sendable {
    public var directory: InstrumentDirectory
    public var calendar: SessionCalendar
    /// Members who may open an order session; the session's peer is the participant's number.
    public var participants: [ParticipantID]
    /// The one whose legs `marketTop` leaves out and whom the exchange scores.
    public var maker: ParticipantID
    public var terms: MakerTerms
    /// How often changed book tops go out as market data.
    public var snapshotInterval: TimeSpan
    /// How deep and when market data goes out.
    public var marketData: MarketDataTerms
    public var cancelsOnDisconnect: Bool
    /// The venue's own way with quotes.
    public var quotes: QuoteTerms
    /// Largest leg of a quote; nil takes each contract's own order maximum.
    public var quoteQuantityMax: Quantity?
    public var requests: RequestTerms
    /// Messages a member may send in one second of session time; cancels count and are never refused.
    public var messagesPerSecondMax: Int?
    /// When nothing may be cancelled, each `start ..< end` (SSE-TR-02).
    public var cancelForbidden: [CancelForbiddenSpan]
    /// Contracts in which nobody may open (static file flag 1).
    public var closeOnly: [ContractIndex]
    /// Whether an order may be changed under its number; Shanghai has no such thing.
    public var acceptsAmend: Bool
    /// Sizes of single contracts; the others take their limit sizes from the directory.
    public var orderSizes: [ContractIndex: OrderSizes]
    /// When continuous trading is interrupted; nil never is.
    public var circuitBreaker: CircuitBreaker?
    /// What is checked of members' accounts; nil checks nothing.
    public var account: AccountTerms?
    public var instructionWindows: InstructionWindows
    /// How long a broken session's orders stay before they are taken off; zero takes them off at once.
    public var cancelDelay: TimeSpan
    /// Keeps members' fills, so that a command may take one back; kept by itself where `actions` has one that does.
    public var remembersFills: Bool
    /// What the venue, clearing or a fault does at its own time.
    public var actions: [ScheduledAction]
    /// How often each member is told what the exchange counts for it; nil never.
    public var tallyInterval: TimeSpan?
    /// Time after the close in which late instructions still get their answer before the log ends.
    public var dayEndDelay: TimeSpan
    /// The underlyings' own market.
    public var shares = ShareTerms()

    public init(
        directory: InstrumentDirectory, calendar: SessionCalendar = .shanghaiOptions,
        participants: [ParticipantID] = [.maker], maker: ParticipantID = .maker,
        terms: MakerTerms = MakerTerms(), snapshotInterval: TimeSpan = .milliseconds(500),
        cancelsOnDisconnect: Bool = true, quotes: QuoteTerms = .sse,
        quoteQuantityMax: Quantity? = nil, requests: RequestTerms = RequestTerms(),
        messagesPerSecondMax: Int? = nil,
        cancelForbidden: [CancelForbiddenSpan] = [.lastMinute], closeOnly: [ContractIndex] = [],
        dayEndDelay: TimeSpan = .seconds(1), acceptsAmend: Bool = false,
        orderSizes: [ContractIndex: OrderSizes] = [:], circuitBreaker: CircuitBreaker? = nil,
        account: AccountTerms? = nil, instructionWindows: InstructionWindows = .shanghai,
        cancelDelay: TimeSpan = .zero, actions: [ScheduledAction] = [],
        remembersFills: Bool = false, marketData: MarketDataTerms = MarketDataTerms(),
        tallyInterval: TimeSpan? = nil
    ) {
        precondition(
            snapshotInterval > .zero && dayEndDelay >= .zero && cancelDelay >= .zero,
            "intervals must be positive")
        precondition(
            participants.allSatisfy { (1..<PeerID.countMax).contains(Int($0.value)) }
                && Set(participants).count == participants.count
                && (1..<PeerID.countMax).contains(Int(maker.value)),
            "participants are distinct numbers from 1 to \(PeerID.countMax - 1)")
        self.directory = directory
        self.calendar = calendar
        self.participants = participants
        self.maker = maker
        self.terms = terms
        self.snapshotInterval = snapshotInterval
        self.cancelsOnDisconnect = cancelsOnDisconnect
        self.quotes = quotes
        self.quoteQuantityMax = quoteQuantityMax
        self.requests = requests
        self.messagesPerSecondMax = messagesPerSecondMax
        self.cancelForbidden = cancelForbidden
        self.closeOnly = closeOnly
        self.dayEndDelay = dayEndDelay
        self.acceptsAmend = acceptsAmend
        self.orderSizes = orderSizes
        self.circuitBreaker = circuitBreaker
        self.account = account
        self.instructionWindows = instructionWindows
        self.cancelDelay = cancelDelay
        self.actions = actions
        self.remembersFills = remembersFills
        self.marketData = marketData
        self.tallyInterval = tallyInterval.map { max($0, .milliseconds(1)) }
    }

    func forbidsCancel(at time: SessionTime) -> Bool {
        cancelForbidden.contains { time >= $0.start && time < $0.end }
    }
}

/// A stretch of the day in which orders cannot be taken off by their owner.
public struct CancelForbiddenSpan: Hashable, Sendable {
    public let start: SessionTime
    public let end: SessionTime

    public init(start: SessionTime, end: SessionTime) {
        self.start = start
        self.end = end
    }

    /// 14:59–15:00, the last minute of the closing auction (上证发[2015]97号).
    public static let lastMinute = CancelForbiddenSpan(
        start: SessionTime(hour: 14, minute: 59), end: SessionTime(hour: 15, minute: 0))

    /// 09:20–09:25, as on the stock market (SSE-TR-02 `[M]`).
    public static let openingAuctionEnd = CancelForbiddenSpan(
        start: SessionTime(hour: 9, minute: 20), end: SessionTime(hour: 9, minute: 25))
}

/// How long requests for quote (询价) live and which are let through (CN-RFQ-01).
public struct RequestTerms: Hashable, Sendable {
    public var lifetime: TimeSpan
    /// Least time between two requests on one contract; nil lets all through.
    public var intervalMin: TimeSpan?
    /// A request is refused where the market's spread is at or below its row; first row that applies decides,
    /// none applying lets it through.
    public var spreadTable: [MakerTerms.SpreadTier]
    /// Whether a market without a bid or without an ask lets a request through, where there is a table.
    public var emptyBookAdmits: Bool

    public init(
        lifetime: TimeSpan = .seconds(60), intervalMin: TimeSpan? = nil,
        spreadTable: [MakerTerms.SpreadTier] = [], emptyBookAdmits: Bool = true
    ) {
        precondition(lifetime > .zero, "a request lives for some time")
        self.lifetime = lifetime
        self.intervalMin = intervalMin
        self.spreadTable = spreadTable
        self.emptyBookAdmits = emptyBookAdmits
    }

    /// Whether the market is wide enough to ask: equality is not (等于也不行).
    public func permits(_ top: BookTop, daysToExpiry: Int32) -> Bool {
        guard !spreadTable.isEmpty else { return true }
        guard top.hasBid, top.hasAsk else { return emptyBookAdmits }
        let narrow = MakerTerms(tiers: spreadTable)
        return !narrow.permitsSpread(bid: top.bid, ask: top.ask, daysToExpiry: daysToExpiry)
    }
}
