import Market
import Sim
import TestSupport
import Testing
import Wire

@Suite(.rule("C3.6", "B3.4", "SSE-TR-08"))
struct `Non-trade instructions` {
    private func instruction(
        _ kind: UInt8, shares: Int64 = 0, quantity: Int32 = 0, contract: Int = 0,
        underlying: UInt16 = 0
    ) -> AccountInstructions.Entry {
        AccountInstructions.Entry(
            contract: ContractIndex(contract), underlying: UnderlyingIndex(underlying),
            kindCode: kind, quantity: Quantity(contracts: quantity), shares: shares,
            clientID: QuoteID(1))
    }

    private func exchange() -> ExchangeHarness {
        .open(
            .init(
                directory: .twoContracts, account: AccountTerms(shares: 100_000),
                actions: []))
    }

    @Test
    func `numbers from outside are refused, whatever they are`() {
        var exchange = exchange()
        exchange.instruct(
            [
                instruction(0, shares: 1), instruction(6, shares: 1), instruction(1, shares: 0),
                instruction(1, shares: -1), instruction(1, shares: .max),
                instruction(2, shares: .min), instruction(1, shares: 1, underlying: 9),
                instruction(3, quantity: 0), instruction(3, quantity: .min),
                instruction(3, quantity: 1, contract: 7), instruction(3, quantity: .max),
            ], at: time("09:31"))
        #expect(
            exchange.answers == [
                .malformed, .malformed, .malformed, .malformed, .malformed, .malformed,
                .unknownContract, .quantityTooSmall, .quantityTooSmall, .unknownContract,
                .notExerciseDay,
            ])
    }

    @Test
    func `shares are locked, bound by covered calls, freed by buying them back, and unlocked`() {
        var exchange = exchange()
        exchange.instruct([instruction(1, shares: 20_000)], at: time("09:31"))
        var sale = memberOrder(1, .ask, 2, at: 1_100)
        sale.effectCode = 3
        var more = memberOrder(2, .ask, 1, at: 1_100)
        more.effectCode = 3
        exchange.order([sale, more], at: time("09:32"))
        // Covered calls that only rest bind shares for new ones; what has traded binds them for good.
        #expect(
            exchange.news().suffix(2) == [
                "c0 orderAccepted ask 2 2@1100", "c0 orderRejected insufficientShares",
            ])
        let accepted = exchange.events.first { $0.kind == .orderAccepted }
        #expect(accepted?.effectCode == 3)
    }

    @Test
    func `an instruction in another name or too late is malformed, without a session only counted`()
    {
        var exchange = exchange()
        exchange.instruct([instruction(1, shares: 1)], as: 2, at: time("09:31"))
        exchange.instruct([instruction(1, shares: 1)], expires: time("09:31"), at: time("09:32"))
        exchange.instruct([instruction(1, shares: 1)], at: time("09:32"))
        #expect(exchange.answers == [.malformed, .malformed, .none])
        exchange.session(.closed, at: time("09:33"))
        exchange.instruct([instruction(1, shares: 1)], at: time("09:34"))
        #expect(exchange.core.counters.strayInstructions == 1)
    }
}

extension ExchangeHarness {
    /// What became of each non-trade instruction, in order.
    var answers: [RejectReason] {
        events.filter { $0.kind == .instructionAccepted || $0.kind == .instructionRejected }.map {
            RejectReason(rawValue: $0.reasonCode)
        }
    }
}
