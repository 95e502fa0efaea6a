import Glibc
import Market
import Wire

/// A desk for benchmarks: at ten o'clock, in real time, with every limit far away.
enum BenchDesk {
    static func folder() throws -> RunFolder {
        var template = Array("/tmp/obligato-bench-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else {
            throw BenchFailure("no temporary folder: \(String(cString: strerror(errno)))")
        }
        return try RunFolder.create(String(cString: made))
    }

    static func write(_ yaml: String, in folder: RunFolder) throws -> DeskConfiguration {
        let scenario = "\(folder.path)/scenario.yaml"
        try TextFile.write(yaml, to: scenario)
        guard let sockets = RunFolder.socketFolder(for: folder) else {
            throw BenchFailure("no folder for sockets")
        }
        let most: Int64 = 1_000_000_000
        let desk = DeskConfiguration(
            runFolder: folder.path, scenario: scenario,
            clock: SessionClock(
                monotonicOrigin: MonotonicClock().now(), origin: SessionTime(hour: 10, minute: 0),
                speed: 1),
            limits: LimitSettings(
                positionPerContract: most, positionPerDirection: most, positionTotal: most,
                purchasePerOrderYuan: most, quantityPerOrder: most, valuePerOrderYuan: most,
                collarBasisPoints: most, collarTicks: most, openingPerContract: most,
                openingPerUnderlying: most, deltaShares: most, gammaShares: most, vegaYuan: most,
                fundsYuan: most, messagesPerSecond: most,
                messagesPerDay: most),
            endpoints: .ipc(folder: sockets))
        try TextFile.write(desk.yaml, to: folder.configuration)
        return desk
    }
}
