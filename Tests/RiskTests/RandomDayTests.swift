import Foundation
import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("P27.2a", "Z30.1", "H18.4", "C3.13"))
struct `Random days against a model exchange` {
    static let limits = RiskLimits(
        positionPerContractMax: 36, directionPerUnderlyingMax: 80, totalPositionMax: 170,
        purchaseMax: Money(yuan: 100_000), quantityPerOrderMax: 50,
        valuePerOrderMax: Money(yuan: 100_000), collarBasisPoints: 10_000, collarTicksMin: 1_000,
        openingPerContractMax: 100_000, openingPerUnderlyingMax: 300_000,
        deltaSharesMax: 700_000, gammaSharesMax: 700_000, vegaMax: Money(yuan: 100_000),
        funds: Money(yuan: 2_000_000),
        messagesPerSecondMax: 60, withdrawalReservePerSecond: 10, massCancelReservePerSecond: 2,
        messagesPerDayMax: 1_000_000)

    /// Instructions over all seeds: 200 000, or what the environment asks for.
    static let commands =
        ProcessInfo.processInfo.environment["OBLIGATO_RISK_COMMANDS"].flatMap(Int.init) ?? 200_000
    static let seeds = 40

    @Test(.rule("PEER-10", "F31", "P4"), arguments: UInt64(1)...UInt64(seeds))
    func `no instant is above a limit, nothing leaves unapproved, nothing stays reserved`(
        seed: UInt64
    ) throws {
        var day = try RandomDay(seed: seed, limits: Self.limits)
        while day.commandCount < Self.commands / Self.seeds {
            day.step()
            try #require(day.violation == nil, "seed \(seed): \(day.violation ?? "")")
        }
        day.end()
        let core = day.desk.core
        #expect(day.violation == nil, "seed \(seed)")
        #expect(day.sentCount == core.counters.accepted, "seed \(seed)")
        #expect(day.messagesPeak > 0 && core.counters.refused(.messageRate) > 0, "seed \(seed)")
        #expect(day.unknownAtExchange == 0, "seed \(seed)")
        #expect(day.exchange.hasLive == false, "seed \(seed)")
        #expect(core.liveQuotes == 0, "seed \(seed)")
        #expect(core.gate?.underWay == 0, "seed \(seed)")
        #expect(core.gate?.reserved == .zero, "seed \(seed)")
        for contract in 0..<5 {
            let held = core.gate?.exposure(of: ContractIndex(contract))
            #expect(held?.long == day.exchange.long[contract], "seed \(seed)")
            #expect(held?.short == day.exchange.short[contract], "seed \(seed)")
            #expect(held?.working == 0, "seed \(seed)")
        }
    }

    @Test(arguments: [UInt64(1), 7, 23])
    func `the same inputs give the same bytes and the same state`(seed: UInt64) throws {
        var day = try RandomDay(seed: seed, limits: Self.limits)
        while day.commandCount < 300 { day.step() }
        let first = try RiskHarness(Self.limits)
        let second = try RiskHarness(Self.limits)
        for input in day.desk.tape {
            #expect(first.replay(input).bytesHash == second.replay(input).bytesHash)
            #expect(first.core.stateHash == second.core.stateHash)
        }
        #expect(first.core.stateHash == day.desk.core.stateHash)
    }
}

/// A quoter, an operator and an exchange that do anything in any order, from a seed.
struct RandomDay {
    let desk: RiskHarness
    var exchange: ModelExchange
    let limits: RiskLimits
    private var random: SeededGenerator
    /// Frames on their way to the exchange.
    private var outbound:
        [(entries: [QuoteInstructions.Entry], cancel: MassCancel?, expires: SessionTime)] = []
    private var delivered = 0
    private var isLinked = true
    private var approved: Set<UInt64> = []
    private(set) var sentCount: UInt64 = 0
    private(set) var unknownAtExchange = 0
    private(set) var violation: String?
    private(set) var commandCount = 0
    /// When a message left, for the last second; at their least: two a quote or withdrawal, one a mass cancel.
    private var messageTimes: [SessionTime] = []
    private(set) var messagesPeak = 0

    init(seed: UInt64, limits: RiskLimits) throws {
        random = SeededGenerator(seed: seed)
        desk = try RiskHarness.ready(limits)
        self.limits = limits
        exchange = ModelExchange(contracts: desk.directory.contracts.count)
    }

    private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

