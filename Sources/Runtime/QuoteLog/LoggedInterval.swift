import Market
import Obligations

/// One interval under a log's figure, with the rows it rests on: the contract's own, counted from 1.
struct LoggedInterval: Encodable {
    let start_ns: Int64
    let end_ns: Int64
    let state: String
    let cause: String?
    let trigger: String
    let verdict: String
    let exemption: String?
    /// The contract's row that stood at the start; 0 = none yet.
    let row: UInt64
    /// The last one inside.
    let last_row: UInt64
    let bid_ticks: Int64
    let bid_qty: Int32
    let ask_ticks: Int64
    let ask_qty: Int32

    init(_ interval: ObligationInterval) {
        start_ns = interval.start.nanoseconds
        end_ns = interval.end.nanoseconds
        state = String(describing: interval.state)
        cause = interval.state == .notMet ? Self.cause(interval.verdict) : nil
        trigger = String(describing: interval.trigger)
        verdict = String(describing: interval.verdict)
        exemption = interval.exemption
        row = interval.evidence.logSequence
        last_row = interval.lastEvidence.logSequence
        bid_ticks = interval.quote.bid.ticks
        bid_qty = interval.quote.bidRemaining.contracts
        ask_ticks = interval.quote.ask.ticks
        ask_qty = interval.quote.askRemaining.contracts
    }

    /// What the quote itself shows; a log without decisions tells nothing else.
    static func cause(_ verdict: QuoteVerdict) -> String {
        switch verdict {
        case .oneSided: ObligationCause.quoteOneSided.rawValue
        case .tooSmall: ObligationCause.quoteTooSmall.rawValue
        case .tooWide: ObligationCause.quoteTooWide.rawValue
        default: "noQuote"
        }
    }

    var text: String {
        let from = SessionTime(nanoseconds: start_ns)
        let to = SessionTime(nanoseconds: end_ns)
        return "  \(from) \(to) \(state)\(cause.map { " (\($0))" } ?? "")"
            + "\(excuse)  \(verdict) since \(trigger)  "
            + "rows \(row)…\(last_row)  \(bid_ticks)×\(bid_qty) / \(ask_ticks)×\(ask_qty)"
    }

    private var excuse: String {
        if let exemption { return " [\(exemption)]" }
        return state == ObligationLine.exempt ? " [\(ObligationLine.outsideTrading)]" : ""
    }
}

/// A figure as one line of text.
enum ObligationLine {
    static let exempt = String(describing: ObligationClass.exempt)
    /// Why time is exempt that no exemption of the pack takes out.
    static let outsideTrading = "outside continuous trading 非连续竞价"

    static func text(_ row: ObligationReport.Row) -> String {
        let verdict = row.pass.map { $0 ? "pass 达标" : "FAIL 未达标" } ?? "no figure 无义务"
        var text =
            "\(row.rule) \(row.kind) \(row.contract ?? row.underlying): \(percent(row.value)) of "
            + "\(percent(row.threshold)) (\(row.value.num)/\(row.value.den))  \(verdict)"
        if let times = row.times {
            text +=
                "  met \(seconds(times.met)) not met \(seconds(times.notMet)) "
                + "exempt \(seconds(times.exempt)) unknown \(seconds(times.unknown)) "
                + "session \(seconds(times.session))"
        }
        for (cause, nanoseconds) in (row.causes ?? [:]).sorted(by: { $0.key < $1.key }) {
            text += "\n  \(cause) \(seconds(nanoseconds))"
        }
        return text
    }

    static func percent(_ ratio: Ratio) -> String {
        guard ratio.den > 0 else { return "–" }
        let hundredths = Int64(Double(ratio.num) / Double(ratio.den) * 10_000)
        return DecimalText.text(hundredths, decimals: 2) + " %"
    }

    static func seconds(_ nanoseconds: Int64) -> String {
        DecimalText.text(nanoseconds / 1_000_000, decimals: 3) + " s"
    }
}
