import Market
import Obligations
import Testing

/// A small day under a pack that has one rule of a kind that counts.
enum DutyStage {
    /// The validity most of these rules share: 10 a side, at most 10 % of the bid.
    static let validity = """
            validity:
              minSize: {rule: T, contracts: 10}
              maxSpread:
                rule: T
                reference: bid
                inclusive: true
                tiers:
                  - {bidFrom: 0.0000, daysFrom: 0, form: fraction, value: 10/100}
              fillGraceMs: 0
        """

    static func pack(_ kind: String, _ body: String, covering paths: [String]) throws -> RulePack {
        let provenance = paths.map {
            "      - {valuePath: \($0), tag: X, source: \"for this test\"}"
        }
        let text = """
            id: T
            version: 1
            title: test
            venue: T
            productScope: test
            role: test
            effectiveFrom: 2015-02-09
            effectiveTo: open
            rules:
              - id: T-1
                nameZh: 测试
                nameEn: Test
                severity: hard
                kind: \(kind)
                obligationSet: all
            \(body)
                provenance:
            \(provenance.joined(separator: "\n"))
            """
        return try RulePack.load(yaml: text, file: "test.yaml")
    }

    static func stage(
        _ kind: String, _ body: String, covering paths: [String], contracts: Int = 1
    ) throws -> Stage {
        Stage(
            pack: try pack(kind, body, covering: paths),
            directory: try Stage.directory(contracts: contracts, daysToExpiry: 20))
    }
}

extension Stage {
    /// The rows of the report at a time.
    func rows(at seconds: Double) -> [ObligationReport.Row] {
        ledger.report(causes: causes, at: Stage.at(seconds)).rules
    }
}
