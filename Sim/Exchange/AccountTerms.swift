public import Market

/// What the exchange and clearing check of a member's account (SSE-TR-07, SSE-TR-08); nothing unless set.
public struct AccountTerms: Hashable, Sendable {
    /// Whether more may be closed than is held.
    public var checksHoldings: Bool
    /// Most contracts long on one underlying, what rests to open included (权利仓).
    public var longMax: Int64?
    /// Most contracts long and short on one underlying, what rests to open included (总持仓).
    public var totalMax: Int64?
    /// Most contracts bought to open on one underlying in a day (单日买入开仓).
    public var purchasesMax: Int64?
    /// Money at the day's start; premium and margin may not exceed it.
    public var funds: Money?
    public var margin: ShanghaiMargin
    /// ETF shares on each underlying that the account holds unlocked at the start.
    public var shares: Int64

    public init(
        checksHoldings: Bool = true, longMax: Int64? = nil, totalMax: Int64? = nil,
        purchasesMax: Int64? = nil, funds: Money? = nil, margin: ShanghaiMargin = ShanghaiMargin(),
        shares: Int64 = 0
    ) {
        precondition(
            [longMax, totalMax, purchasesMax, shares].allSatisfy { ($0 ?? 0) >= 0 }
                && (funds ?? .zero) >= .zero, "limits are not negative")
        self.checksHoldings = checksHoldings
        self.longMax = longMax
        self.totalMax = totalMax
        self.purchasesMax = purchasesMax
        self.funds = funds
        self.margin = margin
        self.shares = shares
    }
}

/// When non-trade instructions are taken (SSE-TR-02): `start ..< end` each.
public struct InstructionWindows: Hashable, Sendable {
    public struct Span: Hashable, Sendable {
        public let start: SessionTime
        public let end: SessionTime

        public init(start: SessionTime, end: SessionTime) {
            self.start = start
            self.end = end
        }
    }

    public var spans: [Span]

    public init(spans: [Span]) { self.spans = spans }

    /// 09:15–09:25, 09:30–11:30, 13:00–15:30 (the exercise orders' times).
    public static let shanghai = InstructionWindows(spans: [
        Span(start: SessionTime(hour: 9, minute: 15), end: SessionTime(hour: 9, minute: 25)),
        Span(start: SessionTime(hour: 9, minute: 30), end: SessionTime(hour: 11, minute: 30)),
        Span(start: SessionTime(hour: 13, minute: 0), end: SessionTime(hour: 15, minute: 30)),
    ])

    func contains(_ time: SessionTime) -> Bool {
        spans.contains { time >= $0.start && time < $0.end }
    }
}
