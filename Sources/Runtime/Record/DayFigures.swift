import Market
import Obligations
import Quoter
import Tracker
import Wire

/// The day in numbers, from the journals alone: `figures` of summary.json, rebuilt and compared by replay.
struct DayFigures: Codable, Equatable {
    struct Counts: Codable, Equatable {
        var exchangeEvents: Int64 = 0
        var quotesAccepted: Int64 = 0
        var quotesRejected: Int64 = 0
        var withdrawals: Int64 = 0
        var fills: Int64 = 0
        var contractsTraded: Int64 = 0
        var requestsForQuote: Int64 = 0
        var riskRefusals: Int64 = 0
        /// Quotes that reached the exchange without an earlier accept record of risk: must be 0 (H18.4).
        var unapprovedQuotes: Int64 = 0
        /// Single orders the exchange accepted, and those of them without an accept record of risk: must be 0 (H18.4). Nil = none.
        var ordersAccepted: Int64?
        var unapprovedOrders: Int64?
        /// Trades the exchange took back; they are in no other figure. Nil = none.
        var tradesBusted: Int64?
        /// Trades that count at another price than they were filled at. Nil = none.
        var tradesCorrected: Int64?
    }

    /// All in 1/10 000 yuan; total = edge + holding − fees, exactly.
    struct ProfitAndLoss: Codable, Equatable {
        var total: Int64 = 0
        /// Spread captured against the quoter's theoretical value at each fill.
        var edge: Int64 = 0
        /// What the positions gained until the exchange's settlement prices.
        var holding: Int64 = 0
        var fees: Int64 = 0
        var cash: Int64 = 0
        var settlementValue: Int64 = 0
        /// Fills of which the quoter left no theoretical value (it was down): their edge counts as 0.
        var fillsWithoutValue: Int64 = 0
    }

    struct Underlying: Codable, Equatable {
        var underlying: String
        var contractsMeetingBar: Int64 = 0
        var contractsObliged: Int64 = 0
        var coverageThreshold: Ratio
        var coveragePass: Bool?
        var metNanoseconds: Int64 = 0
        var obligedNanoseconds: Int64 = 0
        var unknownNanoseconds: Int64 = 0
        var causes: [String: Int64] = [:]
        var requests: Int64 = 0
        var requestsAnswered: Int64 = 0
        var requestsCounted: Int64 = 0
    }

    /// What might still have been lost when the day ended.
    struct Slack: Codable, Equatable {
        /// Least slack of a contract that reached its bar, nanoseconds; nil where none did.
        var lowestNanoseconds: Int64?
        var contractsObliged: Int64
        /// Need above the first alert ratio, those lost among them.
        var contractsAtRisk: Int64
        /// Below the day's bar, or the month's, for good.
        var contractsLost: Int64

        init(_ summary: SlackSummary) {
            lowestNanoseconds = summary.lowestNanoseconds
            contractsObliged = Int64(summary.contractsObliged)
            contractsAtRisk = Int64(summary.contractsAtRisk)
            contractsLost = Int64(summary.contractsLost)
        }

        /// The line of the day's text.
        var text: String {
            "Slack at the day's end 日终余量: lowest "
                + (lowestNanoseconds.map { FigureText.seconds($0) } ?? "–")
                + ", contracts at risk 临界合约 \(contractsAtRisk)"
                + ", lost 已失 \(contractsLost) of \(contractsObliged)"
        }
    }

    var tradingDay: String
    var rulePack: String
    var placeholders: Int
    var exchangeDifferenceNanoseconds: Int64?
    var underlyings: [Underlying]
    var counts: Counts
    var profitAndLoss: ProfitAndLoss
    /// The same profit and loss by where it came from, and what was hedged (nil: the desk does not hedge).
    var explained: ExplainedFigures
    var hedging: HedgeFigures?
    /// Nil without a presence rule that has a bar from below.
    var slack: Slack?

    /// Fee per traded contract, as the quoter books it.
    static let feePerContract = QuoterTuning().feePerContract.tenThousandths

