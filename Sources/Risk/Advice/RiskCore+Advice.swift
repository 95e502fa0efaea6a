import Market
import Wire

/// The terminal's front-end control (C2.10): the same checks, asked and not obeyed.
///
/// Nothing here changes the core: no message of the budget is spent, no number used up, no decision noted. The answer is
/// advice of this instant; what counts is what the checks say to the instruction itself.
extension RiskCore {
    func receiveAdvice(
        _ frame: Frame, from peer: PeerID, at now: SessionTime, into outbox: inout Outbox
    ) throws(WireError) {
        let query = try frame.root(AdviceQuery.self)
        let quoter = query.quoter == 0 ? firstOpenQuoter : query.quoter
        let advice = advice(on: query, quoter: quoter, at: now)
        outbox.open(
            AdviceReply(
                commandID: query.commandID, outcome: advice.wouldPass ? .accepted : .refused,
                isComplete: advice.isComplete ? 1 : 0, quoter: quoter, askedAt: now),
            of: AdviceReply.Entry.self, on: .control, to: peer)
        for case .refuse(let code, let value, let limit, let side) in advice.refusals {
            outbox.append(
                AdviceReply.Entry(
                    refusal: code, sideCode: side?.rawValue ?? 0, value: value, limit: limit))
        }
        outbox.close()
    }

    /// Without one, the first: its session check says the rest.
    private var firstOpenQuoter: UInt16 {
        UInt16((1...Self.quoterMax).first { quoterIsOpen[$0] } ?? 1)
    }

    private func advice(on query: AdviceQuery, quoter: UInt16, at now: SessionTime) -> Advice {
        guard (1...Self.quoterMax).contains(Int(quoter)) else {
            return Advice(
                refusals: [
                    .refuse(.malformed, value: Int64(quoter), limit: Int64(Self.quoterMax))
                ], isComplete: false)
        }
        let context = InstructionContext(
            participant: participant, expires: now + terms.instructionLifeMax,
            quoter: PeerID(quoter), isSessionOpen: quoterIsOpen[Int(quoter)])
        let unlisted = Advice(
            refusals: [.refuse(.unknownContract, value: Int64(query.contract.value))],
            isComplete: false)
        if query.kindCode == 0 {
            return gate?.advice(on: quote(of: query, quoter), context, at: now) ?? unlisted
        }
        return gate?.advice(on: order(of: query), context, at: now) ?? unlisted
    }

    /// Under the number that would come next: a number is no reason to refuse what nobody has sent.
    private func quote(of query: AdviceQuery, _ quoter: UInt16) -> QuoteInstructions.Entry {
        let last = gate?.lastQuoteID[Int(quoter)] ?? 0
        return QuoteInstructions.Entry(
            contract: query.contract, bidEffectCode: query.bidEffectCode,
            askEffectCode: query.askEffectCode, quoteID: QuoteID(last &+ 1), bid: query.bid,
            ask: query.ask, bidQuantity: query.bidQuantity, askQuantity: query.askQuantity,
            requestID: query.requestID)
    }

    private func order(of query: AdviceQuery) -> OrderInstructions.Entry {
        let contract = Int(query.contract.value)
        let last = gate.map { $0.book.orders.lastID }
        let number = last.map { contract < $0.count ? $0[contract] : 0 } ?? 0
        let isBid = query.sideCode == Side.bid.rawValue
        return OrderInstructions.Entry(
            contract: query.contract, sideCode: query.sideCode,
            effectCode: isBid ? query.bidEffectCode : query.askEffectCode,
            kindCode: query.kindCode, clientID: QuoteID(number &+ 1),
            price: isBid ? query.bid : query.ask,
            quantity: isBid ? query.bidQuantity : query.askQuantity)
    }
}
