public import Market
public import Wire

/// The Shanghai option exchange for one day, as a deterministic state machine.
///
/// In: members' instructions and sessions; the rest of the market comes from its `MarketFlow`. Out: the
/// authoritative event log, each member's reports out of it, and market data.
public struct ExchangeCore: RoleCore, Sendable {
    let configuration: ExchangeConfiguration
    let contracts: [OptionContract]

    // The market.
    var flow: any MarketFlow
    var books: [Book]
    var lastPrices: [Price]
    var closingAuctionPrices: [Price]
    /// Best bid and ask of each contract without the maker, as last logged.
    var marketTops: [BookTop]
    /// Best bid and ask of each contract over everybody.
    public internal(set) var tops: [BookTop]
    /// Each contract's trading phase.
    public internal(set) var phases: [TradingPhase]
    var underlyings: [UnderlyingTicks.Entry?]
    var customerOrders: [UInt64: CustomerLocation] = [:]
    var requests: RequestBook
    var score: MakerScore

    // Phases of single contracts, and what the venue does by itself.
    var states: [ContractState]
    var underlyingIsHalted: [Bool]
    var marketPhase = TradingPhase.starting
    /// The calendar's, unless the market closes early.
    var segments: [SessionCalendar.Segment]
    var closing: SessionTime
    /// The contracts in a volatility interruption.
    var interrupted: [Int] = []
    var endedInterruptions: [Int] = []
    /// The contract in which this step's order would have traded beyond the breaker's band; −1 is none.
    var triggered = -1
    /// Latest first.
    var agenda: [ScheduledAction]
    let sizes: [OrderSizes]
    /// Members' fills, where one may be taken back.
    var fills: [ExchangeEvents.Entry] = []
    let remembersFills: Bool
    // What is wrong on request.
    var links: [ReportLink]
    var stormUntil: SessionTime?
    var throttleMost = 0
    var throttleUntil: SessionTime?
    var dataFault: DataFault?
    var frozenTicks: [UnderlyingTicks.Entry?] = []
    /// Events of this input that no member hears of, by log sequence.
    var untold: [UInt64] = []
    /// Members whose reports have waited long enough.
    var released: [Int] = []
    /// Something was ordered that is not in the configuration.
    var hasActed = false

    // Members: rows in the order of the configuration.
    var members: [Member]
    var rowOfParticipant: [Int]
    /// Row × contracts + contract.
    var quotes: [StandingQuote]
    var accounts: [Account]
    var dayCounts: [DayCounts]
    /// Members' orders in the underlyings themselves.
    var shares: ShareMarket
    var orderNumber: UInt64 = 0
    var executionNumber: UInt64 = 0

    // The day.
    var clock = SessionTime(nanoseconds: 0)
    var isStarted = false
    /// The last event, `dayEnded`, is in the log; nothing happens after it.
    public internal(set) var isDayEnded = false
    var nextSegment = 0
    var nextSnapshot: SessionTime
    /// When members are told their tallies next; nil never.
    var nextTally: SessionTime?

    // What this input has brought about and is not yet sent.
    var pending: [ExchangeEvents.Entry] = []
    var changedPhases: [Int] = []
    var isDirty: [Bool]
    var depth: PublishedDepth
    var executions: [Execution] = []
    var actions: [FlowAction] = []

    /// For the status line.
    public internal(set) var counters = ExchangeCounters()
    public internal(set) var malformedFrames: UInt64 = 0

    struct CustomerLocation: Sendable, BitwiseCopyable {
        let contract: ContractIndex
        let slot: Int32
    }

    public init(_ configuration: ExchangeConfiguration, flow: any MarketFlow) {
        let contracts = configuration.directory.contracts
        let count = contracts.count
        self.configuration = configuration
        self.contracts = contracts
        self.flow = flow
        books = (0..<count).map { _ in Book() }
        lastPrices = Array(repeating: .zero, count: count)
        closingAuctionPrices = Array(repeating: .zero, count: count)
        marketTops = Array(repeating: .empty, count: count)
        tops = Array(repeating: .empty, count: count)
        phases = Array(repeating: .starting, count: count)
        underlyings = Array(repeating: nil, count: configuration.directory.underlyings.count)
        requests = RequestBook(contracts: count)
        score = MakerScore(
            terms: configuration.terms, contracts: contracts, calendar: configuration.calendar)
        states = contracts.map { ContractState(reference: $0.previousSettlement) }
        for contract in configuration.closeOnly where contract.int < count {
            states[contract.int].restrictions = .all
        }
        underlyingIsHalted = Array(repeating: false, count: underlyings.count)
        segments = configuration.calendar.segments
        closing = configuration.calendar.closing
        agenda = Self.agenda(configuration.actions)
        remembersFills =
            configuration.remembersFills
            || configuration.actions.contains {
                $0.action.kind == .bust || $0.action.kind == .correct
            }
        sizes = contracts.map {
            configuration.orderSizes[$0.index]
                ?? OrderSizes(limitMin: $0.orderQuantityMin, limitMax: $0.orderQuantityMax)
        }
        members = configuration.participants.map(Member.init)
        links = configuration.participants.map { _ in ReportLink() }
        accounts = configuration.participants.map { _ in
            Account(
                contracts: count, underlyings: configuration.directory.underlyings.count,
                terms: configuration.account)
        }
        dayCounts = configuration.participants.map { _ in DayCounts(contracts: count) }
        shares = ShareMarket(
            terms: configuration.shares,
            underlyings: configuration.directory.underlyings.count,
            members: configuration.participants.count)
        rowOfParticipant = Array(repeating: -1, count: PeerID.countMax)
        for (row, participant) in configuration.participants.enumerated() {
            rowOfParticipant[Int(participant.value)] = row
        }
        quotes = Array(repeating: StandingQuote(), count: members.count * count)
        nextSnapshot = configuration.calendar.opening + configuration.snapshotInterval
        nextTally = configuration.tallyInterval.map { configuration.calendar.opening + $0 }
        isDirty = Array(repeating: false, count: count)
        depth = PublishedDepth(terms: configuration.marketData, contracts: count)
        pending.reserveCapacity(1_024)
        executions.reserveCapacity(256)
    }

