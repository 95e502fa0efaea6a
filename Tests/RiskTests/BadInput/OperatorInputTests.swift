import Market
import Risk
import TestSupport
import Testing
import Wire

/// What an operator may send wrongly, row by row (reliability.md, part C, I5): refused with words, on record in the
/// journal (each answer is), nothing changed, and beside it the twin that works.
@Suite(.rule("I5", "P27.2c", "P27.3"))
struct `Bad input from an operator` {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let verb: ControlVerb
        var scope: UInt8 = 0
        var index: UInt32 = 0
        var person = "li"
        let words: String
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        // I5.1: commands that do not exist.
        Case(
            name: "a verb that does not exist", verb: ControlVerb(rawValue: 200),
            words: "unknown verb"),
        Case(name: "verb 0", verb: ControlVerb(rawValue: 0), words: "unknown verb"),
        Case(name: "a scope that does not exist", verb: .kill, scope: 9, words: "unknown scope"),
        // I5.4: scopes that match nothing say so.
        Case(
            name: "a contract that is not listed", verb: .kill, scope: 2, index: 5,
            words: "unknown contract index"),
        Case(
            name: "an underlying that is not listed", verb: .pause, scope: 1, index: 2,
            words: "unknown underlying index"),
        Case(name: "quoter 0", verb: .isolate, scope: 3, index: 0, words: "unknown quoter"),
        Case(name: "quoter 9", verb: .isolate, scope: 3, index: 9, words: "unknown quoter"),
        Case(name: "another account", verb: .kill, scope: 4, index: 2, words: "unknown account"),
        Case(name: "isolating everything", verb: .isolate, words: "only a quoter can be isolated"),
        Case(
            name: "nothing to release", verb: .release, words: ""),
        Case(name: "nothing to resume", verb: .resume, words: ""),
        Case(
            name: "nothing frozen", verb: .resetProtection, words: "nothing frozen in this scope"),
    ]

    @Test(arguments: cases)
    func `it is refused in words, shuts nothing, and quoting goes on`(_ given: Case) throws {
        let desk = try RiskHarness.ready()
        desk.stand(desk.entry(0))
        let heard = desk.command(
            given.verb, scope: given.scope, index: given.index, by: given.person)
        #expect(heard.outcomes == [.refused])
        #expect(heard.replies.first?.text.text.contains(given.words) ?? false)
        #expect(heard.cancels.isEmpty)
        #expect(heard.loggedKinds == [])
        #expect(desk.core.liveQuotes == 1)
        #expect(desk.send(desk.entry(1)).codes == [])
        // Its twin: the same word in a scope that is there.
        #expect(desk.command(.pause, scope: 1, index: 0).outcomes == [.accepted])
        #expect(desk.send(desk.entry(2)).codes == [.paused])
    }

    @Test(.rule("I5.2", "I5.5"))
    func `one person does not release, nor the same under another writing of the name`() throws {
        let desk = try RiskHarness.ready()
        desk.command(.kill)
        for person in ["li", "LI", " li ", ""] {
            #expect(desk.command(.release, by: person).outcomes != [.confirmed])
            #expect(desk.send(desk.entry(0)).codes == [.killed])
        }
        desk.command(.release, by: "wang")
        #expect(desk.send(desk.entry(0)).codes == [])
    }

    @Test(.rule("I5.5")) func `a kill while killing is the same kill, and voids half a release`()
        throws
    {
        let desk = try RiskHarness.ready()
        desk.stand(desk.entry(0))
        #expect(desk.command(.kill, id: 1).cancels.count == 1)
        let again = desk.command(.kill, id: 2)
        #expect(again.cancels.isEmpty && again.outcomes == [.waiting])
        // Before the exchange has confirmed it nobody releases.
        #expect(desk.command(.release, by: "li").outcomes == [.refused])
        #expect(desk.command(.release, by: "wang").outcomes == [.refused])
        desk.report(Side.allCases.map { desk.cancelled(0, $0, 10, id: 1) })
        desk.command(.release, by: "li")
        desk.command(.kill, id: 3)
        #expect(desk.command(.release, by: "wang").outcomes != [.confirmed])
        #expect(desk.send(desk.entry(0)).codes == [.killed])
    }

    @Test(
        .rule("I5.1"),
        arguments: [
            "", "\u{1b}[2J", "<script>alert(1)</script>", "%s%n", "../../etc/passwd",
            String(repeating: "长", count: 400_000),
        ])
    func `a reason of any content is text of bounded length and nothing else`(text: String) throws {
        let desk = try RiskHarness.ready()
        let heard = desk.command(.pause, text: text)
        #expect(heard.outcomes == [.accepted])
        #expect(heard.replies.allSatisfy { $0.text.text.utf8.count <= 128 })
        #expect(desk.command(.resume).outcomes == [.accepted])
        #expect(desk.send(desk.entry(0)).codes == [])
    }

    @Test(.rule("I5.1"), arguments: [8, 16, 40])
    func `half a command is on record and does nothing, the whole one works`(length: Int) throws {
        let desk = try RiskHarness.ready()
        var said = Outbox(instance: 9)
        said.begin(causation: 0, now: desk.now)
        said.send(
            ControlCommand(commandID: 7, verb: .pause, person: FixedText32("li")), on: .control)
        let whole = Array(UnsafeRawBufferPointer(said.bytes(of: said.frames[0])))
        let half = Array(whole[..<length])
        let heard = half.withUnsafeBytes { desk.feed($0, on: .control, from: 3) }
        #expect(heard.replies.isEmpty)
        #expect(desk.send(desk.entry(0)).codes == [])
        #expect(
            whole.withUnsafeBytes { desk.feed($0, on: .control, from: 3) }.outcomes == [.accepted])
        #expect(desk.send(desk.entry(1)).codes == [.paused])
    }
}
