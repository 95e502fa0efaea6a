import Market
import OrderSession
import Risk
import Wire

/// A risk core with pretended quoters, an operator and an exchange's session; each method feeds one frame.
final class RiskHarness {
    var core: RiskCore
    var now = SessionTime(hour: 10, minute: 0)
    let directory: InstrumentDirectory
    private var outbox = Outbox(instance: 2, capacity: 1 << 18)
    private var world = Outbox(instance: 1, capacity: 1 << 18)
    private(set) var logSequence: UInt64 = 0
    private var lastID: UInt64 = 0
    /// Every input so far, for a second core.
    private(set) var tape: [Input] = []

    struct Input {
        var bytes: [UInt8]
        var channel: Channel
        var peer: UInt16
        var now: SessionTime
    }

    init(
        _ limits: RiskLimits = Fixture.wide, terms: RiskTerms = RiskTerms(),
        directory: InstrumentDirectory? = nil, opening: [OpeningHolding] = []
    ) throws {
        self.directory = try directory ?? Fixture.directory()
        core = RiskCore(
            limits: limits, terms: terms, opening: opening, session: OrderSession())
    }

    /// List, exchange, quoter 1 and continuous trading.
    static func ready(
        _ limits: RiskLimits = Fixture.wide, terms: RiskTerms = RiskTerms(),
        directory: InstrumentDirectory? = nil, opening: [OpeningHolding] = [],
        phase: TradingPhase = .continuous
    ) throws -> RiskHarness {
        let desk = try RiskHarness(
            limits, terms: terms, directory: directory, opening: opening)
        desk.instruments()
        desk.exchange(.opened)
        desk.quoter(1, .opened)
        desk.phase(phase)
        return desk
    }

    // MARK: inputs

    @discardableResult func instruments() -> Heard {
        deliver(on: .marketData) { [directory] in
            InstrumentList.send(directory, on: .marketData, to: .everybody, into: &$0)
        }
    }

    @discardableResult func phase(_ phase: TradingPhase) -> Heard {
        deliver(on: .marketData) { [directory] outbox in
            outbox.open(PhaseChanges(), of: PhaseChanges.Entry.self, on: .marketData)
            for contract in directory.contracts {
                outbox.append(
                    PhaseChanges.Entry(contract: contract.index, phaseCode: phase.rawValue))
            }
            outbox.close()
        }
    }

    @discardableResult func tick(_ ticks: Int64, at time: SessionTime) -> Heard {
        deliver(on: .marketData) { outbox in
            outbox.open(UnderlyingTicks(), of: UnderlyingTicks.Entry.self, on: .marketData)
            outbox.append(
                UnderlyingTicks.Entry(
                    underlying: UnderlyingIndex(0), time: time, last: Price(ticks: ticks),
                    bid: .zero, ask: .zero))
            outbox.close()
        }
    }

    /// A public trade of a contract in continuous trading.
    @discardableResult func trade(_ contract: Int, at ticks: Int64) -> Heard {
        deliver(on: .marketData) { outbox in
            outbox.open(BookTops(), of: BookTops.Entry.self, on: .marketData)
            outbox.append(
                BookTops.Entry(
                    contract: ContractIndex(contract),
                    phaseCode: TradingPhase.continuous.rawValue, last: Price(ticks: ticks)))
            outbox.close()
        }
    }

    /// A frame the publisher sent and nobody heard.
    func loseMarketData() {
        world.begin(causation: 0, now: now)
        world.send(Heartbeat(), on: .marketData)
    }

    @discardableResult func exchange(_ change: SessionChange) -> Heard {
        deliver(on: .shell) {
            $0.send(
                SessionEvent(channelCode: Channel.orderSession.rawValue, change: change),
                on: .shell)
        }
    }

    @discardableResult func quoter(_ quoter: UInt16, _ change: SessionChange) -> Heard {
        deliver(on: .shell, from: quoter) {
            $0.send(
                SessionEvent(channelCode: Channel.quoteSession.rawValue, change: change),
                on: .shell)
        }
    }

    func nextID() -> UInt64 {
        lastID += 1
        return lastID
    }

    func entry(
        _ contract: Int, id: UInt64? = nil, bid: Int64 = 990, ask: Int64 = 1_010,
        sizes: (Int32, Int32) = (10, 10),
        effects: (PositionEffect, PositionEffect) = (.open, .open), answering: UInt64 = 0,
        reason: InstructionReason = .none
    ) -> QuoteInstructions.Entry {
        QuoteInstructions.Entry(
            contract: ContractIndex(contract), bidEffectCode: effects.0.rawValue,
            askEffectCode: effects.1.rawValue, reason: reason, quoteID: QuoteID(id ?? nextID()),
            bid: Price(ticks: bid), ask: Price(ticks: ask),
            bidQuantity: Quantity(contracts: sizes.0), askQuantity: Quantity(contracts: sizes.1),
            requestID: QuoteRequestID(answering))
    }

