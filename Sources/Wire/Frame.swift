/// One received message: SBE header, envelope and body, checked before anything is read from it.
///
/// Borrows the receive buffer: valid until the next receive.
public struct Frame {
    public let bytes: UnsafeRawBufferPointer
    public let template: UInt16
    public let envelope: Envelope
    @usableFromInline let base: UnsafeRawPointer
    @usableFromInline let rootLength: Int

    public init(_ bytes: UnsafeRawBufferPointer) throws(WireError) {
        guard let base = bytes.baseAddress,
            bytes.count >= WireSchema.headerLength + Envelope.length
        else { throw .tooShort(length: bytes.count) }
        let schema = base.loadUnaligned(fromByteOffset: 4, as: UInt16.self)
        guard schema == WireSchema.id else { throw .foreignSchema(schema) }
        let version = base.loadUnaligned(fromByteOffset: 6, as: UInt16.self)
        guard version >= WireSchema.version else { throw .olderVersion(version) }
        self.bytes = bytes
        self.base = base
        template = base.loadUnaligned(fromByteOffset: 2, as: UInt16.self)
        rootLength = Int(base.loadUnaligned(fromByteOffset: 0, as: UInt16.self))
        guard rootLength >= Envelope.length, WireSchema.headerLength + rootLength <= bytes.count
        else {
            throw .blockTooShort(
                template: template, length: rootLength, expected: Envelope.length)
        }
        envelope = Envelope(reading: base + WireSchema.headerLength)
    }

    /// The root block as `Message`.
    @inlinable
    public func root<Message: WireMessage>(_: Message.Type) throws(WireError) -> Message {
        guard template == Message.templateID else {
            throw .unexpectedTemplate(template, expected: Message.templateID)
        }
        guard rootLength >= Message.blockLength else {
            throw .blockTooShort(
                template: template, length: rootLength, expected: Message.blockLength)
        }
        return Message(reading: base + WireSchema.headerLength)
    }

    /// The message's first group, or the one that starts where another ends.
    @inlinable
    public func group<Block: WireBlock>(
        _: Block.Type, startingAt offset: Int? = nil
    ) throws(WireError) -> GroupView<Block> {
        let start = offset ?? WireSchema.headerLength + rootLength
        guard start + WireSchema.groupHeaderLength <= bytes.count else {
            throw .groupBeyondFrame(template: template, count: 0)
        }
        let stride = Int(base.loadUnaligned(fromByteOffset: start, as: UInt16.self))
        let count = Int(base.loadUnaligned(fromByteOffset: start + 2, as: UInt16.self))
        guard count == 0 || stride >= Block.blockLength else {
            throw .blockTooShort(template: template, length: stride, expected: Block.blockLength)
        }
        let first = start + WireSchema.groupHeaderLength
        guard first + stride * count <= bytes.count else {
            throw .groupBeyondFrame(template: template, count: count)
        }
        return GroupView(
            first: base + first, stride: stride, count: count, endOffset: first + stride * count)
    }
}

/// The entries of one repeating group, read in place.
public struct GroupView<Block: WireBlock> {
    @usableFromInline let first: UnsafeRawPointer
    @usableFromInline let stride: Int
    public let count: Int
    /// Offset in the frame just behind the group: where a next group starts.
    public let endOffset: Int

    @usableFromInline
    init(first: UnsafeRawPointer, stride: Int, count: Int, endOffset: Int) {
        self.first = first
        self.stride = stride
        self.count = count
        self.endOffset = endOffset
    }

    @inlinable
    public subscript(index: Int) -> Block {
        precondition(index >= 0 && index < count, "group entry \(index) of \(count)")
        return Block(reading: first + index * stride)
    }
}