    mutating func step() {
        switch pick(20) {
        case 0..<5: quote()
        case 5..<9: receiveOne()
        case 9..<13: for _ in 0...2 { trade() }
        case 13..<17: deliverReports(most: 1 + pick(6))
        case 17: take(desk.wait(milliseconds: Int64(pick(300))))
        case 18: if pick(3) == 0 { operate() }
        default: if pick(6) == 0 { relink() } else { deliverReports(most: 20) }
        }
        check()
    }

    private mutating func take(_ heard: Heard) {
        sentCount += UInt64(heard.sent.count)
        for entry in heard.sent { approved.insert(entry.quoteID.value) }
        countMessages(2 * heard.sent.count + heard.cancels.count)
        guard isLinked else {
            if !heard.sent.isEmpty { violation = "sent without a link" }
            return
        }
        if let expires = heard.expires.first {
            outbound.append((entries: heard.sent, cancel: nil, expires: expires))
        }
        for cancel in heard.cancels {
            outbound.append((entries: [], cancel: cancel, expires: desk.now))
        }
    }

    private mutating func countMessages(_ count: Int) {
        let start = SessionTime(nanoseconds: desk.now.nanoseconds - 1_000_000_000)
        messageTimes.removeAll { $0 <= start }
        messageTimes += Array(repeating: desk.now, count: count)
        messagesPeak = max(messagesPeak, messageTimes.count)
        if Int64(messageTimes.count) > limits.messagesPerSecondMax ?? 0 {
            violation = "\(messageTimes.count) messages in a second"
        }
    }

    private mutating func quote() {
        var entries: [QuoteInstructions.Entry] = []
        for _ in 0...pick(3) {
            let contract = pick(exchange.standing.count)
            if pick(6) == 0 {
                entries.append(desk.withdrawal(contract))
                continue
            }
            let bid = Int64(900 + pick(80))
            let size = Int32(9 + pick(8))
            // Mostly what the holding covers, sometimes a close of nothing.
            let closesBid = exchange.short[contract] >= Int64(size) || pick(30) == 0
            let closesAsk = exchange.long[contract] >= Int64(size) || pick(30) == 0
            entries.append(
                desk.entry(
                    contract, bid: bid, ask: bid + Int64(1 + pick(100)), sizes: (size, size),
                    effects: (closesBid ? .close : .open, closesAsk ? .close : .open)))
        }
        commandCount += entries.count
        take(desk.send(entries, expires: desk.now + .milliseconds(Int64(pick(800)))))
    }

    private mutating func receiveOne() {
        guard isLinked, !outbound.isEmpty else { return }
        let frame = outbound.removeFirst()
        if let cancel = frame.cancel {
            for contract in exchange.standing.indices {
                let isCovered =
                    cancel.scopeCode == 0
                    || cancel.scopeCode == 1
                        && desk.directory.contracts[contract].underlying.value == cancel.index
                    || cancel.scopeCode == 2 && contract == Int(cancel.index)
                if isCovered { exchange.cancel(contract, at: desk.now) }
            }
        }
        for entry in frame.entries {
            if !approved.contains(entry.quoteID.value) { unknownAtExchange += 1 }
            exchange.enter(entry, expires: frame.expires, rejects: pick(10) == 0, at: desk.now)
            if pick(4) == 0 { trade() }
        }
    }

    private mutating func trade() {
        exchange.fill(
            pick(exchange.standing.count), pick(2) == 0 ? .bid : .ask, upTo: Int64(1 + pick(40)),
            at: desk.now)
    }

    private mutating func deliverReports(most: Int, inSession: Bool = true) {
        guard isLinked, delivered < exchange.log.count else { return }
        let end = min(delivered + most, exchange.log.count)
        let reports = Array(exchange.log[delivered..<end])
        delivered = end
        take(desk.report(reports, again: true, inSession: inSession))
    }

    private mutating func operate() {
        let scope = UInt8(pick(3))
        let index = UInt32(pick(2))
        switch pick(8) {
        case 0: take(desk.command(.kill, scope: scope, index: index))
        case 1: take(desk.command(.cancelAll, scope: scope, index: index))
        case 2: take(desk.command(.pause, scope: scope, index: index))
        case 3: take(desk.quoter(1, .closed))
        default:
            take(desk.quoter(1, .opened))
            for scope in UInt8(0)...2 {
                for index in UInt32(0)...1 {
                    take(desk.command(.resume, scope: scope, index: index))
                    take(desk.command(.release, scope: scope, index: index, by: "li"))
                    take(desk.command(.release, scope: scope, index: index, by: "wang"))
                }
            }
        }
    }

