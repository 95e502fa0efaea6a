import Market
import Risk
import Settings
import Wire

/// The limits a run ends with, as the file the next day begins with.
///
/// A change with an end of its own is over by then and left out; all others outlive the day, with who asked and who approved. The
/// text depends on nothing but the limits and their history.
struct LimitsExport {
    let limits: LimitSettings
    let text: String

    /// - Parameters:
    ///   - shown: risk's answer to `show`; `told`: to `history`.
    init(
        of desk: LimitSettings, day: TradingDay, shown: LimitAnswer, told: LimitAnswer
    ) throws(SettingsError) {
        let inForce = told.records.filter { $0.head.status == .inForce }.sorted {
            ($0.head.inForceAt, $0.head.requestID) < ($1.head.inForceAt, $1.head.requestID)
        }
        let kept = inForce.filter { $0.head.expires.nanoseconds == 0 }
        let over = inForce.filter { $0.head.expires.nanoseconds != 0 }
        guard try Self.lay(inForce, over: Self.first(shown)) == Self.held(shown) else {
            throw SettingsError(
                file: "limits", line: 0, path: "export",
                problem: "the changes in force do not add up to the limits in force",
                accepted: "the build that runs the desk")
        }
        var limits = desk
        let values = try Self.lay(kept, over: Self.first(shown))
        for (name, path) in LimitSettings.keys {
            guard let found = LimitName(named: name) else { continue }
            limits[keyPath: path] = values[found]
        }
        self.limits = limits
        var lines = ["# Limits after \(day), for the next day: obligato day --limits FILE"]
        for record in kept { lines += Self.request(record.head, record.entries) }
        for record in over {
            lines += Self.request(record.head, record.entries)
            lines.append("#   not below: it ends at \(record.head.expires)")
        }
        lines.append("# sha256 \(limits.digest)")
        text = (lines + limits.yaml).joined(separator: "\n") + "\n"
    }

    private typealias Values = [LimitName: Int64]

    private static func first(_ answer: LimitAnswer) -> Values {
        var values: Values = [:]
        for entry in answer.limits {
            guard let name = LimitName(rawValue: entry.limitCode), entry.flags & 2 != 0 else {
                continue
            }
            values[name] = entry.first
        }
        return values
    }

    private static func held(_ answer: LimitAnswer) -> Values {
        var values: Values = [:]
        for entry in answer.limits {
            guard let name = LimitName(rawValue: entry.limitCode), entry.flags & 1 != 0 else {
                continue
            }
            values[name] = entry.value
        }
        return values
    }

    private static func lay(
        _ records: [(head: LimitRecord, entries: [LimitRecord.Entry])], over first: Values
    ) throws(SettingsError) -> Values {
        var values = first
        for record in records {
            for (name, _, new) in try LimitsText.values(record.entries) { values[name] = new }
        }
        return values
    }

    /// A request as comment lines.
    private static func request(_ head: LimitRecord, _ entries: [LimitRecord.Entry]) -> [String] {
        var first =
            "request \(head.requestID)" + (head.isEmergency == 1 ? ", emergency," : "")
            + " by \(head.maker.text) at \(head.madeAt): \(head.reason.text)"
        if !head.checker.text.isEmpty {
            first += "; approved by \(head.checker.text) at \(head.decidedAt)"
        }
        let changes = ((try? LimitsText.values(entries)) ?? []).map { name, old, new in
            "  \(name.name) \(LimitsText.value(old)) → \(LimitsText.value(new)) \(name.unit)"
        }
        return ([first] + changes).map { "# " + oneLine($0) }
    }

    /// What a person wrote stays on its comment line.
    private static func oneLine(_ text: String) -> String {
        var line = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
                line.append(" ")
            default: line.unicodeScalars.append(scalar)
            }
        }
        return line
    }
}
