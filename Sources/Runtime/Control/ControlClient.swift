import Glibc
import Market
import Messaging
import Settings
import Wire

/// Sends one command to a running risk process and waits for what the exchange confirms.
public struct ControlClient {
    public enum Verb: String, Sendable {
        case kill, release, pause, resume
    }

    public struct Outcome: Sendable {
        public let holds: Bool
        public let text: String
    }

    private let folder: RunFolder
    private let desk: DeskConfiguration
    /// Real time to wait for the last word.
    private let patience: Int64 = 5_000_000_000

    public init(folder path: String) throws {
        folder = try RunFolder.open(path)
        desk = try DeskConfiguration.load(path: folder.configuration)
    }

    public func send(_ verb: Verb, person: String, reason: String, scope: String) throws -> Outcome
    {
        guard !person.isEmpty, !reason.isEmpty, reason.utf8.count <= 64, person.utf8.count <= 32
        else {
            throw SettingsError(
                file: "control", line: 0, path: "",
                problem: "person or reason is empty or too long",
                accepted: "--person up to 32 bytes, --reason up to 64")
        }
        let target = try DeskPlan(desk, in: RunFolder(path: desk.runFolder)).scopeTarget(scope)
        var socket = try DealerSocket(in: try MessagingContext())
        try socket.connect(to: try Endpoint(parsing: desk.endpoints[.control]))
        let descriptor = try socket.fileDescriptor
        var encoder = SessionEncoder(instance: 99, epoch: 1)
        let clock = MonotonicClock()
        let command = ControlCommand(
            commandID: UInt64(clock.now()), verb: wireVerb(verb), scopeCode: target.code,
            index: target.index, person: FixedText32(person), text: FixedText64(reason))
        let began = clock.now()
        var sent = false
        var last: ControlReply?
        let buffer = ReceiveBuffer()
        var poller = Poller(capacity: 1)
        _ = poller.add(descriptor)
        while clock.now() - began < patience {
            if !sent {
                sent = try socket.send(UnsafeRawBufferPointer(encoder.encode(command))) == .sent
            }
            while case .message(let count) = try socket.receive(into: buffer.bytes) {
                guard let reply = try? Frame(buffer.prefix(count)).root(ControlReply.self),
                    reply.commandID == command.commandID
                else { continue }
                last = reply
            }
            if let last, last.outcome != .waiting {
                return outcome(verb, last, clock.now() - began)
            }
            _ = try poller.wait(timeoutNanoseconds: 10_000_000)
        }
        guard let last else {
            return Outcome(
                holds: false,
                text: "\(verb.rawValue): risk does not answer at "
                    + "\(desk.endpoints[.control]); nothing is claimed")
        }
        return outcome(verb, last, clock.now() - began)
    }

    private func outcome(_ verb: Verb, _ reply: ControlReply, _ elapsed: Int64) -> Outcome {
        let took = "\(elapsed / 1_000) µs"
        switch reply.outcome {
        case .confirmed, .accepted:
            return Outcome(
                holds: true,
                text: "\(verb.rawValue): \(reply.outcome) after \(took); received "
                    + "\(reply.receivedAt), exchange confirmed \(reply.confirmedAt), "
                    + "\(reply.liveQuotes) quotes live. \(reply.text.text)")
        case .refused:
            return Outcome(holds: false, text: "\(verb.rawValue): refused. \(reply.text.text)")
        default:
            return Outcome(
                holds: false,
                text: "\(verb.rawValue): not confirmed after \(took), \(reply.liveQuotes) quotes "
                    + "may be live. \(reply.text.text)")
        }
    }

    private func wireVerb(_ verb: Verb) -> ControlVerb {
        switch verb {
        case .kill: .kill
        case .release: .release
        case .pause: .pause
        case .resume: .resume
        }
    }
}
