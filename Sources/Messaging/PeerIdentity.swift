/// How a ROUTER names one connected peer: up to 32 bytes, stored inline, so that it costs no allocation.
///
/// libzmq gives each connection five bytes of its own; they change with every reconnect. Who the
/// peer is must be settled in the session's logon, never by this.
public struct PeerIdentity: Hashable, Sendable, BitwiseCopyable {
    /// Longer identities are refused as malformed; libzmq would allow 255.
    public static let bytesMax = 32

    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    /// 0 to `bytesMax`; 0 is nobody.
    public private(set) var count = 0

    /// Nobody; sending to it is unreachable.
    public init() {}

    /// An identity of these bytes; nil if there are more than `bytesMax`.
    public init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count <= Self.bytesMax else { return nil }
        withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: bytes) }
        count = bytes.count
    }

    /// Lends the bytes.
    public func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var copy = words
        let count = count
        return try withUnsafeBytes(of: &copy) { (all) throws(Failure) in
            try body(UnsafeRawBufferPointer(rebasing: all[..<count]))
        }
    }

    public static func == (a: PeerIdentity, b: PeerIdentity) -> Bool {
        a.count == b.count && a.words == b.words
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
        hasher.combine(count)
    }

    /// Takes over what a socket wrote into a buffer of `bytesMax` bytes.
    mutating func fill(
        _ body: (UnsafeMutableRawBufferPointer) throws(MessagingError) -> Int?
    ) throws(MessagingError) -> Int? {
        words = (0, 0, 0, 0)
        let taken = try withUnsafeMutableBytes(of: &words) { (all) throws(MessagingError) in
            try body(all)
        }
        count = min(taken ?? 0, Self.bytesMax)
        return taken
    }
}

extension PeerIdentity: CustomStringConvertible {
    /// The bytes in hexadecimal.
    public var description: String {
        withBytes { bytes in
            bytes.map { byte in
                (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }.joined()
        }
    }
}
