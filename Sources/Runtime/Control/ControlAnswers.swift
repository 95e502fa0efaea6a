import Market
import Wire

/// Puts risk's answers to one command together; nothing of it is believed beyond what a frame says.
struct ControlAnswers {
    private(set) var timeline: ControlTimeline
    private let id: UInt64
    private let began: Int64
    private let clock: SessionClock
    private let directory: InstrumentDirectory
    private var hasTimes = false
    private var hasLastWord = false

    init(
        _ order: ControlClient.Order, id: UInt64, began: Int64, clock: SessionClock,
        directory: InstrumentDirectory
    ) {
        timeline = ControlTimeline(
            verb: order.request.rawValue, scope: order.scope, person: order.person,
            reason: order.reason, cause: order.cause?.rawValue ?? "")
        timeline.orderedAt = "\(clock.time(at: began))"
        self.id = id
        self.began = began
        self.clock = clock
        self.directory = directory
    }

    /// The last word has come, and when what was asked for was in force.
    var isComplete: Bool { hasLastWord && hasTimes }

    mutating func take(_ bytes: UnsafeRawBufferPointer, at now: Int64) {
        guard let frame = try? Frame(bytes) else { return }
        switch frame.template {
        case Template.controlReply:
            guard let reply = try? frame.root(ControlReply.self), reply.commandID == id else {
                return
            }
            take(reply, at: now)
        case Template.controlTimes:
            guard let times = try? frame.root(ControlTimes.self), times.commandID == id else {
                return
            }
            hasTimes = true
            timeline.receivedNanoseconds = times.received - began
            timeline.blockedNanoseconds = times.blocked - began
            if times.cancelSent != 0 { timeline.cancelSentNanoseconds = times.cancelSent - began }
        case Template.controlProgress: takeProgress(frame)
        default: return
        }
    }

    private mutating func take(_ reply: ControlReply, at now: Int64) {
        timeline.text = reply.text.text
        timeline.liveAfter = reply.liveQuotes
        timeline.liveBefore = max(timeline.liveBefore, reply.liveBefore)
        timeline.receivedAt = "\(reply.receivedAt)"
        timeline.elapsedNanoseconds = now - began
        switch reply.outcome {
        case .confirmed:
            timeline.outcome = .confirmed
            timeline.confirmedAt = "\(reply.confirmedAt)"
        case .accepted: timeline.outcome = .accepted
        case .refused: timeline.outcome = .refused
        default:
            // Half a release waits for another person's command, not for the exchange.
            let halves: [ControlRequest] = [.release, .lift]
            let isHalf = halves.contains { $0.rawValue == timeline.verb }
            timeline.outcome = isHalf ? .waiting : .unconfirmed
            hasLastWord = isHalf
            return
        }
        hasLastWord = true
    }

    private mutating func takeProgress(_ frame: Frame) {
        guard let head = try? frame.root(ControlProgress.self), head.commandID == id,
            let entries = try? frame.group(ControlProgress.Entry.self)
        else { return }
        timeline.liveAfter = head.left
        for index in 0..<entries.count {
            let entry = entries[index]
            let number = Int(entry.contract.value)
            guard number < directory.contracts.count else { continue }
            timeline.cleared.append(
                ControlTimeline.Cleared(
                    contract: directory.contracts[number].tradingCode,
                    exchangeTime: "\(entry.time)",
                    nanoseconds: clock.monotonic(at: entry.time) - began,
                    heardNanoseconds: clock.monotonic(at: head.at) - began))
        }
    }
}
