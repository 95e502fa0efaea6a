import Foundation
import Glibc
import Market
import Messaging

/// Exchange, risk and quoter as processes of this very program, without a supervisor, at ten o'clock: for drills.
final class DrillDesk {
    /// Why a drill came to nothing.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Real time that anything may take.
    private static let patience: Int64 = 60_000_000_000
    /// Real time that a process has to end by itself.
    private static let courtesy: Int64 = 5_000_000_000
    private static let speed: Int64 = 20

    let folder: RunFolder
    private let place: String
    private let desk: DeskConfiguration
    private var children: [(role: DeskRole, child: ChildProcess)] = []

    init() throws {
        place = NSTemporaryDirectory() + "obligato-drill-\(getpid())-\(UUID().uuidString.prefix(8))"
        folder = try RunFolder.create(place + "/run")
        try FileManager.default.createDirectory(
            atPath: place + "/s", withIntermediateDirectories: true)
        desk = DeskConfiguration(
            runFolder: folder.path,
            clock: SessionClock(
                monotonicOrigin: MonotonicClock().now(),
                origin: SessionTime(hour: 10, minute: 0), speed: Self.speed),
            endpoints: .ipc(folder: place + "/s"))
        try TextFile.write(desk.yaml, to: folder.configuration)
    }

    func start() throws {
        for role in [DeskRole.exchange, .risk, .quoter] {
            children.append((role, try ChildProcess.start(role, in: folder)))
        }
    }

    /// Quotes live at the exchange once there are some, by risk's own word on the control socket.
    func untilQuoted() throws -> UInt32 {
        var live: UInt32 = 0
        try until("the first quotes") {
            let status = ControlClient.Order(.status, person: "drill", reason: "is it quoting")
            live = try ControlClient(folder: folder.path, seconds: 1).send(status).liveAfter
            return live > 0
        }
        return live
    }

    /// Nobody reaches risk by its control socket any more.
    func loseControlSocket() { unlink(place + "/s/" + DeskEndpoints.Name.control.rawValue) }

    /// Nobody can look up risk's process number any more.
    func loseProcessNumber() { unlink(folder.riskNumber) }

    /// What risk has said of a kill that came by no socket.
    func untilConfirmed() throws -> String {
        var line = ""
        try until("the exchange's confirmation") {
            let log = try TextFile.read(folder.log(.risk))
            line =
                log.split(separator: "\n").last { $0.contains("kill switch: ") }.map(String.init)
                ?? ""
            return line.contains("kill switch: confirmed")
        }
        return line
    }

    /// Ends what it started, quoter first, and takes the folder away.
    func end() {
        for place in children.indices.reversed() {
            children[place].child.end(within: Self.courtesy)
        }
        children = []
        try? FileManager.default.removeItem(atPath: place)
    }

    private func until(_ what: String, _ holds: () throws -> Bool) throws {
        let clock = MonotonicClock()
        let deadline = clock.now() + Self.patience
        while clock.now() < deadline {
            if try holds() { return }
            for index in children.indices {
                children[index].child.poll()
                if let ending = children[index].child.ending {
                    throw Failure(description: "\(children[index].role) ended: \(ending)")
                }
            }
            usleep(5_000)
        }
        throw Failure(description: "never: \(what)")
    }
}
