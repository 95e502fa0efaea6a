import Market
import OrderSession
import Risk
import Sim
import Wire

/// Risk and the exchange, the real ones, with pretended quoters and an operator, on a virtual clock.
///
/// Frames go at once, or after the setting's latency; the order link breaks as a shell would break it.
final class ProofDesk {
    struct Parcel {
        var due: SessionTime
        var bytes: [UInt8]
    }

    /// What one input of a quoter brought about.
    struct Told {
        var refusals: [RiskDecisions.Entry] = []
        /// The exchange's answers to exactly these quote numbers.
        var answers: [ExchangeEvents.Entry] = []

        var codes: [RefusalCode] { refusals.map(\.refusal) }
    }

    let setting: DeskSetting
    let directory: InstrumentDirectory
    var risk: RiskCore
    var exchange: ExchangeCore
    var now = SessionTime(hour: 9, minute: 0)
    /// Frames to the exchange wait, as on a slow link.
    var holdsOrders = false
    /// Its reports wait.
    var holdsReports = false

    // What has been seen.
    /// The exchange's own log; `DeskSetting.keepsLog`.
    var log: [ExchangeEvents.Entry] = []
    var decisions: [RiskDecisions.Entry] = []
    var refusals: [RiskDecisions.Entry] = []
    var replies: [ControlReply] = []
    var limitReplies: [LimitReply] = []
    var advice: [Advised] = []
    var cancelsSent = 0
    /// Instructions risk approved and sent, and those that broke with the link under them.
    var entriesSent: UInt64 = 0
    var entriesLost: UInt64 = 0
    var orderCancelsSent: UInt64 = 0
    /// Contracts × 2: what the exchange's log says rests and is held.
    var ledger: ExchangeLedger
    var onSent: ((QuoteInstructions.Entry) -> Void)?
    var onOrder: ((OrderInstructions.Entry) -> Void)?
    var onMessages: ((Int) -> Void)?
    /// Called at each event of the exchange's log.
    var onEvent: ((ExchangeEvents.Entry) -> Void)?
    var logged = 0
    /// Real nanoseconds, where somebody times risk's decisions.
    var clock: (() -> Int64)?
    /// What the last input took risk while a clock was there.
    var decisionNanoseconds: Int64 = 0
    /// Where risk's frames went, in order, at the last input that sent something to the exchange.
    var channelsOfLastOrder: [Channel] = []

    // Links.
    var orders = FrameQueue()
    var reports = FrameQueue()
    var inbound = InboundSequence()
    var isLinked = true
    var breaksSeen: UInt64 = 0
    var linkCuts = 0
    /// Not yet applied by risk, to be sent again after a break.
    var unapplied: [ExchangeEvents.Entry] = []

    var riskOutbox = Outbox(instance: 2, capacity: 1 << 20)
    var exchangeOutbox = Outbox(instance: 1, capacity: 1 << 20)
    var world = Outbox(instance: 3, capacity: 1 << 20)
    var lastID: UInt64 = 0
    var commandID: UInt64 = 0
    /// Risk's inputs, to rebuild it after a restart.
    var journal: [JournalledInput] = []

    struct JournalledInput {
        var bytes: [UInt8]
        var channel: Channel
        var peer: UInt16
        var now: SessionTime
    }

    init(_ setting: DeskSetting) {
        self.setting = setting
        directory = ProofMarket.directory(setting.contracts)
        ledger = ExchangeLedger(contracts: setting.contracts.count)
        risk = Self.risk(setting)
        exchange = ExchangeCore(
            ExchangeConfiguration(
                directory: directory, participants: setting.participants,
                snapshotInterval: .seconds(60), quotes: setting.quotes,
                messagesPerSecondMax: setting.venueMessagesPerSecondMax,
                actions: setting.actions), flow: setting.flow)
        open()
    }

    static func risk(_ setting: DeskSetting) -> RiskCore {
        RiskCore(
            limits: setting.limits, terms: setting.terms, opening: setting.opening,
            session: OrderSession(participant: ParticipantID.maker.value))
    }

    /// The day from 09:00 to the setting's time, with every session open.
    private func open() {
        toRisk(Started(), on: .shell)
        toExchange(Started(), on: .shell, from: 0)
        tellRisk { [directory] in
            InstrumentList.send(directory, on: .marketData, to: .everybody, into: &$0)
        }
        toRisk(sessionEvent(.orderSession, .opened), on: .shell)
        for participant in setting.participants {
            toExchange(
                sessionEvent(.orderSession, .opened), on: .shell, from: participant.value)
        }
        for quoter in UInt16(1)...2 {
            toRisk(sessionEvent(.quoteSession, .opened), on: .shell, from: quoter)
        }
        run(until: setting.opensAt)
    }

    func sessionEvent(_ channel: Channel, _ change: SessionChange) -> SessionEvent {
        SessionEvent(channelCode: channel.rawValue, change: change, peerEpoch: 1)
    }

    // MARK: time

    /// Lets time pass: timers and frames in their order.
    func wait(_ span: TimeSpan) { run(until: now + span) }

    func wait(milliseconds: Int64) { wait(.milliseconds(milliseconds)) }

    func run(until end: SessionTime) {
        while step(until: end) {}
        now = max(now, end)
    }

    /// Does what is due now.
    func settle() { run(until: now) }

    private func step(until end: SessionTime) -> Bool {
        var due = SessionTime(nanoseconds: .max)
        var work = Work.none
        consider(exchange.nextDeadline, .exchangeTimer, &due, &work)
        consider(risk.nextDeadline, .riskTimer, &due, &work)
        if !holdsOrders { consider(orders.due, .order, &due, &work) }
        if !holdsReports { consider(reports.due, .report, &due, &work) }
        guard work != .none, due <= end else { return false }
        now = max(now, due)
        switch work {
        case .none: return false
        case .exchangeTimer:
            exchangeOutbox.begin(causation: 0, now: now)
            exchange.advance(to: now, into: &exchangeOutbox)
            dispatchExchange()
        case .riskTimer: advanceRisk()
        case .order:
            if let frame = orders.take() { feedExchange(frame, on: .orderSession, from: 1) }
        case .report: if let frame = reports.take() { deliverReport(frame) }
        }
        return true
    }

    private enum Work { case none, exchangeTimer, riskTimer, order, report }

    private func consider(
        _ time: SessionTime?, _ candidate: Work, _ due: inout SessionTime, _ work: inout Work
    ) {
        guard let time, time < due else { return }
        due = time
        work = candidate
    }
}

/// Frames on one link, in order.
struct FrameQueue {
    private var parcels: [ProofDesk.Parcel] = []
    private var head = 0

    var due: SessionTime? { head < parcels.count ? parcels[head].due : nil }
    var count: Int { parcels.count - head }

    mutating func put(_ bytes: [UInt8], due: SessionTime) {
        parcels.append(ProofDesk.Parcel(due: due, bytes: bytes))
    }

    mutating func take() -> [UInt8]? {
        guard head < parcels.count else { return nil }
        head += 1
        let bytes = parcels[head - 1].bytes
        if head == parcels.count { removeAll() }
        return bytes
    }

    mutating func removeAll() {
        parcels.removeAll(keepingCapacity: true)
        head = 0
    }

    func forEach(_ body: ([UInt8]) -> Void) {
        for parcel in parcels[head...] { body(parcel.bytes) }
    }
}
