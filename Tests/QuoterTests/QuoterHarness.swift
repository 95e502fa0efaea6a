import Ledger
import Market
import Quoter
import StrategyKit
import Testing
import Wire

/// What the quoter said, in order; withdrawals and quotes by contract number.
enum Said: Equatable {
    case quote(
        _ contract: UInt32, id: UInt64, bid: Int64, ask: Int64, sizes: [Int32],
        effects: [PositionEffect], answering: UInt64)
    case withdraw(_ contract: UInt32, id: UInt64, InstructionReason)
    case fill(_ contract: UInt32, side: UInt8, quantity: Int32, price: Int64)
    case mark
    case snapshotRequest
    /// A request given up: number, reason, refusal, rejection.
    case gaveUp(UInt64, InstructionReason, RefusalCode, RejectReason)
    /// A parameter change on record, and what an operator is told: what became of it, and why not.
    case parameters(ControlOutcome, String)
    case told(ControlOutcome, [String: String])
    case other(UInt16)

    /// A 20-lot continuous quote that opens on both sides.
    static func quote(_ contract: UInt32, id: UInt64, _ bid: Int64, _ ask: Int64) -> Said {
        .quote(
            contract, id: id, bid: bid, ask: ask, sizes: [20, 20], effects: [.open, .open],
            answering: 0)
    }
}

/// Quotes 20 lots at (spot − 3.4 yuan) ± `halfWidth` ticks, so that a test's spot decides the wish.
struct SpotFollower: QuotingStrategy {
    static let name = "spot-follower"
    static let summary = "For tests."
    static let parameterSpecification: [ParameterSpecification] = []
    var halfWidth: Int64 = 10
    var size: Int32 = 20

    init(parameters: StrategyParameters) throws(ParameterError) {}
    init() {}

    mutating func wish(_ position: Int, in chain: ChainView) -> QuoteWish {
        let centre = Int64((chain.spot * 10_000).rounded()) - 34_000
        let quantity = Quantity(contracts: size)
        return .quote(
            bid: QuoteLeg(price: Price(ticks: centre - halfWidth), quantity: quantity),
            ask: QuoteLeg(price: Price(ticks: centre + halfWidth), quantity: quantity))
    }
}

/// A core with a pretended exchange and risk around it; every method feeds one frame and returns what was said.
final class QuoterHarness {
    var core: QuoterCore
    var now = SessionTime(hour: 9, minute: 30)
    private var outbox = Outbox(instance: 3, capacity: 1 << 16)
    private var world = Outbox(instance: 2, capacity: 1 << 16)
    private var logSequence: UInt64 = 0
    /// Orders in the underlying that the core sent, and the explanations it put on record.
    private(set) var hedged: [HedgeOrders.Entry] = []
    private(set) var explanations: [PortfolioExplained] = []
    let directory: InstrumentDirectory

    init(
        strategy: any QuotingStrategy = SpotFollower(), terms: QuotingTerms = QuotingTerms(),
        tuning: QuoterTuning = QuoterTuning(), underlyings: [String]? = nil,
        hedge: HedgeTerms? = nil, directory: InstrumentDirectory? = nil
    ) throws {
        self.directory = try directory ?? Fixture.directory()
        // Without interest both contracts are worth their settlement, 1000 ticks, at a spot of 3.5.
        var tuning = tuning
        tuning.ratePerYear = 0
        core = QuoterCore(
            configuration: QuoterConfiguration(
                strategy: strategy, terms: terms, tuning: tuning, underlyings: underlyings,
                hedge: hedge))
    }

    /// Directory, continuous phase, session and an empty snapshot: ready for a first tick.
    static func ready(
        strategy: any QuotingStrategy = SpotFollower(), obliged: [UInt32] = [10_000_001],
        tuning: QuoterTuning = QuoterTuning(), terms: QuotingTerms = QuotingTerms(),
        underlyings: [String]? = nil, hedge: HedgeTerms? = nil
    ) throws -> QuoterHarness {
        var terms = terms
        terms.obligedCodes = Set(obliged)
        let desk = try QuoterHarness(
            strategy: strategy, terms: terms, tuning: tuning, underlyings: underlyings,
            hedge: hedge)
        desk.instruments()
        desk.phase(.continuous)
        desk.session(.opened)
        desk.snapshot()
        return desk
    }

