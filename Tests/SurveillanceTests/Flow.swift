import Market
import Surveillance
import Testing

/// A day with two products (510050 with three contracts, 510300 with one) and rows of flow to try rules on.
enum Flow {
    static func directory() throws -> InstrumentDirectory {
        let day = try #require(TradingDay(yyyymmdd: 20_210_104))
        let expiry = try #require(TradingDay(yyyymmdd: 20_210_127))
        func contract(_ index: Int, _ type: OptionType, underlying: Int) -> OptionContract {
            OptionContract(
                index: ContractIndex(index), code: UInt32(10_000_000 + index),
                tradingCode: "CONTRACT\(index)", underlying: UnderlyingIndex(underlying),
                type: type, strike: Price(ticks: 35_000), unit: 10_000, expiry: expiry,
                expiryRank: 0, daysToExpiry: 23, previousSettlement: Price(ticks: 1_000),
                band: PriceBand(down: Price(ticks: 1), up: Price(ticks: 5_000)))
        }
        return try InstrumentDirectory(
            day: day,
            underlyings: [
                Underlying(
                    index: UnderlyingIndex(0), code: "510050",
                    previousClose: Price(ticks: 35_000)),
                Underlying(
                    index: UnderlyingIndex(1), code: "510300",
                    previousClose: Price(ticks: 50_000)),
            ],
            contracts: [
                contract(0, .call, underlying: 0), contract(1, .put, underlying: 0),
                contract(2, .call, underlying: 0), contract(3, .call, underlying: 1),
            ])
    }

    /// Milliseconds after 10:00.
    static func at(_ milliseconds: Int64) -> SessionTime {
        SessionTime(hour: 10, minute: 0) + .milliseconds(milliseconds)
    }

    static func rules(
        _ kind: SurveillanceRule.Kind, scope: SurveillanceRule.Scope = .owner,
        repeats: Int64 = 5, owners: [SurveillanceRules.Owner] = [], rows: Int = 1_000
    ) -> SurveillanceRules {
        SurveillanceRules(
            evidenceRowsMax: rows, nearRepeats: repeats, owners: owners,
            rules: [SurveillanceRule(id: "R", scope: scope, kind: kind)])
    }
}

/// Writes rows one after the other and watches them with one rule.
struct Desk {
    var rows: [FlowEvent] = []
    private var orders: UInt64 = 0
    private var executions: UInt64 = 0

    /// An order; its number.
    @discardableResult
    mutating func enter(
        _ time: SessionTime, contract: Int = 0, side: Side = .bid, effect: PositionEffect = .open,
        quantity: Int32 = 10, price: Int64 = 1_000, account: UInt16 = 1, instruction: UInt64 = 0
    ) -> OrderID {
        orders += 1
        add(
            FlowEvent(
                .entered, sequence: next, time: time, account: account,
                contract: ContractIndex(contract), side: side, effect: effect,
                orderID: OrderID(orders), instruction: instruction, price: Price(ticks: price),
                quantity: Quantity(contracts: quantity)))
        return OrderID(orders)
    }

    mutating func cancel(_ id: OrderID, _ time: SessionTime, instruction: UInt64 = 0) {
        guard var row = rows.last(where: { $0.orderID == id && $0.kind == .entered }) else {
            return
        }
        row.kind = .cancelled
        row.sequence = next
        row.instruction = instruction == 0 ? next : instruction
        row.time = time
        add(row)
    }

    mutating func trade(
        _ time: SessionTime, contract: Int = 0, side: Side = .bid, quantity: Int32 = 1,
        price: Int64 = 1_000, account: UInt16 = 1, id: OrderID = OrderID(999_999),
        execution: UInt64? = nil, isAggressive: Bool = true
    ) {
        executions += 1
        add(
            FlowEvent(
                .traded, sequence: next, time: time, account: account,
                contract: ContractIndex(contract), side: side,
                orderID: id == OrderID(999_999)
                    ? OrderID(500_000 + UInt64(account) * 10 + UInt64(side.rawValue)) : id,
                price: Price(ticks: price), quantity: Quantity(contracts: quantity),
                executionID: execution ?? 1_000_000 + executions, isAggressive: isAggressive))
    }

    /// The others' middle price, in ticks.
    mutating func mark(_ time: SessionTime, contract: Int = 0, _ ticks: Int64) {
        add(
            FlowEvent(
                .mark, sequence: next, time: time, contract: ContractIndex(contract),
                value: 2 * ticks))
    }

    mutating func underlying(_ time: SessionTime, _ index: Int = 0, _ ticks: Int64) {
        add(
            FlowEvent(
                .underlyingMark, sequence: next, time: time, contract: ContractIndex(index),
                price: Price(ticks: ticks)))
    }

    mutating func publicTrade(_ time: SessionTime, contract: Int = 0, quantity: Int32) {
        add(
            FlowEvent(
                .publicTrade, sequence: next, time: time, contract: ContractIndex(contract),
                quantity: Quantity(contracts: quantity)))
    }

    var next: UInt64 { UInt64(rows.count) + 1 }

    mutating func add(_ row: FlowEvent) { rows.append(row) }

    func report(_ rules: SurveillanceRules) throws -> SurveillanceReport {
        var surveillance = Surveillance(rules: rules, directory: try Flow.directory())
        for row in rows { surveillance.take(row) }
        return surveillance.report()
    }

    func alerts(_ kind: SurveillanceRule.Kind, scope: SurveillanceRule.Scope = .owner) throws
        -> [Alert]
    {
        try report(Flow.rules(kind, scope: scope)).alerts
    }
}

extension Alert {
    func value(_ name: String) -> Int64? { measures.first { $0.name == name }?.value }
}
