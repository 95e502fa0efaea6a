/// One benchmark's result on one line.
struct BenchmarkLine {
    enum Unit: String {
        case nanoseconds = "ns"
        case microseconds = "µs"
        case seconds = "s"

        var nanoseconds: Double {
            switch self {
            case .nanoseconds: 1
            case .microseconds: 1e3
            case .seconds: 1e9
            }
        }
    }

    let name: String
    /// What is counted: `quote`, `entry`.
    let operation: String
    let unit: Unit
    let samples: Harness.Samples
    /// Of the same work by the barest code, measured in the same run.
    var floor: Harness.Samples?
    /// In `unit`, what the design asks for at the median; nil where it asks for nothing.
    var bar: Double?
    /// Of the results: two runs that differ here did not do the same work.
    let hash: UInt64
    var note = ""

    var text: String {
        var parts = [
            "\(padded(name, 15)) median \(figure(samples.median))  min \(figure(samples.min))"
                + "  p99 \(figure(samples.p99))  max \(figure(samples.max)) \(unit.rawValue)/\(operation)",
            "\(samples.count) repetitions",
        ]
        if let floor {
            let ratio = samples.median / floor.median
            parts.append("floor \(figure(floor.median)), \(rounded(ratio)) × floor")
        }
        if let bar {
            let median = samples.median / unit.nanoseconds
            parts.append(
                "bar ≤ \(rounded(bar)), \(rounded(median / bar)) × bar, "
                    + (median <= bar ? "met" : "MISSED"))
        }
        parts.append("hash \(String(hash, radix: 16))")
        if !note.isEmpty { parts.append(note) }
        return parts.joined(separator: " · ")
    }

    private func figure(_ nanoseconds: Double) -> String {
        rounded(nanoseconds / unit.nanoseconds)
    }

    /// Three figures where they matter, without a locale.
    private func rounded(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "-" }
        let decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2
        let scale: Int64 = decimals == 0 ? 1 : decimals == 1 ? 10 : 100
        let scaled = Int64((value * Double(scale)).rounded())
        guard decimals > 0 else { return String(scaled) }
        let fraction = String(scaled % scale)
        let zeros = String(repeating: "0", count: decimals - fraction.count)
        return "\(scaled / scale).\(zeros)\(fraction)"
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
