import Market
import Report
import TestSupport
import Testing

@Suite(.rule("SSE-MM-02", "SSE-MM-05", "SSE-MM-06"))
struct `HTML report` {
    private static let second = SampleDay.second

    @Test(arguments: [1, 7, 42] as [UInt64])
    func `the same day renders to the same bytes`(seed: UInt64) {
        let once = HTMLReport.render(SampleDay.report(seed: seed))
        let again = HTMLReport.render(SampleDay.report(seed: seed))
        #expect(once == again, "seed \(seed)")
    }

    @Test
    func `rows in any order give the same page`() {
        var report = SampleDay.report(seed: 3)
        let page = HTMLReport.render(report)
        var generator = SeededGenerator(seed: 9)
        report.contracts.shuffle(using: &generator)
        let shuffled = HTMLReport.render(report)
        #expect(shuffled == page)
    }

    @Test
    func `every kind of day is well-formed and refers to nothing outside itself`() {
        let one = ClassifiedTime(metNanoseconds: 9 * Self.second)
        let days: [(String, DayReport)] = [
            ("full", SampleDay.report(seed: 42)),
            ("unknown", SampleDay.report(seed: 7, hasUnknownTime: true)),
            ("empty", SampleDay.empty),
            ("one", SampleDay.single(one)), ("none owed", SampleDay.single(.zero)),
            ("hostile", SampleDay.named("<script>&\"'</style>]]>\u{0}\u{1B}[31m\u{202E}")),
            ("extreme", SampleDay.extreme),
        ]
        for (name, day) in days {
            let html = HTMLReport.render(day)
            #expect(MarkupReader(html).failure == nil, "\(name)")
            #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\""), "\(name)")
            let withoutNamespaces = html.replacing("http://www.w3.org/", with: "")
            for outside in ["http:", "https:", "<script", "<link", "@import", " src=", " href="] {
                #expect(!withoutNamespaces.contains(outside), "\(name): \(outside)")
            }
            for broken in ["nan", "inf\"", "NaN"] {
                #expect(!html.contains("\"\(broken)"), "\(name): \(broken)")
            }
        }
    }

    @Test
    func `text from outside is escaped everywhere`() {
        let html = HTMLReport.render(SampleDay.named("<b>&\"'"))
        // The page's own bold face may stand before it; the text itself may not stand raw.
        #expect(!html.contains("<b>&\""))
        #expect(html.contains("&lt;b&gt;&amp;&quot;&#39;"))
        let page = MarkupReader(html)
        #expect(page.all("b").contains { $0.text == "<b>&\"'" })
    }

    @Test
    func `totals are the sums of the rows given`() {
        let report = SampleDay.report(seed: 5, hasUnknownTime: true)
        let total = report.contracts.reduce(ClassifiedTime.zero) { $0 + $1.time }
        let feet = MarkupReader(HTMLReport.render(report)).all("tfoot").map {
            $0.text.replacing("\n", with: "")
        }
        let expected = [
            total.metNanoseconds, total.notMetNanoseconds, total.exemptNanoseconds,
            total.unknownNanoseconds,
        ].map(seconds).joined()
        #expect(feet.count == 3)
        #expect(feet.first == "All 合计" + expected)
        #expect(feet.last == "Total 合计\(report.contracts.count)" + expected + "0")
    }

    /// Seconds with one decimal, cut, grouped by thousands: written again here as the oracle.
    private func seconds(_ nanoseconds: Int64) -> String {
        let tenths = nanoseconds / 100_000_000
        if tenths == 0, nanoseconds > 0 { return "<0.1" }
        var whole = String(tenths / 10)
        var groups: [String] = []
        while whole.count > 3 {
            groups.insert(String(whole.suffix(3)), at: 0)
            whole.removeLast(3)
        }
        return ([whole] + groups).joined(separator: ",") + ".\(tenths % 10)"
    }

