import Foundation
import Glibc
import Market
import Risk
import Settings
import Wire

/// `obligato export`: one stream of a run, for any other tool. The columns are a contract (docs/export.md).
public struct RecordExport {
    public enum Stream: String, CaseIterable, Sendable {
        case quotes, phases, bbo, rfqs, fills, orders, decisions, contracts, depth
        case hedges

        public static var names: String {
            allCases.map(\.rawValue).joined(separator: ", ")
        }

        var columns: [String] {
            switch self {
            case .quotes, .bbo:
                ["ts_ns", "contract", "bid_ticks", "bid_qty", "ask_ticks", "ask_qty"]
            case .phases: ["ts_ns", "contract", "phase"]
            case .rfqs:
                [
                    "ts_ns", "rfq_id", "contract", "event", "quote_id", "bid_ticks", "bid_qty",
                    "ask_ticks", "ask_qty",
                ]
            case .fills: ["ts_ns", "contract", "side", "ticks", "qty", "fill_id", "order_id"]
            case .orders:
                [
                    "ts_ns", "contract", "quote_id", "bid_ticks", "bid_qty", "ask_ticks",
                    "ask_qty", "rfq_id", "reason",
                ]
            case .decisions:
                [
                    "ts_ns", "sequence", "kind", "code", "contract", "quote_id", "value", "limit",
                ]
            case .contracts:
                [
                    "contract", "code", "underlying", "type", "strike_ticks", "unit", "expiry",
                    "days_to_expiry", "prev_settle_ticks", "limit_down_ticks", "limit_up_ticks",
                ]
            case .depth: ["ts_ns", "contract", "side", "level", "levels", "ticks", "qty"]
            case .hedges:
                ["ts_ns", "underlying", "event", "side", "ticks", "shares", "leaves", "client_id"]
            }
        }
    }

    public enum Format: String, Sendable {
        case csv, ndjson
    }

    let record: DayRecord

    public init(_ record: DayRecord) { self.record = record }

    public func write(_ stream: Stream, as format: Format, to path: String?) throws {
        let writer = try RowWriter(columns: stream.columns, format: format, path: path)
        try rows(of: stream) { try writer.write($0) }
        try writer.close()
    }

    /// Gives every row of a stream in the order of the record.
    func rows(of stream: Stream, _ body: ([RowWriter.Cell]) throws -> Void) throws {
        switch stream {
        case .quotes: try quotes(body)
        case .phases, .bbo, .rfqs, .fills:
            try record.forEachEvent { event in
                if let row = row(of: event, in: stream) { try body(row) }
            }
        case .orders: try orders(body)
        case .decisions: try decisions(body)
        case .contracts: for contract in record.directory.contracts { try body(row(of: contract)) }
        case .depth: try depth(body)
        case .hedges: try hedges(body)
        }
    }

    private func code(_ index: ContractIndex) -> RowWriter.Cell {
        let contracts = record.directory.contracts
        return .text(contracts.indices.contains(index.int) ? contracts[index.int].tradingCode : "")
    }

    private func quotes(_ body: ([RowWriter.Cell]) throws -> Void) throws {
        var state = MakerState(contracts: record.directory.contracts.count)
        try record.forEachEvent { event in
            guard state.apply(event) else { return }
            let quote = state.quotes[event.contract.int]
            try body([
                .number(event.time.nanoseconds), code(event.contract), .number(quote.bid.ticks),
                .number(Int64(quote.bidQuantity.contracts)), .number(quote.ask.ticks),
                .number(Int64(quote.askQuantity.contracts)),
            ])
        }
    }

    private func row(of event: ExchangeEvents.Entry, in stream: Stream) -> [RowWriter.Cell]? {
        let time = RowWriter.Cell.number(event.time.nanoseconds)
        switch (stream, event.kind) {
        case (.phases, .phaseChanged):
            let phase = TradingPhase(rawValue: event.phaseCode).map { String($0.code) } ?? "?"
            return [time, code(event.contract), .text(phase)]
        case (.bbo, .marketTop):
            return [
                time, code(event.contract), .number(event.bid.ticks),
                .number(Int64(event.bidQuantity.contracts)), .number(event.ask.ticks),
                .number(Int64(event.askQuantity.contracts)),
            ]
        case (.fills, .legFilled), (.fills, .orderFilled):
            return [
                time, code(event.contract), .text(event.side == .bid ? "buy" : "sell"),
                .number(event.price.ticks), .number(Int64(event.quantity.contracts)),
                .number(Int64(event.executionID)), .number(Int64(event.orderID.value)),
            ]
        case (.rfqs, .requestForQuote): return request(event, "requested")
        case (.rfqs, .requestExpired): return request(event, "expired")
        case (.rfqs, .requestRefused): return request(event, "refused")
        case (.rfqs, .quoteAccepted) where event.requestID != .none:
            return request(event, "answered")
        default: return nil
        }
    }

    private func request(_ event: ExchangeEvents.Entry, _ name: String) -> [RowWriter.Cell] {
        [
            .number(event.time.nanoseconds), .number(Int64(event.requestID.value)),
            code(event.contract), .text(name), .number(Int64(event.quoteID.value)),
            .number(event.bid.ticks), .number(Int64(event.bidQuantity.contracts)),
            .number(event.ask.ticks), .number(Int64(event.askQuantity.contracts)),
        ]
    }

