/// What the checks would say to an instruction that is only asked about.
public struct Advice: Equatable, Sendable {
    /// Every refusal once, the deciding one first; empty where the instruction would pass.
    public internal(set) var refusals: [Verdict] = []
    /// False where the figures are no quote to reckon with: checks behind prices and quantities were not asked.
    public internal(set) var isComplete = true

    /// Whether it would leave for the exchange.
    public var wouldPass: Bool { refusals.isEmpty }

    /// Takes what one check says.
    mutating func hear(_ verdict: Verdict) {
        guard !verdict.isPass, !refusals.contains(verdict) else { return }
        refusals.append(verdict)
    }
}
