import Market
import Sim
import Wire

/// An exchange with its inputs encoded and its outputs decoded, as a shell would do it.
struct ExchangeHarness: ~Copyable {
    var core: ExchangeCore
    /// Every event of the log so far.
    private(set) var events: [ExchangeEvents.Entry] = []
    /// Reports each participant was sent.
    private(set) var reports: [UInt16: [ExchangeEvents.Entry]] = [:]
    /// Entries of each event log frame.
    private(set) var logFrameSizes: [Int] = []
    /// Template and channel of each frame that is not events.
    private(set) var others: [(channel: Channel, peer: PeerID, bytes: [UInt8])] = []
    /// The first member's report frames' own numbers, in the order they were sent.
    private(set) var reportStreams: [UInt64] = []
    private var taken = 0
    private var input = Outbox(instance: 2, capacity: 1 << 16)
    private var output = Outbox(instance: 1)
    private var quoteID: UInt64 = 0

    init(
        _ configuration: ExchangeConfiguration = .init(directory: .twoContracts),
        script: [(time: SessionTime, actions: [FlowAction])] = []
    ) {
        core = ExchangeCore(configuration, flow: ScriptedFlow(script))
    }

    /// Started and with the maker's session open at 09:00, moved on to `start`.
    static func open(
        _ configuration: ExchangeConfiguration = .init(directory: .twoContracts),
        at start: String = "09:30", script: [(time: SessionTime, actions: [FlowAction])] = []
    ) -> ExchangeHarness {
        var exchange = ExchangeHarness(configuration, script: script)
        exchange.send(Started(), on: .shell, at: time("09:00"))
        exchange.session(.opened, at: time("09:00"))
        exchange.advance(time(start))
        _ = exchange.news()
        return exchange
    }

    mutating func advance(_ now: SessionTime) {
        output.begin(causation: 0, now: now)
        core.advance(to: now, into: &output)
        collect()
    }

    mutating func send<Message: WireMessage>(
        _ message: Message, on channel: Channel, from peer: UInt16 = 0, at now: SessionTime
    ) {
        input.begin(causation: 0, now: now)
        input.send(message, on: channel)
        deliver(on: channel, from: peer, at: now)
    }

    /// The same with a group.
    mutating func send<Message: WireMessage, Entry: WireBlock>(
        _ message: Message, _ entries: [Entry], on channel: Channel, from peer: UInt16,
        at now: SessionTime
    ) {
        input.begin(causation: 0, now: now)
        input.open(message, of: Entry.self, on: channel)
        for entry in entries { input.append(entry) }
        input.close()
        deliver(on: channel, from: peer, at: now)
    }

    mutating func session(
        _ change: SessionChange, of peer: UInt16 = 1, reason: SessionReason = .none,
        at now: SessionTime
    ) {
        send(SessionEvent(change: change, reason: reason), on: .shell, from: peer, at: now)
    }

    /// Sends quotes in one frame, good for a second.
    mutating func quote(
        _ entries: [QuoteInstructions.Entry], from peer: UInt16 = 1, as participant: UInt16? = nil,
        expires: SessionTime? = nil, at now: SessionTime
    ) {
        input.begin(causation: 0, now: now)
        input.open(
            QuoteInstructions(
                participant: participant ?? peer, expires: expires ?? now + .seconds(1)),
            of: QuoteInstructions.Entry.self, on: .orderSession)
        for entry in entries { input.append(entry) }
        input.close()
        deliver(on: .orderSession, from: peer, at: now)
    }

    mutating func order(
        _ entries: [OrderInstructions.Entry], from peer: UInt16 = 1, as participant: UInt16? = nil,
        expires: SessionTime? = nil, at now: SessionTime
    ) {
        input.begin(causation: 0, now: now)
        input.open(
            OrderInstructions(
                participant: participant ?? peer, expires: expires ?? now + .seconds(1)),
            of: OrderInstructions.Entry.self, on: .orderSession)
        for entry in entries { input.append(entry) }
        input.close()
        deliver(on: .orderSession, from: peer, at: now)
    }

