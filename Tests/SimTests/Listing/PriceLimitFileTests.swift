import Market
import Sim
import TestSupport
import Testing

private let header =
    "contract_id,contract_code,type,strike,unit,exercise_date,underlying_prev_close,prev_settle"

private func parse(_ rows: String...) throws(OrderFileError) -> PriceLimitFile {
    try PriceLimitFile.parse(
        Array(([header] + rows).joined(separator: "\r\n").utf8), file: "c.csv")
}

@Suite(.rule("SSE-TR-04"))
struct `Price limits of a contract table` {
    @Test func `limits stand behind the row as it was written`() throws {
        let file = try parse(
            "10000437,510050C1511M02050,C,2.050,10000,20151125,2.470,0.4227",
            "10000438,510050P1511M02050,P,2.050,10000,20151125,2.470,0.0004")
        #expect(file.header == header)
        #expect(
            file.rows.map { "\($0.text),\($0.band.up),\($0.band.down)" } == [
                "10000437,510050C1511M02050,C,2.050,10000,20151125,2.470,0.4227,0.6697,0.1757",
                "10000438,510050P1511M02050,P,2.050,10000,20151125,2.470,0.0004,0.1634,0.0001",
            ])
    }

    @Test func `columns may come in any order among others`() throws {
        let file = try PriceLimitFile.parse(
            Array(
                """
                prev_settle,note,type,strike,underlying_prev_close,contract_code,contract_id
                0.4227,x,C,2.050,2.470,510050C1511M02050,10000437
                """.utf8), file: "c.csv")
        #expect(
            file.rows.first?.band == PriceBand(down: Price(ticks: 1_757), up: Price(ticks: 6_697)))
    }

    @Test(arguments: [
        (
            "1,a,X,2.050,10000,20151125,2.470,0.4227",
            "c.csv:2: column type: \"X\": bad type; accepted: C, P"
        ),
        (
            "1,a,C,2.050,10000,20151125,2.470,-0.1",
            "c.csv:2: column prev_settle: \"-0.1\": bad price; accepted: a plain number above 0 up "
                + "to 100000, within 0.000001 of a multiple of 0.0001"
        ),
        (
            "1,a,C,2.050,10000,20151125,2.470",
            "c.csv:2: \"7\": wrong field count; accepted: 8 fields, as in the header"
        ),
    ])
    func `a bad row is named`(row: String, message: String) {
        let error = #expect(throws: OrderFileError.self) { try parse(row) }
        #expect(error?.description == message)
    }

    @Test(.enabled(if: OrderFileSamples.areRecorded))
    func `the exchange's own table of 2015-11-13 comes out exactly`() throws {
        let file = try PriceLimitFile.read(
            file: OrderFileSamples.reference + "/sse_price_limits_20151113.csv")
        #expect(file.rows.count == 72)
        for row in file.rows {
            #expect(row.text.hasSuffix(",\(row.band.up),\(row.band.down)"), "\(row.contractCode)")
        }
    }
}
