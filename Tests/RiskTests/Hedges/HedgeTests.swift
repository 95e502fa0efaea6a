import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("B3.8", "H18.4"))
struct `Hedge orders` {
    static let limits = Fixture.limits {
        $0.hedge = HedgeLimits(
            sharesPerOrderMax: 50_000, valuePerOrderMax: Money(yuan: 100_000), sharesMax: 60_000,
            collarBasisPoints: 100)
    }

    /// A desk with shares to sell, and the underlying at 2.5.
    static func ready(_ limits: RiskLimits = limits) throws -> RiskHarness {
        var terms = RiskTerms()
        terms.hedgeOpeningShares = 30_000
        let desk = try RiskHarness.ready(limits, terms: terms)
        desk.tick(25_000, at: desk.now)
        return desk
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let code: RefusalCode
        var limits = `Hedge orders`.limits
        let change: @Sendable (inout HedgeOrders.Entry) -> Void
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "as it is", code: .none) { _ in },
        Case(name: "no such underlying", code: .unknownContract) {
            $0.underlying = UnderlyingIndex(9)
        },
        Case(name: "resting", code: .orderKindForbidden) { $0.kindCode = 1 },
        Case(name: "no such side", code: .orderKindForbidden) { $0.sideCode = 0 },
        Case(name: "half a price step", code: .priceOffTick) { $0.price = Price(ticks: 25_005) },
        Case(name: "no price", code: .priceOutsideLimits) { $0.price = .zero },
        Case(name: "absurd price", code: .priceOutsideLimits) { $0.price = Price(ticks: .max) },
        Case(name: "odd lot", code: .hedgeQuantityLimit) { $0.shares = 150 },
        Case(name: "nothing", code: .hedgeQuantityLimit) { $0.shares = 0 },
        Case(name: "less than nothing", code: .hedgeQuantityLimit) { $0.shares = .min },
        Case(name: "worth what may be", code: .none) { $0.shares = 40_000 },
        Case(name: "worth too much", code: .hedgeValueLimit) { $0.shares = 40_100 },
        Case(
            name: "over its limit", code: .hedgeQuantityLimit,
            limits: Fixture.limits {
                $0.hedge = limits.hedge
                $0.hedge.sharesPerOrderMax = 900
            }
        ) { _ in },
        Case(name: "at the collar", code: .none) { $0.price = Price(ticks: 25_250) },
        Case(name: "beyond the collar", code: .priceCollar) { $0.price = Price(ticks: 25_260) },
        Case(name: "a low bid harms nobody", code: .none) { $0.price = Price(ticks: 10) },
        Case(name: "what is there is sold", code: .none) {
            $0.sideCode = Side.ask.rawValue
            $0.shares = 30_000
        },
        Case(name: "more than is there", code: .insufficientShares) {
            $0.sideCode = Side.ask.rawValue
            $0.shares = 30_100
        },
        Case(
            name: "position", code: .hedgePositionLimit,
            limits: Fixture.limits {
                $0.hedge = limits.hedge
                $0.hedge.sharesMax = 900
            }
        ) { _ in },
        Case(
            name: "delta", code: .deltaLimit,
            limits: Fixture.limits {
                $0.hedge = limits.hedge
                $0.deltaSharesMax = 999
            }
        ) { _ in },
        Case(
            name: "delta just so", code: .none,
            limits: Fixture.limits {
                $0.hedge = limits.hedge
                $0.deltaSharesMax = 1_000
            }
        ) { _ in },
        Case(
            name: "funds", code: .insufficientFunds,
            limits: Fixture.limits {
                $0.hedge = limits.hedge
                $0.funds = Money(yuan: 2_499)
            }
        ) { _ in },
        Case(
            name: "messages of the day", code: .dailyMessageCount,
            limits: Fixture.limits {
                $0.hedge = limits.hedge
                $0.messagesPerDayMax = 0
            }
        ) { _ in },
        Case(name: "nothing was set", code: .noLimitSet, limits: Fixture.wide) { _ in },
    ]

    @Test(arguments: cases)
    func `each is refused for its one reason and passes without it`(_ given: Case) throws {
        let desk = try Self.ready(given.limits)
        var order = desk.hedge(.bid, 1_000, at: 25_000)
        given.change(&order)
        let heard = desk.send(hedges: [order])
        if given.code == .none {
            #expect(heard.hedgeRefusals == [])
            #expect(heard.hedges.map(\.clientID) == [order.clientID])
        } else {
            #expect(heard.hedgeRefusals == [given.code])
            #expect(heard.hedges.isEmpty)
            #expect(heard.loggedKinds == [.hedgeRefused])
            #expect(desk.core.gate?.reserved == .zero)
        }
    }

    @Test func `under way and bought it counts in delta and money`() throws {
        let desk = try Self.ready()
        let order = desk.hedge(.bid, 2_000, at: 25_010)
        desk.send(hedges: [order])
        #expect(desk.core.gate?.reach(of: UnderlyingIndex(0))?.deltaHigh == 2_000)
        #expect(desk.core.gate?.reach(of: UnderlyingIndex(0))?.deltaLow == 0)
        #expect(desk.core.gate?.reserved == Money(tenThousandths: 2_000 * 25_010))
        let before = desk.core.gate?.available
        desk.hedged(3, order, shares: 1_500, leaves: 500, price: 25_000, sequence: 1)
        desk.hedged(4, order, shares: 500, leaves: 0, sequence: 2)
        #expect(desk.core.gate?.reach(of: UnderlyingIndex(0))?.deltaHigh == 1_500)
        #expect(desk.core.gate?.reach(of: UnderlyingIndex(0))?.deltaLow == 1_500)
        #expect(desk.core.gate?.reserved == .zero)
        // 0.001 a share cheaper for 1 500, and 500 not bought at all.
        #expect(
            desk.core.gate?.available
                == before.map { $0 + Money(tenThousandths: 1_500 * 10 + 500 * 25_010) })
        #expect(desk.core.counters.unexpectedReports == 0)
        // Told again after a logon: nothing changes.
        desk.hedged(3, order, shares: 1_500, leaves: 500, price: 25_000, sequence: 1)
        #expect(desk.core.gate?.reach(of: UnderlyingIndex(0))?.deltaHigh == 1_500)
    }

    @Test func `what was bought today is not sold today`() throws {
        let desk = try Self.ready()
        let bought = desk.hedge(.bid, 5_000, at: 25_000)
        desk.send(hedges: [bought])
        desk.hedged(3, bought, leaves: 0, sequence: 1)
        let sold = desk.hedge(.ask, 30_000, at: 25_000)
        #expect(desk.send(hedges: [sold]).hedgeRefusals == [])
        #expect(
            desk.send(hedges: [desk.hedge(.ask, 100, at: 25_000)]).hedgeRefusals
                == [.insufficientShares])
        desk.hedged(4, sold, leaves: 0, sequence: 2)
        #expect(desk.send(hedges: [desk.hedge(.ask, 100, at: 25_000)]).hedgeRefusals == [])
    }

    @Test(.rule("P27.3", "P21.3")) func `states hold for hedges, and a kill waits for them`() throws
    {
        let desk = try Self.ready()
        let order = desk.hedge(.bid, 1_000, at: 25_000)
        desk.send(hedges: [order])
        #expect(desk.command(.kill, scope: 1, index: 0).outcomes == [.waiting])
        #expect(
            desk.send(hedges: [desk.hedge(.bid, 1_000, at: 25_000)]).hedgeRefusals == [.killed])
        #expect(desk.hedged(4, order, leaves: 0, sequence: 1).outcomes == [.confirmed])
        let other = try Self.ready()
        other.command(.reduce)
        // Nothing is held: any hedge would open.
        #expect(
            other.send(hedges: [other.hedge(.bid, 1_000, at: 25_000)]).hedgeRefusals
                == [.reducingOnly])
    }

    @Test func `reducing passes what brings the held delta nearer to zero`() throws {
        var terms = RiskTerms()
        terms.hedgeOpeningShares = 1_000_000
        let desk = try RiskHarness.ready(
            Self.limits, terms: terms,
            opening: [OpeningHolding(code: 10_000_001, long: 10, short: 0)])
        desk.tick(25_000, at: desk.now)
        desk.command(.reduce)
        #expect(desk.send(hedges: [desk.hedge(.ask, 10_000, at: 25_000)]).hedgeRefusals == [])
        #expect(
            desk.send(hedges: [desk.hedge(.bid, 100, at: 25_010)]).hedgeRefusals.count == 1)
    }

    @Test func `what was lost on the way is free when it can be no more`() throws {
        let desk = try Self.ready()
        desk.send(hedges: [desk.hedge(.bid, 1_000, at: 25_000)])
        desk.exchange(.closed)
        desk.wait(milliseconds: 5_000)
        #expect(desk.core.gate?.reserved != .zero)
        desk.exchange(.opened)
        desk.report([ExchangeEvents.Entry(kind: .sessionOpened, participant: 1)])
        desk.wait(milliseconds: 1)
        #expect(desk.core.gate?.reserved == .zero)
        #expect(desk.core.gate?.reach(of: UnderlyingIndex(0))?.deltaHigh == 0)
    }

    @Test func `a fill nobody asked for is booked and told`() throws {
        let desk = try Self.ready()
        let ghost = desk.hedge(.bid, 1_000, at: 25_000)
        let heard = desk.hedged(3, ghost, leaves: 0, sequence: 1)
        #expect(heard.loggedKinds == [.unexpectedReport])
        #expect(desk.core.gate?.reach(of: UnderlyingIndex(0))?.deltaLow == 1_000)
    }

    @Test func `a quoter that is back learns what it has hedged`() throws {
        let desk = try Self.ready()
        let order = desk.hedge(.ask, 1_000, at: 25_000)
        desk.send(hedges: [order])
        desk.hedged(3, order, leaves: 0, sequence: 1)
        desk.quoter(1, .closed)
        let heard = desk.quoter(1, .opened)
        #expect(heard.hedgePositions.map(\.net) == [-1_000, 0])
        #expect(heard.hedgePositions.map(\.sellable) == [29_000, 30_000])
    }
}

