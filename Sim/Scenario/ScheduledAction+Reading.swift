import Market

extension ExchangeAction.Kind {
    /// The name in a scenario and on the command line.
    public var name: String { String(describing: self) }

    /// The names of what a venue does by its rules, or of the faults.
    public static func names(areFaults: Bool) -> [String] {
        allCases.filter { $0.isFault == areFaults }.map(\.name)
    }

    public init?(named name: String) {
        guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }
}

extension ScheduledAction {
    init(
        reading node: ScenarioNode, areFaults: Bool, in directory: InstrumentDirectory
    ) throws(ScenarioError) {
        let fields = try node.fields(
            "at", "kind",
            optional: [
                "underlying", "contract", "participant", "seconds", "count", "side", "effect",
                "price", "execution",
            ])
        let names = ExchangeAction.Kind.names(areFaults: areFaults)
        let name = try fields["kind"].text(accepted: names.joined(separator: ", ")) {
            names.contains($0)
        }
        var action = ExchangeAction(ExchangeAction.Kind(named: name) ?? .resume)
        action.scope = try Self.scope(fields, node, in: directory)
        if let number = fields.optional("participant") {
            action.participant = ParticipantID(
                UInt16(try number.decimal(in: 1...63, decimals: 0, unit: "")))
        }
        if let seconds = fields.optional("seconds") {
            action.duration = .milliseconds(
                try seconds.decimal(in: 0...86_400_000, decimals: 3, unit: "s"))
        }
        if let count = fields.optional("count") {
            action.count = Int32(try count.decimal(in: 0...1_000_000, decimals: 0, unit: ""))
        }
        if let side = fields.optional("side") {
            let side = try side.text(accepted: "buy, sell") { $0 == "buy" || $0 == "sell" }
            action.side = side == "buy" ? .bid : .ask
        }
        if let effect = fields.optional("effect") {
            let effect = try effect.text(accepted: "open, close") {
                $0 == "open" || $0 == "close"
            }
            action.effect = effect == "open" ? .open : .close
        }
        if let price = fields.optional("price") {
            action.price = Price(
                ticks: try price.decimal(in: 1...100_000_000, decimals: 4, unit: "yuan"))
        }
        if let execution = fields.optional("execution") {
            action.execution = UInt64(try execution.decimal(in: 1...(.max), decimals: 0, unit: ""))
        }
        self.init(at: try fields["at"].time(), action)
    }

    private static func scope(
        _ fields: ScenarioFields, _ node: ScenarioNode, in directory: InstrumentDirectory
    ) throws(ScenarioError) -> ExchangeAction.Scope {
        switch (fields.optional("underlying"), fields.optional("contract")) {
        case (nil, nil): return .all
        case (let underlying?, nil):
            let codes = directory.underlyings.map(\.code)
            let code = try underlying.text(accepted: codes.joined(separator: ", ")) {
                codes.contains($0)
            }
            return directory.underlyings.first { $0.code == code }.map { .underlying($0.index) }
                ?? .all
        case (nil, let contract?):
            let name = try contract.text(accepted: "a contract listed on the day, by either code") {
                directory.contract(named: $0) != nil
            }
            return directory.contract(named: name).map { .contract($0.index) } ?? .all
        case (.some, .some):
            throw node.problem(
                "an underlying and a contract", accepted: "one of them, or neither for everything")
        }
    }
}