    mutating func instruct(
        _ entries: [AccountInstructions.Entry], as participant: UInt16 = 1,
        expires: SessionTime? = nil, at now: SessionTime
    ) {
        input.begin(causation: 0, now: now)
        input.open(
            AccountInstructions(participant: participant, expires: expires ?? now + .seconds(1)),
            of: AccountInstructions.Entry.self, on: .orderSession)
        for entry in entries { input.append(entry) }
        input.close()
        deliver(on: .orderSession, from: 1, at: now)
    }

    /// What the log says since the last call, one line an event.
    mutating func news() -> [String] {
        defer { taken = events.count }
        return events[taken...].map(\.line)
    }

    mutating func forgetOthers() { others.removeAll() }

    /// What the public was told of books and ETFs since `forgetOthers`.
    var tops: [BookTops.Entry] { entries(of: Template.bookTops) }
    var ticks: [UnderlyingTicks.Entry] { entries(of: Template.underlyingTicks) }
    var depth: [DepthBooks.Entry] { depth(on: .marketData) }

    func depth(on channel: Channel) -> [DepthBooks.Entry] {
        entries(of: Template.depthBooks, on: channel)
    }

    /// Answers to commands since `forgetOthers`.
    var replies: [ControlReply] {
        others.compactMap { other in
            other.bytes.withUnsafeBytes { try? Frame($0).root(ControlReply.self) }
        }
    }

    private func entries<Block: WireBlock>(
        of template: UInt16, on channel: Channel = .marketData
    ) -> [Block] {
        others.flatMap { other -> [Block] in
            other.bytes.withUnsafeBytes { bytes in
                guard other.channel == channel, let frame = try? Frame(bytes),
                    frame.template == template, let group = try? frame.group(Block.self)
                else { return [] }
                return (0..<group.count).map { group[$0] }
            }
        }
    }

    private mutating func deliver(on channel: Channel, from peer: UInt16, at now: SessionTime) {
        output.begin(causation: 1, now: now)
        let bytes = UnsafeRawBufferPointer(input.bytes(of: input.frames[0]))
        guard let frame = try? Frame(bytes) else { return }
        core.receive(frame, on: channel, from: PeerID(peer), at: now, into: &output)
        collect()
    }

    private mutating func collect() {
        for sent in output.frames {
            let bytes = UnsafeRawBufferPointer(output.bytes(of: sent))
            guard let frame = try? Frame(bytes) else { continue }
            guard frame.template == Template.exchangeEvents,
                let group = try? frame.group(ExchangeEvents.Entry.self)
            else {
                others.append((sent.channel, sent.peer, Array(bytes)))
                continue
            }
            let entries = (0..<group.count).map { group[$0] }
            if sent.channel == .eventLog {
                logFrameSizes.append(entries.count)
                events.append(contentsOf: entries)
            } else {
                reports[sent.peer.value, default: []].append(contentsOf: entries)
                if sent.peer.value == 1 { reportStreams.append(frame.envelope.sequence) }
            }
        }
    }
}

extension InstrumentDirectory {
    /// A near and a far call on one ETF, prices from 0.0001 to 0.5000 yuan.
    static let twoContracts = listing(count: 2)

    static func listing(count: Int) -> InstrumentDirectory {
        let day = TradingDay(yyyymmdd: 20_210_104)
        let expiry = TradingDay(yyyymmdd: 20_210_127)
        guard let day, let expiry else { fatalError("a calendar date") }
        let contracts = (0..<count).map { contract($0, expiry: expiry) }
        let underlying = Underlying(
            index: UnderlyingIndex(0), code: "510050", previousClose: Price(ticks: 35_000))
        do {
            return try InstrumentDirectory(
                day: day, underlyings: [underlying], contracts: contracts)
        } catch {
            fatalError("\(error)")
        }
    }

    private static func contract(_ index: Int, expiry: TradingDay) -> OptionContract {
        let strike = Int64(35_000 + 500 * index)
        let days: Int32 = index == 0 ? 23 : 80
        return OptionContract(
            index: ContractIndex(index), code: UInt32(10_000_001 + index),
            tradingCode: "510050C2101M\(strike / 10)", underlying: UnderlyingIndex(0), type: .call,
            strike: Price(ticks: strike), unit: 10_000, expiry: expiry, expiryRank: 0,
            daysToExpiry: days, previousSettlement: Price(ticks: 1_000),
            band: PriceBand(down: Price(ticks: 1), up: Price(ticks: 5_000)))
    }
}

