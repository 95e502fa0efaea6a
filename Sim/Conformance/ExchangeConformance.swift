import Market
public import Wire

/// The conformance suite: what the exchange must take and refuse, asked of a real core (H17).
///
/// Phases × instructions, each cell an accepted and a refused twin or refused by design; order types × what is
/// there to trade with; each reject reason once with its accepted twin.
public enum ExchangeConformance {
    /// One question and its answer.
    public struct Cell: Sendable {
        /// `phases`, `fills` or `reasons`.
        public let table: String
        public let row: String
        public let column: String
        public let expected: String
        public let found: String
        public var holds: Bool { expected == found }

        init(_ table: String, _ row: String, _ column: String, expected: String, found: String) {
            self.table = table
            self.row = row
            self.column = column
            self.expected = expected
            self.found = found
        }
    }

    /// Asks everything; the order never changes.
    public static func run() -> [Cell] { phaseCells() + fillCells() + reasonCells() }

    /// Every reject reason of the schema but `none`, in its order.
    public static var reasons: [RejectReason] {
        (1...UInt8.max).map(RejectReason.init(rawValue:)).filter {
            !"\($0)".hasPrefix("unknown(")
        }
    }

    // MARK: phases × instructions

    private static func phaseCells() -> [Cell] {
        ConformanceInstruction.allCases.flatMap { instruction in
            ConformancePlace.allCases.map { cell(instruction, at: $0) }
        }
    }

    /// `taken/crossedQuote`: the sound one is taken, its broken twin refused for that; else the one reason.
    private static func cell(
        _ instruction: ConformanceInstruction, at place: ConformancePlace
    ) -> Cell {
        var day = ConformanceDay(at: place)
        let rule = instruction.rule(at: place)
        var expected = text(rule)
        var found = text(instruction.answer(in: &day, isBroken: false))
        if rule == .none {
            var twin = ConformanceDay(at: place)
            expected += "/" + text(instruction.brokenReason)
            found += "/" + text(instruction.answer(in: &twin, isBroken: true))
        }
        if day.stage.phase != place.phase { found = "the day is in \(day.stage.phase)" }
        return Cell(
            "phases", instruction.rawValue, place.rawValue, expected: expected, found: found)
    }

    private static func text(_ reason: RejectReason) -> String {
        reason == .none ? "taken" : "\(reason)"
    }

    // MARK: order types × liquidity

    /// 5 are wanted up to 1050; there are 3 at 1000, 4 at 1040 and 9 at 1060, or less.
    private static let liquidity: [(name: String, asks: [(Int32, Int64)])] = [
        ("nothing", []), ("part", [(3, 1_000)]), ("all", [(3, 1_000), (4, 1_040)]),
        ("beyond the limit", [(3, 1_000), (9, 1_060)]),
        ("beyond the band", [(3, 1_000), (9, 1_600)]),
    ]

    private static func fillCells() -> [Cell] {
        OrderType.allCases.flatMap { type in
            liquidity.map { offer in
                Cell(
                    "fills", "\(type)", offer.name, expected: rule(type, offer.name),
                    found: outcome(type, offer.asks))
            }
        }
    }

    /// Filled, then what became of the rest: `rests 1050`, `cancelled`, and `V` where trading is interrupted.
    private static func rule(_ type: OrderType, _ offer: String) -> String {
        switch (type, offer) {
        case (_, "all"): "5"
        case (.limit, "nothing"): "0 rests 1050"
        case (.limit, _): "3 rests 1050"
        case (.immediateOrCancel, "nothing"): "0 cancelled"
        case (.immediateOrCancel, _): "3 cancelled"
        // Without a trade it takes the best price of its own side, which is 800 here.
        case (.marketToLimit, "nothing"): "0 rests 800"
        case (.marketToLimit, "part"): "3 rests 1000"
        case (.marketToLimit, "beyond the limit"): "5"
        case (.marketToLimit, _): "3 rests 1000 V"
        case (.marketImmediateOrCancel, "nothing"): "0 cancelled"
        case (.marketImmediateOrCancel, "part"): "3 cancelled"
        case (.marketImmediateOrCancel, "beyond the limit"): "5"
        case (.marketImmediateOrCancel, _): "3 cancelled V"
        case (.fillOrKillLimit, _): "0 cancelled"
        case (.fillOrKillMarket, "beyond the limit"): "5"
        case (.fillOrKillMarket, _): "0 cancelled"
        }
    }

    private static func outcome(_ type: OrderType, _ asks: [(Int32, Int64)]) -> String {
        var stage = ConformanceStage(ConformanceDay.configuration)
        _ = stage.advance(to: SessionTime(hour: 9, minute: 31))
        _ = stage.send(single(.limit, stage.fresh(), .bid, at: 800), from: 3)
        for (quantity, price) in asks {
            _ = stage.send(single(.limit, stage.fresh(), .ask, quantity, at: price), from: 2)
        }
        let events = stage.send(single(type, stage.fresh(), .bid, 5, at: 1_050)).filter {
            $0.participant == 1 || $0.participant == 0
        }
        let filled = events.reduce(Int32(0)) {
            $0 + ($1.kind == .orderFilled ? $1.quantity.contracts : 0)
        }
        var words = ["\(filled)"]
        if let cancelled = events.first(where: { $0.kind == .orderCancelled }) {
            let isRight =
                CancelReason(rawValue: cancelled.reasonCode)
                == (type.isFillOrKill ? .fillOrKill : .immediateOrCancel)
            words.append(isRight ? "cancelled" : "cancelled for the wrong reason")
        } else if filled < 5 {
            words.append("rests " + restingPrice(in: &stage))
        }
        if stage.phase == .volatilityInterruption { words.append("V") }
        return words.joined(separator: " ")
    }

    /// Sells one to the best bid and sees at what price; in an interruption, takes everything off and looks.
    private static func restingPrice(in stage: inout ConformanceStage) -> String {
        let events = stage.send(MassCancel(participant: 1), on: .orderSession, from: 1)
        return events.first { $0.kind == .orderCancelled }.map { "\($0.price.ticks)" } ?? "nowhere"
    }
}
