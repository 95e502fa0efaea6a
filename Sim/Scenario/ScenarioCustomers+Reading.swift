extension ScenarioCustomers {
    init(reading node: ScenarioNode) throws(ScenarioError) {
        let fields = try node.fields(
            "seasonality", "volatility", "liquidity", "limitOrders", "uninformed", "informed",
            "requests", optional: ["impact"])
        seasonality = try fields.number("seasonality", 0...1)
        volatility = try VolatilityHabits(reading: fields["volatility"])
        liquidity = try LiquidityHabits(reading: fields["liquidity"])
        limitOrders = try LimitOrderHabits(reading: fields["limitOrders"])
        uninformed = try UninformedHabits(reading: fields["uninformed"])
        informed = try InformedHabits(reading: fields["informed"])
        requests = try RequestHabits(reading: fields["requests"])
        if let node = fields.optional("impact") { impact = try ImpactHabits.reading(node) }
    }
}

extension VolatilityHabits {
    init(reading node: ScenarioNode) throws(ScenarioError) {
        let fields = try node.fields("deviation", "reversionsPerDay")
        deviation = try fields.number("deviation", 0...0.5)
        reversionsPerDay = try fields.number("reversionsPerDay", 0...100)
    }
}

extension LiquidityHabits {
    init(reading node: ScenarioNode) throws(ScenarioError) {
        let fields = try node.fields(
            "spreadShare", "spreadTicksMin", "noiseShare", "reactionMilliseconds",
            "refreshSecondsMin", "refreshSecondsMax", "quantityMean")
        spreadShare = try fields.number("spreadShare", 0.001...1)
        spreadTicksMin = Int(try fields.integer("spreadTicksMin", 1...1_000))
        noiseShare = try fields.number("noiseShare", 0...2)
        reactionMilliseconds = try fields.number("reactionMilliseconds", 0...60_000)
        refreshSecondsMin = try fields.number("refreshSecondsMin", 1...3_600)
        refreshSecondsMax = try fields.number("refreshSecondsMax", 1...7_200)
        quantityMean = try fields.number("quantityMean", 1...50)
        guard refreshSecondsMin <= refreshSecondsMax else {
            throw fields["refreshSecondsMax"].problem(
                "less than refreshSecondsMin", accepted: "refreshSecondsMin or more")
        }
    }
}

extension LimitOrderHabits {
    init(reading node: ScenarioNode) throws(ScenarioError) {
        let fields = try node.fields("perMinute", "lifeSeconds", "quantityMean")
        perMinute = try fields.number("perMinute", 0...6_000)
        lifeSeconds = try fields.number("lifeSeconds", 1...7_200)
        quantityMean = try fields.number("quantityMean", 1...50)
    }
}

extension UninformedHabits {
    init(reading node: ScenarioNode) throws(ScenarioError) {
        let fields = try node.fields("perMinute", "toleranceShare", "quantityMean")
        perMinute = try fields.number("perMinute", 0...6_000)
        toleranceShare = try fields.number("toleranceShare", 0...5)
        quantityMean = try fields.number("quantityMean", 1...50)
    }
}

extension InformedHabits {
    init(reading node: ScenarioNode) throws(ScenarioError) {
        let fields = try node.fields(
            "looksPerMinute", "lookAheadMilliseconds", "edgeTicksMin", "quantityMean")
        looksPerMinute = try fields.number("looksPerMinute", 0...6_000)
        lookAheadMilliseconds = Int(try fields.integer("lookAheadMilliseconds", 0...60_000))
        edgeTicksMin = Int(try fields.integer("edgeTicksMin", 1...10_000))
        quantityMean = try fields.number("quantityMean", 1...50)
    }
}

extension ImpactHabits {
    static func reading(_ node: ScenarioNode) throws(ScenarioError) -> ImpactHabits {
        let fields = try node.fields("spreadShare", "decaySeconds")
        return ImpactHabits(
            spreadShare: try fields.number("spreadShare", 0...1),
            decaySeconds: try fields.number("decaySeconds", 1...86_400))
    }
}

extension RequestHabits {
    init(reading node: ScenarioNode) throws(ScenarioError) {
        let fields = try node.fields("perHour", "quantityMean")
        perHour = try fields.number("perHour", 0...60_000)
        quantityMean = try fields.number("quantityMean", 1...50)
    }
}
