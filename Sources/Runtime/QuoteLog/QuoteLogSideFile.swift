import Market
import Obligations
import Settings

/// One of the files beside the quotes: phases, the market's best prices, requests for quote, or fills.
final class QuoteLogSideFile {
    enum Kind: String {
        case phases, bbo, rfqs, fills
    }

    enum Event {
        case phase(TradingPhase)
        case market(BookTop)
        case requested(QuoteRequestID)
        case answered(QuoteRequestID)
        case expired(QuoteRequestID)
        case filled
    }

    struct Row {
        var time: Int64
        var contract: ContractIndex
        var event: Event
    }

    private let kind: Kind
    private let file: CSVFile
    private let names: ContractNames
    /// The row that comes next.
    private(set) var head: Row?
    private(set) var lastTime: Int64 = 0

    init(_ path: String, _ kind: Kind, names: ContractNames) throws(SettingsError) {
        self.kind = kind
        self.names = names
        switch kind {
        case .phases: file = try CSVFile(path, required: [["ts_ns"], ["contract"], ["phase"]])
        case .bbo: file = try QuoteLogReader.open(path)
        case .fills:
            file = try CSVFile(
                path, required: [["ts_ns"], ["contract"]],
                optional: ["side", "ticks", "qty", "fill_id", "order_id"])
        case .rfqs:
            file = try CSVFile(
                path, required: [["ts_ns"], ["contract"], ["rfq_id"], ["event"]],
                optional: ["quote_id", "bid_ticks", "bid_qty", "ask_ticks", "ask_qty"])
        }
        try advance()
    }

    /// Puts the following row at the head; nil at the end. Bad rows are errors here, always.
    func advance() throws(SettingsError) {
        do throws(CSVFile.Fault) {
            guard try file.next() else {
                head = nil
                return
            }
            let row = try read()
            guard row.time >= lastTime else {
                throw CSVFile.Fault(
                    column: "ts_ns", problem: "\(row.time) lies before the row above, \(lastTime)",
                    accepted: "rows in order of time")
            }
            lastTime = row.time
            head = row
        } catch {
            throw file.error(error)
        }
    }

    private func number(_ name: String, max: Int64) throws(CSVFile.Fault) -> Int64 {
        try file.number(file.column(name) ?? 0, max: max)
    }

    private func read() throws(CSVFile.Fault) -> Row {
        let column = file.column("contract") ?? 0
        guard let contract = names.index(of: file[column]) else {
            throw CSVFile.Fault(
                column: "contract", problem: "\"\(file.text(column).prefix(40))\" is not listed",
                accepted: "a contract of the instruments file, or else of the quotes")
        }
        return Row(
            time: try number("ts_ns", max: QuoteLogReader.timeMax),
            contract: ContractIndex(contract), event: try event())
    }

    private func event() throws(CSVFile.Fault) -> Event {
        switch kind {
        case .phases: return .phase(try phase())
        case .rfqs: return try request()
        case .fills: return .filled
        case .bbo:
            let most = QuoteLogReader.ticksMax
            func value(_ column: Int?) throws(CSVFile.Fault) -> Int64 {
                try file.number(column ?? 0, max: most)
            }
            return .market(
                BookTop(
                    bid: Price(ticks: try value(file.column("bid_ticks", "bid"))),
                    bidQuantity: Quantity(contracts: Int32(try number("bid_qty", max: most))),
                    ask: Price(ticks: try value(file.column("ask_ticks", "ask"))),
                    askQuantity: Quantity(contracts: Int32(try number("ask_qty", max: most)))))
        }
    }

    private func phase() throws(CSVFile.Fault) -> TradingPhase {
        let text = file.text(file.column("phase") ?? 0)
        if let phase = TradingPhase.allCases.first(where: { String($0.code) == text }) {
            return phase
        }
        throw CSVFile.Fault(
            column: "phase", problem: "\"\(text.prefix(40))\" is no phase",
            accepted: TradingPhase.allCases.map { "\($0.code) \($0)" }.joined(separator: ", "))
    }

    private func request() throws(CSVFile.Fault) -> Event {
        let id = QuoteRequestID(UInt64(try number("rfq_id", max: 999_999_999_999_999_999)))
        let text = file.text(file.column("event") ?? 0)
        switch text {
        case "requested": return .requested(id)
        case "answered": return .answered(id)
        case "expired": return .expired(id)
        default:
            throw CSVFile.Fault(
                column: "event", problem: "\"\(text.prefix(40))\" is no event",
                accepted: "requested, answered, expired")
        }
    }
}
