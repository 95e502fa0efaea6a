import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("I5.2", "I5.3", "I5.6", "C3.3", "P27.2c", "H18.2"))
struct `Limits are changed by two people` {
    private let request: [(name: LimitName, value: Int64?)] = [(.positionPerContract, 2_000)]

    @Test
    func `a request changes nothing, the second person's word does, and the old value is kept`()
        throws
    {
        let desk = try RiskHarness.ready(Fixture.limits { $0.positionPerContractMax = 9 })
        let asked = desk.limits(.apply, [(.positionPerContract, 10)])
        #expect(asked.status == .pending)
        #expect(asked.limitsLogged == [LoggedLimit(kind: .limitsRequested, value: 1)])
        #expect(desk.send(desk.entry(0)).codes == [.positionLimit])
        #expect(desk.limits(.preview, id: 1, hash: RiskHarness.hash).problem == LimitProblem.none)
        #expect(desk.send(desk.entry(0)).codes == [.positionLimit])
        let approved = desk.limits(.approve, id: 1, by: "wang", hash: RiskHarness.hash)
        #expect(approved.status == .inForce)
        #expect(
            approved.limitsLogged == [
                LoggedLimit(kind: .limitsDecided, code: LimitStatus.inForce.rawValue),
                LoggedLimit(
                    kind: .limitChanged, code: LimitName.positionPerContract.rawValue, value: 10,
                    limit: 9),
            ])
        #expect(desk.send(desk.entry(0)).codes == [])
        let history = desk.limits(.history)
        let record = try #require(history.limitRecords.first)
        #expect(record.head.maker.text == "li" && record.head.checker.text == "wang")
        #expect(record.head.reason.text == "close of the quarter")
        #expect(record.head.records == 40 && record.head.hash.text == RiskHarness.hash)
        #expect(record.head.madeAt == desk.now && record.head.inForceAt == desk.now)
        #expect(record.entries.map(\.old) == [9] && record.entries.map(\.new) == [10])
    }

    @Test(arguments: [("li", true), (" LI ", true), ("L i", true), ("lin", false), ("wang", false)])
    func `the maker does not approve or reject, however the name is written`(
        person: String, refused: Bool
    ) throws {
        for verb in [LimitVerb.approve, .reject] {
            let desk = try RiskHarness.ready()
            desk.limits(.apply, request)
            desk.limits(.preview, id: 1, hash: RiskHarness.hash)
            let heard = desk.limits(verb, id: 1, by: person, hash: RiskHarness.hash)
            #expect(heard.problem == (refused ? .samePerson : LimitProblem.none))
            #expect(heard.limitReplies[0].head.outcome == (refused ? .refused : .accepted))
            let done: LimitStatus = verb == .approve ? .inForce : .rejected
            #expect(desk.core.limitChanges[0].status == (refused ? .pending : done))
            let logged = LoggedLimit(
                kind: .limitsDecided, value: Int64(verb.rawValue),
                limit: Int64(LimitProblem.samePerson.rawValue))
            #expect(heard.limitsLogged.contains(logged) == refused, "a refusal is on record")
        }
    }

    @Test func `exactly the last preview is approved`() throws {
        let desk = try RiskHarness.ready()
        desk.limits(.apply, request)
        let other = String(repeating: "0", count: 64)
        let approve = { (hash: String) in
            desk.limits(.approve, id: 1, by: "wang", hash: hash).problem
        }
        #expect(approve(RiskHarness.hash) == .notPreviewed)
        for hash in ["", "5a", String(repeating: "5A", count: 32), other + "0"] {
            let heard = desk.limits(.preview, id: 1, hash: hash)
            #expect(heard.problem == (hash.count == 65 ? LimitProblem.none : .badHash))
        }
        desk.limits(.preview, id: 1, hash: RiskHarness.hash)
        #expect(approve(other) == .hashDiffers)
        #expect(approve("") == .hashDiffers)
        #expect(approve(RiskHarness.hash) == LimitProblem.none)
        #expect(approve(RiskHarness.hash) == .alreadyDecided)
    }

    @Test func `limits that changed since make a request void`() throws {
        let desk = try RiskHarness.ready()
        desk.limits(.apply, request)
        desk.limits(.preview, id: 1, hash: RiskHarness.hash)
        #expect(desk.limits(.tighten, [(.fundsYuan, 5)], by: "zhao").status == .inForce)
        #expect(
            desk.limits(.approve, id: 1, by: "wang", hash: RiskHarness.hash).problem
                == .baseChanged)
        #expect(desk.limits(.preview, id: 1, hash: RiskHarness.hash).problem == .baseChanged)
        #expect(desk.change(request).status == .inForce)
    }

    @Test func `an expired request is refused, a moment earlier it is not`() throws {
        for (wait, problem) in [(1_000, LimitProblem.expired), (999, LimitProblem.none)] {
            let desk = try RiskHarness.ready()
            desk.limits(.apply, request, expires: desk.now + .seconds(1))
            desk.limits(.preview, id: 1, hash: RiskHarness.hash)
            desk.wait(milliseconds: Int64(wait))
            #expect(
                desk.limits(.approve, id: 1, by: "wang", hash: RiskHarness.hash).problem
                    == problem)
            #expect(
                desk.core.limitChanges[0].status == (problem == .none ? .inForce : .expired))
        }
    }

    @Test func `its maker withdraws a request, nobody else`() throws {
        let desk = try RiskHarness.ready()
        desk.limits(.apply, request)
        #expect(desk.limits(.withdraw, id: 1, by: "wang").problem == .notMaker)
        #expect(desk.limits(.withdraw, id: 1, by: "li").status == .withdrawn)
        #expect(desk.limits(.withdraw, id: 1, by: "li").problem == .alreadyDecided)
        #expect(desk.limits(.history, id: 2).problem == .unknownRequest)
        #expect(desk.core.limits == Fixture.wide)
    }

    @Test func `only two persons remove a limit, and what it guards is refused then`() throws {
        let desk = try RiskHarness.ready()
        let refused = desk.limits(.tighten, [(.positionTotal, nil)])
        #expect(refused.problem == .notTighter)
        #expect(desk.send(desk.entry(0)).codes == [])
        #expect(desk.change([(.positionTotal, nil)]).status == .inForce)
        #expect(desk.send(desk.entry(1)).codes == [.noLimitSet])
        #expect(desk.send(desk.withdrawal(1)).codes == [])
        #expect(desk.limits(.tighten, [(.positionTotal, 5)]).problem == .notTighter)
        #expect(desk.change([(.positionTotal, 1_000)]).status == .inForce)
        #expect(desk.send(desk.entry(1)).codes == [])
    }

    @Test(
        arguments: LimitName.allCases.filter {
            [.refuses, .impossible].contains($0.absence) && !$0.isTighterAbove
        })
    func `below zero and above the range is refused, both ends pass`(name: LimitName) throws {
        let desk = try RiskHarness.ready()
        for (value, isTaken) in [
            (name.range.lowerBound - 1, false), (name.range.upperBound + 1, false),
            (.min, false), (.max, false), (name.range.lowerBound, true),
            (name.range.upperBound, true),
        ] where desk.core.limitsInForce[name] != value {
            let heard = desk.limits(.apply, [(name, value)])
            #expect(heard.problem == (isTaken ? LimitProblem.none : .outOfRange), "\(value)")
            guard !isTaken else { continue }
            let head = try #require(heard.limitReplies.first?.head)
            #expect(head.limitCode == name.rawValue && head.value == value)
            let refusal = LimitRefusal(head.problem, name, value: head.value)
            #expect(refusal.text.hasPrefix("\(name.name): \(value) is out of range; \(name.name)"))
            #expect(refusal.text.contains("\(name.range.upperBound) \(name.unit)"))
        }
    }

    @Test func `a name, a reason, a limit that exists, once, and a value that is another`() throws {
        let desk = try RiskHarness.ready()
        #expect(desk.limits(.apply, []).problem == .malformed)
        #expect(desk.limits(.apply, request + request).problem == .repeatedLimit)
        #expect(desk.limits(.apply, [(.positionPerContract, 1_000)]).problem == .noChange)
        #expect(desk.limits(.apply, [(.collarTicks, nil)]).problem == .notRemovable)
        #expect(desk.limits(.apply, [(.messagesPerSecond, nil)]).problem == .notRemovable)
        #expect(desk.limits(.apply, request, by: " ").problem == .personMissing)
        #expect(desk.limits(.apply, request, by: "li\u{7}").problem == .personMissing)
        #expect(desk.limits(.apply, request, by: "li\u{200b}").problem == .personMissing)
        #expect(desk.limits(.apply, request, reason: " ").problem == .reasonMissing)
        let early = desk.now - .milliseconds(1)
        #expect(desk.limits(.apply, request, effective: early).problem == .badEffective)
        #expect(desk.limits(.apply, request, expires: desk.now).problem == .badExpiry)
        let later = desk.now + .seconds(9)
        #expect(
            desk.limits(.apply, request, effective: later, expires: later).problem == .badExpiry)
        #expect(
            desk.limits(.apply, request, expires: SessionTime(hour: 24, minute: 0)).problem
                == .badExpiry)
        for code in [UInt8(0), 32, .max] {
            let command = LimitCommand(
                commandID: 1, verb: .apply, person: FixedText32("li"), reason: FixedText64("x"))
            let entry = LimitCommand.Entry(limitCode: code, isSet: 1, value: 1)
            #expect(desk.limits(command, [entry]).problem == .unknownLimit)
        }
        #expect(desk.limits(LimitVerb(rawValue: 99)).problem == .malformed)
        #expect(desk.core.limitChanges.isEmpty)
        #expect(desk.limits(.apply, request).problem == LimitProblem.none)
    }

    @Test func `codes and names of the limits stay what they are`() {
        #expect(LimitName.allCases.map(\.rawValue) == Array(1...31))
        #expect(LimitName(named: "positionPerContract") == .positionPerContract)
        #expect(LimitName(named: "positionpercontract") == nil)
        #expect(LimitName.protectionFreezeMilliseconds.rawValue == 27)
        #expect(LimitName.hedgeCollarBasisPoints.rawValue == 31)
    }
}

