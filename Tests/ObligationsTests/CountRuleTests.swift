import Market
import Obligations
import TestSupport
import Testing

/// Worked examples of rules that count messages, cancels, fees and positions.
@Suite(.rule("SSE-PT-01", "SHFE-PT-02", "DCE-FEE-01", "SSE-MM-10"))
struct `Rules that count` {
    static func rate(_ window: String, weights: String = "order: 1, cancel: 1, quote: 2")
        throws -> Stage
    {
        try DutyStage.stage(
            "rateCount",
            """
                window: \(window)
                windowMs: 1000
                messagesPerWindow: 300
                messagesPerDay: 20000
                weights: {\(weights), replacedQuote: 2, quoteCancel: 2}
            """,
            covering: ["/windowMs", "/messagesPerWindow", "/messagesPerDay", "/weights"])
    }

    /// 200 in [10.500, 10.999] and 150 in [11.000, 11.400].
    @Test(arguments: [("calendar", Int64(200), true), ("rolling", 350, false)])
    func `W9: 350 messages in a rolling second, 200 in the fullest calendar second`(
        window: String, most: Int64, passes: Bool
    ) throws {
        var stage = try Self.rate(window)
        for index in 0..<200 {
            stage.ledger.messageSent(.order, at: Stage.at(10.5 + Double(index * 499 / 199) / 1_000))
        }
        for index in 0..<150 {
            stage.ledger.messageSent(.cancel, at: Stage.at(11 + Double(index * 400 / 149) / 1_000))
        }
        let row = try #require(stage.rows(at: 20).first)
        #expect(row.counts?["window_max"] == most)
        #expect(row.counts?["messages"] == 350)
        #expect(row.value == Ratio(most, 300))
        #expect(row.pass == passes)
    }

    @Test func `W9: 75 two-sided replaces of four messages each reach 300`() throws {
        for (replaces, passes) in [(74, true), (75, false)] {
            var stage = try Self.rate("rolling")
            stage.quote(1_000, 1_090, at: 1)
            for index in 0..<replaces { stage.quote(1_000, 1_090, at: 10 + Double(index) * 0.01) }
            let row = try #require(stage.rows(at: 20).first)
            #expect(row.counts?["window_max"] == Int64(replaces) * 4)
            #expect(row.pass == passes)
        }
    }

    @Test func `a message exactly a second old has left the rolling window`() throws {
        var stage = try Self.rate("rolling")
        stage.ledger.messageSent(.order, times: 299, at: Stage.at(10))
        stage.ledger.messageSent(.order, at: Stage.at(11))
        #expect(try #require(stage.rows(at: 20).first).counts?["window_max"] == 299)
        stage.ledger.messageSent(.order, times: 298, at: Stage.at(11.5))
        stage.ledger.messageSent(.order, at: Stage.at(11.999))
        let row = try #require(stage.rows(at: 20).first)
        #expect(row.counts?["window_max"] == 300)
        #expect(row.counts?["occurrences"] == 1)
        #expect(row.pass == false)
    }

    @Test func `the day's bar is reached by sums, whatever the windows say`() throws {
        var stage = try Self.rate("calendar")
        for second in 0..<99 {
            stage.ledger.messageSent(.order, times: 200, at: Stage.at(Double(second)))
        }
        stage.ledger.messageSent(.order, times: 199, at: Stage.at(100))
        #expect(try #require(stage.rows(at: 200).first).pass == true)
        stage.ledger.messageSent(.order, at: Stage.at(101))
        let row = try #require(stage.rows(at: 200).first)
        #expect(row.counts?["messages"] == 20_000)
        #expect(row.pass == false)
    }

    @Test(arguments: [
        (cancels: 600, traded: Int32(240), excessive: true, fee: Int64(1_500_000)),
        (500, 240, false, 0), (600, 300, false, 0), (600, 0, true, 50_000_000),
    ])
    func `W8e: more than 500 cancels and less than a tenth traded cost a fee`(
        cancels: Int, traded: Int32, excessive: Bool, fee: Int64
    ) throws {
        var stage = try DutyStage.stage(
            "cancelRatio",
            """
                cancelsAbove: 500
                ratioBelow: 10/100
                feeRate: 1/100
                feeMax: 5000.0000
            """, covering: ["/cancelsAbove", "/ratioBelow", "/feeRate", "/feeMax"])
        let contract = ContractIndex(0)
        let lots = 3_000 / cancels
        let rest = 3_000 - lots * cancels
        for index in 0..<cancels {
            stage.ledger.orderCancelled(
                contract, quantity: Quantity(contracts: Int32(lots + (index < rest ? 1 : 0))),
                at: Stage.at(10))
        }
        stage.ledger.traded(
            contract, quantity: Quantity(contracts: traded), isBuy: true, at: Stage.at(11))
        stage.ledger.charged(contract, Money(yuan: 1_200), at: Stage.at(12))
        let row = try #require(stage.rows(at: 20).first)
        #expect(row.value == Ratio(Int64(traded), 3_000))
        #expect(row.counts?["fee_ten_thousandths"] == fee)
        #expect(row.pass == !excessive)
    }

