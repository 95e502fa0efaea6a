public import Market
public import Obligations
import Wire

/// Slack, once a session second at most: what may still be lost goes to the quoter, crossings on record.
extension TrackerCore {
    /// Every contract is told again at least this often, so that a subscriber that lost a frame catches up.
    private static let fullSeconds: Int64 = 10
    private static let entriesMax = 400

    /// Looks at every contract if the exchange's log has reached another second.
    mutating func followSlack(into outbox: inout Outbox) {
        let now = knownUntil
        let second = now.nanoseconds / 1_000_000_000
        guard second > slackSecond, !events.isComplete else { return }
        guard let ledger, let bar = presenceBar else { return }
        slackSecond = second
        let isFull = second >= fullSlackSecond + Self.fullSeconds
        if isFull { fullSlackSecond = second }
        measureSlack(ledger, against: bar, at: now, isFull: isFull)
        sendSlack(at: now, isFull: isFull, into: &outbox)
        if isFull { sendUnderlyings(ledger, at: now, into: &outbox) }
    }

    private mutating func measureSlack(
        _ ledger: ObligationLedger, against bar: Bar, at now: SessionTime, isFull: Bool
    ) {
        slackEntries.removeAll(keepingCapacity: true)
        slackAlerts.removeAll(keepingCapacity: true)
        lowestSlack = nil
        contractsAtRisk = 0
        let coverageBar = coverageBar ?? bar.ratio
        ledger.forEachSlack(bar: bar.ratio, isStrict: bar.isStrict, month: month, at: now) {
            take($0, coverageBar: coverageBar, at: now, isFull: isFull)
        }
    }

    private mutating func take(
        _ slack: ContractSlack, coverageBar: Ratio, at now: SessionTime, isFull: Bool
    ) {
        guard slack.day.isObliged else { return }
        let index = slack.contract.int
        let pressing = slack.pressing
        if let ratio = slackAlarm.take(pressing, of: index) {
            slackAlerts.append(
                SlackAlert(
                    contract: slack.contract, asOf: now,
                    ratioMillionths: ratio.num * 1_000_000 / max(1, ratio.den),
                    needMillionths: pressing.needMillionths, slackNanoseconds: pressing.left))
        }
        if slackAlarm.level(of: index) > 0 { contractsAtRisk += 1 }
        if slack.left >= 0 { lowestSlack = min(lowestSlack ?? slack.left, slack.left) }
        // Near the end every second counts; with hours left one in sixty-four does.
        let tolerance = max(1_000_000_000, slack.left / 64)
        let moved = abs(slack.left - (sentSlack[index] ?? 0)) >= tolerance
        let isNews =
            sentSlack[index] == nil || moved || slack.left < 0 && sentSlack[index] ?? 0 >= 0
        guard isFull || isNews else { return }
        sentSlack[index] = slack.left
        let coverage = PresenceSlack(
            total: slack.day.total, elapsed: slack.day.elapsed, valid: slack.day.valid,
            bar: coverageBar)
        slackEntries.append(
            ObligationSlack.Entry(
                contract: slack.contract, slackNanoseconds: slack.left,
                failsAt: slack.failsAt ?? SessionTime(nanoseconds: 0),
                needMillionths: pressing.needMillionths, isLost: coverage.isLost ? 1 : 0))
    }

    private func sendSlack(at now: SessionTime, isFull: Bool, into outbox: inout Outbox) {
        var next = 0
        while next < slackEntries.count {
            let end = min(next + Self.entriesMax, slackEntries.count)
            outbox.open(
                ObligationSlack(asOf: now, isFull: isFull ? 1 : 0), of: ObligationSlack.Entry.self,
                on: .slack)
            for entry in slackEntries[next..<end] { outbox.append(entry) }
            outbox.close()
            next = end
        }
        for alert in slackAlerts { outbox.send(alert, on: .status) }
    }

