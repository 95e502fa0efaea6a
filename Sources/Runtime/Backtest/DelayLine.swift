import Market
import Wire

/// A link of constant latency on the virtual clock: frames come out in the order they went in.
struct DelayLine {
    struct Parcel: BitwiseCopyable {
        let due: SessionTime
        /// Order over all lines: decides between equal times.
        let order: UInt64
        let peer: PeerID
        let offset: Int
        let length: Int
    }

    let target: DeskRole
    let channel: Channel
    let latency: TimeSpan
    private var parcels: [Parcel] = []
    private var head = 0
    private var bytes: [UInt8] = []

    init(to target: DeskRole, on channel: Channel, latency: TimeSpan) {
        self.target = target
        self.channel = channel
        self.latency = latency
    }

    var next: Parcel? { head < parcels.count ? parcels[head] : nil }

    mutating func put(
        _ frame: UnsafeRawBufferPointer, from peer: PeerID, at now: SessionTime, order: UInt64
    ) {
        if head == parcels.count, head > 0 {
            parcels.removeAll(keepingCapacity: true)
            bytes.removeAll(keepingCapacity: true)
            head = 0
        }
        parcels.append(
            Parcel(
                due: now + latency, order: order, peer: peer, offset: bytes.count,
                length: frame.count))
        bytes.append(contentsOf: frame)
    }

    /// Takes the next parcel out; its bytes are valid inside `body`, which may not touch this line.
    mutating func take(_ body: (Parcel, UnsafeRawBufferPointer) throws -> Void) throws {
        let parcel = parcels[head]
        head += 1
        try bytes.withUnsafeBytes { raw in
            let end = parcel.offset + parcel.length
            try body(parcel, UnsafeRawBufferPointer(rebasing: raw[parcel.offset..<end]))
        }
        if head > 4_096 { compact() }
    }

    private mutating func compact() {
        let start = head < parcels.count ? parcels[head].offset : bytes.count
        bytes.removeFirst(start)
        parcels = parcels[head...].map {
            Parcel(
                due: $0.due, order: $0.order, peer: $0.peer, offset: $0.offset - start,
                length: $0.length)
        }
        head = 0
    }
}
