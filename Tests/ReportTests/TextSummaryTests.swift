import Market
import Report
import TestSupport
import Testing

@Suite(.rule("C3.8"))
struct `Text summary` {
    /// The terminal columns of a line of the characters used here.
    private func width(_ line: some StringProtocol) -> Int {
        line.unicodeScalars.reduce(0) { $0 + ((0x2E80...0xFFEF).contains($1.value) ? 2 : 1) }
    }

    @Test
    func `no line is wider than a hundred columns and none ends in a space`() {
        let long = String(repeating: "很长的名称-long-", count: 20)
        for report in [
            SampleDay.report(seed: 42), SampleDay.empty, SampleDay.named(long), SampleDay.extreme,
        ] {
            for line in TextSummary.render(report).split(separator: "\n") {
                #expect(width(line) <= 100, "\(line)")
                #expect(line.last != " ", "\(line)")
            }
        }
    }

    @Test
    func `columns line up under Chinese headings`() {
        let lines = TextSummary.render(SampleDay.report(seed: 42)).split(
            separator: "\n", omittingEmptySubsequences: false)
        let start = lines.firstIndex { $0.hasPrefix("Messages") } ?? 0
        #expect(lines[(start + 1)...(start + 7)].map(width) == [50, 50, 50, 50, 50, 50, 50])
    }

    @Test
    func `the whole of a small day`() {
        let time = ClassifiedTime(
            metNanoseconds: 250 * SampleDay.second, notMetNanoseconds: 50 * SampleDay.second)
        let lines = TextSummary.render(SampleDay.single(time)).split(separator: "\n").map(
            String.init)
        #expect(
            lines.prefix(4) == [
                "Market-making day 做市日报 2021-06-01", String(repeating: "─", count: 100),
                "scenario calm-morning-busy-afternoon · seed 42 · 60×",
                "rules sse-dev 2021.1 · software 0.1.0 · configuration 9f2c41d07be3a855",
            ])
        #expect(
            lines.contains(
                "510050              1/1  100.00 %  70.00 %     83.33 %     83.33 %  ✓ pass 达标"))
        #expect(lines.contains("510050C2106M03500  83.33 %       50.0  –           ✓ pass 达标"))
        #expect(lines.contains("250.0     50.0     0.0      0.0  300.0"))
        #expect(
            lines.contains("Exchange's score: not compared: the exchange's score is not known."))
    }

    @Test
    func `placeholders are counted by tag`() {
        let text = TextSummary.render(SampleDay.report(seed: 1))
        #expect(
            text.contains(
                "! Figures rest on placeholder thresholds 部分阈值为占位值: 2 [X], 1 [K], 1 [M]; "
                    + "see report.html\n"))
        #expect(!TextSummary.render(SampleDay.empty).contains("placeholder"))
    }

    @Test
    func `terminal escapes from outside do not reach the terminal`() {
        let text = TextSummary.render(SampleDay.named("red\u{1B}[31m\u{7}\nnext"))
        #expect(!text.contains("\u{1B}"))
        #expect(!text.contains("\u{7}"))
        #expect(text.contains("scenario red\u{FFFD}[31m\u{FFFD} next"))
    }

    @Test
    func `no obligation is never a pass`() {
        let text = TextSummary.render(SampleDay.single(.zero, verdict: .pass))
        #expect(text.contains("– no obligation 无义务"))
        #expect(!text.contains("pass"))
        #expect(!text.contains("100.00 %"))
    }

    @Test(
        arguments: [
            (6_999_999, 10_000_000, "69.99 %"),  // never rounded up to what is needed
            (7, 10, "70.00 %"), (999_999_999, 1_000_000_000, "99.99 %"), (0, 5, "0.00 %"),
        ] as [(Int64, Int64, String)])
    func `percentages are cut, not rounded`(met: Int64, of: Int64, text: String) {
        var report = SampleDay.single(ClassifiedTime(metNanoseconds: 1))
        report.underlyings[0].participationMean = ReportedRatio(met, of)
        #expect(TextSummary.render(report).contains(" \(text) "))
    }
}
