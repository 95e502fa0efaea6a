import Market
import Surveillance
import Wire

/// Turns the exchange's events into rows of flow: quotes become legs, a replacement takes the old ones off first.
struct FlowFeed {
    private struct Place: Hashable {
        let account: UInt16
        let contract: ContractIndex
    }

    /// The live legs of a quote; an order number 0 is no leg.
    private struct Legs {
        var bid = OrderID.none
        var ask = OrderID.none
    }

    private var legs: [Place: Legs] = [:]
    private var entryTimes: [OrderID: SessionTime] = [:]
    /// What rests of single orders: an amendment takes it off and enters the order anew.
    private var remaining: [OrderID: Quantity] = [:]
    /// Cancels of one instruction follow each other at one time: they share its number.
    private var lastCancel: (place: Place, time: SessionTime, instruction: UInt64)?
    private var lastShareReport: UInt64 = 0
    private let directory: InstrumentDirectory

    init(_ directory: InstrumentDirectory) { self.directory = directory }

    /// The rows that one event of the exchange's log makes, in order.
    mutating func rows(_ event: ExchangeEvents.Entry, _ body: (FlowEvent) -> Void) {
        if event.kind == .underlyingPrice {
            body(
                FlowEvent(
                    .underlyingMark, sequence: event.sequence, time: event.time,
                    contract: event.contract, price: event.price))
            return
        }
        guard directory.contracts.indices.contains(event.contract.int) else { return }
        switch event.kind {
        case .quoteAccepted: accept(event, body)
        case .quoteRejected:
            for side in Side.allCases where quantity(event, side) > .zero {
                body(leg(.rejected, event, side, id: .none, code: event.reasonCode))
            }
        case .orderAccepted:
            entryTimes[event.orderID] = event.time
            remaining[event.orderID] = event.quantity
            body(single(.entered, event))
        case .orderAmended:
            var old = single(.cancelled, event)
            old.quantity = remaining[event.orderID] ?? event.quantity
            old.price = .zero
            body(old)
            entryTimes[event.orderID] = event.time
            remaining[event.orderID] = event.quantity
            body(single(.entered, event))
        case .orderRejected, .cancelRejected: body(single(.rejected, event))
        case .legFilled, .orderFilled:
            var row = single(.traded, event)
            row.isAggressive = entryTimes[event.orderID] == event.time
            if remaining[event.orderID] != nil { remaining[event.orderID] = event.leaves }
            if event.leaves == .zero { forget(event) }
            body(row)
        case .legCancelled, .orderCancelled:
            forget(event)
            body(cancelled(event))
        case .marketTop where event.bidQuantity > .zero && event.askQuantity > .zero:
            let (sum, overflow) = event.bid.ticks.addingReportingOverflow(event.ask.ticks)
            guard !overflow else { return }
            body(
                FlowEvent(
                    .mark, sequence: event.sequence, time: event.time, contract: event.contract,
                    value: sum))
        default: return
        }
    }

    /// A refusal of our own risk (a quote, a single order, a hedge), as a row of flow; nil for its other
    /// decisions.
    func row(_ decision: RiskDecisions.Entry, account: UInt16) -> FlowEvent? {
        var contract = decision.contract
        var instruction = decision.quoteID.value
        switch decision.kind {
        case .refused: break
        // Orders are numbered beside the quotes, and each is an instruction of its own.
        case .orderRefused: instruction = 0
        case .hedgeRefused:
            contract = shares(decision.contract.int)
            instruction = 0
        default: return nil
        }
        return FlowEvent(
            .refused, log: .risk, sequence: decision.sequence, time: decision.time,
            account: account, contract: contract, instruction: instruction, code: decision.code,
            value: decision.value, limit: decision.limit)
    }

