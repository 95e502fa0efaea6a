import Market
import Sim
import TestSupport
import Testing

private let market = """
    market:
      kind: replay
      contracts:
        - contract: 510050C2101M03500
          orders: orders.csv
          trades: trades.csv.gz
          priceDivisor: 100
          sharesPerContract: 1

    """

private func load(_ market: String) throws(ScenarioError) -> Scenario {
    try Scenario.load(yaml: Scenario.regularDayYAML + market, file: "r.yaml")
}

@Suite(.rule("I6", "C3.6"))
struct `Scenarios with a recorded market` {
    @Test func `a contract is named with its files and measures`() throws {
        let scenario = try load(market)
        #expect(
            scenario.replayed == [
                OrderFileSource(
                    tradingCode: "510050C2101M03500", orders: "orders.csv",
                    trades: "trades.csv.gz", priceDivisor: 100, sharesPerContract: 1)
            ])
        #expect(try Scenario.load(yaml: Scenario.regularDayYAML, file: "r.yaml").replayed.isEmpty)
    }

    @Test func `the bundled example reads`() throws {
        let scenario = try Scenario.read(file: ScenarioFiles.folder + "/replay-600761.yaml")
        #expect(scenario.replayed.map(\.tradingCode) == ["510300C2307M03700"])
        let directory = ChainListing.directory(for: scenario)
        #expect(directory.contract(tradingCode: "510300C2307M03700") != nil)
    }

    @Test(arguments: [
        ("kind: replay", "kind: live", "market.kind: found \"live\"; accepted: replay, chain"),
        (
            "510050C2101M03500", "510050C2101M09900",
            "market.contracts[0]: contract 510050C2101M09900; accepted: a trading code that the "
                + "scenario lists, such as 510050C2101M03100, each once"
        ),
        (
            "orders.csv", "orders.txt",
            "market.contracts[0].orders: found \"orders.txt\"; accepted: a path ending in .csv or "
                + ".csv.gz"
        ),
        (
            "priceDivisor: 100", "priceDivisor: 0",
            "market.contracts[0].priceDivisor: found \"0\"; accepted: a whole number from 1 to "
                + "1000000"
        ),
        (
            "sharesPerContract: 1", "sharesPerContract: 1.5",
            "market.contracts[0].sharesPerContract: found \"1.5\"; accepted: a whole number from 1 "
                + "to 1000000"
        ),
        (
            "      trades: trades.csv.gz\n", "",
            "market.contracts[0]: missing key trades; accepted: the keys contract, orders, trades, "
                + "priceDivisor, sharesPerContract"
        ),
    ])
    func `a wrong value is named with its place`(good: String, bad: String, message: String) {
        let error = #expect(throws: ScenarioError.self) {
            try load(market.replacing(good, with: bad))
        }
        #expect(error?.description.hasSuffix(message) == true, "\(error?.description ?? "")")
    }
}