@Suite(.rule("I5.3", "I5.7", "C3.3"))
struct `A limit as it is typed` {
    @Test(
        arguments: [
            ("positionTotal=500", 500), ("positionTotal=500contracts", 500),
            ("positionTotal=0", 0), ("positionTotal=100000000", 100_000_000),
            ("vegaYuan=20000 yuan", 20_000), ("positionTotal=none", nil),
        ] as [(String, Int64?)])
    func `a whole number, with its unit or none`(text: String, value: Int64?) throws {
        #expect(try LimitWish(text).value == value)
    }

    @Test(
        arguments: [
            ("positionTotal=-1", "-1 is out of range"),
            ("positionTotal=100000001", "100000001 is out of range"),
            ("positionTotal=500yuan", "yuan is not its unit"),
            ("positionTotal=yuan", "yuan is not its unit"),
            ("positionTotal=1e3", "\"1e3\" is not a whole number"),
            ("positionTotal=nan", "\"nan\" is not a whole number"),
            ("positionTotal=0.5", "\"0.5\" is not a whole number"),
            ("positionTotal=+5", "\"+5\" is not a whole number"),
            ("positionTotal=05", "\"05\" is not a whole number"),
            ("positionTotal=٥", "\"٥\" is not a whole number"),
            ("positionTotal=", "\"\" is not a whole number"),
            (
                "positionTotal=99999999999999999999",
                "\"99999999999999999999\" is not a whole number"
            ), ("positionTotal", "no value; write positionTotal=VALUE"),
            ("messagesPerSecond=none", "cannot be removed"),
            ("messagesPerSecond=9", "9 is out of range"),
            ("positionTotl=5", "no limit of this name"),
        ])
    func `anything else is one error with the name and what is accepted`(
        text: String, problem: String
    ) throws {
        let found = try #require(throws: LimitWish.Problem.self) { try LimitWish(text) }
        #expect(found.problem == problem && text.hasPrefix(found.name))
        let accepted = LimitName(named: found.name)?.acceptedValues
        #expect(accepted == nil || found.accepted == accepted)
        #expect(accepted != nil || found.accepted.contains("positionTotal, "))
    }
}

