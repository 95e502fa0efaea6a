import Market
import Risk
import Wire

extension ProcessAssembly {
    /// Three ways to one kill: the control socket, SIGUSR1, a file. None of them needs another, or the supervisor.
    func watchKillSwitches(
        _ shell: ProcessShell<RiskCore>, control: RequestServerLink, epoch: UInt32
    ) throws {
        try TextFile.write("\(ProcessFacts.pid)\n", to: folder.riskNumber)
        var file = KillFile(path: folder.killFile)
        let clock = MonotonicClock()
        shell.onTick = { [unowned shell] in
            if KillSignal.take() {
                note("SIGUSR1: kill everything")
                try shell.order(kill(by: "SIGUSR1", at: clock.now()))
            }
            if file.hasAppeared() {
                note("\(folder.killFile): kill everything")
                try shell.order(kill(by: "KILL file", at: clock.now()))
            }
        }
        var encoder = SessionEncoder(instance: role.instance, epoch: epoch)
        shell.didCommand = { bytes, peer, moments in
            guard let command = try? Frame(bytes).root(ControlCommand.self) else { return }
            try control.send(
                encoder.encode(
                    ControlTimes(
                        commandID: command.commandID, received: moments.received,
                        blocked: moments.decided,
                        cancelSent: moments.sent ?? 0)), to: peer)
        }
    }

    /// What became of a command that came by no socket: a line in the log.
    func noteAnswer(_ bytes: UnsafeMutableRawBufferPointer) {
        guard let reply = try? Frame(UnsafeRawBufferPointer(bytes)).root(ControlReply.self) else {
            return
        }
        note(
            "kill switch: \(reply.outcome) at \(reply.confirmedAt), \(reply.liveBefore) live before, "
                + "\(reply.liveQuotes) now. \(reply.text.text)")
    }

    private func kill(by way: String, at now: Int64) -> ControlCommand {
        ControlCommand(
            commandID: UInt64(now), verb: .kill, person: FixedText32(way),
            text: FixedText64("kill switch: \(way)"))
    }
}
