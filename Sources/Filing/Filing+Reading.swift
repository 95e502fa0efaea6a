public import Market
public import Settings

extension Filing {
    /// Reads a filing strictly: a missing, unknown or empty field is one error with its line.
    public static func load(yaml: String, file: String) throws(SettingsError) -> Filing {
        let root = try SettingsFile.load(yaml: yaml, file: file)
        let fields = try root.fields(
            required: [
                "schema", "version", "authority", "purpose", "state", "effectiveFrom", "account",
                "funds", "trading", "software", "contacts", "system",
            ], optional: ["sentOn", "confirmedOn", "confirmation", "highFrequency", "holidays"])
        _ = try fields.at("schema", in: root).integer(1...1)
        var form = FilingForm()
        try form.readAccount(try fields.at("account", in: root))
        try form.readFunds(try fields.at("funds", in: root))
        try form.readTrading(try fields.at("trading", in: root))
        try form.readSoftware(try fields.at("software", in: root))
        try form.readContacts(try fields.at("contacts", in: root))
        try form.readSystem(try fields.at("system", in: root))
        if let node = fields["highFrequency"] {
            try form.readHighFrequency(node)
        } else if form.isHighFrequency {
            throw SettingsError(
                file: file, line: try fields.at("trading", in: root).line, path: "highFrequency",
                problem: "missing: the declared maximum is high-frequency trading",
                accepted: "serverLocation, testReport, emergencyPlan (seed 001 art. 34)")
        }
        let authority = try fields.at("authority", in: root).choice(Authority.self)
        let holidays = try holidays(fields["holidays"], authority, in: root)
        return Filing(
            version: try fields.at("version", in: root).integer(1...1_000_000),
            authority: authority,
            purpose: try fields.at("purpose", in: root).choice(Purpose.self),
            state: try state(fields, in: root),
            effectiveFrom: try fields.at("effectiveFrom", in: root).day(),
            participants: form.participants, fundsYuan: form.fundsYuan,
            leverageYuan: form.leverageYuan, ordersPerSecondMax: form.ordersPerSecondMax,
            ordersPerDayMax: form.ordersPerDayMax, strategies: form.strategies,
            softwareName: form.softwareName, softwareVersion: form.softwareVersion,
            splitsOrdersOnly: form.splitsOrdersOnly, holidays: holidays, fields: form.fields)
    }

    /// Deadlines at SHFE open the market: they are not guessed from weekdays alone.
    private static func holidays(
        _ node: SettingsNode?, _ authority: Authority, in root: SettingsNode
    ) throws(SettingsError) -> Set<TradingDay> {
        guard let node else {
            guard authority == .sse else {
                throw root.error(
                    "missing key holidays: SHFE counts trading days",
                    accepted: "the days on which the exchange is closed, or []")
            }
            return []
        }
        var days: Set<TradingDay> = []
        for item in try node.items(acceptsNone: true) { days.insert(try item.day()) }
        return days
    }

    private static func state(_ fields: [String: SettingsNode], in root: SettingsNode)
        throws(SettingsError) -> State
    {
        let node = try fields.at("state", in: root)
        let days = ["sentOn", "confirmedOn", "confirmation"]
        let needed =
            switch try node.oneOf([("draft", 0), ("sent", 1), ("confirmed", 3)]) {
            case let count: Array(days.prefix(count))
            }
        for key in days where (fields[key] != nil) != needed.contains(key) {
            throw node.error(
                needed.contains(key) ? "this state needs \(key)" : "this state has no \(key) yet",
                accepted: needed.isEmpty
                    ? "none of \(days.joined(separator: ", "))" : needed.joined(separator: ", "))
        }
        guard let sent = try fields["sentOn"]?.day() else { return .draft }
        guard let node = fields["confirmedOn"], let reference = fields["confirmation"] else {
            return .sent(on: sent)
        }
        let day = try node.day()
        guard day >= sent else {
            throw node.error("confirmed before it was sent", accepted: "\(sent) or later")
        }
        return .confirmed(sent: sent, on: day, reference: try reference.text())
    }
}

extension [String: SettingsNode] {
    fileprivate func at(_ key: String, in node: SettingsNode) throws(SettingsError) -> SettingsNode
    {
        guard let value = self[key] else { throw node.error("missing key", accepted: key) }
        return value
    }
}

/// The declared values as they are read, section by section.
private struct FilingForm {
    var fields: [FilingField] = []
    var participants: [UInt16] = []
    var fundsYuan: Int64 = 0
    var leverageYuan: Int64 = 0
    var ordersPerSecondMax: Int64 = 0
    var ordersPerDayMax: Int64 = 0
    var strategies: [String] = []
    var softwareName = ""
    var softwareVersion = ""
    var splitsOrdersOnly = false

    var isHighFrequency: Bool {
        ordersPerSecondMax >= Filing.highFrequencyPerSecond
            || ordersPerDayMax >= Filing.highFrequencyPerDay
    }

    private mutating func text(
        _ key: String, _ found: [String: SettingsNode], in node: SettingsNode, _ basis: String
    ) throws(SettingsError) -> String {
        let value = try found.at(key, in: node)
        let text = try value.text()
        guard text.contains(where: { !$0.isWhitespace }) else { throw value.error("empty value") }
        fields.append(FilingField(path: value.path, value: text, basis: basis))
        return text
    }

    private mutating func number(
        _ key: String, _ found: [String: SettingsNode], in node: SettingsNode, _ basis: String,
        _ range: ClosedRange<Int64>
    ) throws(SettingsError) -> Int64 {
        let value = try found.at(key, in: node)
        let number = try value.integer(range)
        fields.append(FilingField(path: value.path, value: String(number), basis: basis))
        return number
    }

