public import Market

/// What one account, or one owner, did over the day; legs of quotes are counted one by one.
public struct FlowFigure: Hashable, Sendable {
    /// Owner's name, or `account 1`.
    public internal(set) var subject: String
    public let scope: SurveillanceRule.Scope
    public var entered: Int64 = 0
    public var cancelled: Int64 = 0
    /// Taken off by the exchange.
    public var removed: Int64 = 0
    public var rejected: Int64 = 0
    public var refused: Int64 = 0
    public var trades: Int64 = 0
    /// Contracts traded.
    public var traded: Int64 = 0
    /// Shares of underlyings traded, in hedges.
    public var shares: Int64 = 0
    /// Cancelled less than a second after they were entered.
    public var fastCancels: Int64 = 0
    /// Most messages in a rolling second, and when that second ended.
    public var peakRolling: Int64 = 0
    public var peakRollingTime = SessionTime(nanoseconds: 0)
    /// Most messages in a second of the clock, and which.
    public var peakCalendar: Int64 = 0
    public var peakCalendarTime = SessionTime(nanoseconds: 0)

    init(subject: String, scope: SurveillanceRule.Scope) {
        self.subject = subject
        self.scope = scope
    }

    /// Orders, cancels and rejected ones.
    public var messages: Int64 { entered + cancelled + rejected }
}

/// Adds the day's figures up, for each account and each owner.
struct FlowFigures: Sendable {
    fileprivate struct Meter: Sendable {
        var figure: FlowFigure
        var window = RollingWindow(length: .seconds(1))
        var second: Int64 = -1
        var inSecond: Int64 = 0
    }

    private var accounts: [Meter] = []
    private var owners: [Meter] = []

    mutating func take(_ event: FlowEvent, order: FlowEvent?, account: Int, owner: Int) {
        Self.take(event, order, at: account, in: &accounts, scope: .account)
        Self.take(event, order, at: owner, in: &owners, scope: .owner)
    }

    /// An account and its owner have a row, whatever they do.
    mutating func know(account: Int, owner: Int) {
        Self.grow(&accounts, to: account, .account)
        Self.grow(&owners, to: owner, .owner)
    }

    private static func grow(
        _ meters: inout [Meter], to index: Int, _ scope: SurveillanceRule.Scope
    ) {
        while meters.count <= index {
            meters.append(Meter(figure: FlowFigure(subject: "", scope: scope)))
        }
    }

    func rows(_ subjects: Subjects) -> [FlowFigure] {
        func named(_ meters: [Meter], _ scope: SurveillanceRule.Scope) -> [FlowFigure] {
            meters.enumerated().map { index, meter in
                var figure = meter.figure
                figure.subject = subjects.name(index, scope)
                return figure
            }
        }
        return named(accounts, .account) + named(owners, .owner)
    }

    private static func take(
        _ event: FlowEvent, _ order: FlowEvent?, at index: Int, in meters: inout [Meter],
        scope: SurveillanceRule.Scope
    ) {
        grow(&meters, to: index, scope)
        switch event.kind {
        case .entered: meters[index].figure.entered += 1
        case .cancelled:
            meters[index].figure.cancelled += 1
            if let order, event.time - order.time < .seconds(1) {
                meters[index].figure.fastCancels += 1
            }
        case .removed: meters[index].figure.removed += 1
        case .rejected: meters[index].figure.rejected += 1
        case .refused: meters[index].figure.refused += 1
        case .traded:
            meters[index].figure.trades += 1
            if event.log == .shares {
                meters[index].figure.shares += Int64(event.quantity.contracts)
            } else {
                meters[index].figure.traded += Int64(event.quantity.contracts)
            }
        case .publicTrade, .mark, .underlyingMark: return
        }
        if FlowCount.messages.counts(event.kind) { meters[index].count(event) }
    }
}

extension FlowFigures.Meter {
    fileprivate mutating func count(_ event: FlowEvent) {
        window.advance(to: event.time)
        window.append(event)
        if Int64(window.count) > figure.peakRolling {
            figure.peakRolling = Int64(window.count)
            figure.peakRollingTime = event.time
        }
        let now = event.time.nanoseconds / 1_000_000_000
        inSecond = now == second ? inSecond + 1 : 1
        second = now
        if inSecond > figure.peakCalendar {
            figure.peakCalendar = inSecond
            figure.peakCalendarTime = SessionTime(nanoseconds: now * 1_000_000_000)
        }
    }
}
