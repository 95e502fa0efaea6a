import Market
import Report

extension SampleDay {
    mutating func row(_ contract: ReportedContract, distance: Int) -> ContractObligation {
        let quality = max(
            18, 104 - distance * distance * 2 - Int.random(in: 0...6, using: &generator))
        var time = ClassifiedTime.zero
        var buckets: [ClassifiedTime] = []
        for (index, bucket) in Self.buckets.enumerated() {
            let tally = cell(contract, index: index, bucket: bucket, quality: quality)
            buckets.append(tally)
            time = time + tally
        }
        let counted = time.metNanoseconds + time.notMetNanoseconds + time.unknownNanoseconds
        let value = ReportedRatio(time.metNanoseconds, counted)
        let threshold = ReportedRatio(7, 10)
        let passes = time.metNanoseconds * 10 >= counted * 7
        let wide = time.notMetNanoseconds / 10 * 6
        let oneSided = time.notMetNanoseconds / 10 * 3
        return ContractObligation(
            contract: contract, time: time,
            sampled: ReportedRatio(time.metNanoseconds / Self.second, counted / Self.second),
            value: value, threshold: threshold,
            verdict: counted == 0 ? .noObligation : passes ? .pass : .fail,
            causes: [
                CauseTime(name: "spread-too-wide", chinese: "价差过宽", nanoseconds: wide),
                CauseTime(name: "one-sided", chinese: "单边报价", nanoseconds: oneSided),
                CauseTime(
                    name: "quoter-down", chinese: "报价进程中断",
                    nanoseconds: time.notMetNanoseconds - wide - oneSided),
            ], exchangeDifferenceNanoseconds: 0, buckets: buckets)
    }

    /// One bucket: an outage at 10:40, a halt of one strike range after lunch, noise by quality.
    private mutating func cell(
        _ contract: ReportedContract, index: Int, bucket: SessionSpan, quality: Int
    ) -> ClassifiedTime {
        let length = (bucket.end - bucket.start).nanoseconds
        let percent = min(100, max(0, quality + Int.random(in: -14...14, using: &generator)))
        var met = length / 100 * Int64(percent)
        if index == 14 { met = length / 10 }
        if hasUnknownTime, (34...37).contains(index) {
            return ClassifiedTime(metNanoseconds: met / 5, unknownNanoseconds: length - met / 5)
        }
        let isHalted = contract.strike.ticks > 56_000 && contract.type == .put
        if isHalted, (26...29).contains(index) { return ClassifiedTime(exemptNanoseconds: length) }
        if isHalted, index == 30 {
            let exempt = length / 2
            return ClassifiedTime(
                metNanoseconds: min(met, length - exempt),
                notMetNanoseconds: length - exempt - min(met, length - exempt),
                exemptNanoseconds: exempt)
        }
        return ClassifiedTime(metNanoseconds: met, notMetNanoseconds: length - met)
    }

    func underlying(
        _ code: String, _ name: String, _ rows: [ContractObligation]
    ) -> UnderlyingObligation {
        let own = rows.filter { $0.contract.underlying == code }
        let met = Int64(own.count { $0.verdict == .pass })
        let obliged = Int64(own.count { $0.value.isDefined })
        let sum = own.reduce(ClassifiedTime.zero) { $0 + $1.time }
        let worst = own.min {
            $0.value.numerator * 1_000 / max(1, $0.value.denominator)
                < $1.value.numerator * 1_000 / max(1, $1.value.denominator)
        }
        return UnderlyingObligation(
            underlying: code, name: name, contractRate: ReportedRatio(met, obliged),
            contractRateThreshold: ReportedRatio(7, 10),
            participationThreshold: ReportedRatio(7, 10),
            participationMean: ReportedRatio(
                sum.metNanoseconds, sum.metNanoseconds + sum.notMetNanoseconds),
            participationWorst: worst?.value ?? .none,
            verdict: met * 10 >= obliged * 7 ? .pass : .fail,
            responses: ResponseTally(
                requests: 61, answered: 56, late: 2, heldShort: 1, missed: 2,
                rate: ReportedRatio(56, 61), threshold: ReportedRatio(7, 10), verdict: .pass))
    }

