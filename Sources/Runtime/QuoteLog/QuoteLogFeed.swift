import Market
import Obligations
import Settings

/// Feeds the files of a log to the full evaluator in order of time.
///
/// At one time: phases, then the market, then requests, then quotes (with the request they answer), then
/// what expired. Everything after `until` is left out.
struct QuoteLogFeed {
    private(set) var reader: QuoteLogReader
    var ledger: ObligationLedger
    /// The same rows through the pass, for outages; nil where it cannot judge the rule.
    private(set) var pass: QuoteLogPass?
    private var block: ContiguousArray<QuoteLogRow> = []
    private(set) var rows: [Int64]
    private let phases: QuoteLogSideFile?
    private let bbo: QuoteLogSideFile?
    private let rfqs: QuoteLogSideFile?
    private let fills: QuoteLogSideFile?
    private let until: Int64
    private var answers: [(contract: ContractIndex, request: QuoteRequestID)] = []
    private var expired: [QuoteRequestID] = []
    private var filled: [ContractIndex] = []
    private(set) var lastTime: Int64 = 0

    init(
        _ settings: QuoteLogSettings, pack: RulePack, directory: InstrumentDirectory,
        names: ContractNames, pass: QuoteLogPass?
    ) throws(SettingsError) {
        self.pass = pass
        reader = try QuoteLogReader(
            settings.quotes, names: names, isLenient: settings.isLenient)
        phases = try Self.open(settings.phases, .phases, names)
        bbo = try Self.open(settings.bbo, .bbo, names)
        rfqs = try Self.open(settings.rfqs, .rfqs, names)
        fills = try Self.open(settings.fills, .fills, names)
        until = settings.until?.nanoseconds ?? Int64.max
        rows = Array(repeating: 0, count: directory.contracts.count)
        ledger = ObligationLedger(
            pack: pack, directory: directory, calendar: settings.session)
        guard phases == nil else { return }
        for contract in directory.contracts {
            ledger.phaseChanged(contract.index, to: .continuous, at: SessionTime(nanoseconds: 0))
        }
    }

    private static func open(
        _ path: String?, _ kind: QuoteLogSideFile.Kind, _ names: ContractNames
    ) throws(SettingsError) -> QuoteLogSideFile? {
        guard let path else { return nil }
        return try QuoteLogSideFile(path, kind, names: names)
    }

    /// The phases go on to the end of continuous trading, so the record does.
    func reachedTheClose(_ close: SessionTime) -> Bool {
        (phases?.lastTime ?? -1) >= close.nanoseconds
    }

    mutating func run() throws(SettingsError) {
        var entry = try reader.next()
        while true {
            let quoteTime = entry.map { Self.time(of: $0) }
            let times = [
                quoteTime, phases?.head?.time, bbo?.head?.time, rfqs?.head?.time, fills?.head?.time,
            ]
            guard let now = times.compactMap(\.self).min() else { break }
            lastTime = max(lastTime, now)
            try take(phases, at: now)
            try take(bbo, at: now)
            try take(rfqs, at: now)
            try take(fills, at: now)
            while let current = entry, Self.time(of: current) <= now {
                apply(current)
                entry = try reader.next()
            }
            let time = SessionTime(nanoseconds: now)
            for request in expired where now < until { ledger.requestExpired(request, at: time) }
            expired.removeAll(keepingCapacity: true)
            answers.removeAll(keepingCapacity: true)
            filled.removeAll(keepingCapacity: true)
        }
        flush()
    }

    private mutating func flush() {
        let stop = block.withUnsafeBufferPointer { pass?.consume($0) }
        precondition(stop == nil, "the reader has checked order and contracts")
        block.removeAll(keepingCapacity: true)
    }

    private static func time(of entry: QuoteLogReader.Entry) -> Int64 {
        switch entry {
        case .row(let row): row.time
        case .hole(_, let time): time
        }
    }

    private mutating func take(_ file: QuoteLogSideFile?, at now: Int64) throws(SettingsError) {
        guard let file else { return }
        while let row = file.head, row.time <= now {
            if row.time < until { apply(row) }
            try file.advance()
        }
    }

    private mutating func apply(_ row: QuoteLogSideFile.Row) {
        let time = SessionTime(nanoseconds: row.time)
        switch row.event {
        case .phase(let phase): ledger.phaseChanged(row.contract, to: phase, at: time)
        case .market(let top): ledger.marketChanged(row.contract, topWithoutMaker: top, at: time)
        case .requested(let id): ledger.requestOpened(id, on: row.contract, at: time)
        case .answered(let id): answers.append((row.contract, id))
        case .expired(let id): expired.append(id)
        case .filled: filled.append(row.contract)
        }
    }

    private mutating func apply(_ entry: QuoteLogReader.Entry) {
        switch entry {
        case .row(let row):
            let contract = ContractIndex(Int(row.contract))
            rows[contract.int] += 1
            block.append(row)
            if block.count == 4_096 { flush() }
            guard row.time < until else { return }
            let sequence = UInt64(rows[contract.int])
            // At one instant the answer comes first: what fills it comes after it.
            let place = answers.firstIndex { $0.contract == contract }
            let answer = place.map { answers.remove(at: $0).request }
            ledger.quoteChanged(
                contract,
                to: LiveQuote(
                    bid: Price(ticks: Int64(row.bid)),
                    bidRemaining: Quantity(contracts: row.bidQuantity),
                    ask: Price(ticks: Int64(row.ask)),
                    askRemaining: Quantity(contracts: row.askQuantity)),
                // The evidence is the contract's row in the log, counted from 1.
                evidence: QuoteEvidence(quote: .none, logSequence: sequence),
                trigger: answer == nil && filled.contains(contract) ? .filled : .accepted,
                answering: answer ?? .none,
                at: SessionTime(nanoseconds: row.time))
        case .hole(let contract, let time):
            flush()
            pass?.interrupted(contract, at: time)
            guard time < until else { return }
            for index in contract.map({ $0..<$0 + 1 }) ?? 0..<rows.count {
                ledger.contractInterrupted(
                    ContractIndex(index), at: SessionTime(nanoseconds: time))
            }
        }
    }
}
