import Market
import Wire

/// Collects a proof's evidence while its scenario runs.
package final class ProofRun {

    let commands: Int
    let seed: UInt64
    let mutation: Mutation
    private(set) var lines: [String] = []
    private var met = 0
    private var unmet = 0
    private var missing: [String] = []

    init(commands: Int, seed: UInt64, mutation: Mutation) {
        self.commands = max(1, commands)
        self.seed = seed
        self.mutation = mutation
    }

    var verdict: ProofOutcome.Verdict {
        if unmet > 0 { return .failed }
        if !missing.isEmpty { return .notBuilt(missing.joined(separator: "; ")) }
        return met > 0 ? .passed : .failed
    }

    package func note(_ text: String) { lines.append("     " + text) }

    /// One expectation; all of them have to hold.
    @discardableResult package func require(_ holds: Bool, _ text: String) -> Bool {
        lines.append((holds ? "ok   " : "NOT  ") + text)
        if holds { met += 1 } else { unmet += 1 }
        return holds
    }

    /// Something the row asks for that is not there: the row cannot pass.
    package func lacks(_ what: String) { missing.append(what) }

    /// A desk in continuous trading at 10:00, broken as the run's mutation says.
    func desk(_ change: (inout DeskSetting) -> Void = { _ in }) -> ProofDesk {
        var setting = DeskSetting()
        change(&setting)
        setting.mutate(mutation)
        return ProofDesk(setting)
    }

    // MARK: a quote and its twin

    /// Expects that risk passes a quote and the exchange accepts it.
    @discardableResult func passes(
        _ desk: ProofDesk, _ entry: QuoteInstructions.Entry, from quoter: UInt16 = 1,
        participant: UInt16? = nil, _ text: String
    ) -> Bool {
        let told = desk.send([entry], from: quoter, participant: participant)
        let isTaken = told.answers.contains { $0.kind == .quoteAccepted }
        return require(
            isTaken && told.refusals.isEmpty,
            "\(text): \(desk.text(entry)) → "
                + (told.refusals.isEmpty ? "" : "risk: \(Self.text(told.refusals[0])); ")
                + "exchange: \(Self.text(told.answers))")
    }

    /// Expects that risk refuses a quote with this code and the exchange never sees it.
    @discardableResult func refuses(
        _ desk: ProofDesk, _ entry: QuoteInstructions.Entry, _ code: RefusalCode,
        value: Int64? = nil, limit: Int64? = nil, from quoter: UInt16 = 1,
        participant: UInt16? = nil, _ text: String
    ) -> Bool {
        let told = desk.send([entry], from: quoter, participant: participant)
        let refusal = told.refusals.first
        let holds =
            refusal?.refusal == code && told.answers.isEmpty
            && (value == nil || refusal?.value == value)
            && (limit == nil || refusal?.limit == limit)
        return require(
            holds,
            "\(text): \(desk.text(entry)) → "
                + (refusal.map { "refused " + Self.text($0) } ?? "not refused")
                + "; exchange: \(Self.text(told.answers))"
                + (holds ? "" : " [expected \(code)]"))
    }

    private static let moneyCodes: Set<RefusalCode> = [
        .insufficientFunds, .purchaseLimit, .orderValueLimit, .clearingReserve, .vegaLimit,
    ]

    static func text(_ refusal: RiskDecisions.Entry) -> String {
        var text = "\(refusal.refusal) value "
        if moneyCodes.contains(refusal.refusal) {
            text +=
                "\(Money(tenThousandths: refusal.value)) yuan limit "
                + "\(Money(tenThousandths: refusal.limit)) yuan"
        } else {
            text += "\(refusal.value) limit \(refusal.limit)"
        }
        if let side = Side(rawValue: refusal.sideCode) {
            text += side == .bid ? " (bid)" : " (ask)"
        }
        return text
    }

    static func text(_ answers: [ExchangeEvents.Entry]) -> String {
        answers.isEmpty
            ? "nothing"
            : answers.map { "\($0.kind) #\($0.sequence)" }.joined(separator: ", ")
    }
}
