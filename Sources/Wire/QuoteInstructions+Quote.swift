public import Market

extension QuoteInstructions.Entry {
    public init(
        _ quote: TwoSidedQuote, reason: InstructionReason = .none,
        theoreticalMicroYuan: Int64 = 0
    ) {
        self.init(
            contract: quote.contract, bidEffectCode: quote.bid.effect.rawValue,
            askEffectCode: quote.ask.effect.rawValue, reason: reason, quoteID: quote.id,
            bid: quote.bid.price, ask: quote.ask.price, bidQuantity: quote.bid.quantity,
            askQuantity: quote.ask.quantity, requestID: quote.answering,
            theoreticalMicroYuan: theoreticalMicroYuan)
    }

    /// The quote, or nil when an effect code is unknown.
    public var quote: TwoSidedQuote? {
        guard let bidEffect = PositionEffect(rawValue: bidEffectCode),
            let askEffect = PositionEffect(rawValue: askEffectCode)
        else { return nil }
        return TwoSidedQuote(
            contract: contract, id: quoteID,
            bid: QuoteLeg(price: bid, quantity: bidQuantity, effect: bidEffect),
            ask: QuoteLeg(price: ask, quantity: askQuantity, effect: askEffect),
            answering: requestID)
    }
}

extension ExchangeEvents.Entry {
    public var side: Side? { Side(rawValue: sideCode) }
    public var effect: PositionEffect? { PositionEffect(rawValue: effectCode) }
    /// Open or close, whether covered or not (codes 3 and 4 are 1 and 2, covered).
    public var positionEffect: PositionEffect? {
        PositionEffect(rawValue: effectCode > 2 ? effectCode - 2 : effectCode)
    }
    public var phase: TradingPhase? { TradingPhase(rawValue: phaseCode) }
}

extension RiskDecisions.Entry {
    public var refusal: RefusalCode { RefusalCode(rawValue: code) }
    public var instructionReason: InstructionReason { InstructionReason(rawValue: code) }
    public var side: Side? { Side(rawValue: sideCode) }
}

extension DepthBooks.Entry {
    public var side: Side? { Side(rawValue: sideCode) }
}
