import Glibc
public import Market
import Messaging
import Settings
import Wire

/// Asks a running quoter for its strategy's parameters, or for other ones.
public struct ParameterClient {
    private let desk: DeskConfiguration
    /// Real time to wait for the answer.
    private let patience: Int64 = 5_000_000_000

    /// - Parameter path: the run folder of a running desk.
    public init(folder path: String) throws {
        desk = try DeskConfiguration.load(path: try RunFolder.open(path).configuration)
        guard !desk.endpoints[.quoterControl].isEmpty else {
            throw SettingsError(
                file: path, line: 0, path: "endpoints.quoterControl",
                problem: "this run's quoter takes no commands", accepted: "a run of this version")
        }
    }

    /// What counts now.
    public func show() throws -> ControlClient.Outcome {
        let id = UInt64(MonotonicClock().now())
        return try exchange(id, "show") { outbox in
            outbox.send(ParameterQuery(commandID: id), on: .control)
        }
    }

    /// All of the assignments or none of them, from a session time on.
    ///
    /// - Parameter effective: nil = at once.
    public func set(
        _ assignments: [(key: String, value: String)], effective: SessionTime?, person: String,
        reason: String
    ) throws -> ControlClient.Outcome {
        try ControlClient.check(person: person, reason: reason, of: "parameters")
        for (name, value) in assignments where max(name.utf8.count, value.utf8.count) > 32 {
            throw SettingsError(
                file: "parameters", line: 0, path: "--set \(name)",
                problem: "name or value is longer than 32 bytes", accepted: "name=value")
        }
        let id = UInt64(MonotonicClock().now())
        return try exchange(id, "set") { outbox in
            outbox.open(
                ParameterChange(
                    commandID: id, effective: effective ?? SessionTime(nanoseconds: 0),
                    person: FixedText32(person), reason: FixedText64(reason)),
                of: ParameterChange.Entry.self, on: .control)
            for (name, value) in assignments {
                outbox.append(
                    ParameterChange.Entry(name: FixedText32(name), value: FixedText32(value)))
            }
            outbox.close()
        }
    }

    private func exchange(
        _ id: UInt64, _ verb: String, _ encode: (inout Outbox) -> Void
    ) throws -> ControlClient.Outcome {
        var outbox = Outbox(instance: 99, epoch: 1)
        outbox.begin(causation: 0, now: SessionTime(nanoseconds: 0))
        encode(&outbox)
        let bytes = UnsafeRawBufferPointer(outbox.bytes(of: outbox.frames[0]))
        var told: ControlClient.Outcome?
        _ = try CommandSocket(endpoint: desk.endpoints[.quoterControl], patience: patience).ask(
            bytes, since: MonotonicClock().now()
        ) { answer, _ in
            guard let frame = try? Frame(answer),
                let head = try? frame.root(ParameterReport.self), head.commandID == id
            else { return false }
            told = try outcome(verb, head, frame)
            return true
        }
        if let told { return told }
        return ControlClient.Outcome(
            holds: false,
            text: "\(verb): the quoter does not answer at \(desk.endpoints[.quoterControl])")
    }

    private func outcome(_ verb: String, _ head: ParameterReport, _ frame: Frame) throws
        -> ControlClient.Outcome
    {
        let entries = try frame.group(ParameterReport.Entry.self)
        let values = (0..<entries.count).map {
            "\(entries[$0].name.text)=\(entries[$0].value.text)"
        }
        let title: String
        switch head.outcome {
        case .refused:
            return ControlClient.Outcome(
                holds: false,
                text: "\(verb): refused. \(head.problem.text); accepted: \(head.acceptable.text)")
        case .waiting: title = "set: from \(head.effective) on; until then"
        default: title = verb == "set" ? "set: in force since \(head.effective)" : "in force"
        }
        return ControlClient.Outcome(
            holds: true,
            text: "\(head.strategy.text), \(title)\n" + values.joined(separator: "\n"))
    }
}
