public import Market

/// Contracts whose resting liquidity is a recorded chain's, minute by minute.
public struct RecordedChain: Sendable {
    /// By contract index; nil is not recorded.
    private let quotes: [[ChainMinutes.Quote]?]

    /// Reads a scenario's chain; nil where it has none.
    ///
    /// - Parameter folder: what its relative paths start from.
    /// - Throws: the first thing wrong with a file.
    public static func read(
        of scenario: Scenario, directory: InstrumentDirectory, folder: String
    ) throws(ChainFileError) -> RecordedChain? {
        try read(of: scenario, directory: directory) { (file: String) throws(ChainFileError) in
            try ZipMembers(file: RecordedBytes.resolved(file, folder: folder))
        }
    }

    package static func read(
        of scenario: Scenario, directory: InstrumentDirectory,
        opening archive: (String) throws(ChainFileError) -> ZipMembers
    ) throws(ChainFileError) -> RecordedChain? {
        guard let source = scenario.recordedChain else { return nil }
        var archives: [String: ZipMembers] = [:]
        var quotes = [[ChainMinutes.Quote]?](repeating: nil, count: directory.contracts.count)
        for entry in source.contracts {
            guard let contract = directory.contract(tradingCode: entry.tradingCode) else {
                continue
            }
            let members: ZipMembers
            if let opened = archives[entry.file] {
                members = opened
            } else {
                members = try archive(entry.file)
            }
            archives[entry.file] = members
            let matching = members.names.filter { $0.hasSuffix("_" + entry.recorded + ".csv") }
            guard matching.count == 1 else {
                throw ChainFileError(
                    file: entry.file,
                    found: "\(matching.count) members ending in _\(entry.recorded).csv",
                    accepted: "one of " + members.names.joined(separator: ", "))
            }
            quotes[contract.index.int] = try ChainMinutes.quotes(
                members.contents(of: matching[0]), file: entry.file, member: matching[0],
                levelDivisor: source.levelDivisor)
        }
        return RecordedChain(quotes: quotes)
    }

    init(quotes: [[ChainMinutes.Quote]?]) { self.quotes = quotes }

    func holds(_ contract: ContractIndex) -> Bool { quotes[contract.int] != nil }

    /// The last minute closed at a time; nil before the first, and where the contract is not recorded.
    func quote(_ contract: ContractIndex, at time: SessionTime) -> ChainMinutes.Quote? {
        guard let rows = quotes[contract.int] else { return nil }
        let passed = Int(TradingClock.elapsed(at: time) / 60e9)
        var low = 0
        var high = rows.count
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].minute <= passed { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? rows[low - 1] : nil
    }

    /// The middle of a two-sided quote in ticks.
    func middle(_ contract: ContractIndex, at time: SessionTime) -> Double? {
        guard let quote = quote(contract, at: time), quote.bid > 0, quote.ask > 0 else {
            return nil
        }
        return Double(quote.bid + quote.ask) / 2
    }

    /// When the quote may change next after a time; nil when the day's rows are over.
    func nextChange(_ contract: ContractIndex, after time: SessionTime) -> SessionTime? {
        guard let rows = quotes[contract.int] else { return nil }
        let passed = Int(TradingClock.elapsed(at: time) / 60e9)
        guard let next = rows.first(where: { $0.minute > passed }) else { return nil }
        return TradingClock.time(atElapsed: Double(next.minute) * 60e9)
    }
}

/// Where a scenario's recorded chain is.
public struct ChainSource: Sendable, Equatable {
    /// One contract of the scenario and what stands for it.
    public struct Contract: Sendable, Equatable {
        public var tradingCode: String
        /// How the member's name ends: right, strike × 10 000 and expiry, `call_37000000_20210115`.
        public var recorded: String
        /// Absolute, or relative to the scenario's folder.
        public var file: String
    }

    /// Index points for one yuan of the ETF, 1 … 1 000 000.
    public var levelDivisor: Int64
    /// Each trading code once, 1 … 200.
    public var contracts: [Contract]
}
