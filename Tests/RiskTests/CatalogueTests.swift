import Foundation
import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("H18.2", "P27.2c"))
struct `Catalogue of checks` {
    @Test func `every file of a check is in the catalogue once`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Risk/Checks")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let names = CheckCatalogue.abouts.map(\.name)
        #expect(names.count == files.count { $0.hasSuffix(".swift") })
        #expect(Set(names).count == names.count)
    }

    @Test func `every check names its rule and its codes`() {
        for about in CheckCatalogue.abouts {
            #expect(!about.name.isEmpty && !about.rule.isEmpty && !about.codes.isEmpty)
            #expect(!about.reads.isEmpty)
        }
    }

    @Test func `every refusal there is comes from a rule`() {
        for raw in UInt8(1)...UInt8.max {
            let code = RefusalCode(rawValue: raw)
            // An open number prints as one; a code has a name.
            guard Int(code.description) == nil, !code.description.contains("\(raw)") else {
                continue
            }
            #expect(CheckCatalogue.rule(of: code) != nil, "\(code)")
        }
    }

    @Test(
        arguments: [
            (RefusalCode.spreadExceedsMaximum, "SSE-MM-03"), (.selfTrade, "H25.1"),
            (.openingLimit, "H23"), (.noLimitSet, "P27.2c"), (.isolated, "P27.3c"),
            (.messageRate, "SSE-PT-01"), (.malformed, "SSE-MM-02"),
        ] as [(RefusalCode, String)])
    func `a code leads to its rule`(code: RefusalCode, rule: String) {
        #expect(CheckCatalogue.rule(of: code) == rule)
    }
}