@Suite(.rule("C3.3"))
struct `One person tightens at once` {
    @Test(arguments: LimitName.allCases)
    func `only to a value that lets less through`(name: LimitName) throws {
        var values = LimitValues(limits: Fixture.wide)
        let middle = (name.range.lowerBound + name.range.upperBound) / 2
        values[name] = middle
        let tighter = name.isTighterAbove ? middle + 1 : middle - 1
        let looser = name.isTighterAbove ? middle - 1 : middle + 1
        let desk = try RiskHarness.ready(
            values.limits, terms: RiskTerms(protection: values.protection))
        let refused = desk.limits(.tighten, [(name, looser)])
        #expect(refused.problem == .notTighter)
        #expect(refused.limitReplies.map(\.head.limitCode) == [name.rawValue])
        #expect(desk.limits(.tighten, [(name, nil)]).limitReplies[0].head.outcome == .refused)
        #expect(desk.core.limitsInForce[name] == middle)
        let taken = desk.limits(.tighten, [(name, tighter)])
        #expect(taken.status == .inForce && desk.core.limitsInForce[name] == tighter)
        #expect(desk.core.limitChanges.map(\.isEmergency) == [true])
        #expect(desk.change([(name, looser)]).status == .inForce, "two persons loosen it")
        #expect(desk.core.limitsInForce[name] == looser)
    }

    @Test func `one value that is looser refuses the whole`() throws {
        let desk = try RiskHarness.ready()
        let heard = desk.limits(
            .tighten, [(.positionPerContract, 10), (.positionTotal, 100_001)])
        #expect(heard.problem == .notTighter)
        #expect(heard.limitReplies[0].head.limitCode == LimitName.positionTotal.rawValue)
        #expect(desk.core.limits == Fixture.wide)
        let later = desk.now + .seconds(1)
        #expect(
            desk.limits(.tighten, [(.positionTotal, 9)], effective: later).problem == .badEffective)
    }

    @Test func `a limit that holds nothing until it is set is tightened by setting it`() throws {
        let desk = try RiskHarness.ready()
        #expect(desk.limits(.tighten, [(.gatewayMessagesPerSecond, 10)]).status == .inForce)
        // A tenth of ten is kept for withdrawals: nine are left, and a quote costs two.
        #expect(
            desk.send((0..<5).map { desk.entry($0) }).codes == [.messageRate])
        #expect(desk.limits(.apply, [(.gatewayMessagesPerSecond, nil)]).status == .pending)
    }
}
