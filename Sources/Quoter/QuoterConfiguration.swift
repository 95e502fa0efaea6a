public import Market
public import StrategyKit
public import Wire

/// Everything a quoter is made from.
public struct QuoterConfiguration: Sendable {
    public var participant: ParticipantID
    public var terms: QuotingTerms
    public var tuning: QuoterTuning
    /// Copied for each underlying, so that one chain's state never reaches another.
    public var strategy: any QuotingStrategy
    /// What it was made from; a live change starts from these.
    public var parameters: StrategyParameters
    /// Where instructions and snapshot requests go.
    public var riskPeer: PeerID
    public var exchangePeer: PeerID
    /// Nil leaves the delta to the quotes.
    public var hedge: HedgeTerms?
    /// Codes of the underlyings this quoter quotes; nil = all. The others are another quoter's.
    public var underlyings: [String]?

    public init(
        strategy: any QuotingStrategy, parameters: StrategyParameters? = nil,
        participant: ParticipantID = .maker,
        terms: QuotingTerms = QuotingTerms(), tuning: QuoterTuning = QuoterTuning(),
        riskPeer: PeerID = .everybody, exchangePeer: PeerID = .everybody,
        underlyings: [String]? = nil, hedge: HedgeTerms? = nil
    ) {
        self.hedge = hedge
        self.strategy = strategy
        self.parameters =
            parameters ?? StrategyParameters(defaultsOf: type(of: strategy).parameterSpecification)
        self.participant = participant
        self.terms = terms
        self.tuning = tuning
        self.riskPeer = riskPeer
        self.exchangePeer = exchangePeer
        self.underlyings = underlyings
    }
}
