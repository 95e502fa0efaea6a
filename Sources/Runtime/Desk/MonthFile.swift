import Foundation
import Market
import Obligations
import Settings

/// The month's sums so far in a run folder: whoever reads the record again must see what the tracker saw.
enum MonthFile {
    /// The sums and the file's text; sums of another rule, of a later day or of another month are refused.
    static func read(_ path: String, day: TradingDay, pack: RulePack) throws(SettingsError)
        -> (month: MonthSoFar, text: String)
    {
        let text = try TextFile.read(path)
        let month = try MonthSoFar.load(yaml: text, file: path)
        if let problem = month.mismatch(day: day, pack: pack) {
            throw SettingsError(
                file: path, line: 0, path: "", problem: problem,
                accepted: "a file of `obligato month … --so-far` over this period's earlier days")
        }
        return (month, text)
    }

    /// Puts the sums beside `desk.yaml`; refused once the tracker has begun with others, or without any.
    static func adopt(_ path: String, in folder: RunFolder, day: TradingDay, pack: RulePack)
        throws(SettingsError)
    {
        let text = try read(path, day: day, pack: pack).text
        let files = FileManager.default
        if files.fileExists(atPath: folder.monthSoFar) {
            if try TextFile.read(folder.monthSoFar) == text { return }
            throw SettingsError(
                file: path, line: 0, path: "--month-so-far",
                problem: "is not the file that the run began with",
                accepted: "\(folder.monthSoFar), or none")
        }
        let journal = (try? files.contentsOfDirectory(atPath: folder.journal(.tracker))) ?? []
        guard !journal.contains(where: { $0.hasSuffix(".seg") }) else {
            throw SettingsError(
                file: path, line: 0, path: "--month-so-far",
                problem: "comes too late: the tracker has begun without it",
                accepted: "the file from the first start on")
        }
        try TextFile.write(text, to: folder.monthSoFar)
    }

    /// The file in a run folder, if the run has one.
    static func path(in folder: RunFolder) -> String? {
        FileManager.default.fileExists(atPath: folder.monthSoFar) ? folder.monthSoFar : nil
    }
}
