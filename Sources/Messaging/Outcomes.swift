/// What became of a message that we wanted to send; none of these is an error.
public enum SendOutcome: Equatable, Sendable {
    /// libzmq took it. Only an answer from the peer shows that it arrived.
    case sent
    /// The queue is at its high-water mark, or no peer is connected: nothing was sent.
    case backPressured
    /// No peer has this identity (any more): nothing was sent.
    case unreachable
}

/// What a receive that does not wait found.
public enum ReceiveOutcome: Equatable, Sendable {
    /// A whole message of this many bytes is in the buffer.
    case message(byteCount: Int)
    /// No message waits.
    case nothing
    /// A message came that is not one frame of a fitting size; it was consumed to its end.
    case malformed(Malformation)

    /// What was wrong with a message, before anybody looked inside.
    public enum Malformation: Equatable, Sendable {
        /// More frames than one, or (ROUTER) none after the identity.
        case multipart(frames: Int)
        /// Longer than the caller's buffer.
        case tooLong(bytes: Int)
        /// The peer chose an identity longer than `PeerIdentity.bytesMax`.
        case identityTooLong(bytes: Int)
    }
}
