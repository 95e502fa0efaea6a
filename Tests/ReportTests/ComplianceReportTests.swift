import Foundation
import Obligations
import Report
import TestSupport
import Testing

@Suite(.rule("C3.8", "SSE-MM-02", "SSE-MM-05", "SSE-MM-06"))
struct `The compliance report of a day` {
    private func rendered(
        seed: UInt64 = 7, language: ReportLanguage = .both, contracts: Int = 12,
        stretches: Int = 10, hostile: String? = nil
    ) throws -> (day: ComplianceDay, report: RenderedReport) {
        var sample = SampleCompliance(seed: seed)
        sample.contracts = contracts
        sample.stretches = stretches
        sample.hostile = hostile
        let day = try sample.day()
        return (
            day, ComplianceReport.render(day, language: language, fileName: "day 1.html")
        )
    }

    @Test(arguments: [1, 7, 42] as [UInt64], ReportLanguage.allCases)
    func `has every figure of obligations.json to the digit`(
        seed: UInt64, language: ReportLanguage
    ) throws {
        let (day, report) = try rendered(seed: seed, language: language)
        let page = PageFigures(report.page)
        #expect(page.failure == nil)
        #expect(page.repeated == [])
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(try day.report.json().utf8))
                as? [String: Any])
        let rows = try #require(json["rules"] as? [[String: Any]])
        #expect(rows.count == day.report.rules.count)
        for (index, row) in rows.enumerated() {
            let shown = try #require(page.rows["r\(index)"], "seed \(seed) row \(index)")
            for (field, value) in try figures(row) {
                let place = shown[field] ?? page.rows["g\(index)"]?[field]
                #expect(place?.value == value, "seed \(seed) row \(index) \(field)")
                if let place { try expectText(place, field) }
            }
        }
    }

    /// A row of the file, flat: field and value as the page is to have them.
    private func figures(_ row: [String: Any]) throws -> [(String, String)] {
        var figures: [(String, String)] = []
        for (key, value) in row {
            switch key {
            case "rule", "kind", "contract", "underlying", "comparator", "part": continue
            case "pass":
                figures.append((key, (value as? Bool).map(String.init) ?? "null"))
            case "value", "best", "sampled", "threshold":
                let ratio = try #require(value as? [String: Int64])
                let (num, den) = (try #require(ratio["num"]), try #require(ratio["den"]))
                // A rule without a bar says so in words.
                if key == "threshold", den == 0 { continue }
                figures.append((key, "\(num)/\(den)"))
            case "causes":
                for (cause, time) in try #require(value as? [String: Int64]) {
                    figures.append(("cause-\(cause)", "\(time)"))
                }
            case "counts":
                for (name, count) in try #require(value as? [String: Int64]) {
                    figures.append(("counts-\(name)", "\(count)"))
                }
            case "treatments":
                let both = try #require(value as? [String: [String: [String: Int64]]])
                for (treatment, range) in both {
                    for (end, ratio) in range {
                        let (num, den) = (try #require(ratio["num"]), try #require(ratio["den"]))
                        figures.append(("\(treatment)-\(end)", "\(num)/\(den)"))
                    }
                }
            case "contracts_met":
                figures.append((key, "\(try #require(value as? [String]).count)"))
            default: figures.append((key, "\(try #require(value as? Int64, "\(key)"))"))
            }
        }
        return figures
    }

    /// What is printed is the value: seconds with nine decimals, percentages cut to two.
    private func expectText(_ figure: PageFigures.Figure, _ field: String) throws {
        let plain = figure.text.replacing(",", with: "")
        if field.hasSuffix("_ns") || field.hasPrefix("cause-") {
            let number = try #require(Int64(figure.value))
            let digits = String(repeating: "0", count: max(0, 10 - String(number).count))
            let padded = digits + String(number)
            #expect(plain == padded.dropLast(9) + "." + padded.suffix(9), "\(field)")
        } else if field.hasSuffix("-best") {
            // The best case of a treatment is printed only where it differs from the worst.
            #expect(plain.isEmpty || plain.hasPrefix(" – "), "\(field)")
        } else if figure.value.contains("/") {
            let parts = figure.value.split(separator: "/").compactMap { Int64($0) }
            guard parts.count == 2, parts[1] > 0 else { return #expect(plain == "–") }
            let hundredths = Int128(parts[0]) * 10_000 / Int128(parts[1])
            let rest = hundredths % 100
            #expect(plain == "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest) %", "\(field)")
        }
    }

    @Test(arguments: [(12, 10, false), (144, 30, true)])
    func `links lead to what is there, inside the page or in the files beside it`(
        contracts: Int, stretches: Int, isBeside: Bool
    ) throws {
        let (_, report) = try rendered(contracts: contracts, stretches: stretches)
        #expect(report.folder == "day 1.evidence")
        #expect(report.files.isEmpty != isBeside)
        #expect(report.files.count == (isBeside ? contracts : 0))
        #expect(report.page.utf8.count < 5_000_000)
        let page = PageFigures(report.page)
        #expect(page.doubleAnchors == [])
        var anchors: [String: Set<String>] = [:]
        for file in report.files {
            let read = PageFigures(file.text)
            #expect(read.failure == nil && read.doubleAnchors == [], "\(file.name)")
            anchors["day%201.evidence/" + file.name] = read.anchors
            for link in read.links {
                let parts = link.split(separator: "#", omittingEmptySubsequences: false)
                #expect(parts.first == "../day%201.html")
                #expect(page.anchors.contains(String(parts.last ?? "")), "\(link)")
            }
        }
        anchors[""] = page.anchors
        #expect(page.links.contains { $0.hasSuffix("-notMet") })
        for link in page.links {
            let parts = link.split(separator: "#", omittingEmptySubsequences: false)
            try #require(parts.count == 2, "\(link)")
            let found = try #require(anchors[String(parts[0])], "\(link)")
            #expect(found.contains(String(parts[1])), "\(link)")
        }
    }

    @Test func `intervals of every contract add up to its figure, and say so`() throws {
        let (day, report) = try rendered()
        let sums = report.page.components(separatedBy: "= the figure&#39;s, to the nanosecond")
        #expect(sums.count - 1 == day.evidence?.count)
        var wrong = day
        wrong.evidence?[0].stretches.removeLast()
        let page = ComplianceReport.render(wrong, language: .en, fileName: "day.html").page
        #expect(page.contains("NOT EQUAL to the figure"))
    }

    @Test(arguments: ["<script>alert(1)</script>", "\"onclick='x'", "]]>\u{0}\u{1B}[31m\u{202E}"])
    func `names from outside are text, not markup`(name: String) throws {
        for stretches in [10, 180] {
            let (_, report) = try rendered(
                contracts: 24, stretches: stretches, hostile: name)
            for text in [report.page] + report.files.map(\.text) {
                #expect(PageFigures(text).failure == nil)
                #expect(!text.contains("<script"))
                #expect(!text.contains("onclick='"))
                let inside = text.replacing("http://www.w3.org/", with: "")
                for outside in ["http:", "https:", "<link", "@import", " src="] {
                    #expect(!inside.contains(outside), "\(outside)")
                }
            }
            let plain = /[A-Za-z0-9_-]+\.html/
            for file in report.files { #expect(file.name.wholeMatch(of: plain) != nil) }
            #expect(Set(report.files.map(\.name)).count == report.files.count)
        }
    }

    @Test(arguments: [
        (ReportLanguage.en, true, false), (.zh, false, true), (.both, true, true),
    ])
    func `the placeholder sentence stands where it is true, in the language asked for`(
        language: ReportLanguage, english: Bool, chinese: Bool
    ) throws {
        var (day, report) = try rendered(language: language)
        #expect(report.page.contains("Figures rest on placeholder thresholds") == english)
        #expect(report.page.contains("部分阈值为占位值") == chinese)
        day.report.rulePack.placeholders = []
        report = ComplianceReport.render(day, language: language, fileName: "day.html")
        #expect(!report.page.contains("Figures rest on placeholder thresholds"))
        #expect(!report.page.contains("部分阈值为占位值"))
    }

    @Test func `one language is one language`() throws {
        let english = try rendered(language: .en).report.page
        #expect(!english.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
        let chinese = try rendered(language: .zh).report.page
        for word in ["Verdict by rule", "not met", "Exempt", ">pass<", "unknown time"] {
            #expect(!chinese.contains(word), "\(word)")
        }
        #expect(chinese.contains("参与率"))
    }

    @Test func `unknown time is told, and what it leaves open`() throws {
        let page = try rendered(language: .en).report.page
        #expect(page.contains("UNKNOWN TIME: "))
        #expect(page.contains(" s in 1 of 12 rows. "))
        #expect(page.contains("Counted as not met in the figure, as met in the best case only."))
        var (day, _) = try rendered()
        day.report.rules.removeAll { ($0.times?.unknown ?? 0) > 0 }
        let without = ComplianceReport.render(day, language: .en, fileName: "day.html").page
        #expect(without.contains("Unknown time: none."))
    }

    @Test func `figures that were only read say that there are no intervals`() throws {
        var (day, _) = try rendered()
        day.evidence = nil
        day.facts.check = .readOnly
        let report = ComplianceReport.render(day, language: .en, fileName: "day.html")
        #expect(report.page.contains("Read from obligations.json; not compared"))
        let page = PageFigures(report.page)
        for link in page.links {
            #expect(page.anchors.contains(String(link.dropFirst())), "\(link)")
        }
    }

    @Test func `every value of the pack has its tag and source`() throws {
        let (day, report) = try rendered(language: .en)
        let page = MarkupReader(report.page)
        let provenance = day.pack.rules.flatMap(\.provenance)
        let shown =
            page.all("tr", style: "placeholder").count + page.all("tr", style: "sourced").count
        #expect(shown == provenance.count)
        #expect(
            page.all("tr", style: "placeholder").count
                == provenance.filter(\.tag.isPlaceholder).count)
        for item in provenance {
            #expect(page.all("td").contains { $0.text == item.source }, "\(item.valuePath)")
        }
    }

    @Test(arguments: [3, 4] as [UInt64])
    func `the same day renders to the same bytes`(seed: UInt64) throws {
        let first = try rendered(seed: seed, contracts: 20, stretches: 30).report
        #expect(try rendered(seed: seed, contracts: 20, stretches: 30).report == first)
    }
}
