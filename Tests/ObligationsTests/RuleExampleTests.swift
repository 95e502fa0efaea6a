import Obligations
import Settings
import TestSupport
import Testing

/// The worked examples of the bundled packs, on the ledger that judges real days.
@Suite(.rule("SSE-MM-02"))
struct `Worked examples` {
    @Test(arguments: RulePack.bundledTexts.map(\.name))
    func `every example of a pack passes, or says why it is not evaluated`(name: String) throws {
        let text = try #require(RulePack.bundledText(named: name))
        let runner = try RuleExampleRunner(yaml: text, file: name + ".yaml")
        for example in runner.examples {
            if case .failed(let mismatches) = runner.run(example) {
                Issue.record("\(name): \(example.name): \(mismatches)")
            }
        }
    }

    @Test
    func `the development pack has twelve examples, and all can be judged`() throws {
        let runner = try RuleExampleRunner(yaml: RulePack.sseDevText, file: "sse-dev.yaml")
        #expect(runner.examples.count == 12)
        #expect(runner.examples.allSatisfy { runner.run($0) == .passed })
    }

    @Test
    func `a broken expectation is reported with both values`() throws {
        let text = RulePack.sseDevText.replacing("value: 9982/10000", with: "value: 9983/10000")
        let runner = try RuleExampleRunner(yaml: text, file: "test.yaml")
        let example = try #require(
            runner.examples.first { $0.name == "W2 one side filled and replenished 180 ms later" })
        #expect(
            runner.run(example)
                == .failed([
                    RuleExampleRunner.Mismatch(
                        what: "A value", expected: "9983/10000",
                        found: "99820000000/100000000000")
                ]))
    }

    @Test(arguments: [
        ("fill: A, bidLeft: 0", "fill: A, left: 0", "left"),
        ("bid: 0.1000, ask: 0.1050, size: 10}", "bid: 0.1000, ask: 0.1050, qty: 10}", "qty"),
        ("met_s: 99.82", "met: 99.82", "met"),
    ])
    func `an unknown key in an example names file and line`(
        old: String, new: String, key: String
    ) throws {
        let text = RulePack.sseDevText
        let place = try #require(text.firstRange(of: old))
        var broken = text
        broken.replaceSubrange(place, with: new)
        let line = 1 + text[..<place.lowerBound].count { $0 == "\n" }
        do {
            _ = try RuleExampleRunner(yaml: broken, file: "test.yaml")
            Issue.record("\(new) was accepted")
        } catch {
            #expect(error.file == "test.yaml")
            #expect(error.line == line)
            #expect(error.path.hasSuffix("/" + key))
            #expect(error.problem == "unknown key")
        }
    }

    @Test
    func `an example of a rule the pack does not have is refused`() throws {
        let text = RulePack.sseDevText.replacing("    rule: SSE-MM-05", with: "    rule: SSE-MM-55")
        #expect(throws: SettingsError.self) {
            _ = try RuleExampleRunner(yaml: text, file: "test.yaml")
        }
    }
}
