public import Market

/// Watches the flow of one day: events in, in the order of their time; alerts out.
///
/// `raised` tells each alert at the row that brought it; `report` tells the day as if it ended now. One
/// implementation: an alert is raised when a report made at that moment would hold it for the first time.
public struct Surveillance: Sendable {
    /// An order that lives, as it was entered.
    struct LiveOrder: Sendable {
        var entry: FlowEvent
        var remaining: Int64
    }

    public let rules: SurveillanceRules
    /// Every alert in the order in which it came, as it stood then.
    public private(set) var raised: [RaisedAlert] = []
    private var watches: [Watch]
    private var subjects: Subjects
    private var orders: [OrderID: LiveOrder] = [:]
    private var told: [(rule: Int, finding: Finding)] = []
    private var figures: FlowFigures
    private var unusable = 0
    private var found = Found()
    /// How far each alert has come. Never iterated.
    private var standings: [Place: Standing] = [:]

    /// What two findings have in common that tell of the same thing at two times.
    private struct Place: Hashable {
        let rule: Int
        let subject: Int
        let contract: ContractIndex?
        let span: Int
    }

    /// One rule, its detector, and how often a subject came near its bar.
    private struct Watch: Sendable {
        let rule: SurveillanceRule
        var detector: any Detector
        var near: [Int: EvidenceRows] = [:]
    }

    /// - Parameters:
    ///   - directory: the day's instruments: units, products, price limits.
    ///   - accounts: accounts that are there whether or not they do anything, in their order.
    public init(
        rules: SurveillanceRules, directory: InstrumentDirectory, accounts: [UInt16] = []
    ) {
        self.rules = rules
        subjects = Subjects(rules.owners)
        figures = FlowFigures()
        let stage = DetectorStage(
            directory: directory, rowsMax: rules.evidenceRowsMax, nearPercent: rules.nearPercent)
        watches = rules.rules.map { Watch(rule: $0, detector: Detectors.make($0.kind, on: stage)) }
        for account in accounts {
            figures.know(account: subjects.account(account), owner: subjects.owner(account))
        }
    }

    /// Takes the next event; events of one log come in its order.
    ///
    /// A row whose numbers no market could have made is counted as unusable and left out.
    public mutating func take(_ event: FlowEvent) {
        guard event.isUsable else {
            unusable += 1
            return
        }
        let order = orders[event.orderID]
        follow(event)
        let account = event.isOwn ? subjects.account(event.account) : Subjects.market
        let owner = event.isOwn ? subjects.owner(event.account) : Subjects.market
        if event.isOwn { figures.take(event, order: order?.entry, account: account, owner: owner) }
        for index in watches.indices {
            let subject = watches[index].rule.scope == .owner ? owner : account
            watches[index].detector.take(event, of: subject, order: order?.entry, into: &found)
            if !found.isEmpty {
                hear(from: index, at: event)
                found.removeAll()
            }
        }
    }

    /// Everything found up to now; the day's rules are told as if it ended here.
    public func report() -> SurveillanceReport {
        var all = told
        for (index, watch) in watches.enumerated() {
            var near = watch.near
            for subject in watch.detector.subjects {
                for finding in watch.detector.findings(of: subject, at: nil) {
                    if let finding = weigh(finding, &near) { all.append((index, finding)) }
                }
            }
        }
        let alerts = all.map { alert($0.finding, of: watches[$0.rule].rule) }
        var fees: [FeeForecast] = []
        for watch in watches {
            guard let detector = watch.detector as? CancelFeeDetector else { continue }
            fees += detector.forecasts { subjects.name($0, watch.rule.scope) }
        }
        let ordered = alerts.enumerated().sorted {
            ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
        }.map(\.element)
        return SurveillanceReport(
            alerts: ordered, raised: raised, figures: figures.rows(subjects), fees: fees,
            unusable: unusable)
    }

    private mutating func follow(_ event: FlowEvent) {
        switch event.kind {
        case .entered:
            orders[event.orderID] = LiveOrder(
                entry: event, remaining: Int64(event.quantity.contracts))
        case .cancelled, .removed: orders[event.orderID] = nil
        case .traded:
            guard var order = orders[event.orderID] else { return }
            order.remaining -= Int64(event.quantity.contracts)
            orders[event.orderID] = order.remaining > 0 ? order : nil
        default: return
        }
    }

    /// Keeps what is final, and raises what the day would be told of now and was not before.
    private mutating func hear(from index: Int, at row: FlowEvent) {
        for finding in found.findings {
            guard let finding = weigh(finding, &watches[index].near) else { continue }
            told.append((index, finding))
            raise(finding, from: index, at: row)
        }
        for news in found.news {
            var near = watches[index].near
            for finding in watches[index].detector.findings(of: news.subject, at: news.place) {
                if let finding = weigh(finding, &near) { raise(finding, from: index, at: row) }
            }
        }
    }

    /// What is told of a finding: a near one counts, and only the last of several is told.
    private func weigh(_ finding: Finding, _ near: inout [Int: EvidenceRows]) -> Finding? {
        guard finding.outcome == .near else { return finding }
        var rows = near[finding.subject] ?? EvidenceRows(max: rules.evidenceRowsMax)
        if let last = finding.evidence.last { rows.add(last) }
        near[finding.subject] = rows
        guard rows.count == Int(clamping: rules.nearRepeats) else { return nil }
        return Finding(
            .near, subject: finding.subject, time: finding.time, contract: finding.contract,
            measures: [Measure("nearTimes", Int64(rows.count), limit: rules.nearRepeats)]
                + finding.measures, evidence: rows)
    }

    private mutating func raise(_ finding: Finding, from index: Int, at row: FlowEvent) {
        let place = Place(
            rule: index, subject: finding.subject, contract: finding.contract, span: finding.span)
        guard standings[place, default: Standing()].rises(to: finding.outcome) else { return }
        raised.append(
            RaisedAlert(
                number: raised.count + 1, log: row.log, sequence: row.sequence, time: row.time,
                alert: alert(finding, of: watches[index].rule)))
    }

    private func alert(_ finding: Finding, of rule: SurveillanceRule) -> Alert {
        let isReached = finding.outcome == .reached
        return Alert(
            rule: rule.id, level: isReached ? rule.level : .notice, isNear: !isReached,
            subject: subjects.name(finding.subject, rule.scope), time: finding.time,
            contract: finding.contract, span: finding.span, measures: finding.measures,
            evidence: finding.evidence, evidenceCount: finding.evidenceCount)
    }
}
