import Market
import Risk
import Wire

/// What a terminal asks before it sends.
extension ProofDesk {
    /// One answer of risk to a question.
    struct Advised {
        let head: AdviceReply
        let refusals: [AdviceReply.Entry]

        var wouldPass: Bool { head.outcome == .accepted && refusals.isEmpty }
    }

    /// Advice on a quote, from a quoter whose session is open.
    func advise(_ entry: QuoteInstructions.Entry) -> Advised? {
        ask(
            AdviceQuery(
                contract: entry.contract, bidEffectCode: entry.bidEffectCode,
                askEffectCode: entry.askEffectCode, bid: entry.bid, ask: entry.ask,
                bidQuantity: entry.bidQuantity, askQuantity: entry.askQuantity,
                requestID: entry.requestID))
    }

    /// Advice on a single order.
    func advise(order: OrderInstructions.Entry) -> Advised? {
        ask(
            AdviceQuery(
                contract: order.contract, kindCode: order.kindCode, sideCode: order.sideCode,
                bidEffectCode: order.effectCode, askEffectCode: order.effectCode,
                bid: order.price, ask: order.price, bidQuantity: order.quantity,
                askQuantity: order.quantity))
    }

    private func ask(_ query: AdviceQuery) -> Advised? {
        commandID += 1
        if setting.losesCommands { return nil }
        var numbered = query
        numbered.commandID = commandID
        let first = advice.count
        toRisk(numbered, on: .control, from: 3)
        return first < advice.count ? advice[first] : nil
    }
}
