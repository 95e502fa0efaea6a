/// A request for quote (询价) as a strategy sees it.
public struct QuoteRequestView: Hashable, Sendable, BitwiseCopyable {
    public var id: QuoteRequestID
    /// Chain position of the contract asked for.
    public var position: Int
    /// When the exchange published it.
    public var time: SessionTime
    /// The answer must be acknowledged by then.
    public var deadline: SessionTime

    public init(id: QuoteRequestID, position: Int, time: SessionTime, deadline: SessionTime) {
        self.id = id
        self.position = position
        self.time = time
        self.deadline = deadline
    }
}
