import Foundation
import Glibc
import Market
import Messaging
import Wire

/// One kill of everything with many quotes live: from the command leaving to the exchange's word that none is left.
///
/// Risk and exchange are the real processes with their journals, over `ipc`; this process is a quoter that places
/// the same quotes again after each release, and the operator.
public final class KillBenchmark {
    static let closes: [(code: String, ticks: Int64)] = [
        ("510050", 35_000), ("510300", 52_000), ("510500", 70_000), ("588000", 14_000),
        ("588080", 13_000), ("159901", 40_000), ("159915", 28_000), ("159919", 51_000),
    ]
    private static let entriesPerFrame = 400

    private let quotes: Int
    private let repetitions: Int
    private let monotonic = MonotonicClock()
    private var children: [ChildProcess] = []
    private var outbox = Outbox(instance: DeskRole.quoter.instance, capacity: 1 << 18)
    private var lastID: UInt64 = 0
    private var live = 0
    private var rejected = 0
    /// What is older than this batch is not counted.
    private var firstID: UInt64 = 0
    /// Every quote was live once: from then on a refusal is an error.
    private var hasBegun = false

    /// - Parameter quotes: live at each kill, 1…1 088.
    public init(quotes: Int, repetitions: Int) {
        self.quotes = quotes
        self.repetitions = repetitions
    }

    /// The figures as one line.
    public func run() throws -> String {
        try ZeroMQLibrary.load()
        let folder = try BenchDesk.folder()
        defer {
            for var child in children.reversed() { child.end(within: 2_000_000_000) }
            try? FileManager.default.removeItem(atPath: folder.path)
        }
        let desk = try BenchDesk.write(
            PathScenario.yaml(Self.closes, strikesEachSide: 8), in: folder)
        for role in [DeskRole.exchange, .risk] {
            children.append(try ChildProcess.start(role, in: folder))
        }
        let samples = try measure(desk, folder)
        let figures = Percentiles(samples)
        func text(_ nanoseconds: Int64) -> String { "\(nanoseconds / 1_000) µs" }
        return "KillQuotes: \(quotes) live quotes, \(samples.count) kills over ipc: p50 "
            + "\(text(figures.p50)), p99 \(text(figures.p99)), max \(text(figures.max)); bar p99 ≤ "
            + "250 ms, \(figures.p99 <= 250_000_000 ? "met" : "MISSED")"
    }

    private func measure(_ desk: DeskConfiguration, _ folder: RunFolder) throws -> [Int64] {
        let assembly = try ProcessAssembly(role: .quoter, desk: desk)
        let contracts = Array(assembly.plan.directory.contracts.prefix(quotes))
        let link = try ClientLink(
            context: assembly.context, endpoint: assembly.endpoint(.quoteSession),
            terms: ClientLink.Terms(
                channel: .quoteSession, role: .quoter, participant: 1,
                environment: desk.environment, buildHash: 0),
            instance: DeskRole.quoter.instance, epoch: 1)
        link.outboundSequence = { [unowned self] in
            outbox.sequence(of: .quoteSession, to: .everybody)
        }
        let client = try ControlClient(folder: folder.path)
        var samples: [Int64] = []
        while samples.count < repetitions {
            try quote(contracts, over: link, desk.clock)
            var kill = ControlClient.Order(.kill, person: "li", reason: "benchmark")
            let timeline = try client.send(kill)
            guard timeline.outcome == .confirmed, Int(timeline.liveBefore) == quotes,
                timeline.liveAfter == 0
            else { throw BenchFailure(timeline.lines.joined(separator: "; ")) }
            samples.append(timeline.elapsedNanoseconds)
            kill.request = .release
            _ = try client.send(kill)
            kill.person = "wang"
            guard try client.send(kill).holds else { throw BenchFailure("not released") }
        }
        try link.logout()
        return samples
    }

    /// Places a quote in each contract and waits until all of them are live.
    private func quote(
        _ contracts: [OptionContract], over link: ClientLink, _ clock: SessionClock
    ) throws {
        live = 0
        rejected = 0
        var poller = Poller(capacity: 1)
        for descriptor in link.fileDescriptors { _ = poller.add(descriptor) }
        let deadline = monotonic.now() + 60_000_000_000
        var isSent = false
        while live < contracts.count {
            let now = monotonic.now()
            guard now < deadline, rejected == 0 || !hasBegun else {
                throw BenchFailure(
                    "\(live) of \(contracts.count) live, \(rejected) refused or rejected")
            }
            if rejected > 0 {
                // The exchange is still on its way to ten o'clock: once more, from the beginning.
                openedAt = now
                isSent = false
                live = 0
                rejected = 0
                firstID = .max
            }
            try link.tick(at: now, take)
            while try link.receive(limit: 64, at: now, take) {}
            if link.isOpen, !isSent, isReady(at: now) {
                isSent = true
                firstID = lastID + 1
                try send(contracts, over: link, at: clock.time(at: now))
            }
            _ = try poller.wait(timeoutNanoseconds: 1_000_000)
        }
        hasBegun = true
    }

    private var openedAt: Int64?

    /// Risk needs a moment after the first logon until it knows contracts and phases.
    private func isReady(at now: Int64) -> Bool {
        guard let openedAt else {
            openedAt = now
            return false
        }
        return now - openedAt > 2_000_000_000
    }

    private func take(_ event: LinkEvent) {
        guard case .frame(_, _, let bytes) = event, let frame = try? Frame(bytes) else { return }
        if let group = try? frame.group(ExchangeEvents.Entry.self),
            frame.template == Template.exchangeEvents
        {
            for index in 0..<group.count where group[index].quoteID.value >= firstID {
                if group[index].kind == .quoteAccepted { live += 1 }
                if group[index].kind == .quoteRejected { rejected += 1 }
            }
        }
        if frame.template == Template.riskDecisions,
            let group = try? frame.group(RiskDecisions.Entry.self)
        {
            for index in 0..<group.count
            where group[index].kind == .refused && group[index].quoteID.value >= firstID {
                rejected += 1
            }
        }
    }

    private func send(
        _ contracts: [OptionContract], over link: ClientLink, at now: SessionTime
    ) throws {
        outbox.begin(causation: 0, now: now)
        for start in stride(from: 0, to: contracts.count, by: Self.entriesPerFrame) {
            outbox.open(
                QuoteInstructions(participant: 1, expires: now + .milliseconds(900)),
                of: QuoteInstructions.Entry.self, on: .quoteSession)
            for contract in contracts[start..<min(start + Self.entriesPerFrame, contracts.count)] {
                lastID += 1
                let bid = max(1, contract.previousSettlement.ticks - 5)
                let size = Quantity(contracts: 10)
                outbox.append(
                    QuoteInstructions.Entry(
                        TwoSidedQuote(
                            contract: contract.index, id: QuoteID(lastID),
                            bid: QuoteLeg(price: Price(ticks: bid), quantity: size),
                            ask: QuoteLeg(price: Price(ticks: bid + 10), quantity: size),
                            answering: .none)))
            }
            outbox.close()
        }
        for entry in outbox.frames { try link.send(outbox.bytes(of: entry), to: .everybody) }
    }
}
