public import Market

/// How a scenario's exchange differs from the regular Shanghai one; the default differs in nothing.
public struct ScenarioExchange: Sendable, Equatable {
    public var circuitBreaker: CircuitBreaker? = .shanghai
    /// When nobody may take anything off.
    public var noCancel: [CancelForbiddenSpan] = [.lastMinute]
    public var quotes = QuoteTerms.sse
    public var acceptsAmend = false
    public var messagesPerSecondMax: Int?
    public var cancelsOnDisconnect = true
    public var cancelDelay = TimeSpan.zero
    public var account: AccountTerms?

    public init() {}
}

extension Scenario {
    /// The exchange's configuration with what the scenario says of it.
    public func configured(_ configuration: ExchangeConfiguration) -> ExchangeConfiguration {
        var configuration = configuration
        configuration.circuitBreaker = exchange.circuitBreaker
        configuration.cancelForbidden = exchange.noCancel
        configuration.quotes = exchange.quotes
        configuration.acceptsAmend = exchange.acceptsAmend
        configuration.messagesPerSecondMax = exchange.messagesPerSecondMax
        configuration.cancelsOnDisconnect = exchange.cancelsOnDisconnect
        configuration.cancelDelay = exchange.cancelDelay
        configuration.account = exchange.account
        configuration.actions = actions
        return configuration
    }
}
