import Market
import Messaging
import Obligations
import Tracker
import Wire

extension ProcessAssembly {
    /// Pulls both logs with credit; writes the obligation record when the day is complete.
    func runTracker() throws {
        let (shell, epoch) = try shell(cores.tracker(), remembers: true)
        let events = try LogClientLink(
            context: context, endpoint: endpoint(.eventLog), channel: .eventLog)
        let decisions = try LogClientLink(
            context: context, endpoint: endpoint(.decisionLog), channel: .decisionLog)
        shell.add(events, routing: [.eventLog])
        shell.add(decisions, routing: [.decisionLog])
        shell.status = { core in
            let live = core.statistics
            return StatusReport(
                a: Int64(live.obligedContracts), b: Int64(live.contractsMeetingBar),
                c: live.metNanoseconds, d: live.elapsedNanoseconds, e: Int64(live.lagEvents),
                f: live.lowestSlackNanoseconds ?? -1, g: Int64(live.contractsAtRisk))
        }
        if let status = shell.statusLink { shell.route([.slack], to: status) }
        shell.isFinished = { $0.isComplete }
        try shell.start(isRestart: epoch > 1)
        try shell.run()
        let core = shell.host.core
        if core.isComplete {
            try TextFile.write(try core.report().json(), to: folder.obligations)
        }
        try finish(shell, epoch: epoch)
        if !core.isComplete {
            throw FigureMismatch(
                description: "tracker stopped before the day's record was complete")
        }
    }
}
