import Sim
import TestSupport
import Testing

@Suite(.rule("H17", "B3.3", "SSE-TR-02", "SSE-TR-03"))
struct `The conformance suite` {
    @Test func `every cell is as the rules say`() {
        let cells = ExchangeConformance.run()
        for cell in cells {
            #expect(
                cell.holds,
                "\(cell.table): \(cell.row), \(cell.column): \(cell.found), not \(cell.expected)")
        }
        #expect(cells.count { $0.table == "phases" } == 19 * 10)
        #expect(cells.count { $0.table == "fills" } == 6 * 5)
    }

    @Test func `the list of reject reasons is closed: each has its case and its twin`() {
        let names = ExchangeConformance.run().filter { $0.table == "reasons" }.map(\.row)
        #expect(names.count == 34)
        #expect(names == ExchangeConformance.reasons.map { "\($0)" })
    }
}