extension RiskHarness {
    func hedge(_ side: Side, _ shares: Int64, at price: Int64) -> HedgeOrders.Entry {
        HedgeOrders.Entry(
            underlying: UnderlyingIndex(0), sideCode: side.rawValue, kindCode: 2,
            clientID: QuoteID(nextID()), price: Price(ticks: price), shares: shares)
    }

    @discardableResult func send(hedges: [HedgeOrders.Entry]) -> Heard {
        let expires = now + .milliseconds(500)
        return deliver(on: .quoteSession, from: 1) { outbox in
            outbox.open(
                HedgeOrders(participant: 1, expires: expires), of: HedgeOrders.Entry.self,
                on: .quoteSession)
            for entry in hedges { outbox.append(entry) }
            outbox.close()
        }
    }

    @discardableResult func hedged(
        _ kind: UInt8, _ order: HedgeOrders.Entry, shares: Int64? = nil, leaves: Int64,
        price: Int64? = nil, sequence: UInt64
    ) -> Heard {
        deliver(on: .orderSession) { outbox in
            outbox.open(
                HedgeReports(participant: 1), of: HedgeReports.Entry.self, on: .orderSession)
            outbox.append(
                HedgeReports.Entry(
                    sequence: sequence, underlying: order.underlying, kindCode: kind,
                    sideCode: order.sideCode, clientID: order.clientID,
                    price: price.map { Price(ticks: $0) } ?? order.price,
                    shares: shares ?? order.shares, leaves: leaves))
            outbox.close()
        }
    }
}

extension Heard {
    var hedgeRefusals: [RefusalCode] {
        told.filter { $0.entry.kind == .hedgeRefused }.map(\.entry.refusal)
    }
}