    @Test(arguments: [(Int32(650), Int64(56)), (700, 28), (600, 0)])
    func `W8f: the fee for each lot placed follows messages and the ratio`(
        traded: Int32, yuan: Int64
    ) throws {
        var stage = try DutyStage.stage(
            "orderToTrade",
            """
                volumeAbove: 600
                ratioBar: 1/1
                unit: orders
                tiers:
                  - {messagesAbove: 1000, feePerLot: 0.0000, feePerLotAboveBar: 0.0100}
                  - {messagesAbove: 1500, feePerLot: 0.0100, feePerLotAboveBar: 0.0200}
            """, covering: ["/volumeAbove", "/ratioBar", "/tiers"])
        let contract = ContractIndex(0)
        for _ in 0..<1_400 {
            stage.ledger.orderPlaced(contract, quantity: Quantity(contracts: 2), at: Stage.at(10))
        }
        for _ in 0..<300 {
            stage.ledger.orderCancelled(
                contract, quantity: Quantity(contracts: 2), at: Stage.at(11))
        }
        stage.ledger.traded(
            contract, quantity: Quantity(contracts: traded), isBuy: false, at: Stage.at(12))
        let row = try #require(stage.rows(at: 20).first)
        #expect(row.counts?["messages"] == 1_700)
        #expect(row.counts?["lots_placed"] == 2_800)
        #expect(row.counts?["fee_ten_thousandths"] == yuan * 10_000)
        #expect(row.pass == (yuan == 0))
    }

    @Test func `W8d: long calls and short puts are one direction`() throws {
        let day = try #require(TradingDay(yyyymmdd: 20_210_104))
        let plain = try Stage.directory(contracts: 2)
        let put = plain.contracts[1]
        let directory = try InstrumentDirectory(
            day: day, underlyings: plain.underlyings,
            contracts: [
                plain.contracts[0],
                OptionContract(
                    index: put.index, code: put.code, tradingCode: "510050P2112M03001",
                    underlying: put.underlying, type: .put, strike: put.strike, unit: put.unit,
                    expiry: put.expiry, expiryRank: 0, daysToExpiry: put.daysToExpiry,
                    previousSettlement: put.previousSettlement, band: put.band),
            ])
        var stage = Stage(
            pack: try DutyStage.pack(
                "positionLimit",
                """
                    measure: underlyingDirection
                    contractsMax: 10000
                """, covering: ["/contractsMax"]),
            directory: directory)
        func position(_ contract: Int, long: Int32, short: Int32, at seconds: Double) {
            stage.ledger.positionIs(
                ContractIndex(contract), long: Quantity(contracts: long),
                short: Quantity(contracts: short), at: Stage.at(seconds))
        }
        position(0, long: 4_000, short: 0, at: 1)
        position(1, long: 0, short: 5_900, at: 2)
        #expect(stage.rows(at: 3).map(\.value) == [Ratio(9_900, 10_000)])
        #expect(stage.rows(at: 3).map(\.pass) == [true])
        position(1, long: 0, short: 6_100, at: 4)
        position(1, long: 0, short: 100, at: 5)
        #expect(stage.rows(at: 6).map(\.value) == [Ratio(10_100, 10_000)])
        #expect(stage.rows(at: 6).map(\.pass) == [false])
    }

    @Test func `fills of quotes are trades, what a replace takes out are cancels`() throws {
        var stage = try DutyStage.stage(
            "positionLimit",
            """
                measure: contract
                contractsMax: 4
            """, covering: ["/contractsMax"])
        stage.quote(1_000, 1_090, at: 1)
        stage.quote(1_000, 1_090, sizes: (7, 10), .filled, at: 2)
        stage.quote(1_000, 1_090, at: 3)
        stage.quote(1_000, 1_090, sizes: (10, 5), .filled, at: 4)
        let activity = stage.ledger.activity(of: ContractIndex(0))
        #expect(activity.orders == 4)
        #expect(activity.lotsPlaced == 40)
        #expect(activity.cancels == 2)
        #expect(activity.lotsCancelled == 17)
        #expect(activity.lotsTraded == 8)
        #expect(activity.long == 0)
        #expect(activity.short == 2)
        #expect(stage.rows(at: 5).map(\.value) == [Ratio(3, 4)])
    }
}