    mutating func spread(_ contract: ReportedContract, _ relevance: SpreadRelevance) -> SpreadSeries
    {
        var points: [SpreadPoint] = []
        var permitted: Int64 = relevance == .worst ? 250 : 60
        for span in Self.spans {
            var time = span.start + .seconds(20)
            while time < span.end {
                permitted = max(25, permitted + Int64.random(in: -3...3, using: &generator))
                let top = permitted * (relevance == .worst ? 5 : 4) / 4
                let own = Int64.random(in: permitted / 3...top, using: &generator)
                let isQuoting =
                    Int.random(in: 0..<(relevance == .worst ? 6 : 30), using: &generator) > 0
                points.append(
                    SpreadPoint(
                        time: time, ownTicks: isQuoting ? own : nil, permittedTicks: permitted))
                time = time + .seconds(Int64.random(in: 30...240, using: &generator))
            }
        }
        return SpreadSeries(contract: contract, relevance: relevance, points: points)
    }

    mutating func distribution() -> [SpreadShareBucket] {
        let shape: [Int64] = [2, 9, 24, 61, 118, 201, 260, 190, 74, 31, 12, 5, 2]
        return shape.enumerated().map { index, weight in
            SpreadShareBucket(
                lowerPercent: index * 10, upperPercent: index == 12 ? nil : index * 10 + 10,
                nanoseconds: weight * 2_131 * Self.second)
        }
    }

    mutating func responses(_ contracts: [ReportedContract]) -> ResponseRecord {
        var events: [ResponseEvent] = []
        for number in 0..<122 {
            let span = Self.spans[number % 2]
            let offset = Int64.random(in: 0..<7_000, using: &generator)
            let contract = contracts[Int.random(in: 0..<contracts.count, using: &generator)]
            let outcome: ResponseOutcome =
                number % 40 == 7
                ? .late : number % 41 == 9 ? .missed : number % 60 == 11 ? .heldShort : .answered
            let decades = Int64.random(in: 1...9, using: &generator)
            let fast = Int64.random(in: 20_000_000...90_000_000, using: &generator)
            let response: Int64? =
                switch outcome {
                case .missed: nil
                case .late: 31 * Self.second + decades * Self.second
                default: decades == 9 ? fast * 20 : fast
                }
            events.append(
                ResponseEvent(
                    time: span.start + .seconds(offset), contract: contract, outcome: outcome,
                    responseNanoseconds: response))
        }
        events.sort { $0.time < $1.time }
        return ResponseRecord(
            responseTimeMaxNanoseconds: 30 * Self.second, holdTimeMinNanoseconds: 30 * Self.second,
            events: events)
    }

    mutating func position() -> [PositionPoint] {
        var points: [PositionPoint] = []
        var delta: Int64 = 0
        var vega: Int64 = 0
        var edge: Int64 = 0
        var holding: Int64 = 0
        var fees: Int64 = 0
        for span in Self.spans {
            var time = span.start
            while time <= span.end {
                delta = delta * 9 / 10 + Int64.random(in: -9_000...9_000, using: &generator)
                vega += Int64.random(in: -190_000...200_000, using: &generator)
                edge += Int64.random(in: 0...520_000, using: &generator)
                holding += Int64.random(in: -900_000...880_000, using: &generator)
                fees -= Int64.random(in: 0...90_000, using: &generator)
                points.append(
                    PositionPoint(
                        time: time, netDeltaShares: delta, vega: Money(tenThousandths: vega),
                        profit: ProfitParts(
                            total: Money(tenThousandths: edge + holding + fees),
                            edge: Money(tenThousandths: edge),
                            holding: Money(tenThousandths: holding),
                            fees: Money(tenThousandths: fees))))
                time = time + .seconds(60)
            }
        }
        return points
    }
}
