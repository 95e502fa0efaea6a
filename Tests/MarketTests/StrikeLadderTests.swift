import Market
import TestSupport
import Testing

@Suite(.rule("SSE-TR-01"))
struct `Strike ladder` {
    @Test(arguments: [
        // price → interval: the boundary itself belongs to the finer grid
        ("0.5", "0.0500"), ("3", "0.0500"), ("3.0001", "0.1000"), ("5", "0.1000"),
        ("5.0001", "0.2500"), ("10", "0.2500"), ("10.0001", "0.5000"), ("20", "0.5000"),
        ("20.0001", "1.0000"), ("50", "1.0000"), ("50.0001", "2.5000"), ("100", "2.5000"),
        ("100.0001", "5.0000"),
    ])
    func `the interval follows the price`(at: String, interval: String) throws {
        #expect(
            ShanghaiStrikeLadder.interval(at: try #require(price(at))).description == interval)
    }

    @Test(arguments: [
        ("2.524", "2.5000"), ("2.525", "2.5500"), ("2.9749", "2.9500"), ("2.975", "3.0000"),
        ("3.049", "3.0000"), ("3.05", "3.1000"), ("5.1249", "5.0000"), ("5.125", "5.2500"),
        ("10.2499", "10.0000"), ("10.25", "10.5000"),
    ])
    func `the strike at the money is the nearest one, a half goes up`(
        close: String, strike: String
    ) throws {
        #expect(
            ShanghaiStrikeLadder.nearest(to: try #require(price(close))).description == strike)
    }

    @Test(arguments: [
        (
            "2.48",
            [
                "2.3000", "2.3500", "2.4000", "2.4500", "2.5000", "2.5500", "2.6000", "2.6500",
                "2.7000",
            ]
        ),
        (
            "3.00",
            [
                "2.8000", "2.8500", "2.9000", "2.9500", "3.0000", "3.1000", "3.2000", "3.3000",
                "3.4000",
            ]
        ),
        (
            "3.512",
            [
                "3.1000", "3.2000", "3.3000", "3.4000", "3.5000", "3.6000", "3.7000", "3.8000",
                "3.9000",
            ]
        ),
        (
            "4.90",
            [
                "4.5000", "4.6000", "4.7000", "4.8000", "4.9000", "5.0000", "5.2500", "5.5000",
                "5.7500",
            ]
        ),
        (
            "5.25",
            [
                "4.7000", "4.8000", "4.9000", "5.0000", "5.2500", "5.5000", "5.7500", "6.0000",
                "6.2500",
            ]
        ),
        (
            "10.00",
            [
                "9.0000", "9.2500", "9.5000", "9.7500", "10.0000", "10.5000", "11.0000", "11.5000",
                "12.0000",
            ]
        ),
    ])
    func `nine strikes surround the close, each step by its own interval`(
        close: String, strikes: [String]
    ) throws {
        let ladder = ShanghaiStrikeLadder.strikes(around: try #require(price(close)))
        #expect(ladder.map(\.description) == strikes)
    }

    @Test func `at launch there were five`() throws {
        let ladder = ShanghaiStrikeLadder.strikes(around: try #require(price("2.48")), each: 2)
        #expect(ladder.map(\.description) == ["2.4000", "2.4500", "2.5000", "2.5500", "2.6000"])
    }
}
