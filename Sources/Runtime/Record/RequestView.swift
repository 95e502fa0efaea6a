import Market
import Obligations
import Settings
import Tracker
import Wire

/// `obligato obligations DIR --requests`: every request for quote, what became of it, and on what evidence.
public struct RequestView {
    private let rows: [Row]
    private let counts: Counts

    public init(_ record: DayRecord, contract name: String? = nil) throws {
        let chosen = try name.map { name in
            guard let found = record.directory.contract(named: name) else {
                throw SettingsError(
                    file: record.folder.path, line: 0, path: "--contract",
                    problem: "\"\(name)\" is not listed on this day",
                    accepted: "a trading code, an eight-digit code, or #index")
            }
            return found.index
        }
        let reasons = try Self.reasons(record)
        let requests = try record.trackerCore().requests().filter {
            chosen == nil || $0.contract == chosen
        }
        rows = requests.map { request in
            Row(
                request, contract: record.directory.contracts[request.contract.int].tradingCode,
                reason: reasons[request.id.value])
        }
        counts = Counts(requests, holdMin: record.plan.response?.hold)
    }

    /// The quoter's own word on what it gave up, by request number.
    static func reasons(_ record: DayRecord) throws -> [UInt64: String] {
        var reasons: [UInt64: String] = [:]
        try record.forEachFrame(of: .quoter, on: .status) { frame in
            guard frame.template == Template.requestUnanswered else { return }
            let note = try frame.root(RequestUnanswered.self)
            reasons[note.requestID.value] = text(note)
        }
        return reasons
    }

    private static func text(_ note: RequestUnanswered) -> String {
        if note.refusal != .none { return "refused \(note.refusal.description)" }
        if note.reject != .none { return "rejected \(note.reject.description)" }
        if note.reason != .none { return note.reason.description }
        return note.attempts > 0 ? "not acknowledged" : "not seen in time"
    }

    public func json() throws -> String {
        try JSONText.text(Document(counts: counts, requests: rows))
    }

    public var text: String {
        var lines = rows.map(\.text)
        lines.append(counts.text)
        return lines.joined(separator: "\n")
    }

    private struct Document: Encodable {
        let counts: Counts
        let requests: [Row]
    }

    /// One request; times are nanoseconds, null where there is none.
    struct Row: Encodable {
        let id: UInt64
        let contract: String
        let opened_ns: Int64
        let outcome: String
        let counted: Bool
        let latency_ns: Int64?
        let held_ns: Int64
        let release: String?
        let quote_id: UInt64?
        let ack_sequence: UInt64?
        let reason: String?

        init(_ request: RequestRecord, contract: String, reason: String?) {
            id = request.id.value
            self.contract = contract
            opened_ns = request.openedAt.nanoseconds
            outcome = "\(request.outcome)"
            counted = request.outcome.isCounted
            latency_ns = request.respondedAt.map { ($0 - request.openedAt).nanoseconds }
            held_ns = request.held.nanoseconds
            release = request.release?.rawValue
            let hasEvidence = request.response.logSequence != 0
            quote_id = hasEvidence ? request.response.quote.value : nil
            ack_sequence = hasEvidence ? request.response.logSequence : nil
            self.reason = request.outcome == .answered ? nil : reason
        }

        var text: String {
            var text = "\(id)  \(contract)  \(SessionTime(nanoseconds: opened_ns))  \(outcome)"
            if let latency_ns { text += "  after \(RequestView.seconds(latency_ns))" }
            if held_ns > 0 { text += "  held \(RequestView.seconds(held_ns))" }
            if let release { text += "  released \(release)" }
            if let quote_id, let ack_sequence { text += "  quote \(quote_id) ack \(ack_sequence)" }
            if let reason { text += "  because \(reason)" }
            return text
        }
    }

    /// The day's requests in numbers (C3.4b).
    struct Counts: Encodable {
        private(set) var requests = 0
        private(set) var counted = 0
        private(set) var answered = 0
        private(set) var by_outcome: [String: Int] = [:]
        /// Answers by response time: how many within this bound and above the one before.
        private(set) var latency: [Bucket] = [
            1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, .max,
        ].map { Bucket(within_ns: $0, count: 0) }
        private(set) var latency_max_ns: Int64?
        /// Shortest hold of an answer that was neither released nor cut short.
        private(set) var held_min_ns: Int64?
        let hold_required_ns: Int64?

        struct Bucket: Encodable {
            let within_ns: Int64
            var count: Int
        }

        init(_ requests: [RequestRecord], holdMin: TimeSpan?) {
            hold_required_ns = holdMin?.nanoseconds
            for request in requests { add(request) }
        }

        private mutating func add(_ request: RequestRecord) {
            requests += 1
            if request.outcome.isCounted { counted += 1 }
            if request.outcome == .answered { answered += 1 }
            by_outcome["\(request.outcome)", default: 0] += 1
            guard let responded = request.respondedAt else { return }
            let nanoseconds = (responded - request.openedAt).nanoseconds
            latency_max_ns = max(latency_max_ns ?? 0, nanoseconds)
            if let bucket = latency.firstIndex(where: { nanoseconds <= $0.within_ns }) {
                latency[bucket].count += 1
            }
            guard request.outcome == .answered, request.release == nil else { return }
            held_min_ns = min(held_min_ns ?? .max, request.held.nanoseconds)
        }

        var text: String {
            let others = by_outcome.filter { $0.key != "answered" }.sorted { $0.key < $1.key }
                .map { "  \($0.key) \($0.value)" }.joined()
            var text =
                "requests 询价 \(requests)  counted \(counted)  answered 已回应 \(answered)\(others)"
            if let latency_max_ns {
                text += "  slowest \(RequestView.seconds(latency_max_ns))"
            }
            if let held_min_ns {
                text += "  shortest hold \(RequestView.seconds(held_min_ns))"
            }
            return text
        }
    }

    static func seconds(_ nanoseconds: Int64) -> String {
        DecimalText.text(nanoseconds / 1_000, decimals: 6) + " s"
    }
}
