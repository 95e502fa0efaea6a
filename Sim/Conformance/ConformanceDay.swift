import Market
import Wire

/// The places of a day in which a conformance cell is asked.
enum ConformancePlace: String, CaseIterable {
    case before = "before"
    case opening = "opening auction"
    case openingEnd = "opening, no cancel"
    case pause = "pause"
    case continuous = "continuous"
    case interrupted = "interrupted"
    case halted = "halted"
    case closing = "closing auction"
    case lastMinute = "last minute"
    case closed = "closed"

    var phase: TradingPhase {
        switch self {
        case .before: .starting
        case .opening, .openingEnd: .openingAuction
        case .pause: .pause
        case .continuous: .continuous
        case .interrupted: .volatilityInterruption
        case .halted: .halted
        case .closing, .lastMinute: .closingAuction
        case .closed: .closed
        }
    }

    /// Where nothing may be taken off (SSE-TR-02).
    var forbidsCancel: Bool { self == .openingEnd || self == .lastMinute }

    /// Where non-trade instructions are taken: the exercise orders' times.
    var takesInstructions: Bool { self != .before && self != .pause }

    /// Something of a member's can rest here.
    var canRest: Bool { self != .before && self != .closed }

    fileprivate var time: SessionTime {
        switch self {
        case .before: SessionTime(hour: 9, minute: 0, second: 30)
        case .opening: SessionTime(hour: 9, minute: 16)
        case .openingEnd: SessionTime(hour: 9, minute: 21)
        case .pause: SessionTime(hour: 9, minute: 26)
        case .continuous: SessionTime(hour: 9, minute: 31)
        case .interrupted: SessionTime(hour: 10, minute: 11)
        case .halted: SessionTime(hour: 10, minute: 31)
        case .closing: SessionTime(hour: 14, minute: 58)
        case .lastMinute: SessionTime(hour: 14, minute: 59, second: 30)
        case .closed: SessionTime(hour: 15, minute: 0)
        }
    }
}

/// A small market with everything a cell may need: shares, holdings, a quote and an order that rest.
struct ConformanceDay: ~Copyable {
    var stage: ConformanceStage
    /// The member's resting order, where one can rest.
    let restingOrder: OrderID
    let restingBidLeg: OrderID

    static var configuration: ExchangeConfiguration {
        var configuration = ExchangeConfiguration(
            directory: directory,
            participants: [.maker, ParticipantID(2), ParticipantID(3)])
        configuration.circuitBreaker = .shanghai
        configuration.cancelForbidden = [.openingAuctionEnd, .lastMinute]
        configuration.account = AccountTerms(shares: 1_000_000)
        configuration.actions = [
            ScheduledAction(
                at: SessionTime(hour: 9, minute: 0),
                ExchangeAction(.forceTrade, scope: .contract(ContractIndex(0)), count: 20)),
            ScheduledAction(
                at: SessionTime(hour: 10, minute: 30),
                ExchangeAction(.halt, scope: .underlying(UnderlyingIndex(0)))),
            ScheduledAction(
                at: SessionTime(hour: 10, minute: 40),
                ExchangeAction(.resume, scope: .underlying(UnderlyingIndex(0)))),
        ]
        return configuration
    }

    /// A call that expires today, a put that does not; settlement 0.1000, limits 0.0001 and 0.5000.
    static let directory: InstrumentDirectory = {
        guard let day = TradingDay(yyyymmdd: 20_210_127),
            let later = TradingDay(yyyymmdd: 20_210_224)
        else { preconditionFailure("a calendar date") }
        func contract(_ index: Int, _ type: OptionType, _ expiry: TradingDay) -> OptionContract {
            OptionContract(
                index: ContractIndex(index), code: UInt32(10_000_001 + index),
                tradingCode: type == .call ? "510050C2101M03500" : "510050P2102M03500",
                underlying: UnderlyingIndex(0), type: type, strike: Price(ticks: 35_000),
                unit: 10_000, expiry: expiry, expiryRank: UInt8(index),
                daysToExpiry: index == 0 ? 0 : 28, previousSettlement: Price(ticks: 1_000),
                band: PriceBand(down: Price(ticks: 1), up: Price(ticks: 5_000)))
        }
        do {
            return try InstrumentDirectory(
                day: day,
                underlyings: [
                    Underlying(
                        index: UnderlyingIndex(0), code: "510050",
                        previousClose: Price(ticks: 35_000))
                ], contracts: [contract(0, .call, day), contract(1, .put, later)])
        } catch {
            preconditionFailure("the conformance market is bad: \(error)")
        }
    }()

