import Market
import Sim

/// Where scenario files and the shared recordings are, seen from this file.
enum ScenarioFiles {
    static let root = String(
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
            .joined(separator: "/"))
    static let folder = root + "/Sim/scenarios"
    static let regularDay = folder + "/regular-day.yaml"
    static let csi300 = folder + "/csi300-2021-01-04.yaml"
    static let recording = root + "/../shared/data/cffex_if2101_ticks/IF2101_20210104.csv.gz"

    static let source = TickSource(
        file: "ticks.csv", symbol: "IF2101", levelDivisor: 1_000, sharesPerLot: 300_000,
        onBadRow: .fail)

    /// The recording, or nil and a printed line in a clone that has none.
    static func recorded() throws -> TickFile? {
        do throws(TickFileError) {
            return try TickFile.read(
                file: recording, source: source, day: Scenario.regularDay.tradingDay)
        } catch {
            guard error.problem == .notFound else { throw error }
            print("skipped: no recording at \(recording)")
            return nil
        }
    }
}