    /// Ready, with the quote of contract 0 at 990/1010 acknowledged.
    static func quoting(
        strategy: any QuotingStrategy = SpotFollower(), tuning: QuoterTuning = QuoterTuning()
    ) throws -> QuoterHarness {
        let desk = try ready(strategy: strategy, tuning: tuning)
        desk.tick(35_000)
        desk.accept(0, id: 1, 990, 1_010)
        return desk
    }

    @discardableResult
    func instruments() -> [Said] {
        deliver(on: .marketData) { [directory] in
            InstrumentList.send(directory, on: .marketData, to: .everybody, into: &$0)
        }
    }

    @discardableResult
    func phase(_ phase: TradingPhase, contracts: [UInt32] = [0, 1]) -> [Said] {
        phases(
            contracts.map {
                PhaseChanges.Entry(contract: ContractIndex($0), phaseCode: phase.rawValue)
            })
    }

    @discardableResult
    func phases(_ entries: [PhaseChanges.Entry]) -> [Said] {
        deliver(on: .marketData) { outbox in
            outbox.open(PhaseChanges(), of: PhaseChanges.Entry.self, on: .marketData)
            for entry in entries { outbox.append(entry) }
            outbox.close()
        }
    }

    @discardableResult
    func tick(_ ticks: Int64, time: SessionTime? = nil, underlying: Int = 0) -> [Said] {
        tick(
            UnderlyingTicks.Entry(
                underlying: UnderlyingIndex(underlying), time: time ?? now,
                last: Price(ticks: ticks), bid: .zero, ask: .zero))
    }

    @discardableResult
    func tick(_ entry: UnderlyingTicks.Entry) -> [Said] {
        deliver(on: .marketData) { outbox in
            outbox.open(UnderlyingTicks(), of: UnderlyingTicks.Entry.self, on: .marketData)
            outbox.append(entry)
            outbox.close()
        }
    }

    @discardableResult
    func book(_ entry: BookTops.Entry, asOf: UInt64? = nil) -> [Said] {
        let channel: Channel = asOf == nil ? .marketData : .snapshot
        return deliver(on: channel) { outbox in
            outbox.open(
                BookTops(isSnapshot: asOf == nil ? 0 : 1, asOfSequence: asOf ?? 0),
                of: BookTops.Entry.self, on: channel)
            outbox.append(entry)
            outbox.close()
        }
    }

    @discardableResult
    func session(_ change: SessionChange) -> [Said] {
        deliver(on: .quoteSession) {
            $0.send(SessionEvent(change: change), on: .quoteSession)
        }
    }

    @discardableResult
    func snapshot(
        lastQuoteID: UInt64 = 0, live: UInt32 = 0, _ holdings: [(UInt32, Int32, Int32)] = []
    ) -> [Said] {
        deliver(on: .quoteSession) { outbox in
            outbox.open(
                PositionSnapshot(lastQuoteID: QuoteID(lastQuoteID), liveQuotes: live),
                of: PositionSnapshot.Entry.self, on: .quoteSession)
            for (contract, long, short) in holdings {
                outbox.append(
                    PositionSnapshot.Entry(
                        contract: ContractIndex(contract), long: Quantity(contracts: long),
                        short: Quantity(contracts: short)))
            }
            outbox.close()
        }
    }

    @discardableResult
    func accept(
        _ contract: UInt32, id: UInt64, _ bid: Int64, _ ask: Int64, size: Int32 = 20,
        askEffect: PositionEffect = .open
    ) -> [Said] {
        event(
            ExchangeEvents.Entry(
                kind: .quoteAccepted, contract: ContractIndex(contract), participant: 1,
                effectCode: 1, askEffectCode: askEffect.rawValue,
                bidQuantity: Quantity(contracts: size),
                askQuantity: Quantity(contracts: size), quoteID: QuoteID(id),
                bid: Price(ticks: bid), ask: Price(ticks: ask)))
    }

