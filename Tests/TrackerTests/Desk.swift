import Market
import Obligations
import Testing
import Tracker
import Wire

/// A tracker on the bench: hand-made log frames in, its requests and figures out.
struct Desk: ~Copyable {
    var core: TrackerCore
    let directory: InstrumentDirectory
    private var source = Outbox(instance: 9, capacity: 1 << 16)
    private var sink = Outbox(instance: 4, capacity: 1 << 16)
    /// Requests of the last input: channel, from.
    private(set) var asked: [Asked] = []
    /// Slack and alerts of the last input, and contracts that may be lost as said last.
    private(set) var told: [ObligationSlack.Entry] = []
    private(set) var alerts: [SlackAlert] = []
    private(set) var missesLeft: [Int32] = []

    struct Asked: Equatable {
        var channel: Channel
        var from: UInt64
    }

    init(contracts: Int = 2) throws {
        self.init(directory: try Desk.directory(contracts: contracts), pack: try RulePack.sseDev())
    }

    /// Two contracts under another pack, with what a desk may give its tracker.
    init(
        pack: RulePack, month: MonthSoFar? = nil,
        alertRatios: [Ratio] = SlackAlarm.ratiosByDefault,
        circumstances: [CircumstanceInterval] = []
    ) throws {
        directory = try Desk.directory(contracts: 2)
        core = TrackerCore(
            pack: pack, calendar: .shanghaiOptions, month: month, alertRatios: alertRatios,
            circumstances: circumstances)
    }

    private init(directory: InstrumentDirectory, pack: RulePack) {
        self.directory = directory
        core = TrackerCore(pack: pack, calendar: .shanghaiOptions)
    }

    static func directory(contracts: Int) throws -> InstrumentDirectory {
        let day = try #require(TradingDay(yyyymmdd: 20_210_104))
        let expiry = try #require(TradingDay(yyyymmdd: 20_210_127))
        return try InstrumentDirectory(
            day: day,
            underlyings: [
                Underlying(
                    index: UnderlyingIndex(0), code: "510050", previousClose: Price(ticks: 35_000))
            ],
            contracts: (0..<contracts).map {
                OptionContract(
                    index: ContractIndex($0), code: UInt32(10_000_001 + $0),
                    tradingCode: "510050C2101M0\(3_000 + $0)", underlying: UnderlyingIndex(0),
                    type: .call, strike: Price(ticks: 30_000), unit: 10_000, expiry: expiry,
                    expiryRank: 0, daysToExpiry: 23, previousSettlement: Price(ticks: 1_000),
                    band: PriceBand(down: Price(ticks: 1), up: Price(ticks: 4_500)))
            })
    }

    /// Seconds after 09:30.
    static func at(_ seconds: Double) -> SessionTime {
        SessionTime(
            nanoseconds: 34_200_000_000_000 + Int64((seconds * 1_000).rounded()) * 1_000_000)
    }

    mutating func start() throws { try send(Started(), on: .shell, at: -60) }

    mutating func tellDirectory(_ other: InstrumentDirectory? = nil) throws {
        source.begin(causation: 0, now: Desk.at(-60))
        InstrumentList.send(other ?? directory, on: .eventLog, to: .everybody, into: &source)
        try deliver(at: -60)
    }

    mutating func tell(_ events: [ExchangeEvents.Entry], _ root: ExchangeEvents? = nil) throws {
        let last = events.last?.sequence ?? 0
        source.begin(causation: 0, now: events.last?.time ?? Desk.at(0))
        source.open(
            root ?? ExchangeEvents(tail: last), of: ExchangeEvents.Entry.self, on: .eventLog)
        for event in events { source.append(event) }
        source.close()
        try deliver(at: 0)
    }

    mutating func tell(
        _ decisions: [RiskDecisions.Entry], _ root: RiskDecisions = RiskDecisions()
    ) throws {
        source.begin(causation: 0, now: decisions.last?.time ?? Desk.at(0))
        source.open(root, of: RiskDecisions.Entry.self, on: .decisionLog)
        for decision in decisions { source.append(decision) }
        source.close()
        try deliver(at: 0)
    }

    mutating func send<Message: WireMessage>(
        _ message: Message, on channel: Channel, at seconds: Double = 0
    ) throws {
        source.begin(causation: 0, now: Desk.at(seconds))
        source.send(message, on: channel)
        try deliver(at: seconds)
    }

    mutating func advance(to seconds: Double) throws {
        sink.begin(causation: 0, now: Desk.at(seconds))
        core.advance(to: Desk.at(seconds), into: &sink)
        try readRequests()
    }

    private mutating func deliver(at seconds: Double) throws {
        let entry = source.frames[0]
        sink.begin(causation: 0, now: Desk.at(seconds))
        let frame = try Frame(UnsafeRawBufferPointer(source.bytes(of: entry)))
        core.receive(
            frame, on: entry.channel, from: .everybody, at: Desk.at(seconds), into: &sink)
        try readRequests()
    }

    private mutating func readRequests() throws {
        asked = []
        told = []
        alerts = []
        for entry in sink.frames {
            let frame = try Frame(UnsafeRawBufferPointer(sink.bytes(of: entry)))
            switch frame.template {
            case Template.obligationSlack:
                let group = try frame.group(ObligationSlack.Entry.self)
                for index in 0..<group.count { told.append(group[index]) }
                continue
            case Template.slackAlert:
                alerts.append(try frame.root(SlackAlert.self))
                continue
            case Template.underlyingSlack:
                let group = try frame.group(UnderlyingSlack.Entry.self)
                missesLeft = (0..<group.count).map { group[$0].missesLeft }
                continue
            default: break
            }
            let request = try frame.root(LogRequest.self)
            asked.append(Asked(channel: entry.channel, from: request.from))
        }
    }
}