    private func sendUnderlyings(
        _ ledger: ObligationLedger, at now: SessionTime, into outbox: inout Outbox
    ) {
        let coverages = coverageSlack(ledger, at: now)
        guard !coverages.isEmpty else { return }
        let requests = requestSlack(ledger, at: now)
        outbox.open(UnderlyingSlack(asOf: now), of: UnderlyingSlack.Entry.self, on: .slack)
        for coverage in coverages {
            let place = coverage.underlying.int
            outbox.append(
                UnderlyingSlack.Entry(
                    underlying: coverage.underlying, obliged: Int32(clamping: coverage.obliged),
                    missesLeft: Int32(clamping: coverage.missesLeft),
                    lost: Int32(clamping: coverage.lost.count),
                    requestMissesLeft: place < requests.count
                        ? Int32(clamping: requests[place].missesLeft) : 0))
        }
        outbox.close()
    }

    /// Each underlying's room under the first coverage rule; empty without one.
    public func coverageSlack() -> [CoverageSlack] {
        guard let ledger else { return [] }
        return coverageSlack(ledger, at: knownUntil)
    }

    /// Each underlying's room under the first response rule; empty without one.
    public func requestSlack() -> [RequestSlack] {
        guard let ledger else { return [] }
        return requestSlack(ledger, at: knownUntil)
    }

    /// A contract's slack now against the first presence rule's bar.
    public func slack(of contract: ContractIndex) -> ContractSlack? {
        guard let ledger, let bar = presenceBar, contract.int < ledger.directory.contracts.count
        else { return nil }
        return ledger.slack(
            of: contract, bar: bar.ratio, isStrict: bar.isStrict, month: month, at: knownUntil)
    }

    /// Over all contracts obliged, at the last instant known; nil without a presence rule that has a bar.
    public var slackSummary: SlackSummary? {
        guard let ledger, presenceBar != nil else { return nil }
        var summary = SlackSummary()
        for contract in ledger.directory.contracts where ledger.isObliged(contract.index) {
            guard let slack = slack(of: contract.index), slack.day.isObliged else { continue }
            summary.contractsObliged += 1
            if slack.left < 0 {
                summary.contractsLost += 1
            } else {
                summary.lowestNanoseconds = min(summary.lowestNanoseconds ?? slack.left, slack.left)
            }
            if let first = alertRatios.first, slack.pressing.needExceeds(first) {
                summary.contractsAtRisk += 1
            }
        }
        return summary
    }

    private func coverageSlack(_ ledger: ObligationLedger, at now: SessionTime) -> [CoverageSlack] {
        for rule in pack.rules {
            guard case .coverage(let coverage) = rule.kind else { continue }
            guard let bar = Bar(rule.threshold) else { return [] }
            return ledger.coverageSlack(
                coverage, of: rule.instruments, bar: bar.ratio, isStrict: bar.isStrict, at: now)
        }
        return []
    }

    private func requestSlack(_ ledger: ObligationLedger, at now: SessionTime) -> [RequestSlack] {
        for rule in pack.rules {
            guard case .rfqResponse = rule.kind else { continue }
            guard let bar = Bar(rule.threshold) else { return [] }
            return ledger.requestSlack(bar: bar.ratio, isStrict: bar.isStrict, at: now)
        }
        return []
    }

    /// A bar from below: only such a rule has slack. One without a bar, or with a ceiling, has none.
    private struct Bar {
        let ratio: Ratio
        let isStrict: Bool

        init?(_ threshold: Threshold?) {
            guard let threshold else { return nil }
            switch threshold.comparator {
            case .atLeast: isStrict = false
            case .above: isStrict = true
            case .atMost, .below: return nil
            }
            ratio = threshold.value
        }
    }

    private var presenceBar: Bar? { pack.slackRule.flatMap { Bar($0.threshold) } }

    private var coverageBar: Ratio? {
        for rule in pack.rules {
            if case .coverage(let coverage) = rule.kind { return coverage.presenceMin }
        }
        return nil
    }
}
