import Market
import Messaging
import Settings
import Wire

/// Asks a running risk process what its checks would say to an instruction; nothing is sent, reserved or spent (C2.10).
public struct AdviceClient {
    private let link: LimitLink
    /// Real time to wait for the answer, in nanoseconds.
    private let patience: Int64

    /// - Parameters:
    ///   - path: the run folder of a running desk.
    ///   - seconds: real seconds to wait for the answer.
    public init(folder path: String, seconds: Int64 = 5) throws {
        link = try LimitLink(folder: path)
        patience = min(max(seconds, 1), 3_600) * 1_000_000_000
    }

    /// - Parameters:
    ///   - contract: code, trading code or `#index`.
    ///   - quoter: whose instruction it would be; 0 = the first whose session is open.
    public func ask(_ instruction: AdviceInstruction, contract: String, quoter: UInt16)
        throws -> AdviceOutcome
    {
        guard let found = link.plan.directory.contract(named: contract) else {
            throw SettingsError(
                file: "advise", line: 0, path: "--contract",
                problem: "\"\(contract)\" is not on the day's list",
                accepted: "a code or trading code; obligato contracts lists them")
        }
        let began = MonotonicClock().now()
        var query = instruction.query
        query.commandID = UInt64(began)
        query.contract = found.index
        query.quoter = quoter
        guard link.mayAnswer, let (head, refusals) = try exchange(query, since: began) else {
            throw SettingsError(
                file: "advise", line: 0, path: "",
                problem: "risk does not answer at \(link.desk.endpoints[.control]); nothing is "
                    + "claimed", accepted: "a run whose processes are running")
        }
        return AdviceOutcome(
            contract: found.tradingCode, instruction: instruction.text, head: head,
            refusals: refusals)
    }

    private func exchange(_ query: AdviceQuery, since began: Int64) throws
        -> (AdviceReply, [AdviceReply.Entry])?
    {
        var outbox = Outbox(
            instance: 99, environment: link.desk.environment, epoch: 1, capacity: 4_096)
        outbox.begin(causation: 0, now: SessionTime(nanoseconds: 0))
        outbox.send(query, on: .control)
        let bytes = UnsafeRawBufferPointer(outbox.bytes(of: outbox.frames[0]))
        var told: (AdviceReply, [AdviceReply.Entry])?
        _ = try CommandSocket(endpoint: link.desk.endpoints[.control], patience: patience).ask(
            bytes, since: began
        ) { answer, _ in
            guard let frame = try? Frame(answer), frame.template == AdviceReply.templateID,
                let head = try? frame.root(AdviceReply.self), head.commandID == query.commandID,
                let group = try? frame.group(AdviceReply.Entry.self)
            else { return false }
            told = (head, (0..<group.count).map { group[$0] })
            return true
        }
        return told
    }
}
