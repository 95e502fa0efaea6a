import Histogram

/// Tick to acknowledgement: from the frame that made the quoter speak to the exchange's answer in its hands.
final class LatencyMeter {
    private var histogram = Histogram<UInt64>(
        highestTrackableValue: 60_000_000_000, numberOfSignificantValueDigits: .three)
    /// Quote numbers sent while handling one input, with the time that input was taken.
    private var sent: [(quote: UInt64, takenAt: Int64)] = []
    private var head = 0
    private var newest: UInt64 = 0
    private var acknowledged: UInt64 = 0

    func observe(newest: UInt64, acknowledged: UInt64, takenAt: Int64) {
        if newest > self.newest {
            self.newest = newest
            sent.append((newest, takenAt))
        }
        guard acknowledged > self.acknowledged else { return }
        self.acknowledged = acknowledged
        while head < sent.count, sent[head].quote <= acknowledged {
            let elapsed = takenAt - sent[head].takenAt
            if elapsed >= 0 { histogram.record(UInt64(elapsed)) }
            head += 1
        }
        if head > 4_096 {
            sent.removeFirst(head)
            head = 0
        }
    }

    func value(at percentile: Double) -> Int64 {
        histogram.totalCount == 0 ? 0 : Int64(histogram.valueAtPercentile(percentile))
    }

    var facts: [ProcessRecord.Fact] {
        [
            .init(name: "latencyCount", value: Int64(histogram.totalCount)),
            .init(name: "latencyP50", value: value(at: 50)),
            .init(name: "latencyP90", value: value(at: 90)),
            .init(name: "latencyP99", value: value(at: 99)),
            .init(name: "latencyP999", value: value(at: 99.9)),
            .init(name: "latencyMax", value: Int64(histogram.max)),
        ]
    }
}
