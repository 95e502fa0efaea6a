import Market
import Messaging
import Wire

/// The market side of the measured quoter: hands it one underlying tick, waits until every quote that it caused is
/// acknowledged, hands it the next. It stands where `MarketDataLink` stands and owns no more sockets than that.
final class TickInjector: Link {
    enum Stage {
        /// Until the instruments are known and everything quoted once.
        case priming
        case resting
        case measuring
    }

    /// What the injector must know of the core it feeds.
    struct Progress {
        let newest: UInt64
        let acknowledged: UInt64
        let live: Int
    }

    private var snapshots: DealerSocket
    private let descriptor: Int32
    private let buffer = ReceiveBuffer()
    private var encoder: SessionEncoder
    private var frames: Outbox
    private let clock: SessionClock
    private let monotonic = MonotonicClock()
    private let quotes: Int
    private var hasSnapshot = false
    private var askedAt: Int64 = 0
    private var tickNumber: Int64 = 0
    private var injectedAt: Int64 = 0
    private var startedAt: Int64 = 0
    private var target: UInt64 = .max
    private var remaining = 0
    private var warmup = 0
    private(set) var stage = Stage.priming
    private(set) var samples: [Int64] = []
    /// Its own turn comes with every pass; the socket is asked while priming.
    var needsDrain = true
    private(set) var droppedFrames: UInt64 = 0
    var progress: () -> Progress = { Progress(newest: 0, acknowledged: 0, live: 0) }

    init(
        context: MessagingContext, snapshots endpoint: Endpoint, clock: SessionClock, quotes: Int,
        instance: UInt16, epoch: UInt32
    ) throws(MessagingError) {
        var snapshots = try DealerSocket(in: context)
        try snapshots.connect(to: endpoint)
        descriptor = try snapshots.fileDescriptor
        self.snapshots = snapshots
        self.clock = clock
        self.quotes = quotes
        encoder = SessionEncoder(instance: instance, epoch: epoch)
        // The ticks claim to come from an exchange of a later life than any real one's.
        frames = Outbox(instance: 1, epoch: 1_000, capacity: 4_096)
    }

    var fileDescriptors: [Int32] { [descriptor] }

    /// Measures so many ticks from now on, after `warmup` unmeasured ones.
    func measure(_ iterations: Int, warmup: Int) {
        samples.removeAll(keepingCapacity: true)
        samples.reserveCapacity(iterations)
        remaining = iterations
        self.warmup = warmup
        target = .max
        startedAt = monotonic.now()
        needsDrain = true
        stage = .measuring
    }

    func receive(limit: Int, at now: Int64, _ handle: (LinkEvent) throws -> Void) throws -> Bool {
        switch stage {
        case .resting:
            needsDrain = false
            return false
        case .priming: return try prime(at: now, handle)
        case .measuring:
            needsDrain = false
            guard target == .max else { return false }
            try inject(handle)
            let newest = progress().newest
            // A contract may still rest after an early refusal: the warm-up waits for it.
            if newest == lastNewest, warmup > 0, now - startedAt < 5_000_000_000 { return true }
            guard newest == lastNewest + UInt64(quotes) else {
                throw BenchFailure("a tick caused \(newest - lastNewest) quotes, not \(quotes)")
            }
            target = newest
            return true
        }
    }

    /// Called after each frame the core has handled.
    func handled(acknowledged: UInt64) {
        guard acknowledged >= target, stage == .measuring else { return }
        target = .max
        needsDrain = true
        if warmup > 0 {
            warmup -= 1
            return
        }
        samples.append(monotonic.now() - injectedAt)
        remaining -= 1
        if remaining == 0 { stage = .resting }
    }

    func tick(at now: Int64, _ handle: (LinkEvent) throws -> Void) throws {
        needsDrain = true
        let isLate = now - injectedAt > 3_000_000_000
        if stage == .measuring, target != .max, isLate {
            let progress = progress()
            throw BenchFailure(
                "no answer to quote \(target): acknowledged \(progress.acknowledged), "
                    + "\(progress.live) live")
        }
    }

    func send(_ bytes: UnsafeMutableRawBufferPointer, to peer: PeerID) throws {
        droppedFrames += 1
    }

    private var lastNewest: UInt64 = 0

    private func prime(at now: Int64, _ handle: (LinkEvent) throws -> Void) throws -> Bool {
        var any = false
        while case .message(let count) = try snapshots.receive(into: buffer.bytes) {
            any = true
            let bytes = buffer.prefix(count)
            guard let frame = try? Frame(bytes) else { continue }
            if frame.template == Template.underlyingTicks { continue }
            if frame.template == Template.bookTops { hasSnapshot = true }
            try handle(.frame(.snapshot, .everybody, bytes))
        }
        let progress = progress()
        if progress.live == quotes, progress.newest == progress.acknowledged, tickNumber > 0 {
            stage = .resting
            return any
        }
        guard now - askedAt > 50_000_000 else {
            needsDrain = any
            return any
        }
        askedAt = now
        needsDrain = false
        if hasSnapshot {
            try inject(handle)
        } else {
            _ = try snapshots.send(UnsafeRawBufferPointer(encoder.encode(SnapshotRequest())))
        }
        return true
    }

    private func inject(_ handle: (LinkEvent) throws -> Void) throws {
        tickNumber += 1
        lastNewest = progress().newest
        let now = clock.time(at: monotonic.now())
        frames.begin(causation: 0, now: now)
        frames.open(UnderlyingTicks(), of: UnderlyingTicks.Entry.self, on: .marketData)
        // The second chain stands still unless its contracts are measured too.
        let moving = quotes > PathBenchmark.contractsPerUnderlying ? 2 : 1
        for number in 0..<moving {
            let price = Price(ticks: PathScenario.closes[number].ticks + tickNumber & 1)
            frames.append(
                UnderlyingTicks.Entry(
                    underlying: UnderlyingIndex(number), time: now, last: price))
        }
        frames.close()
        let bytes = UnsafeRawBufferPointer(frames.bytes(of: frames.frames[0]))
        injectedAt = monotonic.now()
        try handle(.frame(.marketData, .everybody, bytes))
    }
}

/// Why a benchmark has no figure.
public struct BenchFailure: Error, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