    private func orders(_ body: ([RowWriter.Cell]) throws -> Void) throws {
        try record.forEachFrame(of: .risk, on: .orderSession) { frame in
            guard frame.template == Template.quoteInstructions else { return }
            let group = try frame.group(QuoteInstructions.Entry.self)
            for index in 0..<group.count {
                let entry = group[index]
                try body([
                    .number(frame.envelope.sessionTime.nanoseconds), code(entry.contract),
                    .number(Int64(entry.quoteID.value)), .number(entry.bid.ticks),
                    .number(Int64(entry.bidQuantity.contracts)), .number(entry.ask.ticks),
                    .number(Int64(entry.askQuantity.contracts)),
                    .number(Int64(entry.requestID.value)), .text(entry.reason.description),
                ])
            }
        }
    }

    /// Risk's decisions, and between them by time what the quoter decided because of slack (sequence 0).
    private func decisions(_ body: ([RowWriter.Cell]) throws -> Void) throws {
        var trades: [SlackTrade] = []
        try record.forEachFrame(of: .quoter, on: .status) { frame in
            guard frame.template == Template.slackTrade else { return }
            trades.append(try frame.root(SlackTrade.self))
        }
        var next = 0
        func tell(before time: SessionTime?) throws {
            while next < trades.count, time.map({ trades[next].envelope.sessionTime < $0 }) ?? true
            {
                let trade = trades[next]
                try body([
                    .number(trade.envelope.sessionTime.nanoseconds), .number(0), .text("slack"),
                    .text(trade.reason.description), code(trade.contract),
                    .number(Int64(trade.quoteID.value)), .number(trade.slackSeconds),
                    .number(trade.cost.tenThousandths),
                ])
                next += 1
            }
        }
        try record.forEachDecision { entry in
            try tell(before: entry.time)
            let code =
                switch entry.kind {
                case .refused, .orderRefused, .hedgeRefused: entry.refusal.description
                case .unexpectedReport: ExchangeEventKind(rawValue: entry.code).description
                case .stateChanged:
                    RiskState(rawValue: entry.code).map { "\($0)" } ?? "\(entry.code)"
                case .protectionTriggered:
                    Self.name(entry.code, of: ["volume", "delta", "vega", "percentage"])
                case .limitsDecided: LimitStatus(rawValue: entry.code).description
                case .limitChanged, .limitRestored, .limitExceeded:
                    LimitName(rawValue: entry.code)?.name ?? "\(entry.code)"
                case .exchangeAlarm:
                    Self.name(
                        entry.code,
                        of: [
                            "rejections", "unacknowledged", "unresolved", "unexpectedReports",
                            "tally",
                        ])
                case .commandCause: ControlCause(rawValue: entry.code).description
                case .accountSwitched:
                    Self.name(entry.code, of: AccountSwitch.allCases.map(\.name))
                case .venueRestricted: Self.name(entry.code, of: ["account", "seat"])
                case .tallyCounted:
                    Self.name(
                        entry.code,
                        of: ["messages", "cancels", "cancelledVolume", "tradedVolume"])
                case .budgetAlert: Self.name(entry.code, of: ["second", "day"])
                default: entry.instructionReason.description
                }
            try body([
                .number(entry.time.nanoseconds), .number(Int64(entry.sequence)),
                .text(entry.kind.description), .text(code),
                entry.kind == .hedgeRefused
                    ? underlying(entry.contract.int) : self.code(entry.contract),
                .number(Int64(entry.quoteID.value)), .number(entry.value), .number(entry.limit),
            ])
        }
        try tell(before: nil)
    }

    /// The name of a code that counts from 1.
    private static func name(_ code: UInt8, of names: [String]) -> String {
        names.indices.contains(Int(code) - 1) ? names[Int(code) - 1] : "\(code)"
    }

    /// Depth as the quoter was told it; a run without depth has no row.
    private func depth(_ body: ([RowWriter.Cell]) throws -> Void) throws {
        try record.forEachInput(of: .quoter, on: .marketData) { frame in
            guard frame.template == Template.depthBooks else { return }
            let group = try frame.group(DepthBooks.Entry.self)
            for index in 0..<group.count {
                let entry = group[index]
                try body([
                    .number(frame.envelope.sessionTime.nanoseconds), code(entry.contract),
                    .text(entry.side == .bid ? "bid" : "ask"), .number(Int64(entry.level)),
                    .number(Int64(entry.levels)), .number(entry.price.ticks),
                    .number(entry.quantity),
                ])
            }
        }
    }

    private func row(of contract: OptionContract) -> [RowWriter.Cell] {
        [
            .text(contract.tradingCode), .number(Int64(contract.code)),
            .text(record.directory.underlyings[contract.underlying.int].code),
            .text(contract.type == .call ? "C" : "P"), .number(contract.strike.ticks),
            .number(Int64(contract.unit)), .number(Int64(contract.expiry.yyyymmdd)),
            .number(Int64(contract.daysToExpiry)), .number(contract.previousSettlement.ticks),
            .number(contract.band.down.ticks), .number(contract.band.up.ticks),
        ]
    }
}
