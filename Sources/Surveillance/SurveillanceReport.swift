/// A day's surveillance: alerts by time, the figures they rest on, the forecast of excess fees.
public struct SurveillanceReport: Hashable, Sendable {
    public let alerts: [Alert]
    /// The alerts as they came while the day ran; one that eased later is here and not in `alerts`.
    public let raised: [RaisedAlert]
    public let figures: [FlowFigure]
    public let fees: [FeeForecast]
    /// Rows left out because their numbers cannot be.
    public let unusable: Int

    /// The gravest level among the alerts; nil without any.
    public var worst: AlertLevel? { alerts.map(\.level).max() }
}