    @discardableResult
    func withdrawn(_ contract: UInt32, id: UInt64) -> [Said] {
        event(
            ExchangeEvents.Entry(
                kind: .withdrawalAccepted, contract: ContractIndex(contract), participant: 1,
                quoteID: QuoteID(id)))
    }

    @discardableResult
    func fill(
        _ contract: UInt32, _ side: Side, _ quantity: Int32, at price: Int64, leaves: Int32,
        id: UInt64 = 1, effect: PositionEffect = .open
    ) -> [Said] {
        event(
            ExchangeEvents.Entry(
                kind: .legFilled, sideCode: side.rawValue, contract: ContractIndex(contract),
                participant: 1, effectCode: effect.rawValue,
                quantity: Quantity(contracts: quantity), leaves: Quantity(contracts: leaves),
                quoteID: QuoteID(id), price: Price(ticks: price)))
    }

    @discardableResult
    func request(_ contract: UInt32, id: UInt64) -> [Said] {
        event(
            ExchangeEvents.Entry(
                kind: .requestForQuote, contract: ContractIndex(contract),
                requestID: QuoteRequestID(id)))
    }

    /// Sends one log event with the next sequence and the current time.
    @discardableResult
    func event(_ entry: ExchangeEvents.Entry, again: Bool = false) -> [Said] {
        if !again { logSequence += 1 }
        var entry = entry
        entry.sequence = logSequence
        if entry.time.nanoseconds == 0 { entry.time = now }
        return deliver(on: .quoteSession) { [entry] outbox in
            outbox.open(ExchangeEvents(), of: ExchangeEvents.Entry.self, on: .quoteSession)
            outbox.append(entry)
            outbox.close()
        }
    }

    @discardableResult
    func refuse(_ contract: UInt32, id: UInt64, _ code: RefusalCode) -> [Said] {
        decision(
            RiskDecisions.Entry(
                kind: .refused, code: code.rawValue, contract: ContractIndex(contract),
                quoteID: QuoteID(id)))
    }

    @discardableResult
    func decision(_ entry: RiskDecisions.Entry) -> [Said] {
        deliver(on: .quoteSession) { outbox in
            outbox.open(RiskDecisions(), of: RiskDecisions.Entry.self, on: .quoteSession)
            outbox.append(entry)
            outbox.close()
        }
    }

    /// Lets time pass without a frame.
    @discardableResult
    func wait(milliseconds: Int64) -> [Said] {
        now = now + .milliseconds(milliseconds)
        outbox.begin(causation: 0, now: now)
        core.advance(to: now, into: &outbox)
        return said()
    }

    /// Skips sequences on the market data stream, as a lossy publisher does.
    func loseMarketData(frames: Int) {
        for _ in 0..<frames {
            world.begin(causation: 0, now: now)
            world.send(Heartbeat(), on: .marketData)
        }
    }

    func deliver(
        on channel: Channel, environment: UInt16 = 1, from peer: PeerID = .everybody,
        _ encode: (inout Outbox) -> Void
    ) -> [Said] {
        world.begin(causation: 0, now: now)
        encode(&world)
        return feed(
            UnsafeRawBufferPointer(world.bytes(of: world.frames[0])), on: channel, from: peer)
    }

    /// Feeds raw bytes; what is no frame at all never reaches a core.
    func feed(
        _ bytes: UnsafeRawBufferPointer, on channel: Channel, from peer: PeerID = .everybody
    ) -> [Said] {
        outbox.begin(causation: 0, now: now)
        guard let frame = try? Frame(bytes) else { return [] }
        core.receive(frame, on: channel, from: peer, at: now, into: &outbox)
        return said()
    }

