import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("SSE-MM-03", "C3.7"))
struct `Maximum spread` {
    /// 0.025 below a bid of 0.05; 10 % of the bid from there, 20 % from 62 days.
    @Test(arguments: [
        (100, 349, 23, true), (100, 350, 23, true), (100, 351, 23, false),
        (499, 749, 23, true), (499, 750, 23, false), (500, 550, 23, true), (500, 551, 23, false),
        (505, 555, 61, true), (505, 556, 61, false), (505, 606, 62, true), (505, 607, 62, false),
    ])
    func `is allowed itself and no tick more`(bid: Int64, ask: Int64, days: Int32, passes: Bool) {
        let verdict = MaximumSpreadCheck(tiers: SpreadTier.shanghai)
            .verdict(bid: Price(ticks: bid), ask: Price(ticks: ask), daysToExpiry: days)
        #expect(verdict.code == (passes ? .none : .spreadExceedsMaximum))
    }

    @Test func `a refusal names the spread and what is allowed`() {
        let verdict = MaximumSpreadCheck(tiers: SpreadTier.shanghai)
            .verdict(bid: Price(ticks: 505), ask: Price(ticks: 556), daysToExpiry: 23)
        #expect(verdict == .refuse(.spreadExceedsMaximum, value: 51, limit: 50))
    }

    @Test func `without a row for the quote there is no limit set`() {
        let verdict = MaximumSpreadCheck(tiers: [])
            .verdict(bid: Price(ticks: 100), ask: Price(ticks: 101), daysToExpiry: 23)
        #expect(verdict == .refuse(.noLimitSet, value: 1))
    }

    @Test(arguments: [(Int64.min, Int64.max), (.max - 1, .max), (-1, .max)])
    func `absurd prices are an overflow or a refusal, never a trap`(bid: Int64, ask: Int64) {
        let verdict = MaximumSpreadCheck(tiers: SpreadTier.shanghai)
            .verdict(bid: Price(ticks: bid), ask: Price(ticks: ask), daysToExpiry: 23)
        #expect(verdict.isPass == false)
    }
}

@Suite(.rule("SSE-MM-04", "C3.7", "Z24d"))
struct `Shape of a quote` {
    @Test(
        arguments: [
            (9, RefusalCode.quantityBelowMinimum), (10, .none), (50, .none),
            (51, .quantityAboveMaximum),
        ] as [(Int32, RefusalCode)])
    func `sizes run from the minimum to one order's maximum`(size: Int32, code: RefusalCode) {
        let check = QuantityCheck(quantityMin: Quantity(contracts: 10))
        let verdict = check.verdict(Quantity(contracts: size), side: .ask, quantityMax: 50)
        #expect(verdict.code == code)
    }

    @Test(
        arguments: [
            (0, RefusalCode.priceOutsideLimits), (99, .priceOutsideLimits), (100, .none),
            (105, .priceOffTick), (200, .none), (201, .priceOutsideLimits),
            (.max, .priceOutsideLimits), (.min, .priceOutsideLimits),
        ] as [(Int64, RefusalCode)])
    func `prices are on a tick within the day's limits`(ticks: Int64, code: RefusalCode) {
        let band = PriceBand(down: Price(ticks: 100), up: Price(ticks: 200))
        let verdict = PriceCheck(tick: 10).verdict(Price(ticks: ticks), side: .bid, band: band)
        #expect(verdict.code == code)
    }

    @Test(arguments: [
        (10, 10, 99, 100, RefusalCode.none), (0, 10, 99, 100, .oneSidedQuote),
        (10, 0, 99, 100, .oneSidedQuote), (10, 10, 100, 100, .crossedQuote),
        (10, 10, 101, 100, .crossedQuote), (-1, 10, 99, 100, .malformed),
        (10, .min, 99, 100, .malformed),
    ])
    func `both sides are there and do not meet`(
        bidSize: Int32, askSize: Int32, bid: Int64, ask: Int64, code: RefusalCode
    ) {
        let quote = TwoSidedQuote(
            contract: ContractIndex(0), id: QuoteID(1),
            bid: QuoteLeg(price: Price(ticks: bid), quantity: Quantity(contracts: bidSize)),
            ask: QuoteLeg(price: Price(ticks: ask), quantity: Quantity(contracts: askSize)))
        #expect(TwoSidedCheck().verdict(quote).code == code)
    }

