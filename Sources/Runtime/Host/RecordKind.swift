/// What a journal record is.
enum RecordKind: UInt8 {
    /// A frame the role received, written before the role sees it.
    case input = 1
    /// A frame the role decided to send, written before it is sent.
    case output = 2
    /// Session time passed and the role did something because of it; no frame came in.
    case wake = 3
    /// Running hash over outputs that are not stored, and the state hash: payload is `Checkpoint`.
    case checkpoint = 4
}
