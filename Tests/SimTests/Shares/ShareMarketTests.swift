import Market
import Sim
import TestSupport
import Testing
import Wire

@Suite(.rule("B3.8"))
struct `Market of shares` {
    private static let ticks: [(time: SessionTime, actions: [FlowAction])] = [
        (time("09:31"), [tick(34_990, 35_010)]),
        (time("09:40"), [tick(34_960, 34_980)]),
        (time("09:50"), [tick(35_020, 35_040)]),
    ]

    private static func tick(_ bid: Int64, _ ask: Int64) -> FlowAction {
        .underlying(
            UnderlyingIndex(0), last: Price(ticks: bid), bid: Price(ticks: bid),
            ask: Price(ticks: ask), bidQuantity: 1_000, askQuantity: 1_000)
    }

    private static func open() -> ExchangeHarness {
        var configuration = ExchangeConfiguration(directory: .twoContracts)
        configuration.shares = ShareTerms(openingShares: 2_000)
        return ExchangeHarness.open(configuration, at: "09:35", script: ticks)
    }

    private func order(
        _ side: Side, _ shares: Int64, at price: Int64, id: UInt64, rests: Bool = false
    ) -> HedgeOrders.Entry {
        HedgeOrders.Entry(
            underlying: UnderlyingIndex(0), sideCode: side.rawValue, kindCode: rests ? 1 : 2,
            clientID: QuoteID(id), price: Price(ticks: price), shares: shares)
    }

    @Test func `meets the published touch and no more of it than is shown`() {
        var exchange = Self.open()
        exchange.hedge([order(.bid, 1_500, at: 35_010, id: 1)], at: time("09:36"))
        #expect(
            exchange.hedgeLines == [
                "1 accepted 1500@35010", "2 filled 1000@35010 leaves 500",
                "3 cancelled 500@35010 leaves 0",
            ])
        // Taken; the next tick shows it anew.
        exchange.hedge([order(.bid, 100, at: 35_010, id: 2)], at: time("09:37"))
        #expect(exchange.hedgeLines.suffix(1) == ["5 cancelled 100@35010 leaves 0"])
        exchange.advance(time("09:41"))
        exchange.hedge([order(.bid, 100, at: 35_010, id: 3)], at: time("09:41"))
        #expect(exchange.hedgeLines.suffix(1) == ["7 filled 100@34980 leaves 0"])
    }

    @Test func `rests at its limit until the spot passes`() {
        var exchange = Self.open()
        exchange.hedge([order(.bid, 600, at: 34_980, id: 1, rests: true)], at: time("09:36"))
        exchange.advance(time("09:39"))
        #expect(exchange.hedgeLines == ["1 accepted 600@34980"])
        exchange.advance(time("09:40"))
        #expect(exchange.hedgeLines.suffix(1) == ["2 filled 600@34980 leaves 0"])
    }

    @Test func `what is bought today is not sold today`() {
        var exchange = Self.open()
        exchange.hedge([order(.bid, 500, at: 35_010, id: 1)], at: time("09:36"))
        exchange.hedge([order(.ask, 2_100, at: 34_990, id: 2)], at: time("09:36"))
        #expect(exchange.hedgeReasons.last == .insufficientShares)
        exchange.hedge([order(.ask, 2_000, at: 34_980, id: 3)], at: time("09:36"))
        // Half is sold and half cancelled: the half may be sold again.
        #expect(exchange.hedgeLines.suffix(1) == ["6 cancelled 1000@34980 leaves 0"])
        exchange.advance(time("09:45"))
        exchange.hedge([order(.ask, 1_100, at: 34_900, id: 4)], at: time("09:45"))
        #expect(exchange.hedgeReasons.last == .insufficientShares)
        exchange.hedge([order(.ask, 1_000, at: 34_900, id: 5)], at: time("09:45"))
        #expect(exchange.hedgeLines.suffix(1) == ["9 filled 1000@34960 leaves 0"])
    }

    @Test(
        arguments: [
            (100, 35_010, 1, RejectReason.none), (150, 35_010, 1, .quantityTooSmall),
            (0, 35_010, 1, .quantityTooSmall), (1_000_100, 35_010, 1, .quantityTooLarge),
            (100, 35_011, 1, .priceOffTick), (100, 0, 1, .priceOffTick),
            (100, 35_010, 0, .duplicateID),
        ] as [(Int64, Int64, UInt64, RejectReason)])
    func `refuses what is no order`(shares: Int64, price: Int64, id: UInt64, reason: RejectReason) {
        var exchange = Self.open()
        exchange.hedge([order(.bid, shares, at: price, id: id)], at: time("09:36"))
        #expect(exchange.hedgeReasons.first == reason)
    }

    @Test func `takes nothing while the market stands still, and takes off what rests`() {
        var exchange = Self.open()
        exchange.hedge([order(.bid, 100, at: 34_000, id: 1, rests: true)], at: time("09:36"))
        exchange.advance(time("11:30"))
        #expect(exchange.hedgeLines.suffix(1) == ["2 cancelled 100@34000 leaves 0"])
        exchange.hedge([order(.bid, 100, at: 36_000, id: 2)], at: time("11:31"))
        #expect(exchange.hedgeReasons.last == .phaseForbids)
    }

    @Test(.rule("P27.3a")) func `a mass cancel and a lost session take it off too`() {
        var exchange = Self.open()
        exchange.hedge(
            [
                order(.bid, 100, at: 34_000, id: 1, rests: true),
                order(.ask, 100, at: 36_000, id: 2, rests: true),
            ], at: time("09:36"))
        exchange.send(
            MassCancel(participant: 1, scopeCode: 1, index: 0), on: .orderSession, from: 1,
            at: time("09:37"))
        #expect(exchange.hedgeLines.count { $0.contains("cancelled") } == 2)
        exchange.hedge([order(.bid, 100, at: 34_000, id: 3, rests: true)], at: time("09:38"))
        exchange.session(.closed, at: time("09:39"))
        exchange.session(.opened, at: time("09:40"))
        // Everything is told again after a logon, under its number.
        #expect(exchange.hedgeLines.suffix(6).first == "1 accepted 100@34000")
        #expect(exchange.hedgeLines.last == "6 cancelled 100@34000 leaves 0")
    }
}

extension ExchangeHarness {
    mutating func hedge(_ entries: [HedgeOrders.Entry], at now: SessionTime) {
        send(
            HedgeOrders(participant: 1, expires: now + .seconds(1)), entries, on: .orderSession,
            from: 1, at: now)
    }

    private var hedgeReports: [HedgeReports.Entry] {
        others.flatMap { other -> [HedgeReports.Entry] in
            other.bytes.withUnsafeBytes { bytes in
                guard let frame = try? Frame(bytes), frame.template == Template.hedgeReports,
                    let group = try? frame.group(HedgeReports.Entry.self)
                else { return [] }
                return (0..<group.count).map { group[$0] }
            }
        }
    }

    /// Number, what happened, shares and price.
    var hedgeLines: [String] {
        let names = ["accepted", "rejected", "filled", "cancelled", "cancel rejected"]
        return hedgeReports.map {
            let text =
                "\($0.sequence) \(names[Int($0.kindCode) - 1]) \($0.shares)@\($0.price.ticks)"
            return $0.kindCode > 2 ? text + " leaves \($0.leaves)" : text
        }
    }

    var hedgeReasons: [RejectReason] {
        hedgeReports.filter { $0.kindCode < 3 }.map { RejectReason(rawValue: $0.reasonCode) }
    }
}
