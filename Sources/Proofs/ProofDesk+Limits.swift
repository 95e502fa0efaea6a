import Market
import Risk
import Wire

/// What persons say about limits while the desk runs.
extension ProofDesk {
    /// A hash of the right form: which preview it is of, the desk's journal says in production.
    static let hash = String(repeating: "5a", count: 32)

    @discardableResult func limits(
        _ verb: LimitVerb, _ name: LimitName? = nil, _ value: Int64? = nil, id: UInt32 = 0,
        by person: String, hash: String = "", effective: SessionTime? = nil,
        expires: SessionTime? = nil
    ) -> LimitReply? {
        commandID += 1
        if setting.losesCommands { return nil }
        let command = LimitCommand(
            commandID: commandID, verb: verb, requestID: id,
            effective: effective ?? SessionTime(nanoseconds: 0),
            expires: expires ?? SessionTime(nanoseconds: 0), records: UInt64(journal.count),
            person: FixedText32(person), reason: FixedText64("proof"), hash: FixedText64(hash))
        let first = limitReplies.count
        tellRisk(on: .control, from: 3) { outbox in
            outbox.open(command, of: LimitCommand.Entry.self, on: .control)
            if let name {
                outbox.append(
                    LimitCommand.Entry(
                        limitCode: name.rawValue, isSet: value == nil ? 0 : 1, value: value ?? 0))
            }
            outbox.close()
        }
        settle()
        return first < limitReplies.count ? limitReplies[first] : nil
    }

    /// Li asks and previews, wang approves.
    @discardableResult func change(_ name: LimitName, to value: Int64?) -> LimitReply? {
        let id = limits(.apply, name, value, by: "li")?.requestID ?? 0
        limits(.preview, id: id, by: "li", hash: Self.hash)
        return limits(.approve, id: id, by: "wang", hash: Self.hash)
    }
}
