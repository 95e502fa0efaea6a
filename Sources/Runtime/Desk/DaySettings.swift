import Obligations
import Quoter
package import StrategyKit

/// What a person chooses about a day or a backtest.
public struct DaySettings: Sendable {
    public enum Transport: Sendable, Equatable {
        case ipc
        case tcp(base: Int)
    }

    public var scenario = "regular-day"
    public var seed: UInt64 = 1
    public var rules = "sse-dev"
    public var strategy = "inventory-skew"
    public var strategyParameters: [(key: String, value: String)] = []
    /// Underlyings the desk's own quoter quotes; nil = all, empty = none. Others are left to outside quoters.
    public var quotes: [String]?
    public var speed: Int64 = 360
    public var transport = Transport.ipc
    /// Run folder; nil = `runs/<kind>-<seed>-<n>`, the first free one.
    public var out: String?
    /// File with the month's sums so far (`obligato month … --so-far`); nil = the day stands alone.
    public var monthSoFar: String?
    /// File with declared circumstances; nil = none.
    public var circumstancesFile: String?
    public var isQuiet = false
    /// File with the secret key that signs the record; nil seals it unsigned.
    public var sealKey: String?
    /// Run folder of the trading day before; nil = the latest one beside the run folder.
    public var previousDay: String?
    /// Programme-trading filing that the day rests on; nil = development mode.
    public var filing: String?
    /// Rules by which the day's own flow is watched; nil = those that come with the program.
    public var surveillance: String?
    /// How the delta is hedged; nil is not at all.
    public var hedge: HedgeSettings?
    /// File with the limits to begin with (`obligato limits export`); nil = the bundled ones.
    public var limitsFile: String?
    /// The same, read.
    var limits: LimitSettings?
    /// Certificate of the strategy (`obligato certify`); nil = none is claimed.
    public var certificate: String?
    /// Says nothing at all: somebody else tells the figures.
    public var isSilent = false

    /// A backtest's figures and curves as JSON, and its page; nil = none.
    public var figuresFile: String?
    public var htmlFile: String?

    /// Needs that are alerted when crossed upward, rising, as text: `0.5,0.8`; nil = the defaults.
    public var alertNeeds: String?
    /// The same, read.
    var alertRatios = SlackAlarm.ratiosByDefault
    var circumstances: [DeclaredCircumstance] = []
    /// The volatilities the quoter prices with: `curve`, `svi` or `wing`; nil = `curve`.
    public var surfaceModel: String?
    /// The same, read.
    var surface = SurfaceTuning()
    /// A backtest holds theoretical values against what the simulated public thinks, and says how far they are off.
    public var measuresTruth = false
    /// A strategy outside the catalog, whose name `strategy` is: certification of what nobody should run.
    package var visitor: StrategyEntry?

    public init() {}
}

/// Whether what was run holds together.
public struct RunOutcome: Sendable {
    public let holds: Bool
    public let folder: String
}

/// Figures or records that do not agree: exit code 1, not 2.
public struct FigureMismatch: Error, CustomStringConvertible {
    public let description: String
}

/// The product's version, in every record.
public enum Version {
    public static let text = "0.1.0"
}
