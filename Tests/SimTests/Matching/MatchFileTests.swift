import Sim
import TestSupport
import Testing

private let header = "type,side,ioc,quantity,order_id,price_ticks"

private func parse(_ lines: [String]) throws(MatchFileError) -> [OrderMessage] {
    try MatchFile.parse(Array(lines.joined(separator: "\n").utf8), file: "o.csv").messages
}

@Suite(.rule("I6", "SSE-TR-03"))
struct `Files of messages` {
    @Test func `each row is a message`() throws {
        let rows = [
            "N,B,0,98,527,33355", "N,S,1,10,12381,34145", "M,B,0,99,527,33356", "C,,,,527,",
        ]
        let expected = [
            OrderMessage(.new, order: 527, price: 33_355, quantity: 98),
            OrderMessage(.immediate, order: 12_381, isSell: true, price: 34_145, quantity: 10),
            OrderMessage(.modify, order: 527, price: 33_356, quantity: 99),
            OrderMessage(.cancel, order: 527),
        ]
        #expect(try parse([header] + rows) == expected)
    }

    @Test func `a BOM, CRLF and a last newline change nothing`() throws {
        #expect(
            try parse(["\u{feff}" + header + "\r", "C,,,,5,\r", ""]) == parse([header, "C,,,,5,"]))
    }

    @Test func `the ends of every range are accepted`() throws {
        let rows = [
            "N,B,0,1,0,1", "N,S,0,2147483647,18446744073709551615,1000000000000000",
        ]
        let messages = try parse([header] + rows)
        #expect(messages.map(\.order) == [0, .max])
        #expect(messages.map(\.quantity) == [1, .max])
        #expect(messages.map(\.price) == [1, 1_000_000_000_000_000])
    }

    /// A row in which one thing is wrong, its twin in which it is right, and the message.
    static let bad = [
        (
            "X,B,0,1,5,9", "N,B,0,1,5,9",
            #"column type: "X": bad type; accepted: N (new), C (cancel), M (modify)"#
        ),
        (
            "n,B,0,1,5,9", "N,B,0,1,5,9",
            #"column type: "n": bad type; accepted: N (new), C (cancel), M (modify)"#
        ),
        ("N,b,0,1,5,9", "N,B,0,1,5,9", #"column side: "b": bad side; accepted: B or S"#),
        ("N,B,2,1,5,9", "N,B,1,1,5,9", #"column ioc: "2": bad ioc; accepted: 0 or 1"#),
        ("N,B,,1,5,9", "N,B,0,1,5,9", #"column ioc: "": bad ioc; accepted: 0 or 1"#),
        ("M,B,1,1,5,9", "M,B,0,1,5,9", #"column ioc: "1": a modify that is IOC; accepted: 0"#),
        (
            "N,B,0,0,5,9", "N,B,0,1,5,9",
            #"column quantity: "0": bad quantity; accepted: a whole number from 1 to 2147483647"#
        ),
        (
            "N,B,0,2147483648,5,9", "N,B,0,2147483647,5,9",
            #"column quantity: "2147483648": bad quantity; accepted: a whole number from 1 to 2147483647"#
        ),
        (
            "N,B,0,-1,5,9", "N,B,0,1,5,9",
            #"column quantity: "-1": bad quantity; accepted: a whole number from 1 to 2147483647"#
        ),
        (
            "N,B,0,1.5,5,9", "N,B,0,15,5,9",
            #"column quantity: "1.5": bad quantity; accepted: a whole number from 1 to 2147483647"#
        ),
        (
            "N,B,0,1,,9", "N,B,0,1,0,9",
            #"column order_id: "": bad order_id; accepted: a whole number from 0 to 18446744073709551615"#
        ),
        (
            "C,,,,18446744073709551616,", "C,,,,18446744073709551615,",
            #"column order_id: "18446744073709551616": bad order_id; accepted: a whole number from 0 to 18446744073709551615"#
        ),
        (
            "C,,,, 5,", "C,,,,5,",
            #"column order_id: " 5": bad order_id; accepted: a whole number from 0 to 18446744073709551615"#
        ),
        (
            "N,B,0,1,5,0", "N,B,0,1,5,1",
            #"column price_ticks: "0": bad price_ticks; accepted: a whole number from 1 to 1000000000000000"#
        ),
        (
            "N,B,0,1,5,1000000000000001", "N,B,0,1,5,1000000000000000",
            #"column price_ticks: "1000000000000001": bad price_ticks; accepted: a whole number from 1 to 1000000000000000"#
        ),
        (
            "C,B,,,5,", "C,,,,5,",
            #"column side: "B": a cancel with more than its order_id; accepted: nothing here"#
        ),
        (
            "C,,,,5,9", "C,,,,5,",
            #"column price_ticks: "9": a cancel with more than its order_id; accepted: nothing here"#
        ),
        ("N,B,0,1,5", "N,B,0,1,5,9", #""5": wrong field count; accepted: 6, as in the header"#),
        ("", "C,,,,5,", #""1": wrong field count; accepted: 6, as in the header"#),
        ("C,,,,5,,", "C,,,,5,", #""7": wrong field count; accepted: 6, as in the header"#),
    ]

    @Test(arguments: bad)
    func `a bad row is named with line and column, and its twin is taken`(
        row: String, twin: String, message: String
    ) throws {
        let error = try #require(throws: MatchFileError.self) {
            try parse([header, "C,,,,1,", row, "C,,,,2,"])
        }
        #expect(error.description == "o.csv:3: " + message)
        #expect(try parse([header, "C,,,,1,", twin, "C,,,,2,"]).count == 3)
    }

    @Test func `another header is refused, and one without rows`() throws {
        let other = try #require(throws: MatchFileError.self) { try parse(["a,b", "C,,,,1,"]) }
        #expect(other.description == "o.csv:1: \"a,b\": bad header; accepted: " + header)
        for text in [[], [""], [header], [header, ""]] {
            let empty = try #require(throws: MatchFileError.self) { try parse(text) }
            #expect(empty.description.hasPrefix("o.csv"))
        }
        #expect(try parse([header, "C,,,,1,"]).count == 1)
    }

    @Test func `what only the book can know is named at its row`() throws {
        let text = [header, "N,B,0,1,5,9", "M,S,0,1,5,9", "N,B,0,1,5,9"].joined(separator: "\n")
        let file = try MatchFile.parse(Array(text.utf8), file: "o.csv")
        let side = file.error(OrderMatcher.Refused(position: 1, refusal: .otherSide))
        #expect(
            side.description
                == #"o.csv:3: column side: "S": a modify to the other side; accepted: the resting order's own side"#
        )
        let resting = file.error(OrderMatcher.Refused(position: 2, refusal: .stillResting))
        #expect(
            resting.description
                == #"o.csv:4: column order_id: "5": a new order under a number that still rests; accepted: one that does not"#
        )
    }

    @Test func `a file that is not there is one error`() throws {
        let error = try #require(throws: MatchFileError.self) { try MatchFile.read("/no/such.csv") }
        #expect(
            error.description
                == "/no/such.csv: not found or not readable; accepted: .csv or .csv.gz")
    }
}
