import Foundation
import Obligations
import Report
import TestSupport
import Testing

@Suite(.rule("C3.8", "SSE-MM-02", "SSE-MM-05", "EU-RTS8-01"))
struct `The compliance report of a period` {
    private static let dates = ["2021-01-04", "2021-01-05", "2021-01-07", "2021-01-08"]

    private func month(hostile: String? = nil) throws -> (ComplianceMonth, [ComplianceDay]) {
        let pack = try SampleCompliance.pack()
        let days = try Self.dates.enumerated().map { index, date in
            var sample = SampleCompliance(seed: UInt64(index + 1))
            sample.date = date
            sample.hostile = hostile
            var day = try sample.day()
            // The period's fold takes parts for the units of a day; here contracts are.
            day.report.rules.removeAll { $0.part != nil }
            return day
        }
        let report = try PeriodFigures(pack: pack, days: days.map(\.report)).report()
        return (
            ComplianceMonth(
                facts: days[0].facts, pack: pack, report: report,
                days: days.map {
                    ComplianceMonth.Day(
                        report: $0.report, record: hostile ?? "run", check: .equal,
                        isSealed: true, hasSamePack: true,
                        page: "month.evidence/\($0.report.date).html")
                }), days
        )
    }

    @Test(arguments: ReportLanguage.allCases)
    func `has every figure of the period, exactly`(language: ReportLanguage) throws {
        let (month, _) = try month()
        let page = PageFigures(ComplianceReport.render(month, language: language))
        #expect(page.failure == nil)
        #expect(page.repeated == [])
        #expect(page.doubleAnchors == [])
        for (index, figure) in month.report.figures.enumerated() {
            let shown = try #require(page.rows["p\(index)"], "\(index)")
            var expected: [String: String] = [
                "value": figure.value.description, "best": figure.best.description,
                "recorded": figure.recorded.description, "mean": figure.mean.description,
                "verdict": figure.verdict.rawValue, "best_verdict": figure.bestVerdict.rawValue,
                "days_passed": "\(figure.counts.passed)",
                "days_obliged": "\(figure.counts.obliged)",
                "days_missing": "\(figure.counts.missing)",
                "days_without_obligation": "\(figure.counts.empty)",
            ]
            if let times = figure.times {
                expected["met_ns"] = "\(times.met)"
                expected["not_met_ns"] = "\(times.notMet)"
                expected["exempt_ns"] = "\(times.exempt)"
                expected["unknown_ns"] = "\(times.unknown)"
                expected["session_ns"] = "\(times.session)"
            }
            for (field, value) in expected {
                #expect(shown[field]?.value == value, "\(index) \(field)")
            }
        }
    }

    @Test func `its cells lead to rows of the days' own pages`() throws {
        let (month, days) = try month()
        let page = PageFigures(ComplianceReport.render(month))
        var anchors = ["": page.anchors]
        for day in days {
            let name = day.report.date + ".html"
            anchors["month.evidence/" + name] =
                PageFigures(ComplianceReport.render(day, fileName: name).page).anchors
        }
        #expect(page.links.count > 100)
        for link in page.links {
            let parts = link.split(separator: "#", omittingEmptySubsequences: false).map(
                String.init)
            let found = try #require(anchors[parts[0]], "\(link)")
            if parts.count > 1 { #expect(found.contains(parts[1]), "\(link)") }
        }
    }

    @Test func `a missing day, a pack of other bars, a broken seal are told`() throws {
        var (month, _) = try month()
        let page = ComplianceReport.render(month, language: .en)
        #expect(page.contains("UNKNOWN DAYS: 4 of 5 trading days on record."))
        #expect(page.contains("Without a record: 2021-01-06."))
        #expect(page.contains("Figures rest on placeholder thresholds"))
        #expect(!page.contains("Measured under another pack"))
        month.days[1].hasSamePack = false
        month.days[2].isSealed = false
        month.days[3].check = .differs
        let other = ComplianceReport.render(month, language: .en)
        #expect(other.contains("Measured under another pack than the one applied here: 2021-01-05"))
        #expect(other.contains("✗ BROKEN"))
        #expect(other.contains("✗ DIFFERS"))
    }

    @Test func `names from outside are text, not markup`() throws {
        let (month, _) = try month(hostile: "<script>&\"'")
        let page = ComplianceReport.render(month)
        #expect(PageFigures(page).failure == nil)
        #expect(!page.contains("<script"))
    }

    @Test func `one language is one language`() throws {
        let (month, _) = try month()
        let english = ComplianceReport.render(month, language: .en)
        #expect(!english.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
        let chinese = ComplianceReport.render(month, language: .zh)
        for word in ["Verdict by rule", "Missing", "no record", "Figure"] {
            #expect(!chinese.contains(word), "\(word)")
        }
    }
}
