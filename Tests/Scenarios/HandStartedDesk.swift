import Foundation
import Glibc
import Market
import Runtime
import Testing

/// Exchange, risk and quoter started one by one as a person would, without a supervisor, at ten o'clock.
final class HandStartedDesk {
    let path: String
    private let scratch: Scratch
    private var processes: [(role: String, running: Obligato.Running)] = []

    /// - Parameters:
    ///   - events: lines of the scenario, after its market.
    ///   - roles: in the order in which they are started.
    init(
        limits: LimitSettings = LimitSettings(), speed: Int64 = 20, events: String = "",
        roles: [String] = ["exchange", "risk", "quoter"]
    ) throws {
        scratch = try Scratch()
        path = scratch.path("run")
        let folder = try RunFolder.create(path)
        let scenario = try scratch.file(
            "short.yaml", try Scenarios.`A morning with a fault`.market() + events)
        let sockets = scratch.path("s")
        try FileManager.default.createDirectory(atPath: sockets, withIntermediateDirectories: true)
        let desk = DeskConfiguration(
            runFolder: folder.path, scenario: scenario, seed: 3,
            clock: SessionClock(
                monotonicOrigin: MonotonicClock().now(),
                origin: SessionTime(hour: 10, minute: 0), speed: speed),
            limits: limits,
            endpoints: .ipc(folder: sockets))
        try desk.yaml.write(toFile: folder.configuration, atomically: true, encoding: .utf8)
        for role in roles {
            processes.append(
                (role, try Obligato.start([role, "--config", folder.configuration])))
        }
    }

    deinit { end() }

    var risk: Obligato.Running? { processes.first { $0.role == "risk" }?.running }

    /// Where a socket of the desk is.
    func socket(_ name: String) -> String { scratch.path("s/\(name)") }

    /// The control socket is gone: nobody can ask anything any more.
    func loseControlSocket() { unlink(scratch.path("s/control")) }

    /// Risk dies without a word and is started again.
    func killAndRestartRisk() throws {
        let place = try #require(processes.firstIndex { $0.role == "risk" })
        kill(processes[place].running.pid, SIGKILL)
        _ = processes[place].running.finish()
        processes[place].running = try Obligato.start(["risk", "--config", path + "/desk.yaml"])
    }

    /// Ends what still runs, quoter first, as a person would.
    func end() {
        for process in processes.reversed() { _ = process.running.end() }
        processes = []
    }

    /// Asks again and again until an answer is as expected, at most a minute.
    func until(_ what: String, _ holds: () throws -> Bool) throws {
        let clock = MonotonicClock()
        let deadline = clock.now() + 60_000_000_000
        while clock.now() < deadline {
            if try holds() { return }
            usleep(5_000)
        }
        Issue.record("never: \(what)\n\(risk?.complaintsSoFar ?? "")")
        throw NeverHappened(description: what)
    }

    struct NeverHappened: Error, CustomStringConvertible { let description: String }

    /// What risk says of itself.
    func status() throws -> String { try Obligato.run(["status", path]).output }

    /// All six contracts of the short market are quoted.
    func untilQuoted() throws {
        var last = ""
        do {
            try until("six live") {
                last = try status()
                return last.hasSuffix(" 6 live\n")
            }
        } catch {
            Issue.record("risk says: \(last)")
            throw error
        }
    }
}
