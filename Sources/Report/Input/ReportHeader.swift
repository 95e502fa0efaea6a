public import Market

/// Which day, made by what, under which rules.
public struct ReportHeader: Hashable, Sendable {
    public var tradingDay: TradingDay
    public var scenario: String
    public var seed: UInt64
    /// Session time per wall time in hundredths: 6 000 is 60×; 0 is a virtual clock, as fast as possible.
    public var speedHundredths: Int64
    public var rulePack: RulePackLabel
    public var softwareVersion: String
    public var configurationHash: String
    /// What a reader must know before trusting the figures ("stopped at 10:41", "journal gap").
    public var notes: [String]

    public init(
        tradingDay: TradingDay, scenario: String, seed: UInt64, speedHundredths: Int64,
        rulePack: RulePackLabel, softwareVersion: String, configurationHash: String,
        notes: [String] = []
    ) {
        self.tradingDay = tradingDay
        self.scenario = scenario
        self.seed = seed
        self.speedHundredths = speedHundredths
        self.rulePack = rulePack
        self.softwareVersion = softwareVersion
        self.configurationHash = configurationHash
        self.notes = notes
    }
}

/// The rule pack the day was judged by.
public struct RulePackLabel: Hashable, Sendable {
    public var id: String
    public var version: String
    /// False for a pack that no exchange published (a development pack).
    public var isReal: Bool
    /// Every value whose provenance is not the rule itself.
    public var placeholders: [Placeholder]

    public init(id: String, version: String, isReal: Bool, placeholders: [Placeholder]) {
        self.id = id
        self.version = version
        self.isReal = isReal
        self.placeholders = placeholders
    }
}

/// A rule value that stands in for one nobody has confirmed (provenance M, K or X).
public struct Placeholder: Hashable, Sendable {
    /// Where it stands in the pack, `rules.participation.threshold`.
    public var path: String
    /// The value as written in the pack.
    public var value: String
    /// Provenance letter: `M` from memory, `K` from someone's code, `X` invented for development.
    public var tag: String
    public var source: String

    public init(path: String, value: String, tag: String, source: String) {
        self.path = path
        self.value = value
        self.tag = tag
        self.source = source
    }
}
