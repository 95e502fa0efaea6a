import Obligations
import TestSupport
import Testing

/// The packs that come with the program, counted.
@Suite(.rule("SSE-MM-02"))
struct `Bundled rule packs` {
    @Test
    func `every bundled pack loads, with exactly these rules and provenance tags`() throws {
        let found = try RulePack.bundledTexts.map { name, text in
            let pack = try RulePack.load(yaml: text, file: name + ".yaml")
            let entries = pack.provenance + pack.rules.flatMap(\.provenance)
            let tags = Provenance.Tag.allCases.compactMap { tag -> String? in
                let count = entries.count { $0.tag == tag }
                return count == 0 ? nil : "\(tag.rawValue)\(count)"
            }
            return "\(name) \(pack.id) rules \(pack.rules.count) " + tags.joined(separator: " ")
        }
        #expect(found == `Bundled rule packs`.counts)
    }

    private static let counts: [String] = [
        "sse-dev SSE-DEV rules 3 C4 K2 M1 X9",
        "sse-primary SSE-PRIMARY rules 8 S3 C5 K5 M1 X16",
        "sse-general SSE-GENERAL rules 4 S3 C2 K2 M1 X8",
        "sse-fund SSE-FUND rules 3 C11 X5",
        "szse SZSE rules 3 P1 C2 X14",
        "shfe SHFE rules 5 S5 C7 M1 X15",
        "dce DCE rules 4 C9 X13",
        "czce CZCE rules 4 C9 X12",
        "cffex CFFEX rules 3 C6 M1 X12",
        "hkex-stock HKEX-STOCK rules 3 P8 X11",
        "hkex-index HKEX-INDEX rules 4 P16 X12",
        "eurex EUREX rules 2 M1 X15",
        "nasdaq NASDAQ rules 2 P8 C4 X5",
        "miax MIAX rules 2 P5 C1 X4",
        "cboe CBOE rules 3 C9 M3 X6",
        "euronext EURONEXT rules 1 P3 C3 M1 X4",
        "nse NSE rules 2 C6 M1 X8",
    ]
}
