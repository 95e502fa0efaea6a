import Foundation
import Glibc

/// A benchmark did something else than it was to measure.
struct BenchmarkFailure: Error, CustomStringConvertible {
    let description: String
}

/// Which benchmarks there are, and the run of those that were asked for.
enum BenchmarkRun {
    private static let all: [(name: String, run: @Sendable () throws -> [BenchmarkLine])] = [
        ("RiskDecision", RiskDecision.run),
        ("ChainReprice", ChainReprice.run),
        ("PricingKernels", PricingKernels.run),
        ("JournalAppend", JournalAppend.run),
        ("Codec", Codec.run),
        ("TrackerEvent", TrackerEvent.run),
        ("MatchingDay", MatchingDay.run),
        ("MatchingW2", MatchingW2.run),
        ("MatchingContracts", MatchingContracts.run),
        ("MatchingFuzz", MatchingFuzz.run),
        ("ObligationScan", ObligationScan.run),
        ("BacktestDay", BacktestDay.run),
        ("BacktestFeed", BacktestFeed.run),
    ]

    /// Runs those named, or all; the exit code: 0 done (a bar may be missed), 1 failed, 2 not understood.
    static func run(_ names: [String]) -> Int32 {
        for name in names where !all.contains(where: { $0.name == name }) {
            print("benchmarks: no \(name); one or more of \(all.map(\.name)), none for all")
            return 2
        }
        print(machine)
        for benchmark in all where names.isEmpty || names.contains(benchmark.name) {
            do {
                for line in try benchmark.run() { print(line.text) }
            } catch {
                print("\(benchmark.name): \(error)")
                return 1
            }
            fflush(nil)
        }
        return 0
    }

    private static var machine: String {
        func text(_ path: String) -> String {
            (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        }
        let model =
            text("/proc/cpuinfo").split(separator: "\n")
            .first { $0.hasPrefix("model name") }?
            .split(separator: ":").last?.drop { $0 == " " } ?? "unknown processor"
        let release = text("/proc/sys/kernel/osrelease").prefix { $0 != "\n" }
        let load = text("/proc/loadavg").prefix { $0 != " " }
        let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        return "\(cores) × \(model), Linux \(release), load \(load)"
    }
}
