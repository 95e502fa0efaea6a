import Market
import Settings
import Wire

/// `obligato parameters RUN log`: every change that was asked for, by whom, why, and what became of it.
public struct ParameterLog {
    private struct Row: Encodable {
        let command: String
        let received: String
        let effective: String
        let outcome: String
        let person: String
        let reason: String
        let problem: String
        let changes: [Change]
    }

    private struct Change: Encodable {
        let name: String
        let old: String
        let value: String
    }

    private let rows: [Row]

    /// Reads the quoter's journal; the day may still be running.
    public init(folder path: String) throws {
        let record = try DayRecord.open(path)
        var rows: [Row] = []
        try record.forEachFrame(of: .quoter, on: .status) { frame in
            guard frame.template == Template.parameterRecord else { return }
            let head = try frame.root(ParameterRecord.self)
            let entries = try frame.group(ParameterRecord.Entry.self)
            rows.append(
                Row(
                    command: String(head.commandID), received: head.receivedAt.description,
                    effective: head.effective.description, outcome: "\(head.outcome)",
                    person: head.person.text, reason: head.reason.text,
                    problem: head.problem.text,
                    changes: (0..<entries.count).map {
                        Change(
                            name: entries[$0].name.text, old: entries[$0].old.text,
                            value: entries[$0].value.text)
                    }))
        }
        self.rows = rows
    }

    /// One object a record.
    public func json() throws -> String { try JSONText.text(rows) }

    /// One line a record.
    public var text: String {
        guard !rows.isEmpty else { return "no parameter was changed 未修改参数" }
        return rows.map { row in
            let changes = row.changes.map { "\($0.name) \($0.old) → \($0.value)" }
            var text =
                "\(row.received)  \(row.outcome)  \(changes.joined(separator: ", "))  "
                + "from \(row.effective)  by \(row.person): \(row.reason)"
            if !row.problem.isEmpty { text += "  (\(row.problem))" }
            return text
        }.joined(separator: "\n")
    }
}
