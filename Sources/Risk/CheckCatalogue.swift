public import Wire

/// Every check of this room as it describes itself, in the order in which they are asked: for a page, a terminal, an audit.
public enum CheckCatalogue {
    public static var abouts: [CheckAbout] {
        first.map { $0.about } + DropInChecks.abouts + last.map { $0.about }
    }

    /// The rule a refusal comes from; nil for a code no check uses.
    public static func rule(of code: RefusalCode) -> String? {
        if code == .noLimitSet { return "P27.2c" }
        return states[code] ?? abouts.last { $0.codes.first == code }?.rule
            ?? abouts.first { $0.codes.contains(code) }?.rule
    }

    /// Refused by the gate's own state, not by a check of the quote.
    private static let states: [RefusalCode: String] = [
        .killed: "P27.3a", .paused: "P27.3b", .halted: "P21.3", .reducingOnly: "P21.3",
        .isolated: "P27.3c", .protection: "F38", .exchangeDown: "H18.4", .dayEnded: "Z24c",
        .hedgeQuantityLimit: "B3.8", .hedgeValueLimit: "B3.8", .hedgePositionLimit: "B3.8",
        .insufficientShares: "B3.8", .heldForReview: "H27b", .reviewExpired: "H27b",
    ]

    private static let first: [any RiskCheck.Type] = [
        QuoterSessionCheck.self,
        ContractScopeCheck.self,
        FiledAccountCheck.self,
        CommandAgeCheck.self,
        QuoteNumberCheck.self,
        VenueRestrictionCheck.self,
        AccountSwitchCheck.self,
        PermissionCheck.self,
        OpeningListCheck.self,
        ClearingReserveCheck.self,
        PhaseCheck.self,
        TwoSidedCheck.self,
        PriceCheck.self,
        MaximumSpreadCheck.self,
        QuantityCheck.self,
        RequestCheck.self,
        HoldTimeCheck.self,
        HoldReplacementCheck.self,
        InFlightCheck.self,
        OrderKindCheck.self,
        OpenOrdersCheck.self,
        RepeatedCancelCheck.self,
    ]

    private static let last: [any RiskCheck.Type] = [
        ClosingQuantityCheck.self,
        PositionLimitCheck.self,
        DirectionLimitCheck.self,
        TotalPositionCheck.self,
        PurchaseLimitCheck.self,
        FundsCheck.self,
        MessageRateCheck.self,
        DailyMessageCheck.self,
    ]
}
