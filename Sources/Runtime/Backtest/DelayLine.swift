import Market
import Sim
import Wire

/// A link of constant or seeded latency on the virtual clock: frames come out in the order they went in.
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
    private var delay: LinkDelay
    private var parcels: [Parcel] = []
    private var head = 0
    private var bytes: [UInt8] = []

    init(to target: DeskRole, on channel: Channel, latency: TimeSpan) {
        self.init(
            to: target, on: channel,
            delay: LinkDelay(ScenarioLinks.Leg(least: latency), seed: 0, stream: ""))
    }

    init(to target: DeskRole, on channel: Channel, delay: LinkDelay) {
        self.target = target
        self.channel = channel
        self.delay = delay
    }

    /// An empty line to the same place, for when this one is cut.
    var emptied: DelayLine { DelayLine(to: target, on: channel, delay: delay) }

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
                due: delay.due(of: now), order: order, peer: peer, offset: bytes.count,
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
