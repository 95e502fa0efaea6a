import Messaging
import Wire

/// Market data as a subscriber sees it: SUB for the stream, DEALER for snapshots (Clone pattern).
///
/// A gap in the stream asks for a snapshot; frames keep flowing meanwhile, for entries are absolute state and
/// the core applies a snapshot only where nothing newer came.
final class MarketDataLink: Link {
    private var stream: SubscriberSocket
    private var snapshots: DealerSocket
    private let descriptors: [Int32]
    private let buffer = ReceiveBuffer()
    private var encoder: SessionEncoder
    private var inbound: InboundSequence?
    private var publisherEpoch: UInt32 = 0
    private var snapshotPending = true
    private var askedAt: Int64 = -1
    private let retry: Int64 = 200_000_000
    var needsDrain = true
    private(set) var droppedFrames: UInt64 = 0
    private(set) var gaps: UInt64 = 0

    init(
        context: MessagingContext, stream streamEndpoint: Endpoint,
        snapshots snapshotEndpoint: Endpoint, instance: UInt16, epoch: UInt32
    ) throws(MessagingError) {
        var stream = try SubscriberSocket(in: context)
        try stream.subscribe(toPrefix: [])
        try stream.connect(to: streamEndpoint)
        var snapshots = try DealerSocket(in: context)
        try snapshots.connect(to: snapshotEndpoint)
        descriptors = [try stream.fileDescriptor, try snapshots.fileDescriptor]
        self.stream = stream
        self.snapshots = snapshots
        encoder = SessionEncoder(instance: instance, epoch: epoch)
    }

    var fileDescriptors: [Int32] { descriptors }

    func receive(limit: Int, at monotonic: Int64, _ handle: (LinkEvent) throws -> Void) throws
        -> Bool
    {
        var any = false
        needsDrain = true
        receiving: for _ in 0..<limit {
            switch try stream.receive(into: buffer.bytes) {
            case .nothing:
                needsDrain = false
                break receiving
            case .malformed: any = true
            case .message(let count):
                any = true
                try take(buffer.prefix(count), handle)
            }
        }
        while case .message(let count) = try snapshots.receive(into: buffer.bytes) {
            any = true
            let bytes = buffer.prefix(count)
            guard let frame = try? Frame(bytes) else { continue }
            if frame.template == Template.bookTops { snapshotPending = false }
            try handle(.frame(.snapshot, .everybody, bytes))
        }
        return any
    }

    func tick(at monotonic: Int64, _ handle: (LinkEvent) throws -> Void) throws {
        guard snapshotPending, monotonic - askedAt > retry else { return }
        askedAt = monotonic
        needsDrain = true
        _ = try snapshots.send(UnsafeRawBufferPointer(encoder.encode(SnapshotRequest())))
    }

    func send(_ bytes: UnsafeMutableRawBufferPointer, to peer: PeerID) throws {
        droppedFrames += 1
    }

    private func take(
        _ bytes: UnsafeRawBufferPointer, _ handle: (LinkEvent) throws -> Void
    ) throws {
        guard let frame = try? Frame(bytes) else { return }
        let sequence = frame.envelope.sequence
        if frame.envelope.epoch != publisherEpoch {
            publisherEpoch = frame.envelope.epoch
            inbound = nil
            askForSnapshot()
        }
        var expected = inbound ?? InboundSequence(startingAfter: sequence &- 1)
        switch expected.accept(sequence) {
        case .next: break
        case .repeated: return
        case .gap:
            gaps += 1
            expected.resume(after: sequence)
            askForSnapshot()
        }
        inbound = expected
        try handle(.frame(.marketData, .everybody, bytes))
    }

    private func askForSnapshot() {
        guard !snapshotPending else { return }
        snapshotPending = true
        askedAt = -retry
    }
}
