import Market
import Obligations
import Settings

/// The obligation figures of a log that another system wrote.
///
/// Quotes alone go through `QuoteLogPass`; with phases, market prices, requests, or to show intervals, the
/// same log goes through `ObligationLedger`. Where both apply they agree to the nanosecond.
struct QuoteLogAudit {
    struct Outages: Equatable {
        var rows: Int64 = 0
        var count: Int64 = 0
        var longestNanoseconds: Int64 = 0
    }

    let settings: QuoteLogSettings
    let pack: RulePack
    let directory: InstrumentDirectory
    private let names: ContractNames
    private(set) var engine = ""
    private(set) var report: ObligationReport
    /// By contract, under the pack's first presence rule; of the quotes alone, whatever is exempt.
    private(set) var outages: [Outages]
    private(set) var rows: Int64 = 0
    private(set) var skipped = 0
    private(set) var firstSkipped: SettingsError?
    private(set) var knownUntil = SessionTime(nanoseconds: 0)
    /// Kept only by the full evaluator.
    private(set) var ledger: ObligationLedger?

    private static let noDay = TradingDay(yyyymmdd: 20_000_103)

    /// `withIntervals`: the full evaluator, even for quotes alone.
    init(_ settings: QuoteLogSettings, withIntervals: Bool) throws {
        self.settings = settings
        pack = try RulePackShelf.pack(named: settings.rules)
        let contracts =
            if let path = settings.instruments {
                try QuoteLogContracts.listed(in: path)
            } else {
                try QuoteLogContracts.named(in: settings.quotes, isLenient: settings.isLenient)
            }
        guard let day = settings.day ?? Self.noDay else {
            preconditionFailure("a day that exists")
        }
        do {
            directory = try QuoteLogContract.directory(of: contracts, on: day)
        } catch {
            throw SettingsError(
                file: settings.instruments ?? settings.quotes, line: 0, path: "",
                problem: error.description, accepted: "")
        }
        var names = ContractNames()
        for contract in contracts { names.add(contract.name) }
        self.names = names
        report = QuoteLogReport(pack: pack, directory: directory, figures: [:]).report()
        outages = Array(repeating: Outages(), count: contracts.count)
        let needsLedger =
            withIntervals || settings.phases != nil || settings.bbo != nil || settings.rfqs != nil
            || settings.fills != nil
            || !QuoteLogReport.isEnough(for: pack)
        if needsLedger { try runLedger() } else { try runPasses() }
    }

    /// The presence rules that can be judged.
    private var presences: [(id: String, rule: PresenceRule)] {
        pack.rules.compactMap { rule in
            guard rule.unevaluated == nil, case .presence(let presence) = rule.kind else {
                return nil
            }
            return (rule.id, presence)
        }
    }

    private var sessionEnd: SessionTime {
        settings.session.continuousSpans.last?.end ?? SessionTime(nanoseconds: 0)
    }

    private mutating func finish(reading reader: QuoteLogReader, last: Int64, isComplete: Bool) {
        skipped = reader.skipped
        firstSkipped = reader.firstSkipped
        let until = isComplete ? sessionEnd : SessionTime(nanoseconds: last)
        knownUntil = min(settings.until ?? until, sessionEnd)
    }

    private func pass(for rule: PresenceRule) -> QuoteLogPass {
        QuoteLogPass(
            rule: rule, contracts: directory.contracts,
            facts: InstrumentFacts.derived(from: directory, levels: pack.levels),
            calendar: settings.session, outageOver: settings.outageOver, until: settings.until)
    }

    // MARK: Quotes alone

    private mutating func runPasses() throws {
        engine = "scan"
        var passes = presences.map { pass(for: $0.rule) }
        var reader = try QuoteLogReader(
            settings.quotes, names: names, isLenient: settings.isLenient)
        var block: ContiguousArray<QuoteLogRow> = []
        block.reserveCapacity(4_096)
        func flush() {
            for index in passes.indices {
                let stop = block.withUnsafeBufferPointer { passes[index].consume($0) }
                precondition(stop == nil, "the reader has checked order and contracts")
            }
            rows += Int64(block.count)
            block.removeAll(keepingCapacity: true)
        }
        while let entry = try reader.next() {
            switch entry {
            case .row(let row):
                block.append(row)
                if block.count == 4_096 { flush() }
            case .hole(let contract, let time):
                flush()
                for index in passes.indices { passes[index].interrupted(contract, at: time) }
            }
        }
        flush()
        finish(reading: reader, last: reader.time, isComplete: settings.isComplete)
        var figures: [String: [QuoteLogFigures]] = [:]
        for (presence, pass) in zip(presences, passes) {
            figures[presence.id] = pass.figures(knownUntil: knownUntil)
        }
        report = QuoteLogReport(pack: pack, directory: directory, figures: figures).report()
        if let first = presences.first, let figures = figures[first.id] { takeOutages(figures) }
    }

    // MARK: Everything

    private mutating func runLedger() throws {
        engine = "ledger"
        let scanned = presences.first { QuoteLogPass.obstacle(to: $0.rule) == nil }
        var feed = try QuoteLogFeed(
            settings, pack: pack, directory: directory, names: names,
            pass: scanned.map { pass(for: $0.rule) })
        try feed.run()
        rows = feed.rows.reduce(0, +)
        finish(
            reading: feed.reader, last: feed.lastTime,
            isComplete: settings.isComplete || feed.reachedTheClose(sessionEnd))
        feed.ledger.finish(at: knownUntil)
        let ledger = feed.ledger
        self.ledger = ledger
        report = ledger.report(causes: CauseTimeline(directory: directory))
        let judged = Set(
            pack.rules.filter { QuoteLogReport.judges($0.kind) }.map(\.id))
        let empty = QuoteLogReport(pack: pack, directory: directory, figures: [:]).report()
        report.rules =
            report.rules.filter { judged.contains($0.rule) }
            + empty.rules.filter { !judged.contains($0.rule) }
        showCauses(ledger)
        if let pass = feed.pass { takeOutages(pass.figures(knownUntil: knownUntil)) }
    }

    private mutating func takeOutages(_ figures: [QuoteLogFigures]) {
        outages = figures.map {
            Outages(
                rows: $0.rows, count: $0.outages, longestNanoseconds: $0.longestOutageNanoseconds)
        }
    }

    /// A quote log shows what a quote lacked, never why there was none.
    private mutating func showCauses(_ ledger: ObligationLedger) {
        for (index, presence) in presences.enumerated() {
            for row in report.rules.indices where report.rules[row].rule == presence.id {
                guard let name = report.rules[row].contract, let contract = names.index(of: name)
                else { continue }
                var causes: [String: Int64] = [:]
                for interval in ledger.intervals(of: ContractIndex(contract), presence: index)
                where interval.state == .notMet {
                    causes[LoggedInterval.cause(interval.verdict), default: 0] +=
                        interval.length.nanoseconds
                }
                report.rules[row].causes = causes
            }
        }
    }
}
