/// A fixed-layout block of an SBE message: a root block or one group entry.
public protocol WireBlock: Sendable {
    /// Bytes the block takes in this schema version.
    static var blockLength: Int { get }

    /// Reads the block; `bytes` must hold at least `blockLength` bytes.
    init(reading bytes: UnsafeRawPointer)

    /// Writes `blockLength` bytes.
    func write(to bytes: UnsafeMutableRawPointer)
}

/// The root block of a message; its first field is the envelope.
public protocol WireMessage: WireBlock {
    static var templateID: UInt16 { get }
    var envelope: Envelope { get set }
}
