import Market
import Risk
import Sim
import Wire

/// Quoters, an operator, a counterparty, links and faults that do anything in any order, from a seed.
///
/// What reaches the exchange, and what it would come to at worst, is counted from the exchange's own log at each of its
/// events; messages when they leave.
final class RandomDay {
    static let limits = RiskLimits(
        positionPerContractMax: 36, directionPerUnderlyingMax: 80, totalPositionMax: 170,
        purchaseMax: Money(yuan: 100_000), quantityPerOrderMax: 50,
        valuePerOrderMax: Money(yuan: 100_000), collarBasisPoints: 10_000, collarTicksMin: 1_000,
        openingPerContractMax: 1_000_000, openingPerUnderlyingMax: 3_000_000,
        deltaSharesMax: 700_000, gammaSharesMax: 700_000, vegaMax: Money(yuan: 100_000),
        funds: Money(yuan: 2_000_000), messagesPerSecondMax: 60, withdrawalReservePerSecond: 10,
        massCancelReservePerSecond: 2, messagesPerDayMax: 10_000_000)

    /// Commands of one day; more are played as more days.
    static let commandsPerDay = 25_000

    private let proving: ProofRun
    let commands: Int
    private(set) var days = 0
    private(set) var played = 0
    private(set) var unknownAtExchange = 0
    private(set) var answeredTwice = 0
    private(set) var violation: String?
    private(set) var accepts: UInt64 = 0
    private(set) var answers: UInt64 = 0
    private(set) var lost: UInt64 = 0
    private(set) var refused: UInt64 = 0
    private(set) var fills: UInt64 = 0
    private(set) var linkCuts = 0
    private(set) var faults = 0
    private(set) var messagesPeak = 0
    private(set) var positionPeak: Int64 = 0
    private(set) var inFlightPeak = 0
    private(set) var singles = 0

    // One day's.
    private var desk: ProofDesk
    private var random: ProofRandom
    /// By quote number: 1 approved, 2 answered.
    private var numbers: [UInt8] = []
    private var second = SlidingSecond()
    /// The last single orders the exchange accepted, to be cancelled now and then.
    private var resting: [(contract: Int, order: OrderID)] = []
    private var isShut = false
    private var stepsShut = 0

    init(_ proving: ProofRun, commands: Int) {
        self.proving = proving
        self.commands = commands
        random = ProofRandom(seed: proving.seed, stream: "day")
        desk = proving.desk { $0.contracts = ProofMarket.five }
    }

    func play() {
        while played < commands, violation == nil {
            playDay(min(Self.commandsPerDay, commands - played))
            days += 1
        }
    }

    /// The figures as evidence.
    func report() {
        proving.require(
            violation == nil,
            "\(played) random commands on \(days) days (seed \(proving.seed)), \(faults) faults, "
                + "\(linkCuts) broken links, \(fills) fills: "
                + (violation ?? "exposure never above a limit at any event of the exchange"))
        proving.require(
            answers > 0 && unknownAtExchange == 0 && answeredTwice == 0,
            "orders at the exchange \(answers), \(singles) of them single orders; of these not approved by risk "
                + "\(unknownAtExchange), answered twice \(answeredTwice)")
        proving.require(
            Int64(answers) - Int64(accepts - lost) == 0,
            "count(exchange orders) − count(risk accepts) = \(answers) − \(accepts - lost) = "
                + "\(Int64(answers) - Int64(accepts - lost)); \(lost) more accepts broke with the "
                + "link and never arrived")
        let limit = Self.limits.messagesPerSecondMax ?? 0
        proving.require(
            messagesPeak > 0 && messagesPeak <= limit,
            "most messages in any sliding second: \(messagesPeak) of \(limit)")
        proving.require(
            positionPeak > 0 && refused > 0,
            "highest position of a contract at worst: \(positionPeak) of "
                + "\(Self.limits.positionPerContractMax ?? 0); refused by risk \(refused); most "
                + "instructions in flight at once \(inFlightPeak)")
    }

    // MARK: one day

    private func playDay(_ count: Int) {
        let seed = proving.seed &+ UInt64(days) &* 1_000_003
        random = ProofRandom(seed: seed, stream: "day")
        numbers = [0]
        second = SlidingSecond()
        resting = []
        desk = proving.desk {
            $0.limits = Self.limits
            $0.flow = RandomUnderlyings(seed: seed)
            $0.keepsLog = false
        }
        watch()
        let end = played + count
        while played < end, violation == nil { step() }
        finish()
    }

    private func watch() {
        desk.onSent = { [unowned self] in mark($0.quoteID.value, 1) }
        desk.onOrder = { [unowned self] in mark($0.clientID.value, 1) }
        desk.onMessages = { [unowned self] in
            let sum = second.add($0, at: desk.now)
            messagesPeak = max(messagesPeak, sum)
            if Int64(sum) > Self.limits.messagesPerSecondMax ?? 0 {
                violation = "\(sum) messages in a second at \(desk.now)"
            }
        }
        desk.onEvent = { [unowned self] event in
            guard event.participant == ParticipantID.maker.value else { return }
            if ProofDesk.isAnswer(event) { check(answer: event) }
            if event.kind == .orderAccepted {
                singles += 1
                resting.append((event.contract.int, event.orderID))
                if resting.count > 20 { resting.removeFirst() }
            }
            checkExposure(at: event)
        }
    }