    func withdrawal(
        _ contract: Int, _ reason: InstructionReason = .strategyChoice, id: UInt64? = nil
    ) -> QuoteInstructions.Entry {
        entry(contract, id: id, bid: 0, ask: 0, sizes: (0, 0), reason: reason)
    }

    @discardableResult func send(
        _ entries: [QuoteInstructions.Entry], from quoter: UInt16 = 1, participant: UInt16 = 1,
        expires: SessionTime? = nil
    ) -> Heard {
        let expires = expires ?? now + .milliseconds(500)
        return deliver(on: .quoteSession, from: quoter) { outbox in
            outbox.open(
                QuoteInstructions(participant: participant, expires: expires),
                of: QuoteInstructions.Entry.self, on: .quoteSession)
            for entry in entries { outbox.append(entry) }
            outbox.close()
        }
    }

    @discardableResult func send(_ entry: QuoteInstructions.Entry) -> Heard { send([entry]) }

    /// Sends one entry and lets the exchange accept it.
    @discardableResult func stand(_ entry: QuoteInstructions.Entry) -> Heard {
        send(entry)
        return accept(entry)
    }

    @discardableResult func report(
        _ entries: [ExchangeEvents.Entry], again: Bool = false, inSession: Bool = true
    ) -> Heard {
        var numbered = entries
        for index in numbered.indices where !again {
            logSequence += 1
            numbered[index].sequence = logSequence
            if numbered[index].time.nanoseconds == 0 { numbered[index].time = now }
        }
        return deliver(on: .orderSession, resent: !inSession) { outbox in
            outbox.open(ExchangeEvents(), of: ExchangeEvents.Entry.self, on: .orderSession)
            for entry in numbered { outbox.append(entry) }
            outbox.close()
        }
    }

    func acceptance(
        _ entry: QuoteInstructions.Entry, replaced: (Int32, Int32) = (0, 0)
    ) -> ExchangeEvents.Entry {
        ExchangeEvents.Entry(
            kind: .quoteAccepted, contract: entry.contract, participant: 1,
            effectCode: entry.bidEffectCode, askEffectCode: entry.askEffectCode,
            quantity: Quantity(contracts: replaced.0), leaves: Quantity(contracts: replaced.1),
            bidQuantity: entry.bidQuantity, askQuantity: entry.askQuantity,
            quoteID: entry.quoteID, orderID: OrderID(2 * entry.quoteID.value),
            requestID: entry.requestID, bid: entry.bid, ask: entry.ask)
    }

    @discardableResult func accept(
        _ entry: QuoteInstructions.Entry, replaced: (Int32, Int32) = (0, 0)
    ) -> Heard { report([acceptance(entry, replaced: replaced)]) }

    @discardableResult func reject(
        _ entry: QuoteInstructions.Entry, for reason: RejectReason = .throttled
    ) -> Heard {
        report([
            ExchangeEvents.Entry(
                kind: .quoteRejected, reasonCode: reason.rawValue,
                contract: entry.contract, participant: 1, quoteID: entry.quoteID)
        ])
    }

    func filled(
        _ contract: Int, _ side: Side, _ quantity: Int32, id: UInt64, execution: UInt64,
        leaves: Int32 = 0, price: Int64 = 1_000, effect: PositionEffect = .open
    ) -> ExchangeEvents.Entry {
        ExchangeEvents.Entry(
            kind: .legFilled, sideCode: side.rawValue, contract: ContractIndex(contract),
            participant: 1, effectCode: effect.rawValue,
            quantity: Quantity(contracts: quantity), leaves: Quantity(contracts: leaves),
            quoteID: QuoteID(id), price: Price(ticks: price), executionID: execution)
    }

    func cancelled(_ contract: Int, _ side: Side, _ quantity: Int32, id: UInt64)
        -> ExchangeEvents.Entry
    {
        ExchangeEvents.Entry(
            kind: .legCancelled, sideCode: side.rawValue,
            reasonCode: CancelReason.massCancel.rawValue, contract: ContractIndex(contract),
            participant: 1, quantity: Quantity(contracts: quantity), quoteID: QuoteID(id))
    }

    @discardableResult func request(_ contract: Int, id: UInt64) -> Heard {
        report([
            ExchangeEvents.Entry(
                kind: .requestForQuote, contract: ContractIndex(contract),
                requestID: QuoteRequestID(id))
        ])
    }

    @discardableResult func command(
        _ verb: ControlVerb, scope: UInt8 = 0, index: UInt32 = 0, by person: String = "li",
        id: UInt64 = 1, cause: ControlCause = .none, text: String = ""
    ) -> Heard {
        deliver(on: .control, from: 3) {
            $0.send(
                ControlCommand(
                    commandID: id, verb: verb, scopeCode: scope, index: index,
                    person: FixedText32(person), text: FixedText64(text), cause: cause),
                on: .control)
        }
    }

    /// Lets time pass; only timers speak.
    @discardableResult func wait(milliseconds: Int64) -> Heard {
        now = now + .milliseconds(milliseconds)
        tape.append(Input(bytes: [], channel: .shell, peer: 0, now: now))
        outbox.begin(causation: 0, now: now)
        core.advance(to: now, into: &outbox)
        return heard()
    }

