public import Market

/// Market-maker protection: how much may trade against us in a window before an underlying's quotes come off (F38).
///
/// Counted as Eurex does, in contracts: volume = calls and puts bought and sold; delta = |(calls bought − calls sold) −
/// (puts bought − puts sold)|; vega = |bought − sold|; percentage = the sum of each fill's share of its quote, rounded up.
public struct ProtectionTerms: Hashable, Sendable {
    /// Rolling, by the exchange's time.
    public var window: TimeSpan
    /// Reached is triggered; nil is not held.
    public var volumeMax: Int64?
    public var deltaMax: Int64?
    public var vegaMax: Int64?
    public var percentMax: Int64?
    /// How long the underlying stays off; zero: until a person resets it.
    public var freeze: TimeSpan

    public init(
        window: TimeSpan = .seconds(1), volumeMax: Int64? = nil, deltaMax: Int64? = nil,
        vegaMax: Int64? = nil, percentMax: Int64? = nil, freeze: TimeSpan = .seconds(10)
    ) {
        self.window = window
        self.volumeMax = volumeMax
        self.deltaMax = deltaMax
        self.vegaMax = vegaMax
        self.percentMax = percentMax
        self.freeze = freeze
    }
}
