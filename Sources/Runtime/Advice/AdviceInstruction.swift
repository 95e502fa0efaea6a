public import Market
import Risk
import Settings
import Wire

/// What a person at a terminal would send, read strictly: a two-sided quote or a single order.
public struct AdviceInstruction: Sendable {
    /// One side as it is typed.
    public struct Leg: Sendable {
        /// Yuan, `0.0990`; of an order also `market`.
        public var price: String
        /// Contracts.
        public var quantity: String
        public var effect: PositionEffect

        public init(price: String, quantity: String, effect: PositionEffect) {
            self.price = price
            self.quantity = quantity
            self.effect = effect
        }
    }

    /// How an order is worked, by its name on the command line.
    public static let workings = ["limit", "immediate-or-cancel", "fill-or-kill"]

    /// Without contract, quoter and command number.
    let query: AdviceQuery
    /// As it was understood, for the answer.
    let text: String

    /// A quote of both sides.
    ///
    /// - Parameter request: number of the request it answers; 0 = none.
    public init(bid: Leg, ask: Leg, answering request: UInt64 = 0) throws {
        let bidPrice = try Self.price(bid.price, "--bid")
        let askPrice = try Self.price(ask.price, "--ask")
        let bidQuantity = try Self.quantity(bid.quantity, "--bid-quantity")
        let askQuantity = try Self.quantity(ask.quantity, "--ask-quantity")
        query = AdviceQuery(
            bidEffectCode: bid.effect.rawValue, askEffectCode: ask.effect.rawValue, bid: bidPrice,
            ask: askPrice, bidQuantity: bidQuantity, askQuantity: askQuantity,
            requestID: QuoteRequestID(request))
        text =
            "quote \(bidPrice) × \(bidQuantity.contracts)\(Self.mark(bid.effect)) / "
            + "\(askPrice) × \(askQuantity.contracts)\(Self.mark(ask.effect))"
    }

    /// A single order.
    ///
    /// - Parameter working: one of `workings`.
    public init(_ side: Side, _ leg: Leg, working: String) throws {
        let isMarket = leg.price == "market"
        guard let kind = Self.kind(working, isMarket: isMarket) else {
            throw Self.wrong(
                "--working", "\"\(working)\"", Self.workings.joined(separator: ", "))
        }
        let price = isMarket ? .zero : try Self.price(leg.price, side == .bid ? "--buy" : "--sell")
        let quantity = try Self.quantity(leg.quantity, "--quantity")
        query = AdviceQuery(
            kindCode: kind.rawValue, sideCode: side.rawValue, bidEffectCode: leg.effect.rawValue,
            askEffectCode: leg.effect.rawValue, bid: price, ask: price, bidQuantity: quantity,
            askQuantity: quantity)
        text =
            "\(side == .bid ? "buy" : "sell") \(quantity.contracts) "
            + "at \(isMarket ? "market" : "\(price)"), \(working), \(leg.effect)"
    }

    private static func kind(_ working: String, isMarket: Bool) -> OrderKind? {
        switch working {
        case "limit": isMarket ? .marketToLimit : .limit
        case "immediate-or-cancel": isMarket ? .marketImmediateOrCancel : .limitImmediateOrCancel
        case "fill-or-kill": isMarket ? .marketFillOrKill : .limitFillOrKill
        default: nil
        }
    }

    private static func mark(_ effect: PositionEffect) -> String {
        effect == .close ? " close" : ""
    }

    /// What is no price on the exchange's grid is refused here; what the day allows, risk says.
    private static func price(_ text: String, _ option: String) throws(SettingsError) -> Price {
        let accepted = "yuan above zero with up to four decimals, 0.0990"
        guard let ticks = DecimalText.value(text, decimals: 4) else {
            let isFiner = DecimalText.value(text, decimals: 12) != nil
            throw wrong(
                option, isFiner ? "\(text) is between two ticks" : "\"\(text)\" is no price",
                accepted)
        }
        guard ticks > 0 else { throw wrong(option, "\(text) is not above zero", accepted) }
        guard ticks <= ticksMax else { throw wrong(option, "\(text) is out of range", accepted) }
        return Price(ticks: ticks)
    }

    /// 100 000 yuan: beyond any option, far inside what 64 bits reckon with.
    private static let ticksMax: Int64 = 1_000_000_000

    private static func quantity(_ text: String, _ option: String) throws(SettingsError)
        -> Quantity
    {
        guard let contracts = DecimalText.value(text, decimals: 0), contracts > 0,
            contracts <= Int64(Int32.max)
        else { throw wrong(option, "\"\(text)\" is no quantity", "contracts, 1 to 2147483647") }
        return Quantity(contracts: Int32(contracts))
    }

    private static func wrong(_ option: String, _ problem: String, _ accepted: String)
        -> SettingsError
    {
        SettingsError(
            file: "advise", line: 0, path: option, problem: problem, accepted: accepted)
    }
}
