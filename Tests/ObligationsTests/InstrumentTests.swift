import Market
import Obligations
import TestSupport
import Testing

@Suite(.rule("C3.7"))
struct `Which contracts a rule concerns` {
    /// The pack's rules in order, each with the set it is for.
    private func stage(_ sets: [String]) throws -> Stage {
        var pieces = RulePack.sseDevText.components("obligationSet: all")
        for (position, set) in sets.enumerated() where set != "all" {
            let cited =
                "    provenance:\n      - {valuePath: /obligationSet, tag: X, source: test}\n"
            pieces[position] += "obligationSet: " + set
            if set.contains("contracts") {
                let next = pieces[position + 1].replacing(
                    "    provenance:\n", with: cited, maxReplacements: 1)
                pieces[position + 1] = next
            }
        }
        for position in sets.count..<3 { pieces[position] += "obligationSet: all" }
        for position in sets.indices where sets[position] == "all" {
            pieces[position] += "obligationSet: all"
        }
        return Stage(
            pack: try RulePack.load(yaml: pieces.joined(), file: "test.yaml"),
            directory: try Stage.directory(contracts: 3))
    }

    private let listed = "{contracts: [510050C2112M03000, \"10000003\"]}"

    @Test func `a contract outside the set has no row, no time and no interval`() throws {
        var stage = try stage([listed])
        for contract in 0..<3 { stage.quote(1_000, 1_100, contract: contract, at: 0) }
        let report = stage.ledger.report(causes: stage.causes, at: Stage.at(10))
        #expect(
            report.rules.filter { $0.kind == "presence" }.map(\.contract)
                == ["510050C2112M03000", "510050C2112M03002"])
        #expect(stage.totals(contract: 0, until: 10).metNanoseconds == s(10))
        #expect(stage.totals(contract: 1, until: 10).sessionNanoseconds == 0)
        #expect(stage.ledger.intervals(of: ContractIndex(1), until: Stage.at(10)) == [])
        #expect(stage.ledger.isObliged(ContractIndex(1)) == false)
    }

    @Test func `coverage counts the contracts both sets have`() throws {
        var stage = try stage([listed, "{contracts: [510050C2112M03000, 510050C2112M03001]}"])
        stage.quote(1_000, 1_100, contract: 0, at: 0)
        let report = stage.ledger.report(causes: stage.causes, at: Stage.at(10))
        #expect(report.rules.first { $0.kind == "coverage" }?.value == Ratio(1, 1))
        let all = try self.stage(["all", "all"])
        let whole = all.ledger.report(causes: all.causes, at: Stage.at(10))
        #expect(whole.rules.first { $0.kind == "coverage" }?.value == Ratio(0, 3))
    }

    @Test func `a request for a contract outside the set is none`() throws {
        var stage = try stage(["all", "all", listed])
        stage.request(1, contract: 0, at: 0)
        stage.request(2, contract: 1, at: 0)
        stage.quote(1_000, 1_100, answering: 2, contract: 1, at: 1)
        #expect(stage.outcome(of: 1, at: 60) == .missed)
        #expect(stage.outcome(of: 2, at: 60) == nil)
    }

    @Test func `a hole in the record and a halt reach only the obliged`() throws {
        var stage = try stage(["{types: [put]}"])
        stage.quote(1_000, 1_100, at: 0)
        stage.ledger.streamInterrupted(at: Stage.at(2))
        stage.ledger.streamResumed(at: Stage.at(3))
        stage.phase(.halted, at: 4)
        #expect(stage.totals(until: 10).sessionNanoseconds == 0)
    }
}

extension String {
    /// The text between the occurrences of a marker.
    fileprivate func components(_ marker: String) -> [String] {
        split(separator: marker, omittingEmptySubsequences: false).map(String.init)
    }
}