    /// What became of an order in an underlying's shares, as risk heard it; nil for what was told before.
    ///
    /// The shares market is another platform with a clock and a log of its own, so the row's time is ours.
    mutating func row(_ report: HedgeReports.Entry, heard: SessionTime) -> FlowEvent? {
        guard report.sequence > lastShareReport else { return nil }
        lastShareReport = report.sequence
        let kind: FlowEvent.Kind
        switch report.kindCode {
        case 1: kind = .entered
        case 2, 5: kind = .rejected
        case 3: kind = .traded
        case 4:
            let reason = CancelReason(rawValue: report.reasonCode)
            kind = reason == .member || reason == .massCancel ? .cancelled : .removed
        default: return nil
        }
        return FlowEvent(
            kind, log: .shares, sequence: report.sequence, time: heard,
            account: ParticipantID.maker.value, contract: shares(report.underlying.int),
            side: Side(rawValue: report.sideCode) ?? .bid,
            // Far from the option exchange's own numbers.
            orderID: OrderID(1 << 63 | report.clientID.value), price: report.price,
            quantity: Quantity(contracts: Int32(clamping: report.shares)), isAggressive: true,
            code: report.reasonCode)
    }

    /// An underlying's shares as an instrument: behind the contracts.
    private func shares(_ underlying: Int) -> ContractIndex {
        ContractIndex(UInt32(clamping: directory.contracts.count + underlying))
    }

    private mutating func accept(_ event: ExchangeEvents.Entry, _ body: (FlowEvent) -> Void) {
        let place = Place(account: event.participant, contract: event.contract)
        let old = legs[place] ?? Legs()
        if event.quantity > .zero {
            body(leg(.cancelled, event, .bid, id: old.bid, quantity: event.quantity))
        }
        if event.leaves > .zero {
            body(leg(.cancelled, event, .ask, id: old.ask, quantity: event.leaves))
        }
        entryTimes[old.bid] = nil
        entryTimes[old.ask] = nil
        var new = Legs()
        if event.bidQuantity > .zero {
            new.bid = event.orderID
            entryTimes[new.bid] = event.time
            body(leg(.entered, event, .bid, id: new.bid))
        }
        if event.askQuantity > .zero {
            new.ask = OrderID(event.orderID.value &+ 1)
            entryTimes[new.ask] = event.time
            body(leg(.entered, event, .ask, id: new.ask))
        }
        legs[place] = new
    }

    private func quantity(_ event: ExchangeEvents.Entry, _ side: Side) -> Quantity {
        side == .bid ? event.bidQuantity : event.askQuantity
    }

    private func leg(
        _ kind: FlowEvent.Kind, _ event: ExchangeEvents.Entry, _ side: Side, id: OrderID,
        quantity: Quantity? = nil, code: UInt8 = 0
    ) -> FlowEvent {
        let effect = side == .bid ? event.effectCode : event.askEffectCode
        return FlowEvent(
            kind, sequence: event.sequence, time: event.time, account: event.participant,
            contract: event.contract, side: side,
            effect: PositionEffect(rawValue: effect) ?? .open, orderID: id,
            // The price of a leg that is taken off is the entry's, which the evidence shows beside it.
            price: kind == .cancelled ? .zero : side == .bid ? event.bid : event.ask,
            quantity: quantity ?? self.quantity(event, side), code: code)
    }

    private func single(_ kind: FlowEvent.Kind, _ event: ExchangeEvents.Entry) -> FlowEvent {
        FlowEvent(
            kind, sequence: event.sequence, time: event.time, account: event.participant,
            contract: event.contract, side: event.side ?? .bid,
            effect: PositionEffect(rawValue: event.effectCode) ?? .open, orderID: event.orderID,
            price: event.price, quantity: event.quantity, executionID: event.executionID,
            code: event.reasonCode)
    }

    private mutating func cancelled(_ event: ExchangeEvents.Entry) -> FlowEvent {
        let reason = CancelReason(rawValue: event.reasonCode)
        var row = single(reason == .member || reason == .massCancel ? .cancelled : .removed, event)
        let place = Place(account: event.participant, contract: event.contract)
        if event.kind == .legCancelled, let last = lastCancel, last.place == place,
            last.time == event.time
        {
            row.instruction = last.instruction
        } else {
            lastCancel = (place, event.time, event.sequence)
        }
        return row
    }

    private mutating func forget(_ event: ExchangeEvents.Entry) {
        entryTimes[event.orderID] = nil
        remaining[event.orderID] = nil
        let place = Place(account: event.participant, contract: event.contract)
        if legs[place]?.bid == event.orderID { legs[place]?.bid = .none }
        if legs[place]?.ask == event.orderID { legs[place]?.ask = .none }
    }
}
