import Market
import Messaging
import Sim
import Wire

extension ProcessAssembly {
    /// Market data PUB, snapshots, order session, event log; ends when told to.
    func runExchange() throws {
        let log = LogStore()
        let (shell, epoch) = try shell(
            try cores.exchange(), remembers: true, log: (.eventLog, log))
        let marketData = try PublisherLink(context: context, endpoint: endpoint(.marketData))
        let snapshots = try RequestServerLink(
            context: context, endpoint: endpoint(.snapshot), channel: .snapshot,
            environment: desk.environment)
        let orders = try ServerLink(
            context: context, endpoint: endpoint(.orderSession),
            terms: ServerLink.Terms(
                channel: .orderSession, tradingDay: plan.directory.day.yyyymmdd,
                environment: desk.environment,
                participants: [ParticipantID.maker.value]),
            instance: role.instance, epoch: epoch)
        let server = try LogServerLink(
            context: context, endpoint: endpoint(.eventLog), store: log, channel: .eventLog,
            instance: role.instance, epoch: epoch)
        shell.add(marketData, routing: [.marketData])
        shell.add(snapshots, routing: [.snapshot])
        shell.add(orders, routing: [.orderSession])
        shell.add(server, routing: [])
        let resender = ReportResender(log: log, instance: role.instance, epoch: epoch)
        orders.resend = { peer, resumeAfter in
            try resender.send(to: peer, after: resumeAfter) { try orders.send($0, to: peer) }
        }
        orders.outboundSequence = { [unowned shell] peer in
            shell.host.outbox.sequence(of: .orderSession, to: peer)
        }
        shell.didRecord = { entry, bytes in
            guard entry.channel == .eventLog else { return }
            let raw = UnsafeRawBufferPointer(bytes)
            log.append(raw, isComplete: LogFrame.endsDay(raw))
        }
        var breaksSeen = shell.host.ask { $0.sessionBreaks(of: ParticipantID.maker.value) }
        shell.afterPass = { [unowned shell] in
            let breaks = shell.host.ask { $0.sessionBreaks(of: ParticipantID.maker.value) }
            if breaks != breaksSeen {
                breaksSeen = breaks
                try orders.cut(PeerID(ParticipantID.maker.value))
            }
            try server.pushAll()
        }
        server.watermark = { [desk] in desk.clock.time(at: MonotonicClock().now()) }
        shell.status = { core in
            StatusReport(
                a: Int64(log.tail), b: Int64(core.counters.trades), c: Int64(core.counters.requests)
            )
        }
        try shell.start(isRestart: epoch > 1)
        try shell.run()
        try finish(
            shell, epoch: epoch, facts: [.init(name: "events", value: Int64(log.tail))])
    }
}

/// Sends a member the reports it missed, out of the log, before anything new.
final class ReportResender {
    private let log: LogStore
    private var outbox: Outbox

    init(log: LogStore, instance: UInt16, epoch: UInt32) {
        self.log = log
        outbox = Outbox(instance: instance, epoch: epoch)
    }

    func send(
        to peer: PeerID, after resumeAfter: UInt64,
        _ send: (UnsafeMutableRawBufferPointer) throws -> Void
    ) throws {
        for slot in log.slots[min(log.index(of: resumeAfter + 1), log.slots.count)...]
        where slot.last > resumeAfter {
            guard let frame = try? Frame(UnsafeRawBufferPointer(log.bytes(of: slot))),
                let group = try? frame.group(ExchangeEvents.Entry.self)
            else { continue }
            outbox.begin(causation: 0, now: frame.envelope.sessionTime)
            outbox.open(
                ExchangeEvents(tail: log.tail), of: ExchangeEvents.Entry.self, on: .orderSession,
                to: peer)
            for index in 0..<group.count {
                let event = group[index]
                guard event.sequence > resumeAfter,
                    ExchangeCore.isReport(event, to: ParticipantID(peer.value))
                else { continue }
                outbox.append(event)
            }
            let count = outbox.openCount
            outbox.close()
            guard count > 0 else { continue }
            let bytes = outbox.bytes(of: outbox.frames[0])
            // Outside the session's count: the member applies reports idempotently.
            LogFrame.setSequence(bytes, 0)
            try send(bytes)
        }
    }
}
