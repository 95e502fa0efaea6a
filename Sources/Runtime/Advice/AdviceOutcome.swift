import Market
import Risk
import Wire

/// What risk's checks would say, in words of both languages.
public struct AdviceOutcome: Sendable {
    /// One check that says no.
    struct Refusal: Encodable, Sendable {
        let code: String
        let side: String?
        let value: String
        let limit: String
        let rule: String
        let english: String
        let chinese: String

        init(_ entry: AdviceReply.Entry) {
            let words = RefusalWords(entry.refusal)
            code = "\(entry.refusal)"
            side = Side(rawValue: entry.sideCode).map { "\($0)" }
            value = Self.text(entry.value, words?.unit ?? .plain)
            limit = Self.text(entry.limit, words?.unit ?? .plain)
            rule = CheckCatalogue.rule(of: entry.refusal) ?? ""
            english = words?.english ?? ""
            chinese = words?.chinese ?? ""
        }

        private static func text(_ value: Int64, _ unit: RefusalWords.Unit) -> String {
            switch unit {
            case .plain: "\(value)"
            case .price: "\(Price(ticks: value))"
            case .money: "\(Money(tenThousandths: value)) yuan"
            case .contracts, .messages, .shares: "\(value) \(unit.rawValue)"
            case .time: "\(SessionTime(nanoseconds: value))"
            }
        }
    }

    private struct Document: Encodable {
        let contract: String
        let instruction: String
        let wouldPass: Bool
        let quoter: UInt16
        let askedAt: String
        let isComplete: Bool
        let refusals: [Refusal]
    }

    /// Whether the instruction would have left for the exchange at that instant.
    public let wouldPass: Bool
    private let document: Document

    init(
        contract: String, instruction: String, head: AdviceReply, refusals: [AdviceReply.Entry]
    ) {
        wouldPass = head.outcome == .accepted
        document = Document(
            contract: contract, instruction: instruction, wouldPass: wouldPass,
            quoter: head.quoter, askedAt: "\(head.askedAt)", isComplete: head.isComplete != 0,
            refusals: refusals.map(Refusal.init))
    }

    /// The verdict, then every check that says no with its figures and its rule.
    public var text: String {
        let subject = "\(document.contract) \(document.instruction)"
        let moment = "quoter \(document.quoter), \(document.askedAt)"
        guard !wouldPass else { return "would pass 可通过: \(subject) (\(moment))" }
        var lines = ["would be refused 将被拒绝: \(subject) (\(moment))"]
        for refusal in document.refusals {
            let side = refusal.side.map { " (\($0))" } ?? ""
            lines.append(
                "  \(refusal.code)\(side): \(refusal.value), limit \(refusal.limit)  \(refusal.rule)"
            )
            lines.append("    \(refusal.english) \(refusal.chinese)")
        }
        if !document.isComplete {
            lines.append("  checks behind these were not asked 后续检查未执行")
        }
        return lines.joined(separator: "\n")
    }

    /// The same as JSON.
    public func json() throws -> String { try JSONText.text(document) }
}
