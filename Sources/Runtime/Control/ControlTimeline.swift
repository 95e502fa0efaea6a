import Market

/// What became of one command, step by step; nanoseconds count from the order, on the machine's monotonic clock.
public struct ControlTimeline: Sendable, Encodable {
    /// How it ended; only `confirmed` is the exchange's word, `accepted` is risk's.
    public enum Outcome: String, Sendable, Encodable {
        case confirmed, accepted, refused, unconfirmed, silent
        /// Half a release: another person has to ask too.
        case waiting
    }

    /// One contract that the exchange has cleared.
    public struct Cleared: Sendable, Encodable {
        public let contract: String
        /// Session time of the exchange's last report on it.
        public let exchangeTime: String
        /// Nanoseconds from the order until the exchange's report, and until risk had it.
        public let nanoseconds: Int64
        public let heardNanoseconds: Int64
    }

    public let verb: String
    public let scope: String
    public let person: String
    public let reason: String
    /// Empty where none was given.
    public let cause: String
    public internal(set) var outcome: Outcome = .silent
    public internal(set) var text = ""
    /// Session times.
    public internal(set) var orderedAt = ""
    public internal(set) var receivedAt = ""
    public internal(set) var confirmedAt = ""
    public internal(set) var receivedNanoseconds: Int64?
    public internal(set) var blockedNanoseconds: Int64?
    public internal(set) var cancelSentNanoseconds: Int64?
    public internal(set) var cleared: [Cleared] = []
    public internal(set) var liveBefore: UInt32 = 0
    public internal(set) var liveAfter: UInt32 = 0
    /// Until the last answer came back.
    public internal(set) var elapsedNanoseconds: Int64 = 0

    /// Whether what was asked for holds.
    public var holds: Bool { outcome == .confirmed || outcome == .accepted }

    /// JSON of all steps.
    public func json() throws -> String { try JSONText.text(self) }

    /// One line a step.
    public var lines: [String] {
        var lines = ["\(verb) \(scope) by \(person): \(verdict)"]
        lines.append(step(0, "ordered at \(orderedAt)"))
        if let receivedNanoseconds { lines.append(step(receivedNanoseconds, "received by risk")) }
        if let blockedNanoseconds {
            lines.append(step(blockedNanoseconds, "in force and journaled"))
        }
        if let cancelSentNanoseconds {
            lines.append(step(cancelSentNanoseconds, "mass cancel sent"))
        }
        if let first = cleared.first, let last = cleared.last {
            lines.append(step(first.nanoseconds, "exchange cleared \(first.contract), the first"))
            lines.append(
                step(
                    last.nanoseconds,
                    "exchange cleared \(last.contract), the last of \(cleared.count)")
            )
        }
        if outcome == .confirmed {
            lines.append(
                step(
                    elapsedNanoseconds,
                    "confirmed by the exchange: \(liveBefore) contracts live before, "
                        + "\(liveAfter) after"))
        }
        return lines
    }

    private var verdict: String {
        switch outcome {
        case .confirmed:
            verb == ControlRequest.approveClose.rawValue
                ? "confirmed by the exchange. \(text)" : "confirmed by the exchange"
        case .accepted: "accepted. \(text)"
        case .refused: "refused. \(text)"
        case .unconfirmed:
            "NOT confirmed, \(liveAfter) contracts may be live. \(text)"
        case .waiting: "waiting: \(text)"
        case .silent: "risk does not answer; nothing is claimed. \(text)"
        }
    }

    private func step(_ nanoseconds: Int64, _ what: String) -> String {
        let digits = "\(nanoseconds / 1_000)"
        return "  +" + String(repeating: " ", count: max(0, 10 - digits.count)) + digits
            + " µs  \(what)"
    }
}
