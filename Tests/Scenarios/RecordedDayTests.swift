import Foundation
import TestSupport
import Testing

/// The bundled scenario that follows an index future's recorded day; the recording is not part of the package.
enum RecordedDay {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().standardizedFileURL.path
    static let scenario = root + "/Sim/scenarios/csi300-2021-01-04.yaml"
    static let ticks = root + "/../shared/data/cffex_if2101_ticks/IF2101_20210104.csv.gz"

    static let isPresent: Bool = {
        let present = FileManager.default.fileExists(atPath: ticks)
        if !present { print("skipped: no recorded ticks beside the package") }
        return present
    }()
}

extension `Scenarios` {
    @Suite(.serialized, .rule("C3.8"))
    struct `A recorded day` {
        @Test(.enabled(if: RecordedDay.isPresent))
        func `the index future's real ticks make a day that holds`() throws {
            let scratch = try Scratch()
            let run = try Run.backtest(["--scenario", RecordedDay.scenario], in: scratch)
            try run.expectHolds()
        }
    }
}