    @Test
    func `a zero denominator reads no obligation even when a pass is claimed`() {
        let exempt = ClassifiedTime(exemptNanoseconds: 1_800 * Self.second)
        let html = HTMLReport.render(SampleDay.single(exempt, verdict: .pass))
        let page = MarkupReader(html)
        #expect(page.all("span", style: "verdict void").count == 3)
        #expect(page.all("span", style: "verdict pass").isEmpty)
        #expect(page.all("td").allSatisfy { !$0.text.contains("100.00 %") })
        #expect(
            page.all("div", style: "figure").prefix(2).map(\.text) == [
                "no obligation", "no obligation",
            ])
    }

    @Test
    func `a met obligation reads pass`() {
        let met = ClassifiedTime(metNanoseconds: 1_800 * Self.second)
        let page = MarkupReader(HTMLReport.render(SampleDay.single(met)))
        #expect(
            page.all("span", style: "verdict pass").map(\.text) == [
                "✓ pass 达标", "✓ pass 达标", "✓ pass 达标",
            ])
        #expect(page.all("div", style: "figure").first?.text == "✓ 1 of 1 pass")
    }

    @Test
    func `an empty day says so in every section`() {
        let page = MarkupReader(HTMLReport.render(SampleDay.empty))
        #expect(page.all("p", style: "empty").count == 9)
        #expect(page.all("svg", style: "chart").isEmpty)
    }
}

@Suite(.rule("SSE-DEV"))
struct `Placeholder banner` {
    @Test
    func `a pack with placeholders is announced with every value listed`() {
        let page = MarkupReader(HTMLReport.render(SampleDay.report(seed: 1)))
        let banner = page.text(id: "placeholders") ?? ""
        #expect(banner.hasPrefix("Figures rest on placeholder thresholds 部分阈值为占位值"))
        for placeholder in SampleDay.placeholders {
            #expect(
                banner.contains(
                    "[\(placeholder.tag)]\(placeholder.path)\(placeholder.value)\(placeholder.source)"
                ))
        }
    }

    @Test
    func `a real pack has no banner`() {
        let page = MarkupReader(HTMLReport.render(SampleDay.empty))
        #expect(page.text(id: "placeholders") == nil)
    }

    @Test
    func `a development pack without placeholders is still named as such`() {
        var report = SampleDay.empty
        report.header.rulePack.isReal = false
        let page = MarkupReader(HTMLReport.render(report))
        #expect(page.text(id: "placeholders") == "Development rule pack 开发用规则，非交易所规则")
    }
}

struct `Exchange's own score` {
    static let met = ClassifiedTime(metNanoseconds: 60 * SampleDay.second)

    @Test(
        arguments: [
            (0 as Int64?, "zero difference on all 1 contracts compared. 1 个合约差异为零。"),
            (
                -1 as Int64?,
                "DIFFERENCE of 1 ns in total on 1 of 1 contracts. 存在差异：1 个合约。"
            ),
            (nil, "not compared: the exchange's score is not known. 未比对：无交易所记录。"),
        ] as [(Int64?, String)])
    func `the statement is clear`(difference: Int64?, statement: String) {
        var report = SampleDay.single(Self.met)
        report.contracts[0].exchangeDifferenceNanoseconds = difference
        let page = MarkupReader(HTMLReport.render(report))
        #expect(
            page.text(id: "exchange-difference")
                == "Exchange's own score against ours 与交易所记录比对: " + statement)
    }

    @Test
    func `differences of opposite sign do not cancel`() {
        var report = SampleDay.single(Self.met)
        report.contracts.append(report.contracts[0])
        report.contracts[0].exchangeDifferenceNanoseconds = 5
        report.contracts[1].exchangeDifferenceNanoseconds = -5
        let page = MarkupReader(HTMLReport.render(report))
        #expect(page.text(id: "exchange-difference")?.contains("DIFFERENCE of 10 ns") == true)
    }
}