    /// The day up to a place, with a quote 900–1100 and an order to buy at 800 resting where they can.
    init(
        at place: ConformancePlace,
        _ configuration: ExchangeConfiguration = Self.configuration
    ) {
        var stage = ConformanceStage(configuration)
        let start: SessionTime =
            place == .before ? place.time : SessionTime(hour: 9, minute: 15, second: 1)
        _ = stage.advance(to: start)
        _ = stage.send(lock(10_000))
        _ = stage.send(exercise(1))
        let quote = stage.send(twoSided(stage.fresh(), 900, 1_100))
        restingBidLeg = quote.first { $0.kind == .quoteAccepted }?.orderID ?? OrderID(0)
        let order = stage.send(single(.limit, stage.fresh(), .bid, at: 800))
        restingOrder = order.first { $0.kind == .orderAccepted }?.orderID ?? OrderID(0)
        if place == .interrupted {
            // A trade 70 % above the reference: it does not happen, three minutes of auction do.
            _ = stage.advance(to: SessionTime(hour: 10, minute: 10))
            _ = stage.send(withdraw(stage.fresh()))
            for contract in 0...1 {
                let sale = single(.limit, stage.fresh(), .ask, at: 1_700, on: contract)
                let purchase = single(.limit, stage.fresh(), .bid, at: 1_700, on: contract)
                _ = stage.send(sale, from: 2)
                _ = stage.send(purchase, from: 3)
            }
            _ = stage.send(twoSided(stage.fresh(), 900, 2_000))
        }
        _ = stage.advance(to: place.time)
        self.stage = stage
    }
}

func twoSided(
    _ id: QuoteID, _ bid: Int64, _ ask: Int64, quantity: Int32 = 10, askQuantity: Int32? = nil,
    on contract: Int = 0, answering: UInt64 = 0
) -> QuoteInstructions.Entry {
    QuoteInstructions.Entry(
        contract: ContractIndex(contract), bidEffectCode: 1, askEffectCode: 1, quoteID: id,
        bid: Price(ticks: bid), ask: Price(ticks: ask), bidQuantity: Quantity(contracts: quantity),
        askQuantity: Quantity(contracts: askQuantity ?? quantity),
        requestID: QuoteRequestID(answering))
}

func withdraw(_ id: QuoteID, on contract: Int = 0) -> QuoteInstructions.Entry {
    twoSided(id, 0, 0, quantity: 0, on: contract)
}

func single(
    _ type: OrderType, _ id: QuoteID, _ side: Side, _ quantity: Int32 = 1, at ticks: Int64 = 0,
    _ effect: OrderEffect = .open, on contract: Int = 0
) -> OrderInstructions.Entry {
    OrderInstructions.Entry(
        contract: ContractIndex(contract), sideCode: side.rawValue, effectCode: effect.rawValue,
        kindCode: type.rawValue, clientID: id, price: Price(ticks: ticks),
        quantity: Quantity(contracts: quantity))
}

/// 7 a request for quote, 8 an amend, 9 a cancel.
func about(
    _ kind: UInt8, _ order: OrderID = OrderID(0), quantity: Int32 = 1, at ticks: Int64 = 810,
    on contract: Int = 0
) -> OrderInstructions.Entry {
    OrderInstructions.Entry(
        contract: ContractIndex(contract), kindCode: kind, orderID: order,
        price: Price(ticks: ticks), quantity: Quantity(contracts: quantity))
}

func lock(_ shares: Int64, kind: UInt8 = 1) -> AccountInstructions.Entry {
    AccountInstructions.Entry(underlying: UnderlyingIndex(0), kindCode: kind, shares: shares)
}

func exercise(
    _ quantity: Int32, kind: UInt8 = 3, on contract: Int = 0
) -> AccountInstructions.Entry {
    AccountInstructions.Entry(
        contract: ContractIndex(contract), kindCode: kind, quantity: Quantity(contracts: quantity))
}
