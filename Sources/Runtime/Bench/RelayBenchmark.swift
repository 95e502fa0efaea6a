import CRelay
import Settings

/// `obligato bench relay`: the bare libzmq relay on its own, for `bench path` to start as a child.
public struct RelayBenchmark {
    private let folder: String
    private let upBytes: Int
    private let downBytes: Int
    private let iterations: Int

    /// - Parameters:
    ///   - folder: takes two sockets; its path has at most 80 bytes.
    ///   - upBytes: frame length towards the exchange.
    ///   - downBytes: frame length of the answer.
    public init(folder: String, upBytes: Int, downBytes: Int, iterations: Int) {
        self.folder = folder
        self.upBytes = upBytes
        self.downBytes = downBytes
        self.iterations = iterations
    }

    /// `p50 p90 p99 max` of the round trips in nanoseconds.
    public func run() throws -> String {
        var samples = [Int64](repeating: 0, count: iterations)
        var error = [CChar](repeating: 0, count: 128)
        let result = obl_relay_run(
            folder, upBytes, downBytes, UInt64(min(500, iterations)), UInt64(iterations), &samples,
            &error, error.count)
        guard result == 0 else {
            let text = String(decoding: error.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
            throw SettingsError(
                file: "relay", line: 0, path: folder, problem: text, accepted: "libzmq 4")
        }
        return Percentiles(samples).text
    }
}
