import Foundation
import Seal
import Settings

/// `obligato verify DIR`: the seal against the record, the day before, and a key.
public struct SealVerifier {
    private let folder: RunFolder
    private let previous: String?
    private let requiresPrevious: Bool
    private let trusted: PublicKey?

    /// - Parameters:
    ///   - previous: run folder of the day before; nil looks beside the folder.
    ///   - requiresPrevious: a chain that could not be followed one day back does not hold.
    ///   - publicKey: file with the key that is trusted; nil checks a signature against the head's own key.
    public init(
        folder: String, previous: String?, requiresPrevious: Bool = false, publicKey: String?
    ) throws {
        self.folder = RunFolder(path: folder)
        self.previous = previous
        self.requiresPrevious = requiresPrevious
        trusted = try publicKey.map(KeyFile.publicKey)
        guard FileManager.default.fileExists(atPath: self.folder.head) else {
            _ = try SealedFolders.head(of: self.folder)
            return
        }
    }

    public func run() throws -> ReplayVerifier.Outcome {
        let head: DayHead
        do {
            head = try SealedFolders.head(of: folder)
        } catch let error as SettingsError {
            return ReplayVerifier.Outcome(
                findings: [.init(subject: "head", holds: false, detail: error.problem)],
                previousDay: .notChecked)
        }
        let (chain, earlier) = try chain(head.statement)
        var findings: [ReplayVerifier.Finding] = [
            .init(
                subject: "head", holds: true,
                detail: "\(head.statement.tradingDay), \(head.statement.digest)"),
            try files(head.statement), chain, try signature(head),
        ]
        let previousDay: ReplayVerifier.Outcome.PreviousDay =
            earlier > 0 ? .checked : chain.holds ? .notChecked : .broken
        if previousDay == .notChecked, requiresPrevious {
            findings.append(
                .init(
                    subject: "previous day", holds: false,
                    detail: "not checked, and --require-previous asks for it"))
        }
        return ReplayVerifier.Outcome(findings: findings, previousDay: previousDay)
    }

    // MARK: Files

    private func files(_ statement: DayStatement) throws -> ReplayVerifier.Finding {
        let record = RecordFiles(folder: folder)
        let sealed = Dictionary(uniqueKeysWithValues: statement.files.map { ($0.name, $0) })
        let names = Set(record.names()).union(sealed.keys)
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var differences: [String] = []
        for name in names {
            let found = try record.found(name)
            if let text = Self.difference(of: name, sealed: sealed[name], found: found) {
                differences.append(text)
            }
        }
        guard let first = differences.first else {
            let bytes = statement.files.reduce(0) { $0 &+ $1.length }
            return .init(
                subject: "files", holds: true,
                detail: "\(statement.files.count) files, \(bytes) bytes equal")
        }
        let others = differences.count > 1 ? " (and \(differences.count - 1) more)" : ""
        return .init(subject: "files", holds: false, detail: first + others)
    }

    private static func difference(of name: String, sealed: SealedFile?, found: SealedFile?)
        -> String?
    {
        guard let sealed else { return "\(name) is not in the seal" }
        guard let found else { return "\(name) is missing" }
        if found.length != sealed.length {
            return "\(name) has \(found.length) bytes, the seal says \(sealed.length)"
        }
        return found.digest == sealed.digest
            ? nil : "\(name) has another content than was sealed"
    }

    // MARK: Chain

    /// Follows the heads back as far as they are there; each is the one that the next names, to the byte.
    ///
    /// - Returns: the finding, and how many earlier heads were compared.
    private func chain(_ statement: DayStatement) throws
        -> (finding: ReplayVerifier.Finding, earlier: Int)
    {
        let beside = SealedFolders(beside: folder)
        var known = beside.found
        var named: String?
        if let previous {
            do {
                known.insert(
                    .init(
                        path: previous,
                        head: try SealedFolders.head(of: RunFolder(path: previous))), at: 0)
            } catch let error as SettingsError {
                return (.init(subject: "chain", holds: false, detail: "\(error)"), 0)
            }
            named = previous
        }
        var current = statement
        var days = 0
        while let link = current.previous {
            let step = named.map { name in known.filter { $0.path == name } } ?? known
            guard let next = step.first(where: { $0.head.statement.digest == link.digest }) else {
                let fault = broken(
                    link, of: current, among: step, isNamed: named != nil, beside)
                return (fault, days)
            }
            current = next.head.statement
            days += 1
            named = nil
        }
        if previous != nil, days == 0 {
            let detail = "the head of \(current.tradingDay) names no previous day"
            return (.init(subject: "chain", holds: false, detail: detail), 0)
        }
        let detail =
            days == 0
            ? "begins here: no previous day"
            : "\(days) earlier heads in order, back to \(current.tradingDay)"
        return (.init(subject: "chain", holds: true, detail: detail), days)
    }

    private func broken(
        _ link: DayStatement.Previous, of statement: DayStatement,
        among folders: [SealedFolders.Found], isNamed: Bool, _ beside: SealedFolders
    ) -> ReplayVerifier.Finding {
        let wanted =
            "the head of \(statement.tradingDay) follows \(link.tradingDay), \(link.digest)"
        let impostor = folders.first {
            isNamed || $0.head.statement.tradingDay == link.tradingDay
        }
        if let impostor {
            let other = impostor.head.statement
            return .init(
                subject: "chain", holds: false,
                detail: "broken: \(wanted); \(impostor.path) is \(other.tradingDay), "
                    + "\(other.digest)")
        }
        let damaged = beside.damaged.first.map { "; \($0)/head.json is damaged" } ?? ""
        return .init(
            subject: "chain", holds: beside.damaged.isEmpty,
            detail:
                "\(wanted), which is not beside it and not checked: --previous names it\(damaged)"
        )
    }

    // MARK: Signature

    private func signature(_ head: DayHead) throws -> ReplayVerifier.Finding {
        let (holds, detail): (Bool, String) =
            switch try head.verdict(trusting: trusted) {
            case .unsigned:
                trusted == nil
                    ? (true, "none: nobody vouches for this record")
                    : (false, "none, and a key was given")
            case .good(let key):
                trusted == nil
                    ? (
                        true,
                        "by \(key), the key in the head itself: --public-key names one to trust"
                    )
                    : (true, "by \(key)")
            case .bad(let problem): (false, problem)
            }
        return .init(subject: "signature", holds: holds, detail: detail)
    }
}