    /// What the last input's instructions said they are worth, by contract.
    var worths: [UInt32: UInt64] {
        var worths: [UInt32: UInt64] = [:]
        for entry in outbox.frames {
            guard let frame = try? Frame(UnsafeRawBufferPointer(outbox.bytes(of: entry))),
                let group = try? frame.group(QuoteInstructions.Entry.self),
                frame.template == Template.quoteInstructions
            else { continue }
            for index in 0..<group.count {
                worths[group[index].contract.value] = group[index].worth
            }
        }
        return worths
    }

    private func said() -> [Said] {
        outbox.frames.flatMap { entry -> [Said] in
            guard let frame = try? Frame(UnsafeRawBufferPointer(outbox.bytes(of: entry))) else {
                return [.other(0)]
            }
            note(frame)
            return QuoterHarness.read(frame)
        }
    }

    private func note(_ frame: Frame) {
        if frame.template == Template.hedgeOrders,
            let group = try? frame.group(HedgeOrders.Entry.self)
        {
            for index in 0..<group.count { hedged.append(group[index]) }
        }
        if let explained = try? frame.root(PortfolioExplained.self) {
            explanations.append(explained)
        }
    }

    /// The exchange's word on an order in the underlying.
    @discardableResult
    func hedgeReport(
        _ kind: UInt8, _ order: HedgeOrders.Entry, shares: Int64? = nil, leaves: Int64 = 0,
        price: Int64? = nil, sequence: UInt64
    ) -> [Said] {
        deliver(on: .quoteSession) { outbox in
            outbox.open(
                HedgeReports(participant: 1), of: HedgeReports.Entry.self, on: .quoteSession)
            outbox.append(
                HedgeReports.Entry(
                    sequence: sequence, underlying: order.underlying, kindCode: kind,
                    sideCode: order.sideCode, clientID: order.clientID,
                    price: price.map { Price(ticks: $0) } ?? order.price,
                    shares: shares ?? order.shares, leaves: leaves))
            outbox.close()
        }
    }

    private static func read(_ frame: Frame) -> [Said] {
        switch frame.template {
        case Template.quoteInstructions:
            guard let group = try? frame.group(QuoteInstructions.Entry.self) else { return [] }
            return (0..<group.count).map { instruction(group[$0]) }
        case Template.fillAttribution:
            guard let fill = try? frame.root(FillAttribution.self) else { return [] }
            return [
                .fill(
                    fill.contract.value, side: fill.sideCode, quantity: fill.quantity.contracts,
                    price: fill.price.ticks)
            ]
        case Template.portfolioMark: return [.mark]
        case Template.requestUnanswered:
            guard let note = try? frame.root(RequestUnanswered.self) else { return [] }
            return [.gaveUp(note.requestID.value, note.reason, note.refusal, note.reject)]
        case Template.snapshotRequest: return [.snapshotRequest]
        case Template.parameterRecord:
            guard let note = try? frame.root(ParameterRecord.self) else { return [] }
            return [.parameters(note.outcome, note.problem.text)]
        case Template.parameterReport:
            guard let head = try? frame.root(ParameterReport.self),
                let group = try? frame.group(ParameterReport.Entry.self)
            else { return [] }
            var values: [String: String] = [:]
            for index in 0..<group.count {
                values[group[index].name.text] = group[index].value.text
            }
            if head.outcome == .refused {
                values = ["problem": head.problem.text, "accepted": head.acceptable.text]
            }
            return [.told(head.outcome, values)]
        // Each mark has its explanation beside it; tests of that look at `explanations`.
        case Template.portfolioExplained: return []
        default: return [.other(frame.template)]
        }
    }

    private static func instruction(_ entry: QuoteInstructions.Entry) -> Said {
        guard let quote = entry.quote else { return .other(Template.quoteInstructions) }
        if quote.isWithdrawal {
            return .withdraw(quote.contract.value, id: quote.id.value, entry.reason)
        }
        return .quote(
            quote.contract.value, id: quote.id.value, bid: quote.bid.price.ticks,
            ask: quote.ask.price.ticks,
            sizes: [quote.bid.quantity.contracts, quote.ask.quantity.contracts],
            effects: [quote.bid.effect, quote.ask.effect], answering: quote.answering.value)
    }
}
