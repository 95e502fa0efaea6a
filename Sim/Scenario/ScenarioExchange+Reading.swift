import Market
import Yams

extension ScenarioExchange {
    init(reading node: ScenarioNode) throws(ScenarioError) {
        self.init()
        let fields = try node.fields(
            optional: [
                "circuitBreaker", "noCancel", "quotes", "acceptsAmend", "messagesPerSecondMax",
                "cancelOnDisconnect", "account",
            ])
        if let breaker = fields.optional("circuitBreaker") {
            circuitBreaker = try CircuitBreaker.reading(breaker)
        }
        if let spans = fields.optional("noCancel") {
            noCancel = []
            for span in try spans.list(count: 0...10, of: "spans") {
                noCancel.append(try span.cancelForbiddenSpan())
            }
        }
        if let venue = fields.optional("quotes") {
            let names = QuoteTerms.venues.map(\.name)
            let name = try venue.text(accepted: names.joined(separator: ", ")) {
                names.contains($0)
            }
            quotes = QuoteTerms.venues.first { $0.name == name }?.terms ?? .sse
        }
        if let amend = fields.optional("acceptsAmend") { acceptsAmend = try amend.flag() }
        if let most = fields.optional("messagesPerSecondMax") {
            messagesPerSecondMax = Int(
                try most.decimal(in: 1...1_000_000, decimals: 0, unit: "messages"))
        }
        if let disconnect = fields.optional("cancelOnDisconnect") {
            try readDisconnect(disconnect)
        }
        if let account = fields.optional("account") {
            self.account = try AccountTerms(reading: account)
        }
    }

    private mutating func readDisconnect(_ node: ScenarioNode) throws(ScenarioError) {
        let text = try node.text(accepted: "on, off, or seconds to wait from 1 to 3600") {
            $0 == "on" || $0 == "off" || Int64($0).map { (1...3_600).contains($0) } ?? false
        }
        cancelsOnDisconnect = text != "off"
        cancelDelay = .seconds(Int64(text) ?? 0)
    }
}

extension CircuitBreaker {
    fileprivate static func reading(_ node: ScenarioNode) throws(ScenarioError) -> CircuitBreaker? {
        if case .scalar(_) = node.node {
            _ = try node.text(accepted: "off, or a mapping") { $0 == "off" }
            return nil
        }
        let fields = try node.fields(
            optional: ["percent", "ticks", "seconds", "atBreak", "atClose"])
        var breaker = CircuitBreaker.shanghai
        if let percent = fields.optional("percent") {
            breaker.percentMin = try percent.decimal(in: 1...1_000, decimals: 0, unit: "%")
        }
        if let ticks = fields.optional("ticks") {
            breaker.ticksMin = try ticks.decimal(in: 1...1_000_000, decimals: 0, unit: "ticks")
        }
        if let seconds = fields.optional("seconds") {
            breaker.duration = .seconds(try seconds.decimal(in: 1...3_600, decimals: 0, unit: "s"))
        }
        if let edge = fields.optional("atBreak") {
            breaker.atBreak = try edge.choice(AtBreak.self)
        }
        if let edge = fields.optional("atClose") {
            breaker.atClose = try edge.choice(AtClose.self)
        }
        return breaker
    }
}

extension AccountTerms {
    fileprivate init(reading node: ScenarioNode) throws(ScenarioError) {
        self.init()
        let fields = try node.fields(
            optional: [
                "checksHoldings", "longMax", "totalMax", "purchasesMax", "fundsYuan", "shares",
            ])
        func count(_ key: String) throws(ScenarioError) -> Int64? {
            guard let node = fields.optional(key) else { return nil }
            return try node.decimal(in: 0...1_000_000_000, decimals: 0, unit: "")
        }
        if let checks = fields.optional("checksHoldings") { checksHoldings = try checks.flag() }
        longMax = try count("longMax")
        totalMax = try count("totalMax")
        purchasesMax = try count("purchasesMax")
        funds = try count("fundsYuan").map { Money(yuan: $0) }
        shares = try count("shares") ?? 0
    }
}

extension ScenarioNode {
    func flag() throws(ScenarioError) -> Bool {
        try text(accepted: "true, false") { $0 == "true" || $0 == "false" } == "true"
    }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _: Choice.Type
    ) throws(ScenarioError) -> Choice where Choice.RawValue == String {
        let names = Choice.allCases.map(\.rawValue)
        let name = try text(accepted: names.joined(separator: ", ")) { names.contains($0) }
        guard let choice = Choice(rawValue: name) else {
            preconditionFailure("a name of the list is no case")
        }
        return choice
    }

    /// `"10:00:00"`, to the millisecond `"10:00:00.500"`.
    func time() throws(ScenarioError) -> SessionTime {
        let accepted = "a time HH:MM or HH:MM:SS, with .mmm or without, in quotes"
        let text = try text(accepted: accepted) { ScenarioNode.time($0) != nil }
        return ScenarioNode.time(text) ?? SessionTime(nanoseconds: 0)
    }

    func cancelForbiddenSpan() throws(ScenarioError) -> CancelForbiddenSpan {
        let accepted = "a span HH:MM-HH:MM in quotes, start before end"
        func span(_ text: String) -> CancelForbiddenSpan? {
            let ends = text.split(separator: "-", omittingEmptySubsequences: false)
            guard ends.count == 2, let start = ScenarioNode.time(String(ends[0])),
                let end = ScenarioNode.time(String(ends[1])), start < end
            else { return nil }
            return CancelForbiddenSpan(start: start, end: end)
        }
        let text = try text(accepted: accepted) { span($0) != nil }
        return span(text) ?? .lastMinute
    }

    private static func time(_ text: String) -> SessionTime? {
        let halves = text.split(separator: ".", omittingEmptySubsequences: false)
        let parts = halves[0].split(separator: ":", omittingEmptySubsequences: false)
        func number(_ text: Substring, digits: Int, most: Int) -> Int? {
            guard text.utf8.count == digits,
                text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                let value = Int(text), value <= most
            else { return nil }
            return value
        }
        guard (2...3).contains(parts.count), halves.count <= 2,
            let hour = number(parts[0], digits: 2, most: 23),
            let minute = number(parts[1], digits: 2, most: 59),
            let second = parts.count == 3 ? number(parts[2], digits: 2, most: 59) : 0,
            let part = halves.count == 2 ? number(halves[1], digits: 3, most: 999) : 0
        else { return nil }
        return SessionTime(hour: hour, minute: minute, second: second, milliseconds: part)
    }
}
