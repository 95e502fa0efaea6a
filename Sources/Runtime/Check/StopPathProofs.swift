import Foundation
import Glibc
import Proofs

/// Three ways to stop a running desk, each tried with the other two out of reach; real processes over ZeroMQ.
enum StopPathProofs {
    static let proofs: [Proof] = [
        Proof(
            "P27.3d", "Manual intervention by three paths", "人工干预功能",
            rule: "seed 001 art. 27(3)",
            run: { run in
                attempt(run, "control socket", byControlSocket)
                attempt(run, "signal", bySignal)
                attempt(run, "file", byFile)
            })
    ]

    private static func attempt(
        _ run: ProofRun, _ path: String, _ drill: (ProofRun, DrillDesk) throws -> Void
    ) {
        do {
            let desk = try DrillDesk()
            defer { desk.end() }
            try desk.start()
            try drill(run, desk)
        } catch {
            run.require(false, "\(path): \(error)")
        }
    }

    /// Command line, console and programs all speak this message; no pid is known, no file is written.
    private static func byControlSocket(_ run: ProofRun, _ desk: DrillDesk) throws {
        let live = try desk.untilQuoted()
        desk.loseProcessNumber()
        let order = ControlClient.Order(.kill, person: "li", reason: "drill")
        let timeline = try ControlClient(folder: desk.folder.path).send(order)
        run.require(
            timeline.outcome == .confirmed && timeline.liveBefore > 0 && timeline.liveAfter == 0,
            "control socket, without process number and file: \(timeline.outcome.rawValue) by the "
                + "exchange, \(timeline.liveBefore) live before (\(live) when first asked), "
                + "\(timeline.liveAfter) after, \(timeline.elapsedNanoseconds / 1_000) µs")
    }

    private static func bySignal(_ run: ProofRun, _ desk: DrillDesk) throws {
        _ = try desk.untilQuoted()
        desk.loseControlSocket()
        let number = try TextFile.read(desk.folder.riskNumber)
        guard let pid = pid_t(number.trimmingCharacters(in: .whitespacesAndNewlines)), pid > 1
        else { throw DrillDesk.Failure(description: "risk.pid says \(number)") }
        kill(pid, SIGUSR1)
        confirm(run, "SIGUSR1, without control socket and file", try desk.untilConfirmed())
    }

    private static func byFile(_ run: ProofRun, _ desk: DrillDesk) throws {
        _ = try desk.untilQuoted()
        desk.loseControlSocket()
        desk.loseProcessNumber()
        try TextFile.write("", to: desk.folder.killFile)
        confirm(
            run, "KILL file, without control socket and process number", try desk.untilConfirmed())
    }

    /// The line says who confirmed, and how many quotes were live before and are now.
    private static func confirm(_ run: ProofRun, _ path: String, _ line: String) {
        let said = line.components(separatedBy: "kill switch: ").last ?? line
        run.require(
            said.contains(", 0 now") && !said.contains(" 0 live before"), "\(path): \(said)")
    }
}
