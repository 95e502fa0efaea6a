/// What one allocator may give out: of all rates and counts that bind the account, the smallest.
struct MessageAllowance: Sendable, Equatable {
    /// Messages in any rolling second; nil when no limit was set.
    let perSecond: Int64?
    /// Messages of the day that quotes may use; nil when no limit was set.
    let perDay: Int64?

    init(_ limits: RiskLimits, _ terms: RiskTerms) {
        let second = terms.identificationPerSecond - 1
        let day = terms.identificationPerDay - 1
        perSecond = Self.least(
            limits.messagesPerSecondMax,
            [
                limits.gatewayMessagesPerSecondMax, limits.declaredMessagesPerSecondMax,
                limits.staysBelowIdentification ? second : nil,
            ])
        perDay = Self.least(
            limits.messagesPerDayMax,
            [limits.declaredMessagesPerDayMax, limits.staysBelowIdentification ? day : nil])
    }

    /// The desk's own limit has to be set; the others narrow it where they are.
    private static func least(_ own: Int64?, _ others: [Int64?]) -> Int64? {
        own.map { others.reduce($0) { min($0, $1 ?? $0) } }
    }
}