/// A quote of `quantity` on both sides unless `askQuantity` says otherwise.
func quote(
    _ id: UInt64, _ bid: Int64, _ ask: Int64, _ quantity: Int32 = 10, ask askQuantity: Int32? = nil,
    on contract: Int = 0, answering: UInt64 = 0
) -> QuoteInstructions.Entry {
    QuoteInstructions.Entry(
        contract: ContractIndex(contract), bidEffectCode: 1, askEffectCode: 1, quoteID: QuoteID(id),
        bid: Price(ticks: bid), ask: Price(ticks: ask), bidQuantity: Quantity(contracts: quantity),
        askQuantity: Quantity(contracts: askQuantity ?? quantity),
        requestID: QuoteRequestID(answering))
}

func withdrawal(_ id: UInt64 = 0, on contract: Int = 0) -> QuoteInstructions.Entry {
    quote(id, 0, 0, 0, on: contract)
}

/// A member's limit order; `kind` 2 is immediate or cancel.
func memberOrder(
    _ id: UInt64, _ side: Side, _ quantity: Int32, at ticks: Int64, on contract: Int = 0,
    kind: UInt8 = 1
) -> OrderInstructions.Entry {
    OrderInstructions.Entry(
        contract: ContractIndex(contract), sideCode: side.rawValue, effectCode: 1, kindCode: kind,
        clientID: QuoteID(id), price: Price(ticks: ticks), quantity: Quantity(contracts: quantity))
}

func cancel(_ order: UInt64) -> OrderInstructions.Entry {
    OrderInstructions.Entry(kindCode: 9, orderID: OrderID(order))
}

extension ExchangeEvents.Entry {
    /// The event in one line, with what matters for its kind.
    var line: String {
        let place = participant > 1 ? "c\(contract.value) m\(participant)" : "c\(contract.value)"
        let end = side.map { $0 == .bid ? "bid" : "ask" } ?? "?"
        switch kind {
        case .phaseChanged: return "\(place) phase \(reasonCode)"
        case .quoteAccepted:
            let legs = "\(bidQuantity)@\(bid.ticks) \(askQuantity)@\(ask.ticks)"
            let numbers = "leg \(orderID.value) replaces \(quantity) \(leaves)"
            return "\(place) quote \(quoteID.value) \(legs) \(numbers)"
        case .quoteRejected:
            let reason = RejectReason(rawValue: reasonCode)
            return "\(place) quote \(quoteID.value) rejected \(reason)"
        case .legFilled, .orderFilled:
            let trade = "\(quantity)@\(price.ticks) leaves \(leaves) #\(executionID)"
            return "\(place) \(kind) \(end) \(orderID.value) \(trade)"
        case .legCancelled, .orderCancelled:
            let reason = CancelReason(rawValue: reasonCode)
            return "\(place) \(kind) \(end) \(orderID.value) \(quantity) \(reason)"
        case .withdrawalAccepted: return "\(place) withdrawn \(quoteID.value)"
        case .orderAccepted:
            return "\(place) orderAccepted \(end) \(orderID.value) \(quantity)@\(price.ticks)"
        case .orderRejected, .cancelRejected:
            return "\(place) \(kind) \(RejectReason(rawValue: reasonCode))"
        case .requestForQuote: return "\(place) request \(requestID.value) for \(quantity)"
        case .requestExpired: return "\(place) request \(requestID.value) expired"
        case .marketTop:
            return "\(place) market \(bidQuantity)@\(bid.ticks) \(askQuantity)@\(ask.ticks)"
        case .auctionUncrossed: return "\(place) uncrossed \(quantity)@\(price.ticks)"
        case .settlement: return "\(place) settles \(price.ticks)"
        case .makerScore:
            let spans = "\(executionID) \(orderID.value) \(requestID.value)"
            return "\(place) score \(spans) \(quantity)/\(leaves)"
        case .sessionOpened, .sessionClosed: return "\(kind) \(participant)"
        default: return "\(kind)"
        }
    }
}
