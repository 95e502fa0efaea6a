public import Market
import Wire

/// One recorded order-by-order day as a market of customers in one contract: their orders and cancels, at their times.
///
/// An order enters as its owner sent it: what it traded on arrival, from the trade file, together with what then
/// rested. Our exchange matches it anew, so that a maker's quote takes its place in the queue. Once the record says
/// that an order is finished, what is left of it here is taken off: what the maker took is missing from the record's
/// book for no longer than the orders it took it from (docs/order-files.md).
public struct OrderFileFlow: MarketFlow {
    let contract: ContractIndex
    private let steps: [Step]
    private var position = 0

    struct Step: Sendable {
        let time: SessionTime
        let action: FlowAction
    }

    /// Orders in the flow; an order that rests after trading counts once.
    public let orderCount: Int

    init(contract: ContractIndex, steps: [Step]) {
        self.contract = contract
        self.steps = steps
        orderCount = steps.reduce(0) {
            if case .order = $1.action { $0 + 1 } else { $0 }
        }
    }

    public var nextTime: SessionTime? { position < steps.count ? steps[position].time : nil }

    public mutating func act(
        tops: [BookTop], phases: [TradingPhase], into actions: inout [FlowAction]
    ) {
        guard let now = nextTime else { return }
        while position < steps.count, steps[position].time == now {
            actions.append(steps[position].action)
            position += 1
        }
    }

    public var stateHash: UInt64 {
        var hasher = StateHasher()
        hasher.combine(contract.int)
        hasher.combine(steps.count)
        hasher.combine(position)
        return hasher.value
    }

    /// Reads both files.
    /// - Parameters:
    ///   - contract: which contract of the day's directory the recorded security becomes.
    ///   - folder: what relative paths start from.
    ///   - day: expected of files that name their day; nil takes any.
    /// - Throws: the first thing wrong with a file, a price that falls between ticks included.
    public static func read(
        _ source: OrderFileSource, contract: ContractIndex, folder: String, day: TradingDay?
    ) throws(OrderFileError) -> OrderFileFlow {
        let merge = try OrderFileMerge.open(
            orders: RecordedBytes.resolved(source.orders, folder: folder),
            trades: RecordedBytes.resolved(source.trades, folder: folder))
        return try flow(merge, source, contract, day)
    }

    /// The same of texts in memory, for tests.
    package static func parse(
        orders: [UInt8], trades: [UInt8], source: OrderFileSource, contract: ContractIndex,
        day: TradingDay?
    ) throws(OrderFileError) -> OrderFileFlow {
        let merge = try OrderFileMerge(
            orders: OrderFileReader(bytes: orders, file: source.orders, isOrders: true),
            trades: OrderFileReader(bytes: trades, file: source.trades, isOrders: false))
        return try flow(merge, source, contract, day)
    }

    private static func flow(
        _ merge: OrderFileMerge, _ source: OrderFileSource, _ contract: ContractIndex,
        _ day: TradingDay?
    ) throws(OrderFileError) -> OrderFileFlow {
        if let day, let recorded = merge.subject?.day {
            let digits = recorded.filter { $0 != "." && $0 != "-" }
            guard digits == String(day.yyyymmdd) else {
                throw OrderFileError(
                    file: merge.orders.table.file, row: 2, value: recorded, "another day",
                    accepted: String(day.yyyymmdd) + ", the scenario's")
            }
        }
        var writer = OrderFlowWriter(source: source, contract: contract)
        var sequence: Int64 = 0
        do {
            while let event = try merge.next() {
                sequence = event.sequence
                try writer.take(event)
            }
            return OrderFileFlow(contract: contract, steps: try writer.finished())
        } catch let error as OrderFlowWriter.Objection {
            throw OrderFileError(
                file: merge.orders.table.file, value: "sequence \(sequence)", error.problem,
                accepted: error.accepted)
        } catch let error as OrderFileError {
            throw error
        } catch {
            preconditionFailure("neither reader nor writer throws anything else: \(error)")
        }
    }
}

/// Where a contract's recorded day comes from, and in what measure.
public struct OrderFileSource: Sendable, Equatable {
    /// Seventeen-character trading code of a contract that the scenario lists.
    public var tradingCode: String
    /// Absolute, or relative to the scenario's folder.
    public var orders: String
    /// Absolute, or relative to the scenario's folder.
    public var trades: String
    /// Recorded yuan for one yuan of the option, 1 … 1 000 000; every price must come out in whole ticks.
    public var priceDivisor: Int64
    /// Recorded shares for one contract, 1 … 1 000 000; odd lots are rounded up.
    public var sharesPerContract: Int64

    public init(
        tradingCode: String, orders: String, trades: String, priceDivisor: Int64,
        sharesPerContract: Int64
    ) {
        self.tradingCode = tradingCode
        self.orders = orders
        self.trades = trades
        self.priceDivisor = priceDivisor
        self.sharesPerContract = sharesPerContract
    }
}
