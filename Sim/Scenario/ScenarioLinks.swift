public import Market

/// How long messages are on the way between the desk and its exchange, where no real network is between them.
public struct ScenarioLinks: Sendable, Equatable {
    /// One way of one link: never less than `least`, and out in the order in which they went in.
    public struct Leg: Sendable, Equatable {
        public var least: TimeSpan
        /// Mean of what comes on top, exponential and seeded; zero is none.
        public var jitterMean: TimeSpan

        public init(least: TimeSpan, jitterMean: TimeSpan = .zero) {
            self.least = least
            self.jitterMean = jitterMean
        }
    }

    /// Market data to risk and quoter.
    public var feed = Leg(least: .microseconds(500))
    /// Instructions from risk to the exchange.
    public var order = Leg(least: .microseconds(200))
    /// Reports from the exchange to risk.
    public var response = Leg(least: .microseconds(200))

    public init() {}

    init(reading node: ScenarioNode) throws(ScenarioError) {
        let fields = try node.fields(optional: ["feed", "order", "response"])
        if let leg = fields.optional("feed") { feed = try Leg(reading: leg) }
        if let leg = fields.optional("order") { order = try Leg(reading: leg) }
        if let leg = fields.optional("response") { response = try Leg(reading: leg) }
    }
}

extension ScenarioLinks.Leg {
    init(reading node: ScenarioNode) throws(ScenarioError) {
        let fields = try node.fields("microseconds", optional: ["jitterMicroseconds"])
        least = .microseconds(try fields.integer("microseconds", 0...60_000_000))
        jitterMean = .zero
        if let jitter = fields.optional("jitterMicroseconds") {
            jitterMean = .microseconds(
                try jitter.decimal(in: 0...60_000_000, decimals: 0, unit: "microseconds"))
        }
    }
}
