import Glibc
import Market
import Messaging
import Risk
import Settings
import Wire

/// Sends one command to a running risk process and waits for what the exchange confirms.
public struct ControlClient {
    /// Whether something holds, and the line that says so.
    public struct Outcome: Sendable {
        public let holds: Bool
        public let text: String
    }

    /// One command as it is given on the command line.
    public struct Order: Sendable {
        public var request: ControlRequest
        public var person: String
        public var reason: String
        /// all, underlying:CODE, contract:CODE, quoter:N or account:N.
        public var scope = "all"
        public var cause: StopCause?
        /// One of `switches`, where one is turned on or off.
        public var accountSwitch: String?

        /// The account's switches by name.
        public static let switches = AccountSwitch.allCases.map(\.name)

        /// What goes on record: the switch first.
        var text: String { accountSwitch.map { "\($0) \(reason)" } ?? reason }

        public init(_ request: ControlRequest, person: String, reason: String) {
            self.request = request
            self.person = person
            self.reason = reason
        }
    }

    private let folder: RunFolder
    private let desk: DeskConfiguration
    private let monotonic = MonotonicClock()
    /// Real time to wait for the last word.
    private let patience: Int64

    /// - Parameter seconds: real seconds to wait for the exchange's confirmation.
    public init(folder path: String, seconds: Int64 = 5) throws {
        folder = try RunFolder.open(path)
        desk = try DeskConfiguration.load(path: folder.configuration)
        patience = min(max(seconds, 1), 3_600) * 1_000_000_000
    }

    /// Whether a person and a reason are there, and short enough for the record.
    static func check(person: String, reason: String, of command: String) throws {
        guard !person.isEmpty, !reason.isEmpty, reason.utf8.count <= 64, person.utf8.count <= 32
        else {
            throw SettingsError(
                file: command, line: 0, path: "",
                problem: "person or reason is empty or too long",
                accepted: "--person up to 32 bytes, --reason up to 64")
        }
    }

    /// Sends it and follows what becomes of it.
    public func send(_ order: Order) throws -> ControlTimeline {
        // What goes on record has the switch before the reason.
        try Self.check(
            person: order.person, reason: order.reason.isEmpty ? "" : order.text, of: "control")
        let plan = try DeskPlan(desk, in: RunFolder(path: desk.runFolder))
        let target = try plan.scopeTarget(order.scope)
        var encoder = SessionEncoder(instance: 99, epoch: 1)
        let began = monotonic.now()
        let command = ControlCommand(
            commandID: UInt64(began), verb: order.request.verb, scopeCode: target.code,
            index: target.index, person: FixedText32(order.person),
            text: FixedText64(order.text), cause: order.cause?.code ?? .none)
        var answers = ControlAnswers(
            order, id: command.commandID, began: began, clock: desk.clock,
            directory: plan.directory)
        _ = try CommandSocket(endpoint: desk.endpoints[.control], patience: patience).ask(
            UnsafeRawBufferPointer(encoder.encode(command)), since: began
        ) { answer, now in
            answers.take(answer, at: now)
            return answers.isComplete
        }
        return answers.timeline
    }
}
