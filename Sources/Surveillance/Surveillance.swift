public import Market

/// Watches the flow of one day: events in, in the order of their time; alerts out.
///
/// Rules over a whole day (ratios, times a day) speak in `report`, which may be asked for at any moment.
public struct Surveillance: Sendable {
    /// An order that lives, as it was entered.
    struct LiveOrder: Sendable {
        var entry: FlowEvent
        var remaining: Int64
    }

    public let rules: SurveillanceRules
    private var watches: [Watch]
    private var subjects: Subjects
    private var orders: [OrderID: LiveOrder] = [:]
    private var told: [(rule: Int, finding: Finding)] = []
    private var figures: FlowFigures
    private var unusable = 0

    /// One rule, its detector, and how often a subject came near its bar.
    private struct Watch: Sendable {
        let rule: SurveillanceRule
        var detector: any Detector
        var near: [Int: EvidenceRows] = [:]
    }

    /// - Parameter directory: the day's instruments: units, products, price limits.
    public init(rules: SurveillanceRules, directory: InstrumentDirectory) {
        self.rules = rules
        subjects = Subjects(rules.owners)
        figures = FlowFigures()
        let stage = DetectorStage(
            directory: directory, rowsMax: rules.evidenceRowsMax, nearPercent: rules.nearPercent)
        watches = rules.rules.map { Watch(rule: $0, detector: Detectors.make($0.kind, on: stage)) }
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
        var findings: [Finding] = []
        for index in watches.indices {
            let subject = watches[index].rule.scope == .owner ? owner : account
            watches[index].detector.take(
                event, of: subject, order: order?.entry, into: &findings)
            if !findings.isEmpty {
                for finding in findings { hear(finding, from: index) }
                findings.removeAll(keepingCapacity: true)
            }
        }
    }

    /// Everything found up to now; the day's rules are told as if it ended here.
    public func report() -> SurveillanceReport {
        var end = self
        return end.close()
    }

    private mutating func close() -> SurveillanceReport {
        for index in watches.indices {
            var findings: [Finding] = []
            watches[index].detector.finish(into: &findings)
            for finding in findings { hear(finding, from: index) }
        }
        let alerts = told.map { alert($0.finding, of: watches[$0.rule].rule) }
        var fees: [FeeForecast] = []
        for watch in watches {
            guard let detector = watch.detector as? CancelFeeDetector else { continue }
            fees += detector.forecasts { subjects.name($0, watch.rule.scope) }
        }
        let ordered = alerts.enumerated().sorted {
            ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
        }.map(\.element)
        return SurveillanceReport(
            alerts: ordered, figures: figures.rows(subjects), fees: fees, unusable: unusable)
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

    private mutating func hear(_ finding: Finding, from index: Int) {
        switch finding.outcome {
        case .reached, .nearDay: told.append((index, finding))
        case .near:
            var rows =
                watches[index].near[finding.subject] ?? EvidenceRows(max: rules.evidenceRowsMax)
            if let last = finding.evidence.last { rows.add(last) }
            watches[index].near[finding.subject] = rows
            guard rows.count == Int(clamping: rules.nearRepeats) else { return }
            told.append(
                (
                    index,
                    Finding(
                        .near, subject: finding.subject, time: finding.time,
                        contract: finding.contract,
                        measures: [
                            Measure(
                                "nearTimes", Int64(rows.count), limit: rules.nearRepeats)
                        ] + finding.measures, evidence: rows)
                ))
        }
    }

    private func alert(_ finding: Finding, of rule: SurveillanceRule) -> Alert {
        let isReached: Bool
        if case .reached = finding.outcome { isReached = true } else { isReached = false }
        return Alert(
            rule: rule.id, level: isReached ? rule.level : .notice, isNear: !isReached,
            subject: subjects.name(finding.subject, rule.scope), time: finding.time,
            contract: finding.contract, measures: finding.measures, evidence: finding.evidence,
            evidenceCount: finding.evidenceCount)
    }
}
