import Market
import Sim

/// A market that does what a test says, at the times it says.
struct ScriptedFlow: MarketFlow {
    private let script: [(time: SessionTime, actions: [FlowAction])]
    private var position = 0

    init(_ script: [(time: SessionTime, actions: [FlowAction])] = []) { self.script = script }

    var nextTime: SessionTime? { position < script.count ? script[position].time : nil }

    mutating func act(
        tops: [BookTop], phases: [TradingPhase], into actions: inout [FlowAction]
    ) {
        actions.append(contentsOf: script[position].actions)
        position += 1
    }

    var stateHash: UInt64 { UInt64(position) }
}

/// A customer's limit order on contract `contract`.
func customer(
    _ reference: UInt64, _ side: Side, _ quantity: Int32, at ticks: Int64, on contract: Int = 0,
    immediate: Bool = false
) -> FlowAction {
    .order(
        CustomerOrder(
            reference: reference, contract: ContractIndex(contract), side: side,
            price: Price(ticks: ticks), quantity: Quantity(contracts: quantity),
            immediateOrCancel: immediate))
}

/// `time("09:30:00")`, for tests only: two digits each, seconds may carry milliseconds.
func time(_ text: String) -> SessionTime {
    let parts = text.split(whereSeparator: { $0 == ":" || $0 == "." }).compactMap { Int($0) }
    return SessionTime(
        hour: parts[0], minute: parts[1], second: parts.count > 2 ? parts[2] : 0,
        milliseconds: parts.count > 3 ? parts[3] : 0)
}