    init(_ record: DayRecord) throws {
        let report = try record.trackerCore().report()
        slack = try record.trackerCore().slackSummary.map(Slack.init)
        tradingDay = report.date
        rulePack = "\(report.rulePack.id) \(report.rulePack.version)"
        placeholders = report.rulePack.placeholders.count
        exchangeDifferenceNanoseconds = report.exchangeDifferenceNanoseconds
        underlyings = Self.underlyings(report, record.directory)
        var fold = DayFold(contracts: record.directory.contracts)
        try record.forEachFrame(of: .risk, on: .orderSession) { try fold.approve($0) }
        try record.forEachFrame(of: .quoter, on: .status) { try fold.attribute($0) }
        try record.forEachEvent { fold.apply($0) }
        try record.forEachDecision { if $0.kind == .refused { fold.counts.riskRefusals += 1 } }
        counts = fold.counts
        profitAndLoss = fold.profitAndLoss()
        hedging = try HedgeFigures(record)
        explained = try ExplainedFigures(record, options: profitAndLoss, hedging: hedging)
    }

    /// Where the profit came from, and what was hedged, as lines of the day's text.
    var profitText: String {
        explained.text + (hedging.map { "\n" + $0.text } ?? "")
    }

    private static func underlyings(
        _ report: ObligationReport, _ directory: InstrumentDirectory
    ) -> [Underlying] {
        directory.underlyings.map { underlying in
            let rows = report.rules.filter { $0.underlying == underlying.code }
            let coverage = rows.first { $0.kind == "coverage" }
            var figures = Underlying(
                underlying: underlying.code,
                coverageThreshold: coverage?.threshold ?? Ratio(0, 1))
            if let coverage {
                figures.contractsMeetingBar = coverage.value.num
                figures.contractsObliged = coverage.value.den
                figures.coveragePass = coverage.pass
            }
            for row in report.contractPresence where row.underlying == underlying.code {
                figures.metNanoseconds += row.times?.met ?? 0
                figures.obligedNanoseconds += (row.times?.session ?? 0) - (row.times?.exempt ?? 0)
                figures.unknownNanoseconds += row.times?.unknown ?? 0
                figures.causes.merge(row.causes ?? [:], uniquingKeysWith: +)
            }
            if let responses = rows.first(where: { $0.kind == "rfqResponse" }) {
                figures.requests = responses.requests?.requests ?? 0
                figures.requestsAnswered = responses.value.num
                figures.requestsCounted = responses.value.den
            }
            return figures
        }
    }
}

/// One pass over the day's events: counts, cash, positions, settlement.
struct DayFold {
    private let contracts: [OptionContract]
    private var approved: Set<UInt64> = []
    private var approvedOrders: Set<OrderKey> = []
    private var values: [UInt64: Int64] = [:]
    private var nets: [Int64]
    private var settlements: [Int64]
    private var cash: Int64 = 0
    /// In 1/1 000 000 yuan, for the theoretical value has six decimals.
    private var edgeMicroYuan: Int64 = 0
    private var withoutValue: Int64 = 0
    /// Theoretical value by execution and side, where the quoter left one. Never iterated.
    private var valueOfExecution: [UInt64: Int64] = [:]
    var counts = DayFigures.Counts()

    init(contracts: [OptionContract]) {
        self.contracts = contracts
        nets = Array(repeating: 0, count: contracts.count)
        settlements = contracts.map(\.previousSettlement.ticks)
    }

    /// Risk's own record of what it let out.
    mutating func approve(_ frame: Frame) throws {
        if frame.template == Template.orderInstructions {
            let orders = try frame.group(OrderInstructions.Entry.self)
            for index in 0..<orders.count {
                approvedOrders.insert(
                    OrderKey(contract: orders[index].contract, id: orders[index].clientID))
            }
        }
        guard frame.template == Template.quoteInstructions else { return }
        let group = try frame.group(QuoteInstructions.Entry.self)
        for index in 0..<group.count { approved.insert(group[index].quoteID.value) }
    }

    /// The quoter's theoretical value at a fill.
    mutating func attribute(_ frame: Frame) throws {
        guard frame.template == Template.fillAttribution else { return }
        let fill = try frame.root(FillAttribution.self)
        values[fill.logSequence] = fill.theoreticalMicroYuan
    }

