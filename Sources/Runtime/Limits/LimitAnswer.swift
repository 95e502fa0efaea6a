import Market
import Risk
import Wire

/// What the risk core said to one command about limits, its own process or its journal's replay alike.
struct LimitAnswer {
    private(set) var reply: LimitReply?
    private(set) var limits: [LimitReply.Entry] = []
    private(set) var records: [(head: LimitRecord, entries: [LimitRecord.Entry])] = []

    /// Takes a frame of this command; true when it was the last one.
    mutating func take(_ frame: Frame, of commandID: UInt64) -> Bool {
        switch frame.template {
        case LimitRecord.templateID:
            guard let head = try? frame.root(LimitRecord.self), head.commandID == commandID,
                let group = try? frame.group(LimitRecord.Entry.self)
            else { return false }
            records.append((head, (0..<group.count).map { group[$0] }))
            return false
        case LimitReply.templateID:
            guard let head = try? frame.root(LimitReply.self), head.commandID == commandID,
                let group = try? frame.group(LimitReply.Entry.self)
            else { return false }
            reply = head
            limits = (0..<group.count).map { group[$0] }
            return true
        default: return false
        }
    }

    /// Takes over the requests of a second answer.
    mutating func add(_ other: LimitAnswer) { records += other.records }

    /// Why it was refused; nil when it was not.
    var refusal: LimitRefusal? {
        guard let reply, reply.outcome != .accepted else { return nil }
        return LimitRefusal(
            reply.problem, LimitName(rawValue: reply.limitCode), value: reply.value)
    }
}