    @Test func `a size of one contract is refused even where the order's minimum allows it`() throws
    {
        let desk = try RiskHarness.ready()
        #expect(desk.send(desk.entry(0, sizes: (9, 10))).codes == [.quantityBelowMinimum])
        #expect(desk.send(desk.entry(0, sizes: (10, 10))).codes == [])
    }
}

@Suite(.rule("C3.11", "C3.12", "P27.2a", "P27.2c"))
struct `Limits one by one` {
    @Test(arguments: [(99, true), (100, true), (101, false)])
    func `a position limit holds to the contract`(worst: Int64, passes: Bool) {
        #expect(
            PositionLimitCheck(limit: 100).verdict(worstCase: worst, side: .bid).isPass == passes)
        #expect(
            DirectionLimitCheck(limit: 100).verdict(worstCase: worst, side: .bid).isPass == passes)
        #expect(
            TotalPositionCheck(limit: 100).verdict(worstCase: worst, side: nil).isPass == passes)
    }

    @Test(arguments: [(-1, true), (0, true), (1, false)])
    func `a purchase limit holds to the ten-thousandth`(offset: Int64, passes: Bool) {
        let limit = Money(yuan: 10_000)
        let verdict = PurchaseLimitCheck(limit: limit)
            .verdict(premium: Money(tenThousandths: limit.tenThousandths + offset))
        #expect(verdict.code == (passes ? .none : .purchaseLimit))
    }

    @Test(arguments: [(-1, true), (0, true), (1, false)])
    func `funds cover premium and margin to the ten-thousandth`(offset: Int64, passes: Bool) {
        let verdict = FundsCheck(isSet: true)
            .verdict(premium: 400, margin: 600 + offset, available: 1_000)
        #expect(verdict.code == (passes ? .none : .insufficientFunds))
    }

    @Test func `what does not fit into 64 bits is an overflow`() {
        let funds = FundsCheck(isSet: true)
        #expect(funds.verdict(premium: nil, margin: 0, available: .max).code == .overflow)
        #expect(funds.verdict(premium: 0, margin: nil, available: .max).code == .overflow)
        #expect(funds.verdict(premium: .max, margin: 1, available: .max).code == .overflow)
        #expect(PurchaseLimitCheck(limit: Money(yuan: 1)).verdict(premium: nil).code == .overflow)
    }

    @Test func `a limit that was never set refuses`() {
        let code = RefusalCode.noLimitSet
        #expect(PositionLimitCheck(limit: nil).verdict(worstCase: 0, side: .bid).code == code)
        #expect(DirectionLimitCheck(limit: nil).verdict(worstCase: 0, side: .bid).code == code)
        #expect(TotalPositionCheck(limit: nil).verdict(worstCase: 0, side: nil).code == code)
        #expect(PurchaseLimitCheck(limit: nil).verdict(premium: .zero).code == code)
        #expect(FundsCheck(isSet: false).verdict(premium: 0, margin: 0, available: 1).code == code)
        #expect(DailyMessageCheck(limit: nil).verdict(spent: 0, cost: 0).code == code)
        let rate = MessageRateCheck(limit: nil, withdrawalReserve: 0)
        #expect(rate.verdict(spent: 0, cost: 0, isWithdrawal: false).code == code)
    }

    static let removals: [@Sendable (inout RiskLimits) -> Void] = [
        { $0.positionPerContractMax = nil }, { $0.directionPerUnderlyingMax = nil },
        { $0.totalPositionMax = nil }, { $0.purchaseMax = nil }, { $0.funds = nil },
        { $0.messagesPerSecondMax = nil }, { $0.messagesPerDayMax = nil },
        { $0.quantityPerOrderMax = nil }, { $0.valuePerOrderMax = nil },
        { $0.collarBasisPoints = nil }, { $0.openingPerContractMax = nil },
        { $0.openingPerUnderlyingMax = nil }, { $0.deltaSharesMax = nil },
        { $0.gammaSharesMax = nil }, { $0.vegaMax = nil },
    ]

    @Test(arguments: removals.indices)
    func `each limit taken away refuses every quote`(removal: Int) throws {
        let desk = try RiskHarness.ready(Fixture.limits(Self.removals[removal]))
        #expect(desk.send(desk.entry(0)).codes == [.noLimitSet])
        let twin = try RiskHarness.ready()
        #expect(twin.send(twin.entry(0)).codes == [])
    }

    @Test(arguments: [(5, 6, true), (6, 6, true), (7, 6, false)])
    func `the day's messages end at their limit`(spent: Int64, limit: Int64, passes: Bool) {
        #expect(DailyMessageCheck(limit: limit).verdict(spent: spent, cost: 0).isPass == passes)
    }
}