    mutating func apply(_ event: ExchangeEvents.Entry) {
        counts.exchangeEvents += 1
        switch event.kind {
        case .quoteAccepted:
            counts.quotesAccepted += 1
            if !approved.contains(event.quoteID.value) { counts.unapprovedQuotes += 1 }
        case .orderAccepted:
            counts.ordersAccepted = (counts.ordersAccepted ?? 0) + 1
            let key = OrderKey(contract: event.contract, id: event.quoteID)
            counts.unapprovedOrders =
                (counts.unapprovedOrders ?? 0) + (approvedOrders.contains(key) ? 0 : 1)
        case .quoteRejected: counts.quotesRejected += 1
        case .withdrawalAccepted: counts.withdrawals += 1
        case .requestForQuote: counts.requestsForQuote += 1
        case .legFilled, .orderFilled: fill(event)
        case .tradeBusted: takeBack(event)
        case .tradeCorrected: correct(event)
        case .settlement: settlements[event.contract.int] = event.price.ticks
        default: return
        }
    }

    private mutating func fill(_ event: ExchangeEvents.Entry) {
        guard let side = event.side, contracts.indices.contains(event.contract.int) else { return }
        let index = event.contract.int
        let signed = side.sign * Int64(event.quantity.contracts)
        let unit = Int64(contracts[index].unit)
        counts.fills += 1
        counts.contractsTraded += Int64(event.quantity.contracts)
        nets[index] += signed
        cash -= signed * event.price.ticks * unit
        if let value = values[event.sequence] {
            edgeMicroYuan += (value - event.price.ticks * 100) * signed * unit
            valueOfExecution[Self.key(event, side)] = value
        } else {
            withoutValue += 1
        }
    }

    /// Client numbers are the contract's.
    private struct OrderKey: Hashable {
        let contract: ContractIndex
        let id: QuoteID
    }

    private static func key(_ event: ExchangeEvents.Entry, _ side: Side) -> UInt64 {
        event.executionID << 1 | (side == .bid ? 0 : 1)
    }

    /// As if it had not been: position, cash, fee and edge.
    private mutating func takeBack(_ event: ExchangeEvents.Entry) {
        guard let side = event.side, contracts.indices.contains(event.contract.int) else { return }
        let signed = side.sign * Int64(event.quantity.contracts)
        let unit = Int64(contracts[event.contract.int].unit)
        counts.tradesBusted = (counts.tradesBusted ?? 0) + 1
        counts.fills -= 1
        counts.contractsTraded -= Int64(event.quantity.contracts)
        nets[event.contract.int] -= signed
        cash += signed * event.price.ticks * unit
        if let value = valueOfExecution.removeValue(forKey: Self.key(event, side)) {
            edgeMicroYuan -= (value - event.price.ticks * 100) * signed * unit
        } else {
            withoutValue -= 1
        }
    }

    /// `bid` is the price it was filled at, `price` the one it counts at.
    private mutating func correct(_ event: ExchangeEvents.Entry) {
        guard let side = event.side, contracts.indices.contains(event.contract.int) else { return }
        let signed = side.sign * Int64(event.quantity.contracts)
        let paid =
            signed * (event.price.ticks - event.bid.ticks)
            * Int64(contracts[event.contract.int].unit)
        counts.tradesCorrected = (counts.tradesCorrected ?? 0) + 1
        cash -= paid
        if valueOfExecution[Self.key(event, side)] != nil { edgeMicroYuan -= paid * 100 }
    }

    func profitAndLoss() -> DayFigures.ProfitAndLoss {
        var result = DayFigures.ProfitAndLoss()
        result.fees = counts.contractsTraded * DayFigures.feePerContract
        for (index, contract) in contracts.enumerated() {
            result.settlementValue += nets[index] * settlements[index] * Int64(contract.unit)
        }
        result.cash = cash - result.fees
        result.total = result.cash + result.settlementValue
        // Rounded half away from zero to 1/10 000 yuan; holding takes the rest, so that the parts add up.
        result.edge = (edgeMicroYuan + (edgeMicroYuan < 0 ? -50 : 50)) / 100
        result.holding = result.total - result.edge + result.fees
        result.fillsWithoutValue = withoutValue
        return result
    }
}
