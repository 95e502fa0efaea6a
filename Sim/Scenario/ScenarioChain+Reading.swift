import Market
import Yams

extension ChainSource {
    init(reading node: ScenarioNode, of scenario: Scenario) throws(ScenarioError) {
        let fields = try node.fields("kind", "file", "levelDivisor", "contracts")
        let file = try fields["file"].archivePath()
        levelDivisor = try fields.integer("levelDivisor", 1...1_000_000)
        let directory = ChainListing.directory(for: scenario)
        contracts = []
        for entry in try fields["contracts"].list(count: 1...200, of: "contracts") {
            let values = try entry.fields("contract", "recorded", optional: ["file"])
            let code = try values["contract"].text(
                accepted: "a trading code that the scenario lists, such as "
                    + "\(directory.contracts.first?.tradingCode ?? ""), each once"
            ) { code in
                directory.contract(tradingCode: code) != nil
                    && !contracts.contains { $0.tradingCode == code }
            }
            let accepted = "right_strike_expiry as in the member's name, call_37000000_20210115"
            let recorded = try values["recorded"].text(accepted: accepted) {
                Self.isRecordedName($0)
            }
            contracts.append(
                Contract(
                    tradingCode: code, recorded: recorded,
                    file: try values.optional("file")?.archivePath() ?? file))
        }
    }

    /// Whose right, strike and expiry these are is the scenario's business: an index option stands for an ETF's.
    private static func isRecordedName(_ text: String) -> Bool {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        return parts.count == 3 && (parts[0] == "call" || parts[0] == "put")
            && parts[1...].allSatisfy { part in
                (1...12).contains(part.utf8.count)
                    && part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            } && parts[2].utf8.count == 8
    }
}

extension ScenarioNode {
    /// The value of a key of a mapping, read ahead of its siblings; nil where there is none.
    func child(_ key: String) -> ScenarioNode? {
        guard case .mapping(let mapping) = node,
            let value = mapping.first(where: { $0.key.string == key })?.value
        else { return nil }
        return ScenarioNode(node: value, file: file, keyPath: keyPath + "." + key)
    }

    func archivePath() throws(ScenarioError) -> String {
        try text(accepted: "a path ending in .zip") {
            $0.utf8.count <= 1_000 && !$0.utf8.contains(0) && $0.hasSuffix(".zip")
        }
    }
}
