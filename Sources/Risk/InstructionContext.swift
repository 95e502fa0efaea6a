public import Market
public import Wire

/// What one frame of instructions says for all its entries.
public struct InstructionContext: Sendable, BitwiseCopyable {
    public var participant: UInt16
    public var expires: SessionTime
    public var quoter: PeerID
    public var isSessionOpen: Bool

    public init(
        participant: UInt16, expires: SessionTime, quoter: PeerID, isSessionOpen: Bool = true
    ) {
        self.participant = participant
        self.expires = expires
        self.quoter = quoter
        self.isSessionOpen = isSessionOpen
    }

    /// When the exchange is to refuse the frame as stale: never later than an instruction may live. What comes late
    /// can only be a withdrawal, and that goes out afresh.
    func expiry(at now: SessionTime, lifeMax: TimeSpan) -> SessionTime {
        let latest = now + lifeMax
        return expires < now ? latest : min(expires, latest)
    }
}