    func deliver(
        on channel: Channel, from peer: UInt16 = 0, resent: Bool = false,
        _ encode: (inout Outbox) -> Void
    ) -> Heard {
        world.begin(causation: 0, now: now)
        encode(&world)
        let bytes = world.bytes(of: world.frames[0])
        // What is sent again out of the log carries no session sequence.
        if resent { bytes.storeBytes(of: 0, toByteOffset: 8 + 8, as: UInt64.self) }
        return feed(UnsafeRawBufferPointer(bytes), on: channel, from: peer)
    }

    func feed(_ bytes: UnsafeRawBufferPointer, on channel: Channel, from peer: UInt16) -> Heard {
        tape.append(Input(bytes: Array(bytes), channel: channel, peer: peer, now: now))
        outbox.begin(causation: 0, now: now)
        core.advance(to: now, into: &outbox)
        guard let frame = try? Frame(bytes) else { return Heard() }
        core.receive(frame, on: channel, from: PeerID(peer), at: now, into: &outbox)
        return heard()
    }

    /// Feeds what another desk was fed.
    func replay(_ input: Input) -> Heard {
        now = input.now
        if input.bytes.isEmpty { return wait(milliseconds: 0) }
        return input.bytes.withUnsafeBytes { feed($0, on: input.channel, from: input.peer) }
    }

    // MARK: what was said

    private func heard() -> Heard {
        var heard = Heard()
        var hasher = StateHasher()
        for entry in outbox.frames {
            let bytes = UnsafeRawBufferPointer(outbox.bytes(of: entry))
            hasher.combine(bytes)
            if let frame = try? Frame(bytes) { Self.read(frame, entry, into: &heard) }
        }
        heard.frames = outbox.frames.count
        heard.bytesHash = hasher.value
        return heard
    }

    private static func read(_ frame: Frame, _ entry: Outbox.Entry, into heard: inout Heard) {
        switch (entry.channel, frame.template) {
        case (.orderSession, Template.quoteInstructions):
            if let root = try? frame.root(QuoteInstructions.self) {
                heard.expires.append(root.expires)
            }
            heard.sent += entries(of: frame, QuoteInstructions.Entry.self)
        case (.orderSession, Template.orderInstructions):
            if let root = try? frame.root(OrderInstructions.self) {
                heard.expires.append(root.expires)
            }
            heard.orders += entries(of: frame, OrderInstructions.Entry.self)
        case (.orderSession, Template.hedgeOrders):
            heard.hedges += entries(of: frame, HedgeOrders.Entry.self)
        case (.quoteSession, Template.hedgePositions):
            heard.hedgePositions += entries(of: frame, HedgePositions.Entry.self)
        case (.orderSession, Template.massCancel):
            if let cancel = try? frame.root(MassCancel.self) { heard.cancels.append(cancel) }
        case (.quoteSession, Template.riskDecisions):
            for decision in entries(of: frame, RiskDecisions.Entry.self) {
                if decision.kind == .refused || decision.kind == .orderRefused {
                    heard.refusals.append(decision)
                }
                heard.told.append(Heard.Told(quoter: entry.peer.value, entry: decision))
            }
        case (.quoteSession, Template.exchangeEvents):
            heard.reports += entries(of: frame, ExchangeEvents.Entry.self).map {
                Heard.Reported(quoter: entry.peer.value, kind: $0.kind, sequence: $0.sequence)
            }
        case (.quoteSession, Template.positionSnapshot):
            if let head = try? frame.root(PositionSnapshot.self) {
                heard.snapshots.append(
                    (head: head, entries: entries(of: frame, PositionSnapshot.Entry.self)))
            }
        case (.control, Template.controlReply):
            if let reply = try? frame.root(ControlReply.self) { heard.replies.append(reply) }
        case (.control, Template.limitReply):
            if let head = try? frame.root(LimitReply.self) {
                heard.limitReplies.append(
                    (head: head, entries: entries(of: frame, LimitReply.Entry.self)))
            }
        case (.control, Template.limitRecord):
            if let head = try? frame.root(LimitRecord.self) {
                heard.limitRecords.append(
                    (head: head, entries: entries(of: frame, LimitRecord.Entry.self)))
            }
        case (.control, Template.adviceReply):
            if let head = try? frame.root(AdviceReply.self) {
                heard.advice.append(
                    (head: head, entries: entries(of: frame, AdviceReply.Entry.self)))
            }
        case (.control, Template.controlProgress):
            if let head = try? frame.root(ControlProgress.self) {
                heard.progress.append(
                    (head: head, entries: entries(of: frame, ControlProgress.Entry.self)))
            }
        case (.decisionLog, Template.riskDecisions):
            heard.logged += entries(of: frame, RiskDecisions.Entry.self)
        default: break
        }
    }

    private static func entries<Block: WireBlock>(of frame: Frame, _: Block.Type) -> [Block] {
        guard let group = try? frame.group(Block.self) else { return [] }
        return (0..<group.count).map { group[$0] }
    }
}
