import Foundation
import Report
import TestSupport
import Testing

/// Writes the sample days for a look in a browser when `OBLIGATO_REPORT_SAMPLES` names a folder.
@Suite(.rule("C3.8"))
struct `Sample files` {
    @Test
    func `samples are written where the environment asks for them`() throws {
        guard let folder = ProcessInfo.processInfo.environment["OBLIGATO_REPORT_SAMPLES"] else {
            print("skipped: OBLIGATO_REPORT_SAMPLES is not set")
            return
        }
        let second = SampleDay.second
        let days: [(String, DayReport)] = [
            ("full", SampleDay.report(seed: 42)),
            ("unknown", SampleDay.report(seed: 7, hasUnknownTime: true)),
            ("empty", SampleDay.empty),
            (
                "one",
                SampleDay.single(
                    ClassifiedTime(metNanoseconds: 250 * second, notMetNanoseconds: 50 * second))
            ),
            ("long", SampleDay.named(String(repeating: "a-very-long-名称-", count: 12))),
        ]
        for (name, day) in days {
            let file = URL(filePath: folder).appending(path: name)
            let html = HTMLReport.render(day)
            try Data(html.utf8).write(to: file.appendingPathExtension("html"))
            try Data(TextSummary.render(day).utf8).write(to: file.appendingPathExtension("txt"))
        }
    }
}