    private func mark(_ id: UInt64, _ bit: UInt8) {
        while numbers.count <= Int(id) { numbers.append(0) }
        numbers[Int(id)] |= bit
    }

    private func check(answer event: ExchangeEvents.Entry) {
        let id = Int(event.quoteID.value)
        let known = id < numbers.count ? numbers[id] : 0
        if known & 1 == 0 { unknownAtExchange += 1 }
        if known & 2 != 0 { answeredTwice += 1 }
        mark(event.quoteID.value, 2)
    }

    private func checkExposure(at event: ExchangeEvents.Entry) {
        var total: Int64 = 0
        var directions: [Int64] = [0, 0, 0, 0]
        for contract in desk.setting.contracts {
            let worst = desk.ledger.worst(contract.index.int)
            let most = max(worst.long, worst.short)
            positionPeak = max(positionPeak, most)
            if most > Self.limits.positionPerContractMax ?? 0 {
                violation = "position \(most) in \(contract.tradingCode) at event \(event.sequence)"
            }
            let place = 2 * contract.underlying.int
            directions[place] += contract.type == .call ? worst.long : worst.short
            directions[place + 1] += contract.type == .call ? worst.short : worst.long
            total += worst.long + worst.short
        }
        if let most = directions.max(), most > Self.limits.directionPerUnderlyingMax ?? 0 {
            violation = "direction \(most) at event \(event.sequence)"
        }
        if total > Self.limits.totalPositionMax ?? 0 {
            violation = "total \(total) at event \(event.sequence)"
        }
    }

    private func checkGate() {
        inFlightPeak = max(inFlightPeak, desk.risk.gate?.underWay ?? 0)
        if let free = desk.risk.gate?.available, free < .zero { violation = "funds \(free)" }
        for underlying in 0..<2 {
            guard let reach = desk.risk.gate?.reach(of: UnderlyingIndex(underlying)) else {
                continue
            }
            // A move of the underlying may carry what rests beyond; what is sent may not.
            let delta = max(reach.deltaHigh, -reach.deltaLow)
            if delta > 2 * (Self.limits.deltaSharesMax ?? 0) { violation = "delta \(delta)" }
        }
    }

    // MARK: anything

    private func step() {
        if isShut { stepsShut += 1 }
        if stepsShut > 60 { easeAll() }
        switch random.pick(40) {
        case 0..<10: quote()
        case 10..<12: order()
        case 12..<20: strike()
        case 20..<28: desk.wait(milliseconds: Int64(random.pick(120)))
        case 28..<31: desk.holdsOrders.toggle()
        case 31..<34: desk.holdsReports.toggle()
        case 34..<36: release()
        case 36: if random.pick(3) == 0 { operate() }
        case 37: if random.pick(10) == 0 { relink() }
        case 38: if random.pick(10) == 0 { fault() }
        default: checkGate()
        }
        desk.settle()
    }

    private func release() {
        desk.holdsOrders = false
        desk.holdsReports = false
    }

    private func quote() {
        var entries: [QuoteInstructions.Entry] = []
        for _ in 0...random.pick(4) {
            let contract = random.pick(5)
            if random.pick(6) == 0 {
                entries.append(desk.withdrawal(contract))
                continue
            }
            let bid = Int64(900 + random.pick(80))
            let size = Int32(9 + random.pick(8))
            let held = desk.ledger
            let closesBid = held.short[contract] >= Int64(size) || random.pick(30) == 0
            let closesAsk = held.long[contract] >= Int64(size) || random.pick(30) == 0
            entries.append(
                desk.entry(
                    contract, bid: bid, ask: bid + Int64(1 + random.pick(100)),
                    sizes: (size, size),
                    effects: (closesBid ? .close : .open, closesAsk ? .close : .open)))
        }
        played += entries.count
        desk.send(
            entries, from: UInt16(1 + random.pick(2)),
            expires: desk.now + .milliseconds(Int64(random.pick(800))))
    }

    /// A single order, or the cancel of one.
    private func order() {
        played += 1
        if random.pick(4) == 0, !resting.isEmpty {
            let one = resting[random.pick(resting.count)]
            desk.send(order: desk.cancel(one.contract, order: one.order))
            return
        }
        let contract = random.pick(5)
        let side: Side = random.pick(2) == 0 ? .bid : .ask
        let kinds: [OrderKind] = [.limit, .limit, .limitImmediateOrCancel, .limitFillOrKill]
        let closable = side == .bid ? desk.ledger.short[contract] : desk.ledger.long[contract]
        desk.send(
            order: desk.order(
                contract, side, Int32(1 + random.pick(12)),
                at: side == .bid ? Int64(850 + random.pick(100)) : Int64(960 + random.pick(100)),
                kind: kinds[random.pick(4)],
                effect: closable > 0 && random.pick(2) == 0 ? .close : .open),
            from: UInt16(1 + random.pick(2)))
    }

