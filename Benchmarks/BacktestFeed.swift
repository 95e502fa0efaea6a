import CFloor
import Wire

/// The equal feed of the peers: one quoter that holds a lot on each side at the touch, woken by every event, with a
/// microsecond of latency each way, queue position and order life cycle; the floor is the bare C loop without them.
///
/// hftbacktest on the same feed with the same terms: 896 193 requests, 46 275 fills. Whoever counts otherwise did
/// other work.
enum BacktestFeed {
    static let repetitions = 15
    static let latency: Int64 = 1_000
    /// hftbacktest stands at 100 × the floor on its machine; three times as fast is a third of it.
    static let barOverFloor = 100.0 / 3

    struct Outcome: Equatable {
        let requests: Int64
        let fills: Int64
        let position: Int64
        let hash: UInt64
    }

    static func run() throws -> [BenchmarkLine] {
        let moments = try FeedMoments.make()
        let events = FeedMoments.events(moments)
        var ours: [Double] = []
        var theirs: [Double] = []
        var first: Outcome?
        for repetition in 0..<repetitions + 2 {
            let floor = try floor(moments, events: events.count)
            let start = MatchingRun.threadTime()
            let outcome = play(events)
            let time = Double(MatchingRun.threadTime() - start) / Double(events.count)
            guard outcome == first ?? outcome else {
                throw BenchmarkFailure(description: "\(outcome) after \(String(describing: first))")
            }
            first = outcome
            guard repetition >= 2 else { continue }
            ours.append(time)
            theirs.append(floor)
        }
        guard let first, first.requests == 896_193, first.fills == 46_275 else {
            throw BenchmarkFailure(
                description: "not the published totals: \(String(describing: first))")
        }
        let samples = Harness.Samples(ours)
        let below = Harness.Samples(theirs)
        let rate = Int((10_000 / samples.median).rounded())
        return [
            BenchmarkLine(
                name: "BacktestFeed", operation: "event", unit: .nanoseconds, samples: samples,
                floor: below, bar: barOverFloor * below.median, hash: first.hash,
                note:
                    "\(rate / 10).\(rate % 10) M events/s, hftbacktest's totals; bar is a third of its "
                    + "100 × floor")
        ]
    }

    private static func floor(_ moments: [obl_feed_moment], events: Int) throws -> Double {
        let start = MatchingRun.threadTime()
        let totals = moments.withUnsafeBufferPointer {
            obl_feed_run($0.baseAddress, $0.count)
        }
        let time = Double(MatchingRun.threadTime() - start) / Double(events)
        guard totals.requests == 876_459, totals.fills == 45_335 else {
            throw BenchmarkFailure(description: "the floor's totals: \(totals)")
        }
        return time
    }

    /// Exchange and desk in order of time; they hear of each other only through what is on its way.
    private static func play(_ events: [FeedEvent]) -> Outcome {
        var exchange = FeedExchange(latency: latency)
        var desk = FeedDesk(latency: latency)
        events.withUnsafeBufferPointer { events in
            var recorded = 0
            var heard = 0
            // The end of the feed is told in place of its last event, as hftbacktest tells it.
            while heard < events.count - 1 {
                let hears = events[heard].time + latency
                let happens = recorded < events.count ? events[recorded].time : .max
                let arrives = desk.line.due
                if min(happens, arrives) <= hears {
                    if arrives <= happens {
                        exchange.take(desk.line.take())
                    } else {
                        exchange.hear(events[recorded])
                        recorded += 1
                    }
                } else {
                    while exchange.line.due <= hears { desk.hear(exchange.line.take()) }
                    desk.hear(events[heard], at: hears)
                    heard += 1
                    join(&desk)
                }
            }
        }
        var hasher = exchange.hasher
        hasher.combine(desk.requests)
        hasher.combine(desk.position)
        return Outcome(
            requests: desk.requests, fills: exchange.fills, position: desk.position,
            hash: hasher.value)
    }

    /// The strategy: one lot at each touch, moved when the touch moves, within 50 lots either way.
    private static func join(_ desk: inout FeedDesk) {
        if desk.bidOrder.isCancellable, desk.bidOrder.price != desk.bid {
            desk.cancel(isBid: true)
        }
        if desk.askOrder.isCancellable, desk.askOrder.price != desk.ask {
            desk.cancel(isBid: false)
        }
        if !desk.bidOrder.isWorking || desk.bidOrder.state == .cancelling, desk.position < 50 {
            desk.submit(isBid: true, price: desk.bid)
        }
        if !desk.askOrder.isWorking || desk.askOrder.state == .cancelling, desk.position > -50 {
            desk.submit(isBid: false, price: desk.ask)
        }
    }
}
