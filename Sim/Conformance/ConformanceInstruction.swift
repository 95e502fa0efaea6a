import Market
import Wire

/// What a member may tell the exchange, a row of the conformance table.
enum ConformanceInstruction: String, CaseIterable {
    case limit = "limit"
    case limitImmediate = "limit IOC"
    case marketToLimit = "market to limit"
    case marketImmediate = "market IOC"
    case fillOrKillLimit = "FOK limit"
    case fillOrKillMarket = "FOK market"
    case coveredOpen = "covered open"
    case amend = "amend"
    case cancel = "cancel"
    case massCancel = "mass cancel"
    case quote = "new quote"
    case replace = "replace"
    case withdraw = "withdraw"
    case request = "request"
    case lock = "lock"
    case unlock = "unlock"
    case exercise = "exercise"
    case cancelExercise = "cancel exercise"
    case disposal = "disposal"

    private var type: OrderType? {
        switch self {
        case .limit, .coveredOpen: .limit
        case .limitImmediate: .immediateOrCancel
        case .marketToLimit: .marketToLimit
        case .marketImmediate: .marketImmediateOrCancel
        case .fillOrKillLimit: .fillOrKillLimit
        case .fillOrKillMarket: .fillOrKillMarket
        default: nil
        }
    }

    /// What the rules say (SSE-TR-02, SSE-TR-03), written down apart from the exchange's code.
    func rule(at place: ConformancePlace) -> RejectReason {
        switch self {
        case .limit, .coveredOpen, .quote:
            return place.canRest && place != .pause ? .none : .phaseForbids
        case .limitImmediate, .marketToLimit, .marketImmediate, .fillOrKillLimit,
            .fillOrKillMarket, .request:
            return place == .continuous ? .none : .phaseForbids
        case .amend: return .amendForbidden
        case .replace:
            if !place.canRest || place == .pause { return .phaseForbids }
            return place.forbidsCancel ? .cancelForbidden : .none
        case .withdraw:
            if !place.canRest { return .phaseForbids }
            return place.forbidsCancel ? .cancelForbidden : .none
        case .cancel:
            if !place.canRest { return .unknownOrder }
            return place.forbidsCancel ? .cancelForbidden : .none
        case .massCancel: return place.forbidsCancel ? .cancelForbidden : .none
        case .lock, .unlock, .exercise, .disposal:
            return place.takesInstructions ? .none : .outsideWindow
        case .cancelExercise: return place.takesInstructions ? .none : .outsideWindow
        }
    }

    /// What the broken twin is refused for, at a place that takes the sound one.
    var brokenReason: RejectReason {
        switch self {
        case .limit, .limitImmediate, .marketToLimit, .marketImmediate, .fillOrKillLimit,
            .fillOrKillMarket:
            .quantityTooLarge
        case .coveredOpen, .lock, .unlock, .disposal: .insufficientShares
        case .amend: .amendForbidden
        case .cancel: .unknownOrder
        case .massCancel, .withdraw: .unknownContract
        case .quote, .replace: .crossedQuote
        case .request: .quantityTooSmall
        case .exercise: .closeExceedsHolding
        case .cancelExercise: .unknownInstruction
        }
    }

    /// Sends the instruction, or its broken twin, and says how it was answered.
    func answer(in day: inout ConformanceDay, isBroken: Bool) -> RejectReason {
        let events: [ExchangeEvents.Entry]
        switch self {
        case .limit, .limitImmediate, .marketToLimit, .marketImmediate, .fillOrKillLimit,
            .fillOrKillMarket, .coveredOpen:
            events = enter(in: &day, isBroken: isBroken)
        case .amend: events = day.stage.send(about(8, day.restingOrder))
        case .cancel:
            events = day.stage.send(about(9, isBroken ? OrderID(999) : day.restingOrder))
        case .massCancel:
            events = day.stage.send(
                MassCancel(participant: 1, scopeCode: 2, index: isBroken ? 9 : 0),
                on: .orderSession, from: 1)
        case .quote:
            let ask: Int64 = isBroken ? 900 : 1_100
            events = day.stage.send(twoSided(day.stage.fresh(), 900, ask, on: 1))
        case .replace:
            let bid: Int64 = isBroken ? 2_500 : 890
            events = day.stage.send(twoSided(day.stage.fresh(), bid, 2_100))
        case .withdraw:
            events = day.stage.send(Sim.withdraw(day.stage.fresh(), on: isBroken ? 9 : 0))
        case .request: events = day.stage.send(about(7, quantity: isBroken ? 0 : 5))
        case .lock: events = day.stage.send(Sim.lock(isBroken ? 2_000_000 : 10_000))
        case .unlock: events = day.stage.send(Sim.lock(isBroken ? 20_000 : 10_000, kind: 2))
        case .exercise: events = day.stage.send(Sim.exercise(isBroken ? 20 : 5))
        case .cancelExercise: events = day.stage.send(Sim.exercise(isBroken ? 2 : 1, kind: 4))
        case .disposal: events = day.stage.send(Sim.lock(isBroken ? 2_000_000 : 10_000, kind: 5))
        }
        return Self.refusal(in: events)
    }

    private func enter(
        in day: inout ConformanceDay, isBroken: Bool
    ) -> [ExchangeEvents.Entry] {
        guard let type else { return [] }
        if self == .coveredOpen {
            return day.stage.send(
                single(
                    type, day.stage.fresh(), .ask, isBroken ? 2 : 1, at: 2_200, .coveredOpen))
        }
        // A market order would meet the member's own quote.
        if type.isMarket { _ = day.stage.send(Sim.withdraw(day.stage.fresh())) }
        let quantity: Int32 = isBroken ? (type.isMarket ? 11 : 51) : 1
        return day.stage.send(single(type, day.stage.fresh(), .bid, quantity, at: 850))
    }

    /// The reason of the first refusal; `.none` where nothing was refused.
    static func refusal(in events: [ExchangeEvents.Entry]) -> RejectReason {
        let refused = events.first {
            switch $0.kind {
            case .quoteRejected, .orderRejected, .cancelRejected, .instructionRejected,
                .requestRefused:
                true
            default: false
            }
        }
        return refused.map { RejectReason(rawValue: $0.reasonCode) } ?? .none
    }
}