@Suite(.rule("Z24a", "Z24b", "Z24c", "C3.10b", "F31"))
struct `Checks of time and order` {
    @Test(arguments: TradingPhase.allCases)
    func `quotes pass where the exchange takes orders`(phase: TradingPhase) {
        let check = PhaseCheck()
        #expect(check.quote(in: phase).isPass == phase.acceptsOrders)
        let now = SessionTime(hour: 10, minute: 0)
        let takesCancels = phase != .starting && phase != .closed
        #expect(check.withdrawal(in: phase, at: now).isPass == takesCancels)
    }

    @Test(arguments: [(-1, true), (0, false), (59_999, false), (60_000, true)])
    func `no withdrawal in the closing minute`(milliseconds: Int64, passes: Bool) {
        let start = SessionTime(hour: 14, minute: 59)
        let check = PhaseCheck(withdrawalsForbidden: [
            RiskTerms.Window(start: start, end: start + .seconds(60))
        ])
        let verdict = check.withdrawal(
            in: .closingAuction, at: start + .milliseconds(milliseconds))
        #expect(verdict.code == (passes ? .none : .phaseForbids))
    }

    @Test(arguments: [(-1, false), (0, true), (1, true)])
    func `a command passes until it expires`(offset: Int64, passes: Bool) {
        let now = SessionTime(hour: 10, minute: 0)
        let verdict = CommandAgeCheck()
            .verdict(expires: SessionTime(nanoseconds: now.nanoseconds + offset), now: now)
        #expect(verdict.code == (passes ? .none : .staleCommand))
    }

    @Test(arguments: [(6, false), (7, false), (8, true)])
    func `quote numbers only grow`(id: UInt64, passes: Bool) {
        let verdict = QuoteNumberCheck().verdict(id: QuoteID(id), last: 7)
        #expect(verdict.code == (passes ? .none : .duplicateQuoteID))
    }

    @Test(arguments: [(29_999, true), (30_000, true), (30_001, false)])
    func `an answer comes within the time for it`(milliseconds: Int64, passes: Bool) {
        let asked = SessionTime(hour: 10, minute: 0)
        let verdict = RequestCheck(delayMax: .seconds(30)).verdict(
            id: QuoteRequestID(1), requestedAt: asked, now: asked + .milliseconds(milliseconds))
        #expect(verdict.code == (passes ? .none : .requestUnknown))
    }

    @Test func `a request nobody made is not answered`() {
        let verdict = RequestCheck(delayMax: .seconds(30)).verdict(
            id: QuoteRequestID(9), requestedAt: nil, now: SessionTime(hour: 10, minute: 0))
        #expect(verdict == .refuse(.requestUnknown, value: 9))
    }

    @Test(arguments: [
        (InstructionReason.strategyChoice, -1, false), (.strategyChoice, 0, true),
        (.kill, -1, true),
        (.risk, -1, true), (.staleFeed, -1, false),
    ])
    func `a response rests for its time unless safety wants it off`(
        reason: InstructionReason, offset: Int64, passes: Bool
    ) {
        let end = SessionTime(hour: 10, minute: 1)
        let verdict = HoldTimeCheck().verdict(
            reason: reason, heldUntil: end,
            now: SessionTime(nanoseconds: end.nanoseconds + offset))
        #expect(verdict.code == (passes ? .none : .holdTime))
    }

    @Test func `a fifth instruction waits for answers, a second withdrawal is a repeat`() {
        let check = InFlightCheck(countMax: 4)
        #expect(check.quote(count: 3).isPass)
        #expect(check.quote(count: 4).code == .messageRate)
        #expect(check.withdrawal(id: 8, behind: 0).isPass)
        #expect(check.withdrawal(id: 8, behind: 7).code == .duplicateQuoteID)
    }

    @Test(arguments: [(9, 10, true), (10, 10, true), (11, 10, false)])
    func `a leg closes what is held and no more`(closing: Int64, held: Int64, passes: Bool) {
        let verdict = ClosingQuantityCheck().verdict(held: held, closing: closing, side: .ask)
        #expect(verdict.code == (passes ? .none : .closeExceedsHolding))
    }

    @Test func `an account that is not filed cannot quote`() throws {
        let desk = try RiskHarness.ready()
        #expect(desk.send([desk.entry(0)], participant: 2).codes == [.accountNotFiled])
        #expect(desk.send([desk.entry(0)], participant: 1).codes == [])
    }
}
