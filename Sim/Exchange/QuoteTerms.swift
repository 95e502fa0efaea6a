/// How a venue takes two-sided quotes: the matrix of obligation-rules §3.6 as settings.
public struct QuoteTerms: Hashable, Sendable {
    /// A new quote takes the standing one off in the same step; else the standing one must be withdrawn first.
    public var replacesStanding: Bool
    /// A rejected replacement leaves the standing quote alone; else it takes it off too.
    public var rejectionKeepsStanding: Bool
    /// One quantity may be 0.
    public var acceptsOneSided: Bool
    /// Both quantities may differ.
    public var acceptsUnequal: Bool
    /// A single leg may be cancelled by its order number.
    public var cancelsOneLeg: Bool
    /// Where a request is open, a quote must carry its number.
    public var wantsRequestNumber: Bool

    public init(
        replacesStanding: Bool = true, rejectionKeepsStanding: Bool = true,
        acceptsOneSided: Bool = false, acceptsUnequal: Bool = true, cancelsOneLeg: Bool = false,
        wantsRequestNumber: Bool = false
    ) {
        self.replacesStanding = replacesStanding
        self.rejectionKeepsStanding = rejectionKeepsStanding
        self.acceptsOneSided = acceptsOneSided
        self.acceptsUnequal = acceptsUnequal
        self.cancelsOneLeg = cancelsOneLeg
        self.wantsRequestNumber = wantsRequestNumber
    }

    /// Shanghai's options; one-sided quotes and the cancel of one leg are not known there.
    public static let sse = QuoteTerms()
    public static let cffex = QuoteTerms()
    public static let dce = QuoteTerms(
        replacesStanding: false, acceptsOneSided: true, cancelsOneLeg: true,
        wantsRequestNumber: true)
    /// Also SHFE without its request numbers; see `shfe`.
    public static let czce = QuoteTerms(acceptsUnequal: false, wantsRequestNumber: true)
    public static let shfe = QuoteTerms(acceptsUnequal: false)

    /// The venues by the name a scenario gives them.
    public static let venues: [(name: String, terms: QuoteTerms)] = [
        ("sse", .sse), ("cffex", .cffex), ("dce", .dce), ("czce", .czce), ("shfe", .shfe),
    ]
}
