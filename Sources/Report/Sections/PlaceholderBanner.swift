/// Says, before any figure, which thresholds nobody has confirmed (obligation-rules §0.3).
struct PlaceholderBanner {
    static let headline = Bilingual("Figures rest on placeholder thresholds", "部分阈值为占位值")

    let rulePack: RulePackLabel

    func write(on page: inout MarkupWriter) {
        guard !rulePack.placeholders.isEmpty || !rulePack.isReal else { return }
        page.element("div", ["class": "banner", "id": "placeholders", "role": "note"]) { page in
            if rulePack.placeholders.isEmpty {
                page.element("b") {
                    $0.label(Bilingual("Development rule pack", "开发用规则，非交易所规则"))
                }
            } else {
                page.element("b") { $0.label(Self.headline) }
                page.paragraph(
                    Bilingual(
                        "Pass and fail below say nothing about the exchange's real rules. M: from memory, "
                            + "unverified. K: as implemented by someone. X: invented for development.",
                        "以下结论不代表交易所真实规则。"))
                writeTable(on: &page)
            }
        }
        page.newline()
    }

    private func writeTable(on page: inout MarkupWriter) {
        page.table(
            [
                .text("Tag", "来源类别"), .text("Rule value", "规则参数"), .text("In use", "取值"),
                .text("Source", "出处"),
            ],
            rows: rulePack.placeholders.map { placeholder in
                [
                    .text("[\(placeholder.tag)]"), .text(placeholder.path),
                    .text(placeholder.value), .text(placeholder.source),
                ]
            })
    }
}
