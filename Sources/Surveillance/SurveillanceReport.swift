/// A day's surveillance: alerts by time, the figures they rest on, the forecast of excess fees.
public struct SurveillanceReport: Hashable, Sendable {
    public let alerts: [Alert]
    public let figures: [FlowFigure]
    public let fees: [FeeForecast]
    /// Rows left out because their numbers cannot be.
    public let unusable: Int

    /// The gravest level among the alerts; nil without any.
    public var worst: AlertLevel? { alerts.map(\.level).max() }
}
