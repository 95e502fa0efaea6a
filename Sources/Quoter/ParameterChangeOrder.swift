import Market
import Wire

/// A change of the strategy's parameters that has been asked for.
struct ParameterChangeOrder {
    let commandID: UInt64
    let receivedAt: SessionTime
    /// When it begins to count.
    let effective: SessionTime
    let person: FixedText32
    let reason: FixedText64
    let assignments: [(name: String, text: String)]

    /// At most this many at once; a strategy has no more.
    static let assignmentsMax = 64

    func record(
        _ outcome: ControlOutcome, at effective: SessionTime, problem: String = ""
    ) -> ParameterRecord {
        ParameterRecord(
            commandID: commandID, outcome: outcome, receivedAt: receivedAt, effective: effective,
            person: person, reason: reason, problem: FixedText64(problem))
    }
}