    mutating func readAccount(_ node: SettingsNode) throws(SettingsError) {
        let found = try node.fields(required: [
            "investorName", "identity", "securitiesAccount", "designatedMember",
            "productManager", "participants", "tradingCodes",
        ])
        for key in [
            "investorName", "identity", "securitiesAccount", "designatedMember", "productManager",
        ] {
            _ = try text(key, found, in: node, "seed 001 art. 9(1); seed 003 art. 7(1)")
        }
        for item in try found.at("participants", in: node).items() {
            let number = UInt16(try item.integer(1...65_535))
            guard !participants.contains(number) else {
                throw item.error("\(number) is listed twice", accepted: "each once")
            }
            participants.append(number)
            fields.append(
                FilingField(path: item.path, value: String(number), basis: "seed 001 art. 9(1)"))
        }
        for item in try found.at("tradingCodes", in: node).items() {
            fields.append(
                FilingField(
                    path: item.path, value: try item.text(), basis: "seed 003 art. 7(2), 8"))
        }
    }

    mutating func readFunds(_ node: SettingsNode) throws(SettingsError) {
        let found = try node.fields(required: [
            "sizeYuan", "source", "leverageYuan", "leverageSource", "leveragePercent",
            "assetsYuan",
        ])
        let amount: ClosedRange<Int64> = 0...1_000_000_000_000_000
        fundsYuan = try number("sizeYuan", found, in: node, "seed 001 art. 9(2)", amount)
        _ = try text("source", found, in: node, "seed 001 art. 9(2); seed 003 art. 7(4)")
        leverageYuan = try number("leverageYuan", found, in: node, "seed 001 art. 9(2)", amount)
        _ = try text("leverageSource", found, in: node, "seed 001 art. 9(2)")
        _ = try number("leveragePercent", found, in: node, "seed 001 art. 9(2)", 0...1_000_000)
        _ = try number("assetsYuan", found, in: node, "seed 003 art. 7(5)", amount)
    }

    mutating func readTrading(_ node: SettingsNode) throws(SettingsError) {
        let found = try node.fields(required: [
            "strategies", "execution", "ordersPerSecondMax", "ordersPerDayMax",
            "splitsOrdersOnly",
        ])
        for item in try found.at("strategies", in: node).items() {
            let row = try item.fields(required: ["name", "summary"])
            let name = try text("name", row, in: item, "seed 001 art. 9(3); seed 003 art. 7(3)")
            guard !strategies.contains(name) else {
                throw item.error("\"\(name)\" is listed twice", accepted: "each once")
            }
            strategies.append(name)
            _ = try text("summary", row, in: item, "seed 001 art. 9(3); seed 003 art. 7(3)")
        }
        _ = try text("execution", found, in: node, "seed 001 art. 9(3)")
        ordersPerSecondMax = try number(
            "ordersPerSecondMax", found, in: node, "seed 001 art. 9(3)", 1...1_000_000)
        ordersPerDayMax = try number(
            "ordersPerDayMax", found, in: node, "seed 001 art. 9(3)", 1...1_000_000_000)
        splitsOrdersOnly = try found.at("splitsOrdersOnly", in: node).flag()
    }

    mutating func readSoftware(_ node: SettingsNode) throws(SettingsError) {
        let found = try node.fields(required: ["name", "version", "developer"])
        let basis = "seed 001 art. 9(4); seed 003 art. 7(8)"
        softwareName = try text("name", found, in: node, basis)
        softwareVersion = try text("version", found, in: node, basis)
        _ = try text("developer", found, in: node, basis)
    }

    mutating func readContacts(_ node: SettingsNode) throws(SettingsError) {
        for item in try node.items() {
            let row = try item.fields(required: ["of", "name", "phone", "email"])
            for key in ["of", "name", "phone", "email"] {
                _ = try text(key, row, in: item, "seed 001 art. 9(5); seed 003 art. 7(9)")
            }
        }
    }

    mutating func readSystem(_ node: SettingsNode) throws(SettingsError) {
        let found = try node.fields(required: ["technicalParameters", "serverAddress"])
        _ = try text("technicalParameters", found, in: node, "seed 003 art. 7(6)")
        _ = try text("serverAddress", found, in: node, "seed 003 art. 7(7)")
    }

    mutating func readHighFrequency(_ node: SettingsNode) throws(SettingsError) {
        let found = try node.fields(required: ["serverLocation", "testReport", "emergencyPlan"])
        _ = try text("serverLocation", found, in: node, "seed 001 art. 34(1)")
        _ = try text("testReport", found, in: node, "seed 001 art. 34(2)")
        _ = try text("emergencyPlan", found, in: node, "seed 001 art. 34(3)")
    }
}

extension SettingsNode {
    fileprivate func choice<Value: RawRepresentable & CaseIterable>(_: Value.Type)
        throws(SettingsError) -> Value where Value.RawValue == String
    {
        try oneOf(Value.allCases.map { ($0.rawValue, $0) })
    }

    /// `2021-01-04`.
    fileprivate func day() throws(SettingsError) -> TradingDay {
        let text = try text()
        guard let day = TradingDay(dashed: text) else {
            throw error("\"\(text)\" is not a date", accepted: "a date such as 2021-01-04")
        }
        return day
    }
}

extension TradingDay {
    /// `2021-01-04`; nil for anything else.
    public init?(dashed text: String) {
        let digits = text.filter { $0 != "-" }
        guard text.utf8.count == 10, digits.utf8.count == 8, let value = Int32(digits),
            let day = TradingDay(yyyymmdd: value), day.description == text
        else { return nil }
        self = day
    }
}
