/// One day's figures under its own rules and under others, row beside row.
///
/// Both come from the same record: the quotes stay what they were. What the desk would have quoted under
/// the other rules is not said here; a backtest says that.
public struct ObligationComparison: Hashable, Sendable {
    public var own: ObligationReport
    public var other: ObligationReport
    /// Rows whose verdict changes first, then by the size of the difference, then in the report's order.
    public var rows: [Row]

    public init(own: ObligationReport, other: ObligationReport) {
        self.own = own
        self.other = other
        let counterparts = Self.counterparts(of: own, in: other)
        var rows: [Row] = []
        var taken: Set<Row.Place> = []
        let others = Dictionary(
            other.rules.map { (Row.Place($0, rule: $0.rule), $0) }, uniquingKeysWith: { a, _ in a })
        for row in own.rules {
            let place = counterparts[row.rule].map { Row.Place(row, rule: $0) }
            let match = place.flatMap { others[$0] }
            if let place, match != nil { taken.insert(place) }
            rows.append(Row(own: row, other: match))
        }
        for row in other.rules where !taken.contains(Row.Place(row, rule: row.rule)) {
            rows.append(Row(own: nil, other: row))
        }
        self.rows = rows.enumerated().sorted { a, b in
            let (left, right) = (a.element, b.element)
            if left.changesVerdict != right.changesVerdict { return left.changesVerdict }
            let (x, y) = (abs(left.millionths ?? 0), abs(right.millionths ?? 0))
            return x == y ? a.offset < b.offset : x > y
        }.map(\.element)
    }

    /// Rows with another verdict than before.
    public var changes: [Row] { rows.filter(\.changesVerdict) }

    /// Each rule's counterpart: the one with its id, else the next unclaimed one of its kind.
    private static func counterparts(of own: ObligationReport, in other: ObligationReport)
        -> [String: String]
    {
        var free = rules(of: other)
        var found: [String: String] = [:]
        let mine = rules(of: own)
        for (rule, kind) in mine {
            guard let same = free.firstIndex(where: { $0.rule == rule && $0.kind == kind }) else {
                continue
            }
            found[rule] = free.remove(at: same).rule
        }
        for (rule, kind) in mine where found[rule] == nil {
            guard let next = free.firstIndex(where: { $0.kind == kind }) else { continue }
            found[rule] = free.remove(at: next).rule
        }
        return found
    }

    private static func rules(of report: ObligationReport) -> [(rule: String, kind: String)] {
        var found: [(rule: String, kind: String)] = []
        for row in report.rules where found.last?.rule != row.rule {
            if !found.contains(where: { $0.rule == row.rule }) {
                found.append((row.rule, row.kind))
            }
        }
        return found
    }
}

extension ObligationComparison {
    /// One figure under both packs; one of the two is nil where only the other pack has the rule.
    public struct Row: Hashable, Sendable {
        public var own: ObligationReport.Row?
        public var other: ObligationReport.Row?

        public init(own: ObligationReport.Row?, other: ObligationReport.Row?) {
            self.own = own
            self.other = other
        }

        /// Trading code, or the underlying's code for a figure of an underlying.
        public var subject: String {
            let row = own ?? other
            let subject = row?.contract ?? row?.underlying ?? ""
            return row?.part.map { "\(subject) \($0)" } ?? subject
        }

        /// Both packs judge it, and not alike; an obligation that comes or goes counts.
        public var changesVerdict: Bool {
            guard let own, let other else { return false }
            return own.pass != other.pass
        }

        /// Other less own in millionths, each rounded down; nil without both figures.
        public var millionths: Int64? {
            guard let mine = own?.value.millionths, let theirs = other?.value.millionths else {
                return nil
            }
            return theirs - mine
        }

        /// Other less own, class by class; nil unless both have times.
        public var times: ObligationReport.Times? {
            guard let mine = own?.times, let theirs = other?.times else { return nil }
            return ObligationReport.Times(
                session: theirs.session - mine.session, met: theirs.met - mine.met,
                notMet: theirs.notMet - mine.notMet, exempt: theirs.exempt - mine.exempt,
                unknown: theirs.unknown - mine.unknown)
        }

        /// Anything at all is different.
        public var differs: Bool {
            own == nil || other == nil || own?.value != other?.value || own?.pass != other?.pass
                || own?.times != other?.times || own?.requests != other?.requests
        }

        /// Which figure it is, whatever the report.
        struct Place: Hashable {
            let rule: String
            let kind: String
            let contract: String?
            let underlying: String
            let part: String?

            init(_ row: ObligationReport.Row, rule: String) {
                self.rule = rule
                kind = row.kind
                contract = row.contract
                underlying = row.underlying
                part = row.part
            }
        }
    }
}

extension Ratio {
    /// The fraction in millionths, rounded down; nil without a positive denominator.
    public var millionths: Int64? {
        guard den > 0 else { return nil }
        let scaled = Int128(num) * 1_000_000
        let floor = scaled / Int128(den) - (scaled % Int128(den) < 0 ? 1 : 0)
        return Int64(clamping: floor)
    }
}
