public import Market

/// One underlying's room under a response rule, given the requests so far.
public struct RequestSlack: Hashable, Sendable {
    public let underlying: UnderlyingIndex
    /// Requests that count or may come to count.
    public let requests: Int64
    public let answered: Int64
    /// Counted and not answered; unknown among them.
    public let failed: Int64
    /// Least number to answer of the requests so far.
    public let required: Int64
    /// What is still running, in order of opening.
    public let clocks: [Clock]

    /// More requests that may be missed; negative once the rate is below the bar whatever becomes of the open ones.
    public var missesLeft: Int64 { requests - required - failed }

    /// A request that is still running.
    public struct Clock: Hashable, Sendable, BitwiseCopyable {
        public let request: QuoteRequestID
        public let contract: ContractIndex
        /// False: an answer has to be accepted by `until`. True: the answer has to stand until then.
        public let isHolding: Bool
        public let until: SessionTime
    }
}