    public mutating func receive(
        _ frame: Frame, on channel: Channel, from peer: PeerID, at now: SessionTime,
        into outbox: inout Outbox
    ) {
        guard Int(peer.value) < PeerID.countMax else {
            malformedFrames += 1
            return
        }
        runSchedule(to: now, into: &outbox)
        clock = max(clock, now)
        do {
            switch (channel, frame.template) {
            case (.shell, Template.started):
                start(try frame.root(Started.self), into: &outbox)
            case (.shell, Template.sessionEvent):
                changeSession(of: peer, try frame.root(SessionEvent.self))
            case (.orderSession, Template.quoteInstructions):
                try enterQuotes(frame, from: peer)
            case (.orderSession, Template.orderInstructions):
                try enterOrders(frame, from: peer)
            case (.orderSession, Template.accountInstructions):
                try enterInstructions(frame, from: peer)
            case (.orderSession, Template.hedgeOrders):
                try enterShares(frame, from: peer)
            case (.orderSession, Template.massCancel):
                massCancel(try frame.root(MassCancel.self), from: peer)
            case (.snapshot, Template.snapshotRequest):
                _ = try frame.root(SnapshotRequest.self)
                sendSnapshot(to: peer, into: &outbox)
            case (.snapshot, Template.exchangeCommand):
                obey(try frame.root(ExchangeCommand.self), from: peer, into: &outbox)
            default:
                malformedFrames += 1
            }
        } catch {
            malformedFrames += 1
        }
        flush(into: &outbox)
    }

    public mutating func advance(to now: SessionTime, into outbox: inout Outbox) {
        runSchedule(to: now, into: &outbox)
    }

    public var nextDeadline: SessionTime? { nextWork?.time }

    public var stateHash: UInt64 {
        var hasher = StateHasher()
        hasher.combine(clock.nanoseconds)
        hasher.combine(isStarted)
        hasher.combine(isDayEnded)
        hasher.combine(nextSegment)
        hasher.combine(nextSnapshot.nanoseconds)
        hasher.combine(counters.events)
        hasher.combine(orderNumber)
        hasher.combine(executionNumber)
        for index in books.indices { hashContract(index, into: &hasher) }
        for member in members { member.hash(into: &hasher) }
        for quote in quotes {
            hasher.combine(quote.highestID.value)
            hasher.combine(quote.highestOrderID.value)
        }
        hashVenue(into: &hasher)
        shares.hash(into: &hasher)
        depth.hash(into: &hasher)
        requests.hash(into: &hasher)
        score.hash(into: &hasher)
        hasher.combine(flow.stateHash)
        return hasher.value
    }

    private func hashContract(_ index: Int, into hasher: inout StateHasher) {
        books[index].hash(into: &hasher)
        hasher.combine(UInt64(phases[index].rawValue))
        hasher.combine(lastPrices[index].ticks)
        hasher.combine(closingAuctionPrices[index].ticks)
        hasher.combine(isDirty[index])
    }
}

/// What the exchange counts over the day.
public struct ExchangeCounters: Hashable, Sendable {
    /// Events in the log: the last log sequence.
    public var events: UInt64 = 0
    public var trades: UInt64 = 0
    /// Requests for quote that were let through.
    public var requests: UInt64 = 0
    /// Requests that the admissibility rule or the phase refused.
    public var requestsRefused: UInt64 = 0
    /// Customers' orders that could not be taken (phase, price band, size).
    public var customerOrdersRefused: UInt64 = 0
    /// Instructions from a member without a session, or after the day's end; not answered.
    public var strayInstructions: UInt64 = 0

    public init() {}
}
