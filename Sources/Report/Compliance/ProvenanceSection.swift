import Obligations

/// Where each number of the pack comes from, and how far it may be trusted.
struct ProvenanceSection {
    let pack: RulePack
    let values: [String: String]

    func write(on page: inout MarkupWriter) {
        page.section("provenance", Bilingual("Provenance of every value", "各项取值来源")) { page in
            page.element("p", ["class": "note"]) { page in
                for tag in Provenance.Tag.allCases {
                    page.element("b", text: "[\(tag.rawValue)] ")
                    page.label(ComplianceWords.tag(tag))
                    page.text(tag.isPlaceholder ? " !  " : "  ")
                }
                page.label(Bilingual("(! placeholder)", "（! 占位值）"))
            }
            page.grid(
                [
                    .text("Rule", "规则"), .text("Value", "参数"), .text("As in the pack", "规则包取值"),
                    .text("Tag", "来源类别"), .text("Source", "出处"),
                ],
                rows: { page in
                    for rule in pack.rules { write(rule, on: &page) }
                })
        }
    }

    private func write(_ rule: ObligationRule, on page: inout MarkupWriter) {
        for (position, item) in rule.provenance.enumerated() {
            let style = item.tag.isPlaceholder ? "placeholder" : "sourced"
            // The first line of a rule is where its bar links to.
            let id = position == 0 ? "provenance-\(rule.id)" : "provenance-\(rule.id)-\(position)"
            page.element("tr", ["class": style, "id": id]) { page in
                page.cell { page in
                    page.element("b", text: rule.id)
                    guard position == 0 else { return }
                    page.text(" ")
                    page.label(Bilingual(rule.nameEn, rule.nameZh))
                }
                page.cell(text: item.valuePath)
                page.cell(text: values[rule.id + item.valuePath] ?? FigureText.nothing)
                page.cell("v") { page in
                    page.text("[\(item.tag.rawValue)]" + (item.tag.isPlaceholder ? " !" : ""))
                }
                page.cell(text: item.source)
            }
            page.newline()
        }
        guard rule.provenance.isEmpty else { return }
        page.element("tr", ["class": "placeholder", "id": "provenance-\(rule.id)"]) { page in
            page.cell { $0.element("b", text: rule.id) }
            page.element("td", ["colspan": "4"]) {
                $0.label(Bilingual("no source given", "未注明来源"))
            }
        }
    }
}

/// Room for the names of who vouches for the report.
struct SignatureSection {
    func write(on page: inout MarkupWriter) {
        page.element("section", ["class": "signatures"]) { page in
            for label in [
                Bilingual("Prepared by", "编制"), Bilingual("Reviewed by (compliance)", "合规复核"),
                Bilingual("Date", "日期"),
            ] {
                page.element("div") { $0.label(label) }
            }
        }
        page.newline()
    }
}
