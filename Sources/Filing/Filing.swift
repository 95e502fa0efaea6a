public import Market

/// One version of the programme-trading report: the fields of seed 001 art. 9 and 34, and of seed 003 art. 7.
public struct Filing: Hashable, Sendable {
    /// Whom it is filed with; the rules of confirmation and of deadlines differ.
    public enum Authority: String, Sendable, CaseIterable {
        /// Shanghai Stock Exchange: it confirms (seed 001 art. 8).
        case sse
        /// Shanghai Futures Exchange: three trading days without objection are a confirmation (seed 003 art. 10).
        case shfe
    }

    /// What the document does.
    public enum Purpose: String, Sendable, CaseIterable {
        case initial, change, stop
    }

    /// Where it stands; each state needs the days that prove it.
    public enum State: Hashable, Sendable {
        case draft
        case sent(on: TradingDay)
        case confirmed(sent: TradingDay, on: TradingDay, reference: String)
    }

    /// Grows with every version; never used twice.
    public let version: Int64
    public let authority: Authority
    public let purpose: Purpose
    public let state: State
    /// First day on which the declared values hold.
    public let effectiveFrom: TradingDay
    /// Participant numbers at the exchange that may trade by program.
    public let participants: [UInt16]
    public let fundsYuan: Int64
    public let leverageYuan: Int64
    public let ordersPerSecondMax: Int64
    public let ordersPerDayMax: Int64
    public let strategies: [String]
    public let softwareName: String
    public let softwareVersion: String
    /// Whether it is a body of art. 34 para. 2, which reports changes of funds by the quarter.
    public let splitsOrdersOnly: Bool
    /// Weekdays on which the exchange is closed, for deadlines.
    public let holidays: Set<TradingDay>
    /// Every declared value in the document's order.
    public let fields: [FilingField]

    public var calendar: FilingCalendar { FilingCalendar(holidays: holidays) }

    /// From these declared values on the trading is high-frequency and art. 34 asks for more.
    public static let highFrequencyPerSecond: Int64 = 300
    public static let highFrequencyPerDay: Int64 = 20_000
}

/// One declared value: its place in the document, its text, the article that asks for it.
public struct FilingField: Hashable, Sendable {
    /// `trading/ordersPerSecondMax`.
    public let path: String
    public let value: String
    public let basis: String

    public init(path: String, value: String, basis: String) {
        self.path = path
        self.value = value
        self.basis = basis
    }
}

/// What the exchange leaves open, as configuration.
public struct FilingTerms: Hashable, Sendable {
    /// Funds that differ by so many percent or more have evidently changed (明显变化; the number is not published).
    public var fundsChangePercent: Int64

    public init(fundsChangePercent: Int64 = 20) { self.fundsChangePercent = fundsChangePercent }

    /// Whether an amount evidently changed; from zero, any change is evident.
    public func isEvident(from old: Int64, to new: Int64) -> Bool {
        guard old != new else { return false }
        guard old > 0 else { return true }
        let (difference, overflow) = new.subtractingReportingOverflow(old)
        let change = difference.magnitude.multipliedReportingOverflow(by: 100)
        let bar = UInt64(old).multipliedReportingOverflow(by: UInt64(max(0, fundsChangePercent)))
        return overflow || change.overflow
            || !bar.overflow && change.partialValue >= bar.partialValue
    }
}
