import Journal
import Wire

/// A running hash over every output frame of a role, stored or not; replay must arrive at the same.
struct OutputDigest {
    private var hasher = StateHasher()
    private(set) var frames: UInt64 = 0

    mutating func add(channel: Channel, peer: PeerID, bytes: UnsafeRawBufferPointer) {
        // The frame by its CRC: hashing every byte in software cost more than deciding it.
        let checksum = UInt64(CRC32C.checksum(of: bytes))
        hasher.combine(
            checksum << 32 | UInt64(channel.rawValue) << 16 | UInt64(peer.value))
        frames += 1
    }

    var value: UInt64 { hasher.value }
}

/// Payload of a checkpoint record: 24 bytes, little-endian.
struct Checkpoint: Equatable {
    var outputFrames: UInt64
    var outputHash: UInt64
    var stateHash: UInt64

    static let length = 24

    init(outputFrames: UInt64, outputHash: UInt64, stateHash: UInt64) {
        self.outputFrames = outputFrames
        self.outputHash = outputHash
        self.stateHash = stateHash
    }

    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count == Self.length else { return nil }
        outputFrames = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
        outputHash = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        stateHash = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
    }

    func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var words = (outputFrames, outputHash, stateHash)
        return try withUnsafeBytes(of: &words) { (bytes) throws(Failure) in try body(bytes) }
    }
}
