import Foundation
import Market
import Surveillance

/// A raised alert in words, in English and Chinese, and as one line of JSON.
struct AlertLine {
    /// Rows of evidence that the words name; the line of JSON has all that the alert carries.
    private static let rowsNamed = 3

    let raised: RaisedAlert
    private let rule: SurveillanceRule?
    private let directory: InstrumentDirectory

    init(_ raised: RaisedAlert, rules: SurveillanceRules, directory: InstrumentDirectory) {
        self.raised = raised
        rule = rules.rules.first { $0.id == raised.alert.rule }
        self.directory = directory
    }

    /// The same for the same alert, however often the day is read.
    static func name(of raised: RaisedAlert) -> String {
        let alert = raised.alert
        let contract = alert.contract.map { "\($0.value)" } ?? "-"
        return "\(alert.rule)/\(alert.subject)/\(contract)/\(alert.span)/"
            + (alert.isNear ? "near" : "reached")
    }

    /// Three lines: what and who, the numbers against their bars, the rows that prove it.
    var text: String {
        let alert = raised.alert
        let mark = isConfigured ? "*" : ""
        let near = alert.isNear ? "near 接近, " : ""
        let place =
            alert.contract.map { "  " + SurveillanceTables.name($0, directory) } ?? ""
        let measures = alert.measures.map { measure in
            "\(MeasureLabel.text(measure.name)) \(measure.value)"
                + (measure.limit.map { " / \($0)" } ?? "")
        }
        let last = alert.evidence.suffix(Self.rowsNamed).map {
            "\($0.log) \($0.sequence) \($0.kind) \($0.time)"
        }
        return """
            \(raised.time)  \(near)\(alert.level.label)  \(alert.rule)\(mark)  \
            \(rule?.title ?? "")  \(alert.subject)\(place)
                \(measures.joined(separator: ", "))
                evidence 证据: \(alert.evidenceCount) rows, … \(last.joined(separator: ", "))
            """
    }

    /// Whether a number behind it is ours and not the exchange's.
    private var isConfigured: Bool {
        raised.alert.isNear || !(rule?.unpublished.isEmpty ?? true)
    }

    /// One line of `alerts.jsonl`.
    func json() throws -> String {
        let alert = raised.alert
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = Line(
            name: Self.name(of: raised), rule: alert.rule, title: rule?.title ?? "",
            basis: rule?.basis ?? "", level: alert.level.rawValue, isNear: alert.isNear,
            configured: isConfigured, unpublished: rule?.unpublished ?? [],
            subject: alert.subject, time: raised.time.nanoseconds,
            contract: alert.contract.map { SurveillanceTables.name($0, directory) },
            log: "\(raised.log)", sequence: raised.sequence,
            measures: alert.measures.map {
                Line.Measure(name: $0.name, value: $0.value, limit: $0.limit)
            }, evidenceRows: alert.evidenceCount, evidence: alert.evidence.map(row))
        return String(decoding: try encoder.encode(line), as: UTF8.self)
    }

    private func row(_ event: FlowEvent) -> Line.Row {
        Line.Row(
            log: "\(event.log)", sequence: event.sequence, time: event.time.nanoseconds,
            kind: "\(event.kind)", account: event.account,
            contract: SurveillanceTables.name(event.contract, directory),
            side: event.side == .bid ? "buy" : "sell", price: event.price.ticks,
            quantity: event.quantity.contracts, order: event.orderID.value)
    }

    /// The content of a line; times in nanoseconds since midnight, prices in ticks.
    struct Line: Codable {
        struct Measure: Codable {
            let name: String
            let value: Int64
            let limit: Int64?
        }

        struct Row: Codable {
            let log: String
            let sequence: UInt64
            let time: Int64
            let kind: String
            let account: UInt16
            let contract: String
            let side: String
            let price: Int64
            let quantity: Int32
            let order: UInt64
        }

        let name: String
        let rule: String
        let title: String
        let basis: String
        let level: String
        let isNear: Bool
        let configured: Bool
        let unpublished: [String]
        let subject: String
        let time: Int64
        let contract: String?
        let log: String
        let sequence: UInt64
        let measures: [Measure]
        let evidenceRows: Int
        let evidence: [Row]
    }
}

extension AlertLevel {
    /// The level in both languages.
    var label: String {
        switch self {
        case .notice: "notice 提示"
        case .warning: "warning 预警"
        case .alarm: "ALARM 报警"
        }
    }
}
