import Market
import OrderSession
import Risk
import Sim
import TestSupport
import Testing
import Wire

/// Orders and quotes from a seed, through risk to the simulated exchange and back, frame by frame.
@Suite(.rule("H18.4", "C3.13", "Z30.1"))
struct `Orders against the simulated exchange` {
    @Test(arguments: UInt64(1)...8)
    func `nothing reaches it that risk did not accept, and nothing stays reserved`(seed: UInt64)
        throws
    {
        let day = try OrderDay(seed: seed)
        for _ in 0..<400 { day.step() }
        day.end()
        let gate = try #require(day.risk.gate)
        #expect(day.ordersAtExchange > 50, "seed \(seed)")
        #expect(day.fills > 10, "seed \(seed)")
        #expect(day.ordersAtExchange == day.ordersAccepted, "seed \(seed)")
        #expect(gate.openOrders == 0 && gate.underWay == 0, "seed \(seed)")
        #expect(gate.reserved == .zero, "seed \(seed)")
        #expect(day.risk.counters.unexpectedReports == 0, "seed \(seed)")
        for contract in day.held.indices {
            let exposure = gate.exposure(of: ContractIndex(contract))
            #expect(exposure.long - exposure.short == day.held[contract], "seed \(seed)")
            #expect(exposure.working == 0, "seed \(seed)")
        }
    }
}

/// Customers of the day: both sides of every contract, anew each second.
struct TwoSidedCustomers: MarketFlow {
    let contracts: Int
    var nextTime: SessionTime? = SessionTime(hour: 9, minute: 30)
    private var reference: UInt64 = 0

    init(contracts: Int) { self.contracts = contracts }

    mutating func act(tops: [BookTop], phases: [TradingPhase], into actions: inout [FlowAction]) {
        guard let now = nextTime else { return }
        let price = 950 + Int64(reference % 90)
        for contract in 0..<contracts {
            for side in Side.allCases {
                reference += 1
                actions.append(
                    .order(
                        CustomerOrder(
                            reference: reference, contract: ContractIndex(contract), side: side,
                            price: Price(ticks: side == .bid ? price : price + 12),
                            quantity: Quantity(contracts: 3), immediateOrCancel: false)))
                if reference > 20 { actions.append(.cancel(reference: reference - 20)) }
            }
        }
        nextTime = now < SessionTime(hour: 11, minute: 0) ? now + .seconds(1) : nil
    }

    var stateHash: UInt64 { reference }
}

private final class OrderDay {
    var exchange: ExchangeCore
    var risk: RiskCore
    private var fromExchange = Outbox(instance: 1, capacity: 1 << 20)
    private var fromRisk = Outbox(instance: 2, capacity: 1 << 20)
    private var world = Outbox(instance: 3, capacity: 1 << 18)
    private var random: SeededGenerator
    private var now = SessionTime(hour: 9, minute: 31)
    private var id: UInt64 = 0
    private var resting: [(contract: Int, order: UInt64)] = []
    private(set) var held: [Int64]
    private(set) var ordersAccepted = 0
    private(set) var ordersAtExchange = 0
    private(set) var fills = 0

    init(seed: UInt64) throws {
        let directory = try Fixture.directory()
        random = SeededGenerator(seed: seed)
        held = Array(repeating: 0, count: directory.contracts.count)
        exchange = ExchangeCore(
            ExchangeConfiguration(directory: directory),
            flow: TwoSidedCustomers(contracts: directory.contracts.count))
        risk = RiskCore(limits: Fixture.wide, terms: RiskTerms(), session: OrderSession())
        tell(.exchange) { $0.send(Started(), on: .shell) }
        tell(.risk, on: .marketData) {
            InstrumentList.send(directory, on: .marketData, to: .everybody, into: &$0)
        }
        for target in [Target.exchange, .risk] {
            tell(target, from: target == .exchange ? 1 : 0) {
                $0.send(
                    SessionEvent(channelCode: Channel.orderSession.rawValue, change: .opened),
                    on: .shell)
            }
        }
        tell(.risk, from: 1) {
            $0.send(
                SessionEvent(channelCode: Channel.quoteSession.rawValue, change: .opened),
                on: .shell)
        }
        advance()
    }

    enum Target { case exchange, risk }

    private func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

    func step() {
        switch pick(10) {
        case 0..<5: sendOrder()
        case 5: sendCancel()
        case 6: sendQuote()
        case 7 where pick(10) == 0:
            tell(.risk, on: .control, from: 3) {
                $0.send(ControlCommand(commandID: 1, verb: .cancelAll), on: .control)
            }
        default:
            now = now + .milliseconds(Int64(pick(2_000)))
            advance()
        }
    }

    func end() {
        tell(.risk, on: .control, from: 3) {
            $0.send(ControlCommand(commandID: 1, verb: .kill), on: .control)
        }
        now = now + .seconds(5)
        advance()
    }

