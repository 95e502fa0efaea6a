import Foundation

extension ObligationReport {
    /// The report as deterministic JSON: sorted keys, integers only, one trailing newline.
    public func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }

    /// Reads what `json()` wrote.
    public static func read(json: String) throws -> ObligationReport {
        try JSONDecoder().decode(ObligationReport.self, from: Data(json.utf8))
    }
}

extension ObligationReport {
    /// Single contracts over the whole day under the first presence rule that has such figures.
    public var contractPresence: [Row] {
        let whole = rules.filter { $0.kind == "presence" && $0.contract != nil && $0.part == nil }
        return whole.filter { $0.rule == whole.first?.rule }
    }
}

extension ObligationReport.Row: Codable {
    private enum Key: String, CodingKey {
        case rule, kind, contract, part, underlying, causes, value, best, sampled, threshold, pass,
            comparator, counts, treatments
        case session = "session_ns"
        case met = "met_ns"
        case notMet = "not_met_ns"
        case exempt = "exempt_ns"
        case unknown = "unknown_ns"
        case contractsMet = "contracts_met"
        case requests, inadmissible, answered, late, missed, pending
        case heldShort = "held_short"
        case unknownRequests = "unknown"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(rule, forKey: .rule)
        try container.encode(kind, forKey: .kind)
        try container.encode(contract, forKey: .contract)
        try container.encode(underlying, forKey: .underlying)
        try container.encodeIfPresent(part, forKey: .part)
        if let times {
            try container.encode(times.session, forKey: .session)
            try container.encode(times.met, forKey: .met)
            try container.encode(times.notMet, forKey: .notMet)
            try container.encode(times.exempt, forKey: .exempt)
            try container.encode(times.unknown, forKey: .unknown)
        }
        try container.encodeIfPresent(causes, forKey: .causes)
        try container.encode(value, forKey: .value)
        try container.encode(best, forKey: .best)
        try container.encodeIfPresent(sampled, forKey: .sampled)
        try container.encodeIfPresent(treatments, forKey: .treatments)
        try container.encode(threshold, forKey: .threshold)
        try container.encode(comparator, forKey: .comparator)
        try container.encode(pass, forKey: .pass)
        try container.encodeIfPresent(contractsMet, forKey: .contractsMet)
        try container.encodeIfPresent(counts, forKey: .counts)
        if let requests {
            try container.encode(requests.requests, forKey: .requests)
            try container.encode(requests.inadmissible, forKey: .inadmissible)
            try container.encode(requests.answered, forKey: .answered)
            try container.encode(requests.late, forKey: .late)
            try container.encode(requests.heldShort, forKey: .heldShort)
            try container.encode(requests.missed, forKey: .missed)
            try container.encode(requests.unknown, forKey: .unknownRequests)
            try container.encode(requests.pending, forKey: .pending)
        }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            rule: try container.decode(String.self, forKey: .rule),
            kind: try container.decode(String.self, forKey: .kind),
            contract: try container.decodeIfPresent(String.self, forKey: .contract),
            underlying: try container.decode(String.self, forKey: .underlying),
            value: try container.decode(Ratio.self, forKey: .value),
            best: try container.decode(Ratio.self, forKey: .best),
            threshold: Threshold(
                try container.decode(Threshold.Comparator.self, forKey: .comparator),
                try container.decode(Ratio.self, forKey: .threshold)))
        part = try container.decodeIfPresent(String.self, forKey: .part)
        pass = try container.decodeIfPresent(Bool.self, forKey: .pass)
        causes = try container.decodeIfPresent([String: Int64].self, forKey: .causes)
        sampled = try container.decodeIfPresent(Ratio.self, forKey: .sampled)
        treatments = try container.decodeIfPresent(
            ObligationReport.Treatments.self, forKey: .treatments)
        contractsMet = try container.decodeIfPresent([String].self, forKey: .contractsMet)
        counts = try container.decodeIfPresent([String: Int64].self, forKey: .counts)
        if container.contains(.session) {
            times = ObligationReport.Times(
                session: try container.decode(Int64.self, forKey: .session),
                met: try container.decode(Int64.self, forKey: .met),
                notMet: try container.decode(Int64.self, forKey: .notMet),
                exempt: try container.decode(Int64.self, forKey: .exempt),
                unknown: try container.decode(Int64.self, forKey: .unknown))
        }
        guard container.contains(.requests) else { return }
        var counts = ObligationReport.RequestCounts()
        counts.requests = try container.decode(Int64.self, forKey: .requests)
        counts.inadmissible = try container.decode(Int64.self, forKey: .inadmissible)
        counts.answered = try container.decode(Int64.self, forKey: .answered)
        counts.late = try container.decode(Int64.self, forKey: .late)
        counts.heldShort = try container.decode(Int64.self, forKey: .heldShort)
        counts.missed = try container.decode(Int64.self, forKey: .missed)
        counts.unknown = try container.decode(Int64.self, forKey: .unknownRequests)
        counts.pending = try container.decode(Int64.self, forKey: .pending)
        requests = counts
    }
}
