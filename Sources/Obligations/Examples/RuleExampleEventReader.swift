import Market
import Settings

/// Reads the events of an example; each names what happened, and to which contract.
struct RuleExampleEventReader {
    typealias Fields = RulePackLoader.Fields
    let given: RuleExample.Given

    /// The event's key, and what it must and may have beside it.
    private static let kinds: [(name: String, required: [String], optional: [String])] = [
        ("quote", ["bid", "ask"], ["size", "bidSize", "askSize", "answers"]),
        ("fill", ["bidLeft", "askLeft"], []), ("cancel", [], []), ("phase", ["to"], []),
        ("market", [], ["bid", "ask"]), ("underlying", [], ["price", "bid", "ask"]),
        ("request", ["number"], ["size"]), ("expire", [], []), ("interrupt", [], []),
        ("resume", [], []), ("incident", ["is"], []),
        ("order", ["side", "price", "size"], ["number"]),
        ("message", ["count", "until"], []),
        ("placed", ["count", "size"], []), ("cancelled", ["count", "size"], []),
        ("trade", ["size"], ["fee"]), ("position", ["long", "short"], []),
    ]

    func event(_ node: SettingsNode) throws(SettingsError) -> RuleExample.Event {
        let known = RuleExampleEventReader.kinds
        guard let kind = known.first(where: { node[$0.name] != nil }) else {
            throw node.error(
                "no event", accepted: "at, and one of " + known.map(\.name).joined(separator: ", "))
        }
        let fields = try Fields(node, ["at", kind.name] + kind.required, optional: kind.optional)
        return RuleExample.Event(
            time: try fields["at"].exampleTime(), action: try action(kind.name, fields, node))
    }

    private func action(_ kind: String, _ fields: Fields, _ node: SettingsNode)
        throws(SettingsError) -> RuleExample.Action
    {
        let subject = fields[kind]
        switch kind {
        case "quote":
            return .quote(
                try contract(subject), try quote(fields, subject),
                answering: QuoteRequestID(
                    UInt64(try fields.optional("answers")?.integer(1...1_000_000_000) ?? 0)))
        case "order": return .order(try contract(subject), try order(fields))
        case "fill":
            return .fill(
                try contract(subject), bidLeft: try size(fields["bidLeft"]),
                askLeft: try size(fields["askLeft"]))
        case "cancel": return .cancel(try contract(subject))
        case "phase":
            return .phase(
                try contractOrAll(subject),
                try fields["to"].oneOf(TradingPhase.allCases.map { ("\($0)", $0) }))
        case "market": return .market(try contractOrAll(subject), try top(fields))
        case "underlying" where fields.optional("bid") == nil && fields.optional("ask") == nil:
            return .underlying(try underlying(subject))
        case "underlying":
            return .underlyingQuote(
                try underlying(subject), bid: try fields.optional("bid")?.price() ?? .zero,
                ask: try fields.optional("ask")?.price() ?? .zero)
        case "request" where fields.optional("size") == nil:
            return .request(try number(fields["number"]), try contract(subject))
        case "expire": return .requestExpired(try number(subject))
        case "incident":
            return .circumstance(
                circumstance(try subject.text()),
                begins: try fields["is"].oneOf([("begun", true), ("over", false)]))
        case "interrupt":
            _ = try subject.oneOf([("all", true)])
            return .interrupt
        case "resume":
            _ = try subject.oneOf([("all", true)])
            return .resume
        default: return try activity(kind, fields, node)
        }
    }

    /// What the account does beside its quotes; what no ledger hears of is kept in words.
    private func activity(_ kind: String, _ fields: Fields, _ node: SettingsNode)
        throws(SettingsError) -> RuleExample.Action
    {
        let many: ClosedRange<Int64> = 1...100_000
        let subject = fields[kind]
        switch kind {
        case "message":
            _ = try subject.oneOf([("all", true)])
            let until = try fields["until"].exampleTime()
            guard until >= (try fields["at"].exampleTime()) else {
                throw fields["until"].error("ends before it begins")
            }
            return .messages(count: try fields["count"].integer(many), until: until)
        case "placed":
            return .placed(
                try contract(subject), count: try fields["count"].integer(many),
                try size(fields["size"]))
        case "cancelled":
            return .cancelled(
                try contract(subject), count: try fields["count"].integer(many),
                try size(fields["size"]))
        case "trade":
            let fee = try fields.optional("fee")?.decimal(4, 0...10_000_000_000_000) ?? 0
            return .traded(
                try contract(subject), try size(fields["size"]),
                fee: Money(tenThousandths: fee))
        case "position":
            return .position(
                try contract(subject), long: try size(fields["long"]),
                short: try size(fields["short"]))
        default:
            var words: [String] = []
            for (key, value) in try node.pairs() where key != "at" {
                words.append("\(key) \(try value.text())")
            }
            return .withoutInput(kind, words: words.joined(separator: ", "))
        }
    }

    private func contract(_ node: SettingsNode) throws(SettingsError) -> ContractIndex {
        try node.oneOf(given.contracts.map { ($0.tradingCode, $0.index) })
    }

    private func underlying(_ node: SettingsNode) throws(SettingsError) -> UnderlyingIndex {
        try node.oneOf(given.underlyings.map { ($0.code, $0.index) })
    }

    private func contractOrAll(_ node: SettingsNode) throws(SettingsError) -> ContractIndex? {
        try node.oneOf([("all", nil)] + given.contracts.map { ($0.tradingCode, $0.index) })
    }

    private func number(_ node: SettingsNode) throws(SettingsError) -> QuoteRequestID {
        QuoteRequestID(UInt64(try node.integer(1...1_000_000_000)))
    }

    private func size(_ node: SettingsNode) throws(SettingsError) -> Quantity {
        Quantity(contracts: Int32(try node.integer(0...1_000_000)))
    }

    private func quote(_ fields: Fields, _ subject: SettingsNode) throws(SettingsError)
        -> LiveQuote
    {
        guard let bidSize = fields.optional("bidSize") ?? fields.optional("size"),
            let askSize = fields.optional("askSize") ?? fields.optional("size")
        else { throw subject.error("no size", accepted: "size, or bidSize and askSize") }
        return LiveQuote(
            bid: try fields["bid"].price(), bidRemaining: try size(bidSize),
            ask: try fields["ask"].price(), askRemaining: try size(askSize))
    }

    private func circumstance(_ name: String) -> Circumstance {
        switch name {
        case "underlyingHalted": .underlyingHalted
        case "openRestricted": .openRestricted
        case "positionLimit": .positionLimit
        default: .declared(name)
        }
    }

    /// Without a number its price is its name: a second one there takes its place.
    private func order(_ fields: Fields) throws(SettingsError) -> OwnOrder {
        let price = try fields["price"].price()
        let number = try fields.optional("number")?.integer(1...1_000_000_000)
        let side = try fields["side"].oneOf([("buy", Side.bid), ("sell", .ask)])
        return OwnOrder(
            id: OrderID(UInt64(number ?? price.ticks)), side: side, price: price,
            remaining: try size(fields["size"]))
    }

    /// A side that is not given is empty.
    private func top(_ fields: Fields) throws(SettingsError) -> BookTop {
        let bid = try fields.optional("bid")?.price()
        let ask = try fields.optional("ask")?.price()
        return BookTop(
            bid: bid ?? .zero, bidQuantity: Quantity(contracts: bid == nil ? 0 : 1),
            ask: ask ?? .zero, askQuantity: Quantity(contracts: ask == nil ? 0 : 1))
    }
}
