import Market
import TestSupport
import Testing
import Wire

@Suite(.rule("C3.5"))
struct `Quote entries` {
    @Test func `a quote crosses the wire with the effect of each leg`() {
        for bidEffect in PositionEffect.allCases {
            for askEffect in PositionEffect.allCases {
                let quote = TwoSidedQuote(
                    contract: ContractIndex(17), id: QuoteID(99),
                    bid: QuoteLeg(
                        price: Price(ticks: 500), quantity: Quantity(contracts: 10),
                        effect: bidEffect),
                    ask: QuoteLeg(
                        price: Price(ticks: 520), quantity: Quantity(contracts: 20),
                        effect: askEffect),
                    answering: QuoteRequestID(4))
                let entry = QuoteInstructions.Entry(quote, reason: .strategyChoice)
                #expect(entry.quote == quote)
                #expect(entry.reason == .strategyChoice)
            }
        }
    }

    @Test(arguments: [(UInt8(1), UInt8(2), true), (0, 1, false), (1, 0, false), (3, 1, false)])
    func `an unknown effect is no quote`(bid: UInt8, ask: UInt8, isQuote: Bool) {
        let entry = QuoteInstructions.Entry(bidEffectCode: bid, askEffectCode: ask)
        #expect((entry.quote != nil) == isQuote)
    }

    @Test func `codes of the logs are read as Market words or not at all`() {
        let event = ExchangeEvents.Entry(sideCode: 2, phaseCode: 3, effectCode: 1)
        #expect(event.side == .ask)
        #expect(event.phase == .continuous)
        #expect(event.effect == .open)
        let unknown = ExchangeEvents.Entry(sideCode: 9, phaseCode: 9, effectCode: 9)
        #expect(unknown.side == nil && unknown.phase == nil && unknown.effect == nil)
        let decision = RiskDecisions.Entry(code: 9, sideCode: 1)
        #expect(decision.refusal == .spreadExceedsMaximum)
        #expect(decision.instructionReason == .shutdown)
        #expect(decision.side == .bid)
        #expect(RiskDecisions.Entry(sideCode: 0).side == nil)
    }

    @Test func `names of values are the schema's, unknown values show their number`() {
        #expect(RefusalCode.spreadExceedsMaximum.description == "spreadExceedsMaximum")
        #expect(InstructionReason.operator.description == "operator")
        #expect(RefusalCode(rawValue: 200).description == "unknown(200)")
    }
}
