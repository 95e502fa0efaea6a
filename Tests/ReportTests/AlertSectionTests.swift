import Market
import Report
import TestSupport
import Testing

@Suite(.rule("P18.5", "P27.2d"))
struct `Alerts in the day's report` {
    private func alert(_ rule: String, isNear: Bool, title: String = "Burst 瞬时申报速率异常")
        -> ReportedAlert
    {
        ReportedAlert(
            time: SessionTime(hour: 10, minute: 0), level: isNear ? "notice" : "ALARM",
            levelChinese: isNear ? "提示" : "报警", isNear: isNear, rule: rule, title: title,
            isConfigured: true, subject: "own desk", measures: "messages 1000 / 1000",
            evidenceRows: 1_000, row: "exchange 4711")
    }

    @Test func `a day that was not watched says nothing, one without alerts says so`() {
        var day = SampleDay.empty
        #expect(!HTMLReport.render(day).contains("id=\"alerts\""))
        #expect(!TextSummary.render(day).contains("异常交易监测"))
        day.alerts = []
        #expect(HTMLReport.render(day).contains("No alert came while the day ran."))
        #expect(TextSummary.render(day).contains("no alert 无报警"))
    }

    @Test func `each is there with its row, what was reached first in the text`() throws {
        var day = SampleDay.empty
        day.alerts = [alert("NEAR-1", isNear: true), alert("SSE-18-1", isNear: false)]
        let page = HTMLReport.render(day)
        for text in ["NEAR-1*", "SSE-18-1*", "exchange 4711", "near, notice", "ALARM", "报警"] {
            #expect(page.contains(text), "\(text)")
        }
        let lines = TextSummary.render(day).split(separator: "\n").map(String.init)
        #expect(lines.contains("1 alerts, 1 near 接近; `obligato surveil RUN`"))
        let first = try #require(lines.firstIndex { $0.contains("SSE-18-1*") })
        let second = try #require(lines.firstIndex { $0.contains("NEAR-1*") })
        #expect(first < second)
    }

    @Test func `a title from a rules file is text`() {
        var day = SampleDay.empty
        day.alerts = [alert("R", isNear: false, title: "<script>alert(1)</script>")]
        #expect(!HTMLReport.render(day).contains("<script>"))
    }
}
