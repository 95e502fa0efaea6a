import Foundation
import Seal
import Settings

/// Seals a finished run: writes `head.json`, chained to the day before and, with a key, signed.
public struct DaySealer: Sendable {
    private let key: SecretKey?
    private let previous: (path: String, head: DayHead)?

    /// Reads key and previous head, so that a mistake in one is found before a day is run.
    ///
    /// - Parameters:
    ///   - key: file with a secret key; nil seals unsigned.
    ///   - previous: run folder of the trading day before; nil looks for the latest one beside.
    public init(key: String?, previous: String?) throws {
        self.key = try key.map(KeyFile.secret)
        self.previous = try previous.map { path in
            let folder = RunFolder(path: path)
            return (path, try SealedFolders.head(of: folder))
        }
    }

    /// Seals the folder and says so in one line.
    ///
    /// An unsigned seal that still fits its record may be replaced; a signed one, or one that no longer
    /// fits, may not: sealing again would hide what happened in between.
    public func seal(_ path: String) throws -> String {
        let folder = try RunFolder.open(path)
        let files = try RecordFiles(folder: folder).sealed()
        let day = try RunManifest.tradingDay(in: folder)
        let standing = try standingHead(in: folder, files)
        let link = try self.link(of: folder, day: day, standing: standing)
        guard
            let statement = DayStatement(tradingDay: day, previous: link.previous, files: files)
        else {
            throw error(
                folder, "trading day \(day) cannot follow \(link.previous?.tradingDay ?? "–")",
                "--previous with a folder of an earlier day")
        }
        let head = try key.map { try DayHead(statement, key: $0) } ?? DayHead(statement)
        try TextFile.write(try head.json(), to: folder.head)
        let signer = head.signature.map { "signed by \($0.publicKey)" } ?? "signature: none"
        return "sealed 封存: \(day), \(files.count) files, head \(statement.digest); "
            + "\(link.said); \(signer)"
    }

    private struct Link {
        var previous: DayStatement.Previous?
        var said: String

        init(_ head: DayHead, in path: String) {
            previous = DayStatement.Previous(
                tradingDay: head.statement.tradingDay, digest: head.statement.digest)
            said = "previous: \(head.statement.tradingDay) in \(path)"
        }

        init(_ previous: DayStatement.Previous?, _ said: String) {
            self.previous = previous
            self.said = said
        }
    }

    private func link(of folder: RunFolder, day: String, standing: DayHead?) throws -> Link {
        if let previous { return Link(previous.head, in: previous.path) }
        if let kept = standing?.statement.previous {
            return Link(kept, "previous: \(kept.tradingDay), as sealed before")
        }
        let (found, isAmbiguous) = SealedFolders(beside: folder).latest(before: day)
        if let found { return Link(found.head, in: found.path) }
        return Link(
            nil,
            isAmbiguous
                ? "previous: none, for several folders beside it are the day before: --previous names one"
                : "previous: none")
    }

    private func standingHead(in folder: RunFolder, _ files: [SealedFile]) throws -> DayHead? {
        guard FileManager.default.fileExists(atPath: folder.head) else { return nil }
        let head = try SealedFolders.head(of: folder)
        guard head.signature == nil else {
            throw error(
                folder, "is sealed and signed by \(head.signature?.publicKey.hex ?? "")",
                "a folder without a signed head: a signed seal is never replaced")
        }
        guard head.statement.files == files else {
            throw error(
                folder, "is sealed and has changed since: `obligato verify` says where",
                "a record that fits its seal")
        }
        return head
    }

    private func error(_ folder: RunFolder, _ problem: String, _ accepted: String)
        -> SettingsError
    {
        SettingsError(
            file: folder.path, line: 0, path: "", problem: problem, accepted: accepted)
    }
}
