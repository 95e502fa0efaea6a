/// What is said of a set of latencies, in nanoseconds.
struct Percentiles: Codable, Sendable {
    let p50: Int64
    let p90: Int64
    let p99: Int64
    let max: Int64

    init(_ samples: [Int64]) {
        precondition(!samples.isEmpty, "percentiles of nothing")
        let sorted = samples.sorted()
        func value(_ percent: Int) -> Int64 { sorted[(sorted.count - 1) * percent / 100] }
        p50 = value(50)
        p90 = value(90)
        p99 = value(99)
        max = value(100)
    }

    /// `p50 p90 p99 max`, as `text` writes it.
    init?(text: String) {
        let fields = text.split(whereSeparator: \.isWhitespace).map { Int64($0) }
        guard fields.count == 4, let p50 = fields[0], let p90 = fields[1], let p99 = fields[2],
            let max = fields[3], p50 > 0
        else { return nil }
        self.p50 = p50
        self.p90 = p90
        self.p99 = p99
        self.max = max
    }

    var text: String { "\(p50) \(p90) \(p99) \(max)" }
}

/// The middle value; of an even number the lower middle.
func median<Value: Comparable>(_ values: [Value]) -> Value {
    precondition(!values.isEmpty, "median of nothing")
    return values.sorted()[(values.count - 1) / 2]
}
