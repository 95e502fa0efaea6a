import Market
import Messaging
import Risk
import Wire

extension ProcessAssembly {
    /// Risk is the only way out: started by hand, it holds the desk against filing and certificate as a day does.
    private func checkGates() throws {
        _ = try FilingGate(
            path: desk.filing, day: plan.directory.day, strategy: desk.strategy,
            limits: desk.limits)
        _ = try CertificateGate(
            path: desk.certificate, uncertified: desk.uncertified,
            isProduction: desk.environment == 2, strategy: desk.strategy,
            parameters: desk.strategyParameters, surface: desk.surface)
    }

    /// Quote sessions and control in, order session out; its decision log for the tracker.
    func runRisk() throws {
        try checkGates()
        let log = LogStore()
        let (shell, epoch) = try shell(
            try cores.risk(), remembers: true, log: (.decisionLog, log))
        let orders = try ClientLink(
            context: context, endpoint: endpoint(.orderSession),
            terms: ClientLink.Terms(
                channel: .orderSession, role: .risk, participant: ParticipantID.maker.value,
                environment: desk.environment, buildHash: 0),
            instance: role.instance, epoch: epoch)
        let quotes = try ServerLink(
            context: context, endpoint: endpoint(.quoteSession),
            terms: ServerLink.Terms(
                channel: .quoteSession, tradingDay: plan.directory.day.yyyymmdd,
                environment: desk.environment, participants: Set(1...8)),
            instance: role.instance, epoch: epoch)
        let control = try RequestServerLink(
            context: context, endpoint: endpoint(.control), channel: .control,
            environment: desk.environment)
        let server = try LogServerLink(
            context: context, endpoint: endpoint(.decisionLog), store: log,
            channel: .decisionLog, instance: role.instance, epoch: epoch)
        let market = try MarketDataLink(
            context: context, stream: endpoint(.marketData), snapshots: endpoint(.snapshot),
            instance: role.instance, epoch: epoch)
        shell.add(orders, routing: [.orderSession])
        shell.add(quotes, routing: [.quoteSession])
        shell.add(control, routing: [.control])
        shell.add(server, routing: [])
        shell.add(market, routing: [])
        number(orders, quotes, by: shell)
        try watchKillSwitches(shell, control: control, epoch: epoch)
        shell.didRecord = { entry, bytes in
            if entry.channel == .control, entry.peer == .everybody { noteAnswer(bytes) }
            guard entry.channel == .decisionLog else { return }
            let raw = UnsafeRawBufferPointer(bytes)
            log.append(raw, isComplete: LogFrame.endsDay(raw))
        }
        shell.afterPass = { try server.pushAll() }
        server.watermark = { [desk] in desk.clock.time(at: MonotonicClock().now()) }
        shell.status = { core in
            StatusReport(
                a: Int64(core.counters.accepted), b: Int64(core.counters.refused),
                c: Int64(core.liveQuotes), d: core.messagesToday)
        }
        try shell.start(isRestart: epoch > 1)
        try shell.run()
        let core = shell.host.core
        try finish(
            shell, epoch: epoch,
            facts: [
                .init(name: "accepted", value: Int64(core.counters.accepted)),
                .init(name: "refused", value: Int64(core.counters.refused)),
                .init(name: "messages", value: core.messagesToday),
            ])
    }

    /// Where both sessions go on counting, and whom risk has cut off.
    private func number(
        _ orders: ClientLink, _ quotes: ServerLink, by shell: ProcessShell<RiskCore>
    ) {
        orders.resumeAfter = { [unowned shell] in shell.host.core.lastApplied }
        orders.outboundSequence = { [unowned shell] in
            shell.host.outbox.sequence(of: .orderSession, to: .everybody)
        }
        quotes.outboundSequence = { [unowned shell] peer in
            shell.host.outbox.sequence(of: .quoteSession, to: peer)
        }
        quotes.refusal = { [unowned shell] peer in
            shell.host.core.isIsolated(quoter: peer) ? .isolated : nil
        }
    }
}