    /// The link breaks with frames under way both ways; the exchange may or may not cancel on disconnect.
    private mutating func relink() {
        for _ in 0..<pick(3) { receiveOne() }
        outbound.removeAll()
        isLinked = false
        take(desk.exchange(.closed))
        if pick(2) == 0 {
            for contract in exchange.standing.indices { exchange.cancel(contract, at: desk.now) }
        }
        trade()
        take(desk.wait(milliseconds: Int64(pick(500))))
        quote()
        isLinked = true
        take(desk.exchange(.opened))
        delivered = Int(desk.core.lastApplied)
        deliverReports(most: 1_000, inSession: false)
        exchange.note(.sessionOpened, at: desk.now)
        deliverReports(most: 1_000)
    }

    /// Kills everything and lets the exchange answer until there is silence.
    mutating func end() {
        take(desk.command(.kill))
        for _ in 0..<50 {
            while !outbound.isEmpty { receiveOne() }
            deliverReports(most: 1_000)
            take(desk.wait(milliseconds: 1_500))
            check()
        }
    }

    private mutating func check() {
        var total: Int64 = 0
        var bullish: [Int64] = [0, 0]
        var bearish: [Int64] = [0, 0]
        for contract in exchange.standing.indices {
            let worst = exchange.worst(contract)
            let own = desk.directory.contracts[contract]
            if max(worst.long, worst.short) > limits.positionPerContractMax ?? 0 {
                violation = "position of \(contract): \(worst)"
            }
            bullish[own.underlying.int] += own.type == .call ? worst.long : worst.short
            bearish[own.underlying.int] += own.type == .call ? worst.short : worst.long
            total += worst.long + worst.short
        }
        if let most = (bullish + bearish).max(), most > limits.directionPerUnderlyingMax ?? 0 {
            violation = "direction \(bullish) \(bearish)"
        }
        if total > limits.totalPositionMax ?? 0 { violation = "total \(total)" }
        for underlying in 0..<2 {
            guard let reach = desk.core.gate?.reach(of: UnderlyingIndex(underlying)) else {
                continue
            }
            let isWithin =
                max(reach.deltaHigh, -reach.deltaLow) <= limits.deltaSharesMax ?? 0
                && max(reach.gammaHigh, -reach.gammaLow) <= limits.gammaSharesMax ?? 0
                && max(reach.vegaHigh, -reach.vegaLow) <= limits.vegaMax?.tenThousandths ?? 0
            if !isWithin { violation = "greeks \(reach)" }
        }
    }
}

@Suite(.rule("H18.4"))
struct `State hash` {
    @Test func `whatever decides later output changes it`() throws {
        let desk = try RiskHarness()
        var hashes = [desk.core.stateHash]
        let inputs: [() -> Heard] = [
            { desk.instruments() }, { desk.exchange(.opened) }, { desk.quoter(1, .opened) },
            { desk.phase(.continuous) }, { desk.request(0, id: 1) }, { desk.request(0, id: 2) },
            { desk.send(desk.entry(0, id: 1, answering: 1)) },
            { desk.command(.pause, scope: 1, index: 1) }, { desk.command(.kill, id: 7) },
            { desk.command(.kill, id: 8) }, { desk.wait(milliseconds: 1_000) },
            { desk.reject(desk.entry(0, id: 1)) }, { desk.command(.release, by: "li") },
            { desk.exchange(.closed) },
            { desk.report([ExchangeEvents.Entry(kind: .dayEnded)]) },
        ]
        for input in inputs {
            _ = input()
            hashes.append(desk.core.stateHash)
        }
        #expect(Set(hashes).count == hashes.count)
        // An input that changes nothing leaves it alone, market data apart.
        let before = desk.core.stateHash
        _ = desk.command(.status)
        #expect(desk.core.stateHash == before)
    }

    @Test func `another day's list is another state`() throws {
        let one = try RiskHarness.ready()
        let other = try RiskHarness.ready(
            directory: Fixture.directory(
                [0, 1, 2, 3, 4].map { try Fixture.contract($0, days: 24) }))
        #expect(one.core.stateHash != other.core.stateHash)
        #expect(try RiskHarness.ready().core.stateHash == one.core.stateHash)
    }
}
