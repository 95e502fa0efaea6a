public import Market
public import Obligations

/// The evidence under each rule's figures, not the first rule's alone.
extension TrackerCore {
    /// The presence rules that are judged, in the pack's order; their places are `presence` below.
    public var presenceRules: [String] {
        pack.rules.filter { rule in
            if case .presence = rule.kind { rule.unevaluated == nil } else { false }
        }.map(\.id)
    }

    /// The response rules that are judged, in the pack's order; their places are `response` below.
    public var responseRules: [String] {
        pack.rules.filter { rule in
            if case .rfqResponse = rule.kind { rule.unevaluated == nil } else { false }
        }.map(\.id)
    }

    /// A contract's intervals under one presence rule, not-met ones cut into stretches of one cause each.
    public func explainedIntervals(of contract: ContractIndex, presence: Int)
        -> [ExplainedInterval]
    {
        guard let ledger, let causes, contract.int < ledger.directory.contracts.count,
            presence < ledger.presenceRules
        else { return [] }
        let sources = causes.causes(of: contract)
        return ledger.intervals(of: contract, presence: presence, until: knownUntil).flatMap {
            interval in
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

    /// All requests for quote under one response rule.
    public func requests(response: Int) -> [RequestRecord] {
        guard let ledger, response < ledger.responseRules else { return [] }
        return ledger.requests(response: response, at: knownUntil)
    }
}
