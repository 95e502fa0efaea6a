import Market
import Obligations
import TestSupport
import Testing

@Suite(.rule("SSE-MM-08", "C3.7"))
struct `Exemptions from presence` {
    /// The pack with one exemption in front of its own.
    private func pack(_ exemption: String) throws -> RulePack {
        let first = "      - {id: halted,"
        return try Stage.pack([
            (first, "      - {id: new, trigger: \(exemption)}\n" + first)
        ])
    }

    private func stage(_ exemption: String, contracts: Int = 1) throws -> Stage {
        Stage(
            pack: try pack(exemption), directory: try Stage.directory(contracts: contracts))
    }

    static let told: [(String, Circumstance)] = [
        ("underlyingHalted", .underlyingHalted), ("openRestricted", .openRestricted),
        ("positionLimit", .positionLimit),
        ("declared, incident: stress", .declared("stress")),
    ]

    @Test(arguments: told)
    func `what somebody told excuses while it lasts`(trigger: String, kind: Circumstance) throws {
        for effect in ["removeFromDenominator", "deemFulfilled"] {
            var stage = try stage("\(trigger), effect: \(effect)")
            stage.ledger.circumstance(kind, begins: true, at: Stage.at(2))
            stage.ledger.circumstance(.declared("other"), begins: true, at: Stage.at(3))
            stage.ledger.circumstance(kind, begins: false, at: Stage.at(6))
            stage.ledger.circumstance(.declared("other"), begins: false, at: Stage.at(7))
            let totals = stage.totals(until: 10)
            #expect(totals.exemptNanoseconds == s(4))
            #expect(
                totals.timeWeighted()
                    == (effect == "deemFulfilled" ? Ratio(s(4), s(10)) : Ratio(0, s(6))))
            let intervals = stage.ledger.intervals(of: ContractIndex(0), until: Stage.at(10))
            #expect(intervals.compactMap(\.exemption) == ["new"])
        }
    }

    @Test func `a circumstance reaches its scope, and ends with the wider one`() throws {
        var stage = try stage("openRestricted, effect: removeFromDenominator", contracts: 2)
        let second = CauseScope.contract(ContractIndex(1))
        stage.ledger.circumstance(.openRestricted, second, begins: true, at: Stage.at(1))
        stage.ledger.circumstance(.openRestricted, begins: true, at: Stage.at(3))
        stage.ledger.circumstance(.openRestricted, second, begins: false, at: Stage.at(4))
        stage.ledger.circumstance(.openRestricted, second, begins: true, at: Stage.at(5))
        stage.ledger.circumstance(.openRestricted, begins: false, at: Stage.at(6))
        #expect(stage.totals(contract: 0, until: 10).exemptNanoseconds == s(3))
        #expect(stage.totals(contract: 1, until: 10).exemptNanoseconds == s(5))
    }

    @Test(arguments: [(19, s(0)), (20, s(10))])
    func `days to expiry`(days: Int, exempt: Int64) throws {
        let stage = try stage(
            "daysToExpiryAtMost, days: \(days), effect: removeFromDenominator")
        #expect(stage.totals(until: 10).exemptNanoseconds == exempt)
    }

    @Test func `a contract listed today`() throws {
        let pack = try pack("listedToday, effect: removeFromDenominator")
        let directory = try Stage.directory(contracts: 2)
        var facts = InstrumentFacts.derived(from: directory)
        facts[1].isListedToday = true
        var ledger = ObligationLedger(
            pack: pack, directory: directory, calendar: .shanghaiOptions, facts: facts)
        for contract in directory.contracts {
            ledger.phaseChanged(contract.index, to: .continuous, at: Stage.at(0))
        }
        let exempt = directory.contracts.map {
            ledger.totals(of: $0.index, at: Stage.at(10)).exemptNanoseconds
        }
        #expect(exempt == [0, s(10)])
    }

    /// Normal: 100 ticks at 1,000 and 10 lots; relaxed: 200 ticks and 5 lots.
    @Test func `a relaxed rule is still one, with its own bars`() throws {
        let relaxed = "declared, incident: stress, effect: relax, spread: 2/1, size: 1/2"
        var stage = try stage(relaxed)
        let stress = Circumstance.declared("stress")
        stage.quote(1_000, 1_200, sizes: (5, 5), at: 0)
        stage.ledger.circumstance(stress, begins: true, at: Stage.at(2))
        stage.quote(1_000, 1_201, sizes: (5, 5), at: 5)
        stage.quote(1_000, 1_200, sizes: (5, 4), at: 6)
        stage.quote(1_000, 1_200, sizes: (5, 5), at: 7)
        stage.ledger.circumstance(stress, begins: false, at: Stage.at(9))
        let totals = stage.totals(until: 10)
        #expect(totals.metNanoseconds == s(5))
        #expect(totals.notMetNanoseconds == s(5))
        #expect(totals.exemptNanoseconds == 0)
        #expect(
            stage.causes(until: 10) == ["quoteTooSmall": s(4), "quoteTooWide": s(1)])
        let intervals = stage.ledger.intervals(of: ContractIndex(0), until: Stage.at(10))
        #expect(
            intervals.map(\.exemption)
                == [nil, "new", "new", "new", "new", nil].suffix(intervals.count))
    }
}
