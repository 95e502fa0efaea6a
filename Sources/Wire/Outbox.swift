public import Market

/// What a core says while it handles one input: encoded frames in one preallocated buffer.
///
/// The shell journals and sends `frames` afterwards, then calls `begin` for the next input. A frame without a
/// group is `send`; one with a group is `open`, `append`…, `close`. One frame is open at a time.
public struct Outbox: ~Copyable {
    public struct Entry: Sendable, BitwiseCopyable {
        public let channel: Channel
        public let peer: PeerID
        public let offset: Int
        public let length: Int
    }

    /// The frames of this input, in order.
    public private(set) var frames: [Entry] = []
    /// Stamped on every frame.
    public let instance: UInt16
    public let environment: UInt16
    public let epoch: UInt32
    public private(set) var now = SessionTime(nanoseconds: 0)
    private var causation: UInt64 = 0
    private var sequences: [UInt64]
    @usableFromInline var storage: UnsafeMutableRawBufferPointer
    @usableFromInline var used = 0
    @usableFromInline var groupStart = -1
    @usableFromInline var groupCount = 0
    private var openFrame: (channel: Channel, peer: PeerID, offset: Int)?

    public init(
        instance: UInt16 = 1, environment: UInt16 = 1, epoch: UInt32 = 1, capacity: Int = 1 << 22
    ) {
        self.instance = instance
        self.environment = environment
        self.epoch = epoch
        sequences = Array(repeating: 0, count: Channel.allCases.count * PeerID.countMax)
        storage = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 64)
        frames.reserveCapacity(4_096)
    }

    deinit { storage.deallocate() }

    /// Forgets the frames of the last input and takes time and cause for the next.
    public mutating func begin(causation: UInt64, now: SessionTime) {
        frames.removeAll(keepingCapacity: true)
        used = 0
        self.causation = causation
        self.now = now
    }

    /// Last sequence stamped on a stream.
    public func sequence(of channel: Channel, to peer: PeerID) -> UInt64 {
        sequences[stream(channel, peer)]
    }

    /// Encodes a message without groups.
    @inlinable
    public mutating func send<Message: WireMessage>(
        _ message: Message, on channel: Channel, to peer: PeerID = .everybody
    ) {
        start(message, on: channel, to: peer)
        finish()
    }

    /// Starts a message with a group; every `append` adds an entry of type `Block`.
    @inlinable
    public mutating func open<Message: WireMessage, Block: WireBlock>(
        _ message: Message, of block: Block.Type, on channel: Channel,
        to peer: PeerID = .everybody
    ) {
        start(message, on: channel, to: peer)
        openGroup(of: block)
    }

    /// Ends the group that is open and starts the message's next one.
    @inlinable
    public mutating func openGroup<Block: WireBlock>(of _: Block.Type) {
        closeGroup()
        let base = room(for: WireSchema.groupHeaderLength)
        base.storeBytes(of: UInt16(Block.blockLength), toByteOffset: 0, as: UInt16.self)
        base.storeBytes(of: 0, toByteOffset: 2, as: UInt16.self)
        groupStart = used
        groupCount = 0
        used += WireSchema.groupHeaderLength
    }

    @inlinable
    public mutating func append<Block: WireBlock>(_ entry: Block) {
        let base = room(for: Block.blockLength)
        entry.write(to: base)
        used += Block.blockLength
        groupCount += 1
    }

    /// Entries in the open group.
    @inlinable
    public var openCount: Int { groupCount }

    /// Ends the open frame.
    public mutating func close() {
        closeGroup()
        finish()
    }

    /// The bytes of a frame; valid until `begin` or the next frame.
    public func bytes(of entry: Entry) -> UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(rebasing: storage[entry.offset..<entry.offset + entry.length])
    }

    @usableFromInline
    mutating func closeGroup() {
        guard groupStart >= 0 else { return }
        precondition(groupCount <= Int(UInt16.max), "a group of \(groupCount) entries")
        storage.storeBytes(of: UInt16(groupCount), toByteOffset: groupStart + 2, as: UInt16.self)
        groupStart = -1
    }

    @inlinable
    mutating func start<Message: WireMessage>(
        _ message: Message, on channel: Channel, to peer: PeerID
    ) {
        let base = room(for: WireSchema.headerLength + Message.blockLength)
        base.storeBytes(of: UInt16(Message.blockLength), toByteOffset: 0, as: UInt16.self)
        base.storeBytes(of: Message.templateID, toByteOffset: 2, as: UInt16.self)
        base.storeBytes(of: WireSchema.id, toByteOffset: 4, as: UInt16.self)
        base.storeBytes(of: WireSchema.version, toByteOffset: 6, as: UInt16.self)
        message.write(to: base + WireSchema.headerLength)
        stamp(base + WireSchema.headerLength, on: channel, to: peer)
        used += WireSchema.headerLength + Message.blockLength
    }

    @usableFromInline
    mutating func stamp(
        _ target: UnsafeMutableRawPointer, on channel: Channel, to peer: PeerID
    ) {
        precondition(openFrame == nil, "a frame is still open")
        let index = stream(channel, peer)
        sequences[index] += 1
        Envelope(
            instance: instance, environment: environment, epoch: epoch,
            sequence: sequences[index], causation: causation, sessionTime: now
        ).write(to: target)
        openFrame = (channel, peer, used)
    }

    @usableFromInline
    mutating func finish() {
        guard let frame = openFrame else { return }
        frames.append(
            Entry(
                channel: frame.channel, peer: frame.peer, offset: frame.offset,
                length: used - frame.offset))
        openFrame = nil
    }

    @inlinable
    mutating func room(for length: Int) -> UnsafeMutableRawPointer {
        if used + length > storage.count { grow(by: length) }
        // `storage` is never empty, so the base exists.
        return storage.baseAddress.unsafelyUnwrapped + used
    }

    @usableFromInline
    mutating func grow(by length: Int) {
        let larger = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(storage.count * 2, used + length), alignment: 64)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[0..<used]))
        storage.deallocate()
        storage = larger
    }

    private func stream(_ channel: Channel, _ peer: PeerID) -> Int {
        precondition(Int(peer.value) < PeerID.countMax, "peer \(peer.value)")
        return Int(channel.rawValue) * PeerID.countMax + Int(peer.value)
    }
}
