import Market
import Messaging
import Settings
import Sim
import Wire

/// Orders one fault or venue action from a running simulated exchange.
///
/// It goes over the exchange's request socket, beside the snapshots: the control socket belongs to risk.
public struct FaultClient {
    /// What is ordered; texts as on the command line, empty where not given.
    public struct Order: Sendable {
        public var kind: String
        public var scope = "all"
        public var participant: UInt16 = 1
        public var milliseconds: Int64 = 0
        public var count: Int32 = 1
        public var side = ""
        public var effect = ""
        /// Ticks; 0 is the last price.
        public var priceTicks: Int64 = 0
        public var execution: UInt64 = 0

        public init(kind: String) { self.kind = kind }
    }

    /// The names of every fault and action.
    public static var kinds: [String] { ExchangeAction.Kind.allCases.map(\.name) }

    private let desk: DeskConfiguration
    /// Real time to wait for the answer.
    private let patience: Int64 = 5_000_000_000

    public init(folder path: String) throws {
        desk = try DeskConfiguration.load(path: try RunFolder.open(path).configuration)
    }

    public func send(_ order: Order) throws -> ControlClient.Outcome {
        let clock = MonotonicClock()
        let command = try command(order, id: UInt64(clock.now()))
        var encoder = SessionEncoder(instance: 99, epoch: 1)
        var reply: ControlReply?
        _ = try CommandSocket(endpoint: desk.endpoints[.snapshot], patience: patience).ask(
            UnsafeRawBufferPointer(encoder.encode(command)), since: clock.now()
        ) { answer, _ in
            let said = try? Frame(answer).root(ControlReply.self)
            if said?.commandID == command.commandID { reply = said }
            return reply != nil
        }
        if let reply { return outcome(order, reply) }
        return ControlClient.Outcome(
            holds: false,
            text: "\(order.kind): the exchange does not answer at \(desk.endpoints[.snapshot])")
    }

    private func outcome(_ order: Order, _ reply: ControlReply) -> ControlClient.Outcome {
        let isTaken = reply.outcome == .accepted
        return ControlClient.Outcome(
            holds: isTaken,
            text: isTaken
                ? "\(order.kind): ordered at \(reply.receivedAt)"
                : "\(order.kind): refused; the day is not running, or a number is out of range")
    }

    private func command(_ order: Order, id: UInt64) throws -> ExchangeCommand {
        guard let kind = ExchangeAction.Kind(named: order.kind) else {
            throw SettingsError(
                file: "fault", line: 0, path: "", problem: "\"\(order.kind)\" is no fault",
                accepted: Self.kinds.joined(separator: ", "))
        }
        let target = try DeskPlan(desk, in: RunFolder(path: desk.runFolder)).scopeTarget(
            order.scope)
        let (duration, overflow) = order.milliseconds.multipliedReportingOverflow(by: 1_000_000)
        return ExchangeCommand(
            commandID: id, kindCode: kind.rawValue, scopeCode: target.code,
            sideCode: order.side == "sell" ? Side.ask.rawValue : Side.bid.rawValue,
            effectCode: order.effect == "close"
                ? PositionEffect.close.rawValue : PositionEffect.open.rawValue,
            participant: order.participant, index: target.index,
            duration: overflow ? -1 : duration, count: order.count,
            price: Price(ticks: order.priceTicks), execution: order.execution)
    }
}