    private func sendOrder() {
        id += 1
        let contract = pick(held.count)
        let side = pick(2) == 0 ? Side.bid : .ask
        let kinds: [OrderKind] = [
            .limit, .limit, .limitImmediateOrCancel, .limitFillOrKill, .marketToLimit,
            .marketImmediateOrCancel, .marketFillOrKill,
        ]
        let holding = side == .bid ? -held[contract] : held[contract]
        let size = Int32(1 + pick(8))
        let entry = OrderInstructions.Entry(
            contract: ContractIndex(contract), sideCode: side.rawValue,
            effectCode: holding >= Int64(size) && pick(2) == 0 ? 2 : 1,
            kindCode: kinds[pick(kinds.count)].rawValue, clientID: QuoteID(id),
            price: Price(ticks: Int64(940 + pick(120))), quantity: Quantity(contracts: size))
        send([entry])
    }

    private func sendCancel() {
        guard !resting.isEmpty else { return }
        let order = resting[pick(resting.count)]
        id += 1
        send([
            OrderInstructions.Entry(
                contract: ContractIndex(order.contract), kindCode: OrderKind.cancel.rawValue,
                clientID: QuoteID(id), orderID: OrderID(order.order))
        ])
    }

    private func send(_ entries: [OrderInstructions.Entry]) {
        let expires = now + .seconds(1)
        tell(.risk, on: .quoteSession, from: 1) { outbox in
            outbox.open(
                OrderInstructions(participant: 1, expires: expires),
                of: OrderInstructions.Entry.self, on: .quoteSession)
            for entry in entries { outbox.append(entry) }
            outbox.close()
        }
    }

    private func sendQuote() {
        id += 1
        let contract = pick(held.count)
        let (number, expires, bid) = (id, now + .seconds(1), Int64(930 + pick(60)))
        tell(.risk, on: .quoteSession, from: 1) { outbox in
            outbox.open(
                QuoteInstructions(participant: 1, expires: expires),
                of: QuoteInstructions.Entry.self, on: .quoteSession)
            outbox.append(
                QuoteInstructions.Entry(
                    contract: ContractIndex(contract), bidEffectCode: 1, askEffectCode: 1,
                    quoteID: QuoteID(number), bid: Price(ticks: bid), ask: Price(ticks: bid + 80),
                    bidQuantity: Quantity(contracts: 10), askQuantity: Quantity(contracts: 10)))
            outbox.close()
        }
    }

    private func tell(
        _ target: Target, on channel: Channel = .shell, from peer: UInt16 = 0,
        _ encode: (inout Outbox) -> Void
    ) {
        world.begin(causation: 0, now: now)
        encode(&world)
        let bytes = Array(UnsafeRawBufferPointer(world.bytes(of: world.frames[0])))
        deliver(bytes, to: target, on: channel, from: peer)
    }

    private func advance() {
        fromExchange.begin(causation: 0, now: now)
        exchange.advance(to: now, into: &fromExchange)
        carryFromExchange()
        fromRisk.begin(causation: 0, now: now)
        risk.advance(to: now, into: &fromRisk)
        carryFromRisk()
    }

    private func deliver(
        _ bytes: [UInt8], to target: Target, on channel: Channel, from peer: UInt16
    ) {
        bytes.withUnsafeBytes { raw in
            guard let frame = try? Frame(raw) else { return }
            switch target {
            case .exchange:
                fromExchange.begin(causation: 0, now: now)
                exchange.receive(
                    frame, on: channel, from: PeerID(peer), at: now, into: &fromExchange)
            case .risk:
                fromRisk.begin(causation: 0, now: now)
                risk.receive(frame, on: channel, from: PeerID(peer), at: now, into: &fromRisk)
            }
        }
        if target == .exchange { carryFromExchange() } else { carryFromRisk() }
    }

    private func carryFromExchange() {
        var frames: [(bytes: [UInt8], channel: Channel)] = []
        for entry in fromExchange.frames {
            let bytes = UnsafeRawBufferPointer(fromExchange.bytes(of: entry))
            if entry.channel == .orderSession || entry.channel == .marketData {
                frames.append((Array(bytes), entry.channel))
            }
            if entry.channel == .orderSession, let frame = try? Frame(bytes) { read(frame) }
        }
        for frame in frames { deliver(frame.bytes, to: .risk, on: frame.channel, from: 0) }
    }

    private func read(_ frame: Frame) {
        guard let group = try? frame.group(ExchangeEvents.Entry.self) else { return }
        for index in 0..<group.count {
            let event = group[index]
            switch event.kind {
            case .orderAccepted:
                ordersAtExchange += 1
                resting.append((event.contract.int, event.orderID.value))
            case .orderRejected: ordersAtExchange += 1
            case .orderFilled, .legFilled:
                fills += 1
                held[event.contract.int] +=
                    (event.side?.sign ?? 0) * Int64(event.quantity.contracts)
            default: break
            }
        }
    }

    private func carryFromRisk() {
        var frames: [[UInt8]] = []
        for entry in fromRisk.frames where entry.channel == .orderSession {
            let bytes = UnsafeRawBufferPointer(fromRisk.bytes(of: entry))
            frames.append(Array(bytes))
            if let frame = try? Frame(bytes), frame.template == Template.orderInstructions,
                let group = try? frame.group(OrderInstructions.Entry.self)
            {
                for index in 0..<group.count
                where group[index].kindCode != OrderKind.cancel.rawValue { ordersAccepted += 1 }
            }
        }
        for frame in frames { deliver(frame, to: .exchange, on: .orderSession, from: 1) }
    }
}
