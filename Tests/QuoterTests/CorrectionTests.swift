import Ledger
import Market
import Quoter
import TestSupport
import Testing
import Wire

@Suite(.rule("C3.14", "PNL"))
struct `Trades that are no quote's, taken back or corrected` {
    private func event(
        _ kind: ExchangeEventKind, _ side: Side, _ quantity: Int32, price: Int64,
        was: Int64 = 0, execution: UInt64 = 9, effectCode: UInt8 = 1
    ) -> ExchangeEvents.Entry {
        ExchangeEvents.Entry(
            kind: kind, sideCode: side.rawValue, contract: ContractIndex(0), participant: 1,
            effectCode: effectCode, quantity: Quantity(contracts: quantity),
            price: Price(ticks: price), bid: Price(ticks: was), executionID: execution)
    }

    @Test func `a forced fill is booked and attributed, the quote stands`() throws {
        let desk = try QuoterHarness.quoting()
        let said = desk.event(event(.orderFilled, .ask, 7, price: 995))
        #expect(said == [.fill(0, side: 2, quantity: 7, price: 995)])
        #expect(desk.core.status.fills == 1)
        #expect(desk.core.status.grossContracts == 7)
        #expect(desk.core.status.liveQuotes == 1)
        #expect(desk.core.status.deltaShares < 0)
    }

    @Test(arguments: [(Side.bid, UInt8(1)), (.ask, 1), (.ask, 3)])
    func `taken back, nothing of it is left`(side: Side, code: UInt8) throws {
        let desk = try QuoterHarness.quoting()
        desk.event(event(.orderFilled, side, 7, price: 995, effectCode: code))
        #expect(desk.core.status.profitAndLoss != .zero)
        desk.event(event(.tradeBusted, side, 7, price: 995, effectCode: code))
        #expect(desk.core.status.profitAndLoss == .zero)
        #expect(desk.core.status.cash == .zero)
        #expect(desk.core.status.grossContracts == 0)
        #expect(desk.core.status.deltaShares == 0)
        #expect(desk.core.status.tradesChanged == 1)
        #expect(desk.core.status.unmatchedFills == 0)
    }

    /// Seven contracts of 10,000 shares sold 0.0100 higher: 700 yuan of cash and of edge.
    @Test func `a corrected price is cash and edge`() throws {
        let desk = try QuoterHarness.quoting()
        desk.event(event(.orderFilled, .ask, 7, price: 900))
        let before = desk.core.status
        desk.event(event(.tradeCorrected, .ask, 7, price: 1_000, was: 900))
        let after = desk.core.status
        #expect(after.cash.count - before.cash.count == 700_000_000)
        #expect(after.profitAndLoss.edge.count - before.profitAndLoss.edge.count == 700_000_000)
        #expect(after.profitAndLoss.holding == before.profitAndLoss.holding)
        #expect(after.profitAndLoss.fees == before.profitAndLoss.fees)
        #expect(after.grossContracts == 7)
        // And then it is taken back at the price it counts at.
        desk.event(event(.tradeBusted, .ask, 7, price: 1_000))
        #expect(desk.core.status.profitAndLoss == .zero)
    }

    @Test func `a stranger's correction is nobody's`() throws {
        let desk = try QuoterHarness.quoting()
        var entry = event(.tradeBusted, .bid, 7, price: 995)
        entry.participant = 2
        desk.event(entry)
        #expect(desk.core.status.ignoredEntries == 1)
        #expect(desk.core.status.grossContracts == 0)
    }
}
