import Foundation
import TestSupport
import Testing

extension `Scenarios` {
    @Suite(.serialized, .rule("C3.8", "SSE-MM-02", "SSE-MM-05", "SSE-MM-06"))
    struct `The compliance officer's pages` {
        @Test func `a day and a month: the file's figures, links that lead to files that exist`()
            throws
        {
            let scratch = try Scratch()
            let run = try Run.backtest(["--seed", "7"], in: scratch)
            let page = scratch.path("day 1.html")
            let result = try Obligato.run(["report", run.path, "--html", page])
            try #require(result.code == 0, "\(result.error)")
            #expect(result.output.hasPrefix(page + "\n"))
            let text = try String(contentsOfFile: page, encoding: .utf8)
            #expect(text.utf8.count < 5_000_000)
            #expect(text.contains("部分阈值为占位值"))
            #expect(text.contains("equal to the byte"))
            try expectFigures(of: run, in: text)
            try expectLinks(of: page, text)
            let refused = try Obligato.run(["report", run.path, "--html", page, "--lang", "fr"])
            #expect(refused.code == 2)
            #expect(refused.error.contains("en, zh, both"))
            try expectMonth(of: run, in: scratch)
        }

        private func expectMonth(of run: Run, in scratch: Scratch) throws {
            let page = scratch.path("month.html")
            let result = try Obligato.run([
                "month", run.path, "--recompute", "--html", page, "--lang", "en",
            ])
            try #require(result.code == 0, "\(result.error)")
            let text = try String(contentsOfFile: page, encoding: .utf8)
            let day = scratch.path("month.evidence/2021-01-04.html")
            try expectLinks(of: page, text)
            try expectFigures(of: run, in: try String(contentsOfFile: day, encoding: .utf8))
            try expectLinks(of: day, try String(contentsOfFile: day, encoding: .utf8))
        }

        /// Row by row, `data` element by `data` element.
        private func expectFigures(of run: Run, in text: String) throws {
            let rules = try run.obligations().rules
            for (index, rule) in rules.enumerated() where rule.kind == "presence" {
                let start = try #require(text.range(of: "<tr id=\"r\(index)\">"))
                let end = try #require(
                    text.range(of: "</tr>", range: start.upperBound..<text.endIndex))
                let row = text[start.upperBound..<end.lowerBound]
                for (field, value) in [
                    ("session_ns", rule.session_ns), ("met_ns", rule.met_ns),
                    ("not_met_ns", rule.not_met_ns), ("exempt_ns", rule.exempt_ns),
                    ("unknown_ns", rule.unknown_ns),
                ] {
                    let number = try #require(value)
                    #expect(
                        row.contains("<data class=\"\(field)\" value=\"\(number)\">"),
                        "\(index) \(field)")
                }
            }
        }

        private func expectLinks(of page: String, _ text: String) throws {
            let folder = URL(fileURLWithPath: page).deletingLastPathComponent()
            var anchors = ["": Set(values(of: "id", in: text))]
            for link in Set(values(of: "href", in: text)) {
                let parts = link.split(separator: "#", omittingEmptySubsequences: false)
                let name = String(parts[0])
                if anchors[name] == nil {
                    let path = folder.path + "/" + (name.removingPercentEncoding ?? name)
                    let other = try String(contentsOfFile: path, encoding: .utf8)
                    anchors[name] = Set(values(of: "id", in: other))
                }
                guard parts.count > 1 else { continue }
                #expect(anchors[name]?.contains(String(parts[1])) == true, "\(link)")
            }
        }

        /// What stands between the quotation marks of an attribute.
        private func values(of attribute: String, in text: String) -> [String] {
            text.components(separatedBy: " \(attribute)=\"").dropFirst().map {
                String($0.prefix { $0 != "\"" })
            }
        }
    }
}
