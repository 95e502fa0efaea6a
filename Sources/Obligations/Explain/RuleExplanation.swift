import Market
public import Settings

/// A rule pack as a document for people, made from the file that is measured by.
public struct RuleExplanation {
    let pack: RulePack
    let examples: [RuleExample]
    let isChinese: Bool

    public init(yaml: String, file: String, isChinese: Bool) throws(SettingsError) {
        let runner = try RuleExampleRunner(yaml: yaml, file: file)
        pack = runner.pack
        examples = runner.examples
        self.isChinese = isChinese
    }

    /// The whole document, in Markdown.
    public func text() -> String {
        var lines = heading()
        for rule in pack.rules { lines += section(rule) }
        lines += [""] + exampleSection()
        lines += ["", "## " + say("What the tags mean", "来源标记")]
        lines += Provenance.Tag.allCases.map { "- [\($0.rawValue)] \(meaning($0))" }
        return lines.joined(separator: "\n")
    }

    func say(_ english: String, _ chinese: String) -> String { isChinese ? chinese : english }

    private func heading() -> [String] {
        let until = pack.effectiveTo.map { "\($0)" } ?? say("open", "至今")
        var lines = [
            "# \(pack.title) (\(pack.id) \(pack.version))", "",
            say("Venue", "交易场所") + ": \(pack.venue)",
            say("Products", "产品") + ": \(pack.productScope)",
            say("For whom", "适用对象") + ": \(pack.role)",
            say("In force", "生效") + ": \(pack.effectiveFrom) – \(until)",
        ]
        lines += pack.provenance.map { item in
            "- [\(item.tag.rawValue)] \(item.valuePath): \(item.source) — \(meaning(item.tag))"
        }
        if !pack.placeholders.isEmpty {
            lines += ["", "figures rest on placeholder thresholds 部分阈值为占位值"]
        }
        return lines
    }

    private func section(_ rule: ObligationRule) -> [String] {
        var lines = ["", "## \(rule.id) \(rule.nameEn) \(rule.nameZh)", ""]
        if let reason = rule.unevaluated {
            lines.append(say("Not evaluated by this build", "本版本尚不评定") + ": \(reason)")
        }
        lines += RuleSentences(rule: rule, isChinese: isChinese).lines()
        lines += ["", "### " + say("Ambiguities, as this rule decides them", "歧义及本规则取值")]
        lines += RuleAmbiguities(rule: rule, isChinese: isChinese).lines()
        lines += ["", "### " + say("Where the numbers come from", "数值来源")]
        lines += rule.provenance.map { item in
            "- [\(item.tag.rawValue)] \(item.valuePath): \(item.source) — \(meaning(item.tag))"
        }
        return lines
    }

    private func meaning(_ tag: Provenance.Tag) -> String {
        switch tag {
        case .S: say("the exchange's own text at hand", "手头有交易所原文")
        case .P: say("exchange page or a mirror of the official text", "交易所网页或官方文本镜像")
        case .C: say("secondary source", "二手来源")
        case .K:
            say("somebody's code: evidence of practice, not a rule", "他人代码：仅为实践证据，不是规则")
        case .M: say("from memory, must be confirmed", "凭记忆，须核实")
        case .X: say("placeholder for development only", "仅供开发的占位值")
        }
    }

    // MARK: Examples

    private func exampleSection() -> [String] {
        var lines = ["## " + say("Worked examples", "算例")]
        if examples.isEmpty { lines.append(say("None.", "无。")) }
        for example in examples {
            lines += ["", "### \(example.name) (\(example.rule))"]
            let spans = example.given.session.map { "\(clock($0.start)) – \(clock($0.end))" }
            lines.append(
                say("Given", "假设") + ": " + spans.joined(separator: ", ") + "; "
                    + example.given.contracts.map(\.tradingCode).joined(separator: ", "))
            for setting in example.settings {
                let value = setting.value.split(separator: "\n").joined(separator: " ")
                lines.append(say("With", "取值") + ": \(setting.path) = \(value)")
            }
            lines.append(say("When", "当") + ":")
            lines += example.events.map { "- \(clock($0.time)) \(words($0.action, example))" }
            lines.append(say("Then", "则") + ":")
            lines += example.expected.map { "- \(words($0))" }
        }
        return lines
    }
}