/// A made-up day, in order, numbered from 1.
struct MadeDay {
    private(set) var events: [ExchangeEvents.Entry] = []
    private(set) var decisions: [RiskDecisions.Entry] = []

    mutating func add(_ event: ExchangeEvents.Entry, at seconds: Double) {
        var event = event
        event.sequence = UInt64(events.count + 1)
        event.time = Desk.at(seconds)
        events.append(event)
    }

    mutating func add(_ kind: ExchangeEventKind, at seconds: Double, participant: UInt16 = 1) {
        add(ExchangeEvents.Entry(kind: kind, participant: participant), at: seconds)
    }

    mutating func phase(_ phase: TradingPhase, contract: Int, at seconds: Double) {
        add(
            ExchangeEvents.Entry(
                kind: .phaseChanged, reasonCode: phase.rawValue, contract: ContractIndex(contract)),
            at: seconds)
    }

    mutating func underlying(bid: Int64, ask: Int64, at seconds: Double) {
        add(
            ExchangeEvents.Entry(
                kind: .underlyingPrice, contract: ContractIndex(0), price: Price(ticks: bid),
                bid: Price(ticks: bid), ask: Price(ticks: ask)),
            at: seconds)
    }

    mutating func accept(
        _ bid: Int64, _ ask: Int64, id: UInt64, contract: Int = 0, participant: UInt16 = 1,
        answering: UInt64 = 0, at seconds: Double
    ) {
        add(
            ExchangeEvents.Entry(
                kind: .quoteAccepted, contract: ContractIndex(contract), participant: participant,
                bidQuantity: Quantity(contracts: 10), askQuantity: Quantity(contracts: 10),
                quoteID: QuoteID(id), requestID: QuoteRequestID(answering), bid: Price(ticks: bid),
                ask: Price(ticks: ask)),
            at: seconds)
    }

    mutating func leg(
        _ kind: ExchangeEventKind, _ side: Side, _ quantity: Int32, leaves: Int32, id: UInt64,
        reason: CancelReason = .none, contract: Int = 0, at seconds: Double
    ) {
        add(
            ExchangeEvents.Entry(
                kind: kind, sideCode: side.rawValue, reasonCode: reason.rawValue,
                contract: ContractIndex(contract), participant: 1,
                quantity: Quantity(contracts: quantity), leaves: Quantity(contracts: leaves),
                quoteID: QuoteID(id)),
            at: seconds)
    }

    mutating func withdraw(id: UInt64, contract: Int = 0, at seconds: Double) {
        leg(
            .legCancelled, .bid, 10, leaves: 0, id: id, reason: .member, contract: contract,
            at: seconds)
        leg(
            .legCancelled, .ask, 10, leaves: 0, id: id, reason: .member, contract: contract,
            at: seconds)
    }

    mutating func score(_ met: Int64, contract: Int, at seconds: Double) {
        add(
            ExchangeEvents.Entry(
                kind: .makerScore, contract: ContractIndex(contract), participant: 1,
                executionID: UInt64(met)),
            at: seconds)
    }

    mutating func decide(
        _ kind: RiskDecisionKind, code: UInt8 = 0, contract: Int = 0, quote: UInt64 = 0,
        value: Int64 = 0, limit: Int64 = 0, at seconds: Double
    ) {
        decisions.append(
            RiskDecisions.Entry(
                sequence: UInt64(decisions.count + 1), time: Desk.at(seconds), kind: kind,
                code: code, contract: ContractIndex(contract), quoteID: QuoteID(quote),
                value: value,
                limit: limit))
    }

    /// Two contracts, a fill, a withdrawal, a request, the exchange's score, the day's end.
    static func regular(scores: (Int64, Int64) = (13_198_500_000_000, 14_220_000_000_000))
        -> MadeDay
    {
        var day = MadeDay()
        day.add(.dayStarted, at: -900)
        day.add(.sessionOpened, at: -800)
        for contract in 0..<2 { day.phase(.continuous, contract: contract, at: 0) }
        day.accept(1_000, 1_100, id: 2, contract: 1, at: 0)
        day.accept(1_000, 1_100, id: 1, at: 10)
        day.add(
            ExchangeEvents.Entry(
                kind: .requestForQuote, contract: ContractIndex(0),
                requestID: QuoteRequestID(5)), at: 20)
        day.accept(1_001, 1_101, id: 3, answering: 5, at: 21)
        day.leg(.legFilled, .bid, 4, leaves: 6, id: 3, at: 100)
        day.accept(1_000, 1_100, id: 4, at: 101.5)
        day.withdraw(id: 4, at: 200)
        day.accept(1_000, 1_100, id: 6, at: 1_210)
        for contract in 0..<2 { day.phase(.pause, contract: contract, at: 7_200) }
        for contract in 0..<2 { day.phase(.continuous, contract: contract, at: 12_600) }
        for contract in 0..<2 { day.phase(.closingAuction, contract: contract, at: 19_620) }
        for contract in 0..<2 { day.phase(.closed, contract: contract, at: 19_800) }
        day.score(scores.0, contract: 0, at: 19_800)
        day.score(scores.1, contract: 1, at: 19_800)
        day.add(.dayEnded, at: 19_860, participant: 0)
        day.decide(.started, at: -900)
        day.decide(.exchangeUp, at: -800)
        day.decide(.quoterUp, at: -700)
        day.decide(.withdrawn, code: InstructionReason.staleFeed.rawValue, at: 199.999)
        day.decide(.quoted, quote: 5, at: 1_000)
        day.decide(
            .refused, code: RefusalCode.positionLimit.rawValue, quote: 5, at: 1_000.5)
        day.decide(.dayEnded, at: 19_860)
        return day
    }
}
