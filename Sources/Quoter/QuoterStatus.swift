public import Ledger

/// A quoter's figures at one moment.
public struct QuoterStatus: Hashable, Sendable {
    /// Contracts with both sides live at the exchange.
    public var liveQuotes = 0
    public var inFlight = 0
    public var fills: UInt64 = 0
    public var instructions: UInt64 = 0
    public var refusals: UInt64 = 0
    public var rejections: UInt64 = 0
    /// Entries of readable frames that were not applied: unknown contract, impossible price, repeated.
    public var ignoredEntries: UInt64 = 0
    /// Wishes that broke the terms and were not sent.
    public var wishesRefused: UInt64 = 0
    /// Requests for quote given up, each with a reason on record.
    public var requestsUnanswered: UInt64 = 0
    /// Fills that closed more than was held.
    public var unmatchedFills: UInt64 = 0
    /// Trades the exchange took back or corrected.
    public var tradesChanged: UInt64 = 0
    /// Holes seen in the market data stream.
    public var marketDataGaps: UInt64 = 0
    /// Orders in the underlyings, and their fills.
    public var hedgeOrders: UInt64 = 0
    public var hedgeFills: UInt64 = 0
    public var profitAndLoss = ProfitAndLossParts.zero
    public var cash = MicroYuan.zero
    public var markedValue = MicroYuan.zero
    /// Net delta over all underlyings, in shares.
    public var deltaShares = 0.0
    /// Net vega over all underlyings, in yuan per volatility point.
    public var vegaYuan = 0.0
    /// Long plus short, in contracts.
    public var grossContracts: Int64 = 0

    /// Fits of all underlyings; nil where the calibrated curve prices.
    public var surface: SurfaceStatus?

    public init() {}
}
