import Ledger
import Market
import Messaging
import Quoter
import Wire

extension ProcessAssembly {
    /// Market data in, quote session to risk; measures tick to acknowledgement on the way.
    func runQuoter() throws {
        let (shell, epoch) = try shell(try cores.quoter(), remembers: false)
        let risk = try ClientLink(
            context: context, endpoint: endpoint(.quoteSession),
            terms: ClientLink.Terms(
                channel: .quoteSession, role: .quoter, participant: 1,
                environment: desk.environment, buildHash: 0),
            instance: role.instance, epoch: epoch)
        let market = try MarketDataLink(
            context: context, stream: endpoint(.marketData), snapshots: endpoint(.snapshot),
            instance: role.instance, epoch: epoch)
        shell.add(risk, routing: [.quoteSession])
        shell.add(market, routing: [])
        if !desk.endpoints[.quoterControl].isEmpty {
            let control = try RequestServerLink(
                context: context, endpoint: endpoint(.quoterControl), channel: .control,
                environment: desk.environment)
            shell.add(control, routing: [.control])
        }
        shell.add(
            try SlackLink(context: context, endpoint: endpoint(.trackerStatus)), routing: [])
        risk.outboundSequence = { [unowned shell] in
            shell.host.outbox.sequence(of: .quoteSession, to: .everybody)
        }
        let latency = LatencyMeter()
        shell.didHandle = { core, taken in
            latency.observe(
                newest: core.newestQuoteID.value,
                acknowledged: core.newestAcknowledgedQuoteID.value, takenAt: taken)
        }
        shell.status = { core in
            StatusReport(
                a: Int64(core.status.liveQuotes), b: Int64(core.status.fills),
                c: core.status.profitAndLoss.total.count / 100, d: latency.value(at: 50),
                e: latency.value(at: 99))
        }
        try shell.start(isRestart: epoch > 1)
        for change in try ParameterHistory.changes(in: folder, before: epoch, plan: plan) {
            try change.withUnsafeBytes { try shell.restore($0, on: .control) }
        }
        try shell.run()
        try risk.logout()
        try finish(
            shell, epoch: epoch,
            facts: latency.facts + SurfaceFacts.facts(shell.host.core.status.surface))
    }
}
