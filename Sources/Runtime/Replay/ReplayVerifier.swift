import Foundation
import Journal
import Market
import Obligations
import Tracker
import Wire

/// `obligato replay DIR --verify`: every process's inputs through a fresh core, every figure from the result.
public struct ReplayVerifier {
    /// What replay found for one process or figure.
    struct Finding: Encodable {
        let subject: String
        let holds: Bool
        let detail: String
    }

    public struct Outcome {
        /// Whether the head of the day before was there to be compared, and fits; seals only.
        enum PreviousDay: String, Encodable {
            case checked, notChecked, broken
        }

        let findings: [Finding]
        var previousDay: PreviousDay?

        public var holds: Bool { findings.allSatisfy(\.holds) }

        public var text: String {
            let unchecked =
                previousDay == .notChecked
                ? "\nnot checked previous day: the chain to the day before 未核对前一日" : ""
            return findings.map {
                "\($0.holds ? "holds  " : "DIFFERS") \($0.subject): \($0.detail)"
            }.joined(separator: "\n") + unchecked
                + "\n\(holds ? "The record holds. 记录一致" : "The record does not hold. 记录不一致")"
        }

        public var json: String {
            let document = Document(holds: holds, findings: findings, previousDay: previousDay)
            return (try? JSONText.text(document)) ?? "{}"
        }

        private struct Document: Encodable {
            let holds: Bool
            let findings: [Finding]
            let previousDay: PreviousDay?
        }
    }

    private let record: DayRecord
    private let cores: DeskCores

    public init(folder: String) throws {
        record = try DayRecord.open(folder)
        cores = DeskCores(
            plan: record.plan, limits: record.desk.limits, speed: record.desk.clock.speed,
            account: record.desk.account)
    }

    public func run() throws -> Outcome {
        var findings = [program()]
        findings.append(try verify(.exchange, core: try cores.exchange()) { _ in })
        findings.append(try verify(.risk, core: try cores.risk()) { _ in })
        findings.append(
            try verify(.quoter, core: try cores.quoter(), renewing: { try cores.quoter() }) { _ in }
        )
        var rebuilt: String?
        findings.append(
            try verify(.tracker, core: cores.tracker()) { core in
                rebuilt = try core.report().json()
            })
        findings.append(try figures(named: "obligations.json from the tracker's journal", rebuilt))
        let again = try attempt { try record.trackerCore().report().json() }
        findings.append(
            try figures(named: "obligations.json from the exchange's and risk's logs", again))
        findings.append(try summary())
        return Outcome(findings: findings)
    }

    private func verify<Core: RoleCore>(
        _ role: DeskRole, core: Core, renewing renew: (() throws -> Core)? = nil,
        _ finished: (borrowing Core) throws -> Void
    ) throws -> Finding {
        var replay = CoreReplay(
            core: core, instance: role.instance, storing: role.storedChannels,
            renewingEachEpoch: renew)
        do {
            let reader = try JournalReader(
                directory: record.folder.journal(role),
                expecting: try RoleJournal.identity(role, day: record.directory.day))
            let summary = try reader.forEach { try replay.apply($0) }
            try finished(replay.core)
            if let difference = replay.difference {
                return Finding(
                    subject: role.rawValue, holds: false, detail: difference.description)
            }
            let lives = Set(summary.segments.map { $0.fileName.prefix(5) }).count
            return Finding(
                subject: role.rawValue, holds: summary.isSealed,
                detail: "\(summary.recordCount) records in \(summary.segments.count) segments, "
                    + "\(replay.inputs) inputs, \(replay.outputs) decisions equal, "
                    + "\(replay.checkpoints) checkpoints equal, \(lives) lives"
                    + (summary.isSealed ? "" : "; the last segment is not sealed"))
        } catch let error as JournalError {
            return Finding(
                subject: role.rawValue, holds: false,
                detail: "\(record.folder.journal(role)): \(error)")
        }
    }

    /// Replay compares decisions to the byte, so it matters which build made the record.
    private func program() -> Finding {
        let written = RunManifest.binaryHash(in: record.folder)
        let same = written == RunManifest.ownBinaryHash
        return Finding(
            subject: "program", holds: true,
            detail: same
                ? "the build that made the record"
                : "the record was made by another build (\(written ?? "not said")): a difference "
                    + "below may be a change of the program, not of the record")
    }

    private func attempt(_ body: () throws -> String) throws -> String? {
        do { return try body() } catch is JournalError { return nil }
    }

    private func figures(named name: String, _ rebuilt: String?) throws -> Finding {
        guard let rebuilt else {
            return Finding(subject: name, holds: false, detail: "cannot be rebuilt")
        }
        let written = try record.obligationsText()
        return Finding(
            subject: name, holds: rebuilt == written,
            detail: rebuilt == written
                ? "\(written.utf8.count) bytes equal" : "rebuilt figures differ from the file")
    }

    private func summary() throws -> Finding {
        let name = "summary.json figures"
        guard let figures = try attempt({ try JSONText.text(try DayFigures(record)) }) else {
            return Finding(subject: name, holds: false, detail: "cannot be rebuilt")
        }
        guard let written = try DaySummary.figuresText(in: record.folder) else {
            return Finding(subject: name, holds: false, detail: "no figures in summary.json")
        }
        return Finding(
            subject: name, holds: figures == written,
            detail: figures == written ? "equal" : "rebuilt figures differ from the file")
    }
}
