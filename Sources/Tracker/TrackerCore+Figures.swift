public import Market
public import Obligations

/// What the tracker tells: the report, the intervals under it, and the figures of the running day.
extension TrackerCore {
    /// How far the exchange's log is known: its last event, or its watermark once nothing is missing.
    public var knownUntil: SessionTime {
        let last = max(ledger?.knownUntil ?? lastEventTime, lastEventTime)
        return events.lag == 0 && !events.hasHole ? max(last, events.watermark) : last
    }

    /// The day's figures; before the day is complete, the figures so far.
    ///
    /// `exchangeScore`: the exchange's met nanoseconds by contract; by default what its log said.
    public func report(exchangeScore: [Int64?]? = nil) -> ObligationReport {
        guard let ledger, let causes else {
            return ObligationReport(
                date: "",
                rulePack: ObligationReport.Pack(
                    id: pack.id, version: pack.version, placeholders: pack.placeholders),
                rules: [], exchangeDifferenceNanoseconds: nil)
        }
        return ledger.report(
            causes: causes,
            exchangeDifferenceNanoseconds: difference(to: exchangeScore ?? scores),
            at: knownUntil)
    }

    /// |ours − the exchange's| met nanoseconds by contract; nil where it gave no score.
    public var scoreDifferences: [Int64?] { differences(to: scores) }

    /// Why the exchange's score says nothing of the first presence rule's figures; nil = it does.
    public var scoreObstacle: String? { pack.scoreObstacle }

    private func differences(to scores: [Int64?]) -> [Int64?] {
        guard let ledger, scoreObstacle == nil, ledger.presenceRules > 0 else {
            return scores.map { _ in nil }
        }
        return scores.enumerated().map { index, score in
            score.map {
                let ours = ledger.totals(of: ContractIndex(index), at: knownUntil)
                return abs(ours.metNanoseconds - $0)
            }
        }
    }

    /// A contract without a score, where others have one, differs by all of its met time.
    private func difference(to scores: [Int64?]) -> Int64? {
        guard let ledger, scoreObstacle == nil, ledger.presenceRules > 0,
            scores.contains(where: { $0 != nil })
        else { return nil }
        return differences(to: scores).enumerated().reduce(0) { sum, entry in
            sum
                + (entry.element
                    ?? ledger.totals(of: ContractIndex(entry.offset), at: knownUntil).metNanoseconds)
        }
    }

    /// A contract's intervals under the first presence rule.
    public func intervals(of contract: ContractIndex) -> [ObligationInterval] {
        guard let ledger, contract.int < ledger.directory.contracts.count, ledger.presenceRules > 0
        else { return [] }
        return ledger.intervals(of: contract, until: knownUntil)
    }

    /// The same, with every not-met interval cut into stretches of one cause each.
    public func explainedIntervals(of contract: ContractIndex) -> [ExplainedInterval] {
        guard let causes else { return [] }
        let intervals = intervals(of: contract)
        guard !intervals.isEmpty else { return [] }
        let sources = causes.causes(of: contract)
        return intervals.flatMap { interval in
            guard interval.state == .notMet else {
                return [
                    ExplainedInterval(
                        interval: interval, start: interval.start, end: interval.end, cause: nil)
                ]
            }
            return sources.stretches(of: interval).map {
                ExplainedInterval(interval: interval, start: $0.start, end: $0.end, cause: $0.cause)
            }
        }
    }

    /// All requests for quote under the first response rule.
    public func requests() -> [RequestRecord] {
        guard let ledger, ledger.responseRules > 0 else { return [] }
        return ledger.requests(at: knownUntil)
    }

    /// The figures for a status line.
    public var statistics: TrackerStatistics {
        var statistics = TrackerStatistics()
        statistics.lagEvents = events.lag
        statistics.refusedFrames = malformedFrames
        statistics.lowestSlackNanoseconds = lowestSlack
        statistics.contractsAtRisk = contractsAtRisk
        guard let ledger else { return statistics }
        statistics.timesMovedUp = ledger.timesMovedUp
        statistics.unknownInstruments = ledger.unknownInstruments
        let now = knownUntil
        if ledger.presenceRules > 0 {
            for contract in ledger.directory.contracts where ledger.isObliged(contract.index) {
                let totals = ledger.totals(of: contract.index, at: now)
                statistics.metNanoseconds += totals.metNanoseconds
                statistics.elapsedNanoseconds +=
                    totals.sessionNanoseconds - totals.exemptNanoseconds
            }
        }
        for rule in pack.rules {
            guard case .coverage(let coverage) = rule.kind else { continue }
            statistics.coverage = ledger.coverage(coverage, of: rule.instruments, at: now).map(
                \.value)
            break
        }
        statistics.obligedContracts = statistics.coverage.reduce(0) { $0 + Int($1.den) }
        statistics.contractsMeetingBar = statistics.coverage.reduce(0) { $0 + Int($1.num) }
        return statistics
    }
}

/// A stretch of one class and, where not met, one cause.
public struct ExplainedInterval: Hashable, Sendable {
    /// The interval it is a part of, with its evidence.
    public let interval: ObligationInterval
    public let start: SessionTime
    public let end: SessionTime
    /// Nil unless the stretch is not met.
    public let cause: ObligationCause?
}

/// The tracker's running figures.
public struct TrackerStatistics: Hashable, Sendable {
    /// Contracts with an obligation so far.
    public var obligedContracts = 0
    /// Of these, how many are at or above the coverage bar.
    public var contractsMeetingBar = 0
    /// By underlying, contracts at the bar of contracts obliged.
    public var coverage: [Ratio] = []
    /// Sum over contracts.
    public var metNanoseconds: Int64 = 0
    /// Sum over contracts of continuous time that is not exempt.
    public var elapsedNanoseconds: Int64 = 0
    /// Events the exchange has and we have not applied.
    public var lagEvents: UInt64 = 0
    public var refusedFrames: UInt64 = 0
    /// The least slack of a contract that can still reach its bar; nil before the first figure.
    public var lowestSlackNanoseconds: Int64?
    /// Contracts whose need is above the first alert ratio, those lost among them.
    public var contractsAtRisk = 0
    public var timesMovedUp = 0
    public var unknownInstruments = 0

    public init() {}
}
