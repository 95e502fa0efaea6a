/// Seeded operations through `OrderMatcher` and `ObviousMatcher` side by side: reports, levels and
/// quantities must be equal.
///
/// The flow changes its habit every few thousand operations: a tight market, a wide one, one that jumps,
/// prices from everywhere, sweeps of whole sides, numbers used again, numbers of 64 bits.
package struct MatchingLockstep {
    /// The first difference, with what is needed to see it again.
    package struct Difference: Error, Hashable, Sendable, CustomStringConvertible {
        package let seed: UInt64
        package let operation: Int
        package let what: String

        package var description: String { "seed \(seed), operation \(operation): \(what)" }
    }

    package struct Outcome: Hashable, Sendable {
        package var operations = 0
        package var reports = 0
        package var trades = 0
        package var entered: Int64 = 0
        package var traded: Int64 = 0
        package var cancelled: Int64 = 0
        package var resting: Int64 = 0

        package init() {}
    }

    private static let contracts = 3
    private static let batch = 256

    private let seed: UInt64
    private var flow: LockstepFlow
    private var outcome = Outcome()

    package init(seed: UInt64) {
        self.seed = seed
        flow = LockstepFlow(seed: seed, contracts: Self.contracts)
    }

    /// Runs them all, or up to the first difference.
    package mutating func run(operations: Int) throws(Difference) -> Outcome {
        var fast = OrderMatcher(contracts: Self.contracts)
        var slow = ObviousMatcher(contracts: Self.contracts)
        var buffer = MatchReportBuffer()
        var messages: [OrderMessage] = []
        while outcome.operations < operations {
            messages.removeAll(keepingCapacity: true)
            for _ in 0..<min(Self.batch, operations - outcome.operations) {
                let message = flow.next(slow)
                account(message, slow)
                slow.take(message)
                messages.append(message)
            }
            try feed(messages, &fast, &buffer)
            try compare(buffer, slow.reports)
            add(slow.reports)
            try compareBooks(fast, slow)
            outcome.operations += messages.count
            slow.removeReports()
            buffer.removeAll()
        }
        outcome.resting = slow.restingQuantity
        let accounted = 2 * outcome.traded + outcome.cancelled + outcome.resting
        guard outcome.entered == accounted, fast.restingQuantity == outcome.resting else {
            throw difference(0, "entered \(outcome.entered), accounted for \(accounted)")
        }
        return outcome
    }

    private func feed(
        _ messages: [OrderMessage], _ fast: inout OrderMatcher, _ buffer: inout MatchReportBuffer
    ) throws(Difference) {
        do {
            try fast.run(messages, into: &buffer)
        } catch {
            throw difference(error.position, "refused: \(error.refusal)")
        }
    }

    private func compare(
        _ buffer: borrowing MatchReportBuffer, _ expected: [MatchReport]
    ) throws(Difference) {
        let found = buffer.read { $0.elementsEqual(expected) ? nil : Array($0) }
        guard let found else { return }
        let position = zip(found, expected).enumerated().first { $1.0 != $1.1 }?.offset
        guard let position else {
            throw difference(0, "\(found.count) reports instead of \(expected.count)")
        }
        let operation = Int(expected[position].sequence) - outcome.operations
        throw difference(operation, "\(found[position]) instead of \(expected[position])")
    }

    private func compareBooks(
        _ fast: borrowing OrderMatcher, _ slow: ObviousMatcher
    ) throws(Difference) {
        for contract in 0..<Self.contracts {
            for isAsk in [false, true] {
                let found = fast.levels(contract: contract, isAsk: isAsk)
                let expected = slow.levels(contract: contract, isAsk: isAsk)
                guard found.elementsEqual(expected, by: ==) else {
                    throw difference(Self.batch, "levels \(found) instead of \(expected)")
                }
            }
        }
        guard fast.restingCount == slow.restingCount else {
            throw difference(
                Self.batch, "\(fast.restingCount) resting instead of \(slow.restingCount)")
        }
    }

    /// What comes in, and what a cancel or modify takes out.
    private mutating func account(_ message: OrderMessage, _ slow: ObviousMatcher) {
        switch message.kind {
        case .new, .immediate: outcome.entered += Int64(message.quantity)
        case .cancel, .modify:
            guard let resting = slow.resting(message.order) else { return }
            outcome.cancelled += Int64(resting.quantity)
            if message.kind == .modify { outcome.entered += Int64(message.quantity) }
        }
    }

    private mutating func add(_ reports: [MatchReport]) {
        outcome.reports += reports.count
        var left: Int64 = 0
        var sequence: UInt32?
        for report in reports {
            if report.sequence != sequence { left = 0 }
            sequence = report.sequence
            switch report.kind {
            case .orderAck: left = Int64(report.quantity)
            case .trade:
                outcome.trades += 1
                outcome.traded += Int64(report.quantity)
                left -= Int64(report.quantity)
            case .cancelAck:
                // After its own acknowledgement it is the rest of an immediate order.
                outcome.cancelled += left
                left = 0
            case .modifyAck, .cancelReject, .modifyReject: break
            }
        }
    }

    private func difference(_ position: Int, _ what: String) -> Difference {
        Difference(seed: seed, operation: outcome.operations + position, what: what)
    }
}
