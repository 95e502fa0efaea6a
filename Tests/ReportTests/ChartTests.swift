import Market
import Report
import TestSupport
import Testing

@Suite(.rule("C3.8"))
struct `Coverage heat map` {
    private static let second = SampleDay.second

    /// The classes of the boxes drawn in the row of the only contract, its bar left out.
    private func cells(_ time: ClassifiedTime) -> [String] {
        let page = MarkupReader(HTMLReport.render(SampleDay.single(time)))
        let heat = ["h0", "h1", "h2", "h3", "h4", "h5", "blank", "hatch", "dots", "nodata"]
        // Only what is exactly as wide as the grid counts: swatches and bars are narrower.
        return page.all("rect").filter { $0.attributes["width"] == "900" }
            .compactMap { $0.attributes["class"] }.filter(heat.contains)
    }

    @Test(
        arguments: [
            (ClassifiedTime(metNanoseconds: 300), ["h0"]),
            (ClassifiedTime(metNanoseconds: 299, notMetNanoseconds: 1), ["h1"]),
            (ClassifiedTime(metNanoseconds: 90, notMetNanoseconds: 10), ["h1"]),
            (ClassifiedTime(metNanoseconds: 89, notMetNanoseconds: 11), ["h2"]),
            (ClassifiedTime(metNanoseconds: 70, notMetNanoseconds: 30), ["h2"]),
            (ClassifiedTime(metNanoseconds: 40, notMetNanoseconds: 60), ["h3"]),
            (ClassifiedTime(metNanoseconds: 1, notMetNanoseconds: 999), ["h4"]),
            (ClassifiedTime(notMetNanoseconds: 300), ["h5"]),
            (ClassifiedTime(exemptNanoseconds: 300), ["blank", "hatch"]),
            (ClassifiedTime(metNanoseconds: 100, exemptNanoseconds: 200), ["h0", "hatch"]),
            (ClassifiedTime(unknownNanoseconds: 300), ["blank", "dots"]),
            (ClassifiedTime(metNanoseconds: 200, unknownNanoseconds: 100), ["h0", "dots"]),
            // Mostly unknown never looks met.
            (ClassifiedTime(metNanoseconds: 100, unknownNanoseconds: 200), ["blank", "dots"]),
            (.zero, ["nodata"]),
        ] as [(ClassifiedTime, [String])])
    func `a cell shows the share met and marks exempt and unknown`(
        time: ClassifiedTime, styles: [String]
    ) {
        #expect(cells(time) == styles)
    }

    @Test
    func `one drawing an expiry and one row a contract`() {
        let report = SampleDay.report(seed: 42)
        let page = MarkupReader(HTMLReport.render(report))
        let drawings = page.all("svg", style: "chart").filter {
            $0.attributes["aria-label"] == "Coverage by contract and time 各合约各时段达标情况"
        }
        #expect(drawings.count == 8)
        let rows = page.all("title").filter { $0.text.contains(" s, unknown ") }
        #expect(rows.count == report.contracts.count)
        #expect(rows.first?.text.hasPrefix("510050C2106M03200 · ") == true)
    }

    @Test
    func `buckets follow the session and leave lunch out`() {
        let buckets = SampleDay.buckets
        #expect(buckets.count == 48)
        #expect(buckets.first?.start == SessionTime(hour: 9, minute: 30))
        #expect(buckets[23].end == SessionTime(hour: 11, minute: 30))
        #expect(buckets[24].start == SessionTime(hour: 13, minute: 0))
        #expect(buckets.last.map { $0.end - $0.start } == .seconds(120))
    }
}

@Suite(.rule("C3.8"))
struct `Spread charts` {
    private static let time = SessionTime(hour: 9, minute: 40)

    private func drawings(own: Int64?, permitted: Int64?) -> [MarkupReader.Element] {
        var report = SampleDay.single(ClassifiedTime(metNanoseconds: 1))
        report.spreads = [
            SpreadSeries(
                contract: report.contracts[0].contract, relevance: .worst,
                points: [SpreadPoint(time: Self.time, ownTicks: own, permittedTicks: permitted)])
        ]
        return MarkupReader(HTMLReport.render(report)).all("path")
    }