    private func strike() {
        let isBuy = random.pick(2) == 0
        desk.strike(
            random.pick(5), isBuy ? .bid : .ask, Int32(1 + random.pick(40)), at: isBuy ? 4_000 : 10)
    }

    private func operate() {
        played += 1
        let scope = UInt8(random.pick(3))
        let index = UInt32(random.pick(2))
        isShut = true
        switch random.pick(12) {
        case 10: desk.command(.restrict, text: "open")
        case 11: desk.command(.restrict, text: "trade")
        case 0: desk.command(.kill, scope: scope, index: index)
        case 1: desk.command(.cancelAll, scope: scope, index: index)
        case 2: desk.command(.pause, scope: scope, index: index)
        case 3: desk.command(.reduce, scope: scope, index: index)
        case 4: desk.command(.isolate, scope: 3, index: 2)
        case 5:
            desk.toRisk(desk.sessionEvent(.quoteSession, .closed), on: .shell, from: 1)
            desk.settle()
            desk.toRisk(desk.sessionEvent(.quoteSession, .opened), on: .shell, from: 1)
        default: easeAll()
        }
    }

    private func easeAll() {
        isShut = false
        stepsShut = 0
        release()
        desk.settle()
        for text in ["open", "trade"] {
            for person in ["li", "wang"] { desk.command(.lift, by: person, text: text) }
        }
        for scope in UInt8(0)...3 {
            for index in UInt32(0)...2 {
                desk.command(.resume, scope: scope, index: index)
                desk.command(.release, scope: scope, index: index, by: "li")
                desk.command(.release, scope: scope, index: index, by: "wang")
            }
        }
    }

    private func relink() {
        played += 1
        desk.breakLink()
        desk.wait(milliseconds: Int64(random.pick(500)))
        quote()
        desk.restoreLink()
    }

    private static let kinds: [ExchangeAction.Kind] = [
        .lostReport, .lateReport, .duplicateReport, .reorderReport, .rejectStorm, .throttle,
        .staleData, .frozenData, .crossedData, .invalidData, .sessionLoss, .halt, .resume,
        .restrictOpening, .cancelAll,
    ]

    private func fault() {
        played += 1
        faults += 1
        let kind = Self.kinds[random.pick(Self.kinds.count)]
        desk.venue(
            ExchangeCommand(
                kindCode: kind.rawValue, participant: ParticipantID.maker.value,
                index: 0, duration: Int64(random.pick(300)) * 1_000_000,
                count: kind == .restrictOpening ? Int32(random.pick(2) * 2) : 1))
        if kind == .halt {
            desk.wait(milliseconds: 100)
            desk.venue(
                ExchangeCommand(
                    kindCode: ExchangeAction.Kind.resume.rawValue,
                    participant: ParticipantID.maker.value))
        }
    }

    // MARK: the end

    /// Kills everything, lets the exchange answer until there is silence, and compares.
    private func finish() {
        release()
        desk.settle()
        desk.command(.kill)
        for _ in 0..<20 { desk.wait(milliseconds: 1_500) }
        accepts += desk.risk.counters.accepted - desk.orderCancelsSent
        answers += desk.ledger.answered
        lost += desk.entriesLost + desk.exchange.counters.strayInstructions
        refused += desk.risk.counters.refused
        fills += desk.ledger.fills
        linkCuts += desk.linkCuts
        guard violation == nil else { return }
        if desk.ledger.openOrders > 0 || desk.risk.gate?.openOrders ?? 0 > 0 {
            violation = "single orders after the kill: \(desk.ledger.openOrders)"
        }
        if desk.ledger.live > 0 || desk.risk.liveQuotes > 0 {
            violation = "live after the kill: \(desk.ledger.live), risk \(desk.risk.liveQuotes)"
        }
        if desk.risk.gate?.reserved != .zero { violation = "something stays reserved" }
        for contract in 0..<5 {
            let own = desk.exposure(contract)
            if own?.long != desk.ledger.long[contract] || own?.short != desk.ledger.short[contract]
            {
                violation = "positions differ in contract \(contract) at the day's end"
            }
        }
    }
}

/// Both ETFs walk in ticks of random size, five times a second.
struct RandomUnderlyings: MarketFlow {
    private var random: ProofRandom
    private var prices: [Int64] = [25_000, 25_000]
    private var next = SessionTime(hour: 9, minute: 30)
    private var turn = 0

    init(seed: UInt64) { random = ProofRandom(seed: seed, stream: "underlying") }

    var nextTime: SessionTime? { next }

    mutating func act(
        tops: [BookTop], phases: [TradingPhase], into actions: inout [FlowAction]
    ) {
        turn = 1 - turn
        prices[turn] = min(26_000, max(24_000, prices[turn] + Int64(random.pick(41)) - 20))
        let last = Price(ticks: prices[turn])
        actions.append(
            .underlying(
                UnderlyingIndex(turn), last: last, bid: last, ask: last, bidQuantity: 1_000,
                askQuantity: 1_000))
        next = next + .milliseconds(200)
    }

    var stateHash: UInt64 { UInt64(bitPattern: prices[0] &* 31 &+ prices[1]) }
}
