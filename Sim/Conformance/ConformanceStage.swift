import Market
import Wire

/// One exchange on its day, asked one thing at a time.
struct ConformanceStage: ~Copyable {
    private var core: ExchangeCore
    private var input = Outbox(instance: 2, capacity: 1 << 14)
    private var output = Outbox(instance: 1, capacity: 1 << 16)
    private(set) var now = SessionTime(hour: 9, minute: 0)
    private var nextID: UInt64 = 0

    /// Started at 09:00 with the sessions of all members open.
    init(_ configuration: ExchangeConfiguration) {
        core = ExchangeCore(configuration, flow: QuietFlow())
        _ = send(Started(), on: .shell, from: 0)
        for participant in configuration.participants {
            _ = send(SessionEvent(change: .opened), on: .shell, from: participant.value)
        }
    }

    var phase: TradingPhase { core.phases[0] }

    mutating func advance(to time: SessionTime) -> [ExchangeEvents.Entry] {
        now = max(now, time)
        output.begin(causation: 0, now: now)
        core.advance(to: now, into: &output)
        return events()
    }

    /// A number never used before.
    mutating func fresh() -> QuoteID {
        nextID += 1
        return QuoteID(nextID)
    }

    mutating func send<Message: WireMessage>(
        _ message: Message, on channel: Channel, from member: UInt16
    ) -> [ExchangeEvents.Entry] {
        input.begin(causation: 0, now: now)
        input.send(message, on: channel)
        return deliver(on: channel, from: member)
    }

    mutating func send(
        _ entry: QuoteInstructions.Entry, from member: UInt16 = 1
    ) -> [ExchangeEvents.Entry] {
        input.begin(causation: 0, now: now)
        input.open(
            QuoteInstructions(participant: member, expires: now),
            of: QuoteInstructions.Entry.self, on: .orderSession)
        input.append(entry)
        input.close()
        return deliver(on: .orderSession, from: member)
    }

    mutating func send(
        _ entry: OrderInstructions.Entry, from member: UInt16 = 1
    ) -> [ExchangeEvents.Entry] {
        input.begin(causation: 0, now: now)
        input.open(
            OrderInstructions(participant: member, expires: now),
            of: OrderInstructions.Entry.self, on: .orderSession)
        input.append(entry)
        input.close()
        return deliver(on: .orderSession, from: member)
    }

    mutating func send(
        _ entry: AccountInstructions.Entry, from member: UInt16 = 1
    ) -> [ExchangeEvents.Entry] {
        input.begin(causation: 0, now: now)
        input.open(
            AccountInstructions(participant: member, expires: now),
            of: AccountInstructions.Entry.self, on: .orderSession)
        input.append(entry)
        input.close()
        return deliver(on: .orderSession, from: member)
    }

    private mutating func deliver(
        on channel: Channel, from member: UInt16
    ) -> [ExchangeEvents.Entry] {
        output.begin(causation: 1, now: now)
        guard let frame = try? Frame(UnsafeRawBufferPointer(input.bytes(of: input.frames[0])))
        else { return [] }
        core.receive(frame, on: channel, from: PeerID(member), at: now, into: &output)
        return events()
    }

    private func events() -> [ExchangeEvents.Entry] {
        var events: [ExchangeEvents.Entry] = []
        for sent in output.frames where sent.channel == .eventLog {
            guard let frame = try? Frame(UnsafeRawBufferPointer(output.bytes(of: sent))),
                frame.template == Template.exchangeEvents,
                let group = try? frame.group(ExchangeEvents.Entry.self)
            else { continue }
            for index in 0..<group.count { events.append(group[index]) }
        }
        return events
    }
}

/// A market in which nobody else does anything.
struct QuietFlow: MarketFlow {
    var nextTime: SessionTime? { nil }
    mutating func act(
        tops: [BookTop], phases: [TradingPhase], into actions: inout [FlowAction]
    ) {}
    var stateHash: UInt64 { 0 }
}