    @Test(
        arguments: [
            (100, 100, ["limit", "line own"]),  // the maximum itself still counts
            (101, 100, ["limit", "line own", "line beyond"]),
            (nil, 100, ["limit"]),
            (100, nil, ["line own"]),
        ] as [(Int64?, Int64?, [String])])
    func `only what is wider than permitted is drawn as beyond`(
        own: Int64?, permitted: Int64?, styles: [String]
    ) {
        #expect(
            drawings(own: own, permitted: permitted).compactMap { $0.attributes["class"] } == styles
        )
    }

    @Test
    func `more series than fit are counted`() {
        var report = SampleDay.single(ClassifiedTime(metNanoseconds: 1))
        let series = SpreadSeries(
            contract: report.contracts[0].contract, relevance: .other, points: [])
        report.spreads = Array(repeating: series, count: 26)
        let page = MarkupReader(HTMLReport.render(report))
        #expect(page.all("figure").count == 24)
        #expect(page.all("p", style: "note").contains { $0.text.hasPrefix("2 more contracts") })
    }
}

@Suite(.rule("C3.8"))
struct `Response charts` {
    @Test
    func `every outcome has its own count`() {
        let report = SampleDay.report(seed: 42)
        let page = MarkupReader(HTMLReport.render(report))
        let section = page.text(id: "responses") ?? ""
        for (outcome, label) in [
            (ResponseOutcome.answered, "answered 已回应"), (.late, "late 超时"),
            (.heldShort, "held short 保留不足"), (.missed, "missed 未回应"),
        ] {
            let count = report.responses.events.count { $0.outcome == outcome }
            #expect(section.contains("\(label) \(count)"))
        }
    }

    @Test
    func `an answer exactly at the limit is drawn below it`() {
        var report = SampleDay.single(ClassifiedTime(metNanoseconds: 1))
        report.responses = ResponseRecord(
            responseTimeMaxNanoseconds: 30 * SampleDay.second,
            events: [30, 31].map {
                ResponseEvent(
                    time: SessionTime(hour: 9, minute: 40), contract: report.contracts[0].contract,
                    outcome: $0 > 30 ? .late : .answered, responseNanoseconds: $0 * SampleDay.second
                )
            })
        let page = MarkupReader(HTMLReport.render(report))
        let bars = page.all("rect").filter { ["bar", "barbad"].contains($0.attributes["class"]) }
        let drawn = bars.filter { $0.attributes["width"] == "41" }
        #expect(drawn.map { $0.attributes["class"] } == ["bar", "barbad", "barbad"])
    }
}

@Suite(.rule("C3.8"))
struct `Profit` {
    private func statement(total: Int64) -> String {
        var report = SampleDay.single(ClassifiedTime(metNanoseconds: 1))
        report.position = [
            PositionPoint(
                time: SessionTime(hour: 9, minute: 40), netDeltaShares: 100, vega: .zero,
                profit: ProfitParts(
                    total: Money(tenThousandths: total), edge: Money(yuan: 50),
                    holding: Money(yuan: -20), fees: Money(yuan: -3)))
        ]
        return MarkupReader(HTMLReport.render(report)).text(id: "position") ?? ""
    }

    @Test
    func `parts that add up are said to add up`() {
        #expect(
            statement(total: 270_000).hasSuffix(
                "Edge, holding and fees add up to the total. 三项之和等于合计。"))
    }

    @Test
    func `a rest is never hidden`() {
        #expect(statement(total: 280_000).contains("1.00 yuan unexplained"))
    }
}

@Suite(.rule("C3.8"))
struct `Causes` {
    @Test
    func `what no cause explains is shown as unattributed`() {
        var report = SampleDay.single(
            ClassifiedTime(notMetNanoseconds: 10 * SampleDay.second))
        report.contracts[0].causes = [
            CauseTime(name: "one-sided", chinese: "单边报价", nanoseconds: 4 * SampleDay.second)
        ]
        let section = MarkupReader(HTMLReport.render(report)).text(id: "causes") ?? ""
        #expect(section.contains("1unattributed 原因不明6.060.00 %"))
        #expect(section.contains("2one-sided 单边报价4.040.00 %"))
        #expect(section.contains("Time not met 未达标合计10.0"))
    }
}
