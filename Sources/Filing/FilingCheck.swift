public import Market

/// What runs, or is about to: the live side of a filing.
public struct LiveFacts: Hashable, Sendable {
    public var day: TradingDay
    public var participant: UInt16
    public var strategy: String
    public var softwareName: String
    public var softwareVersion: String
    /// Limits that are enforced; nil = none set, and nothing is let through.
    public var messagesPerSecondMax: Int64?
    public var messagesPerDayMax: Int64?
    public var fundsYuan: Int64?

    public init(
        day: TradingDay, participant: UInt16, strategy: String, softwareName: String,
        softwareVersion: String, messagesPerSecondMax: Int64?, messagesPerDayMax: Int64?,
        fundsYuan: Int64?
    ) {
        self.day = day
        self.participant = participant
        self.strategy = strategy
        self.softwareName = softwareName
        self.softwareVersion = softwareVersion
        self.messagesPerSecondMax = messagesPerSecondMax
        self.messagesPerDayMax = messagesPerDayMax
        self.fundsYuan = fundsYuan
    }
}

/// The material changes of seed 001 art. 10, by their number there.
public enum MaterialChange: Int, Sendable, CaseIterable, Comparable {
    case funds = 1
    case leverage, contacts, rates, strategy, software, stopped, other

    /// `art. 10(4)`.
    public var basis: String { "seed 001 art. 10(\(rawValue))" }

    /// Bodies of art. 34 para. 2 report these by the quarter.
    public var isOfFunds: Bool { self == .funds || self == .leverage }

    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// One point in which a filing and what runs do not agree.
public struct FilingFinding: Hashable, Sendable {
    /// `trading/ordersPerSecondMax`, or `state`.
    public let path: String
    public let problem: String
    public let declared: String
    public let live: String
    /// The change that has to be reported; nil where the document itself is not in force.
    public let change: MaterialChange?
    /// Whether quoting may not begin because of it.
    public let isBlocking: Bool
}

/// Holds a filing against what runs.
public enum FilingCheck {
    /// Trading days without an objection that confirm a filing at SHFE, and by which it is filed ahead
    /// (seed 003 art. 6, 10).
    public static let daysWithoutObjection = 3

    /// Everything that does not agree, the document's own state first.
    public static func findings(
        _ filing: Filing, against live: LiveFacts,
        terms: FilingTerms = FilingTerms()
    ) -> [FilingFinding] {
        var found = standing(filing, on: live.day)
        func add(
            _ path: String, _ problem: String, _ declared: String, _ live: String,
            _ change: MaterialChange, blocks: Bool = true
        ) {
            found.append(
                FilingFinding(
                    path: path, problem: problem, declared: declared, live: live, change: change,
                    isBlocking: blocks))
        }
        if !filing.participants.contains(live.participant) {
            add(
                "account/participants", "account is not filed",
                filing.participants.map(String.init).joined(separator: " "),
                String(live.participant), .other)
        }
        if !filing.strategies.contains(live.strategy) {
            add(
                "trading/strategies", "strategy is not declared",
                filing.strategies.joined(separator: " "), live.strategy, .strategy)
        }
        let rates = [
            ("trading/ordersPerSecondMax", filing.ordersPerSecondMax, live.messagesPerSecondMax),
            ("trading/ordersPerDayMax", filing.ordersPerDayMax, live.messagesPerDayMax),
        ]
        for (path, declared, limit) in rates {
            guard let limit, limit > declared else { continue }
            add(path, "limit above the declared maximum", String(declared), String(limit), .rates)
        }
        if filing.softwareName != live.softwareName
            || filing.softwareVersion != live.softwareVersion
        {
            add(
                "software", "another program than declared",
                "\(filing.softwareName) \(filing.softwareVersion)",
                "\(live.softwareName) \(live.softwareVersion)", .software)
        }
        if let funds = live.fundsYuan, terms.isEvident(from: filing.fundsYuan, to: funds) {
            // To be reported in time; it does not make what was filed wrong from one day to the next.
            add(
                "funds/sizeYuan", "funds evidently changed", String(filing.fundsYuan),
                String(funds), .funds, blocks: false)
        }
        return found
    }

    /// Whether the document itself allows trading on a day.
    private static func standing(
        _ filing: Filing, on day: TradingDay
    ) -> [FilingFinding] {
        func finding(_ path: String, _ problem: String, _ declared: String) -> FilingFinding {
            FilingFinding(
                path: path, problem: problem, declared: declared, live: "\(day)", change: nil,
                isBlocking: true)
        }
        let calendar = filing.calendar
        var found: [FilingFinding] = []
        switch (filing.state, filing.authority) {
        case (.draft, _): found.append(finding("state", "not sent", "draft"))
        case (.sent(let sent), .sse):
            found.append(finding("state", "not confirmed by the exchange", "sent \(sent)"))
        case (.sent(let sent), .shfe):
            let passed = calendar.tradingDays(after: sent, through: day)
            if passed < daysWithoutObjection {
                found.append(
                    finding(
                        "state",
                        "\(passed) of \(daysWithoutObjection) trading days without "
                            + "objection have passed", "sent \(sent)"))
            }
        case (.confirmed(_, let confirmed, _), _):
            if confirmed > day {
                found.append(finding("confirmedOn", "confirmed later", "\(confirmed)"))
            }
        }
        if filing.effectiveFrom > day {
            found.append(finding("effectiveFrom", "not in force yet", "\(filing.effectiveFrom)"))
        }
        if filing.authority == .shfe, let sent = filing.sentOn {
            let earliest = calendar.tradingDay(daysWithoutObjection, after: sent)
            if filing.effectiveFrom < earliest {
                found.append(
                    finding(
                        "effectiveFrom",
                        "filed less than 3 trading days ahead; earliest "
                            + "\(earliest)", "\(filing.effectiveFrom)"))
            }
        }
        if filing.purpose == .stop {
            found.append(
                FilingFinding(
                    path: "purpose", problem: "programme trading was reported as stopped",
                    declared: "stop", live: "quoting", change: .stopped, isBlocking: true))
        }
        return found
    }
}

extension Filing {
    /// The day it was sent; nil for a draft.
    public var sentOn: TradingDay? {
        switch state {
        case .draft: nil
        case .sent(let day), .confirmed(let day, _, _): day
        }
    }
}
