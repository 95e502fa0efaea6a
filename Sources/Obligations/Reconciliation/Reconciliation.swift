import Market

/// Our figures beside the exchange's, with the intervals that may explain each difference.
public struct Reconciliation: Sendable {
    /// Verdicts that differ first, then by the size of the difference, then as the exchange wrote them.
    public private(set) var figures: [ReconciledFigure] = []
    /// What the exchange gave and we have no day, contract or rule for.
    public private(set) var unmatched: [Unmatched] = []
    /// Contracts with an obligation that the exchange's file does not mention, by day.
    public private(set) var unmentioned: [Unmentioned] = []

    /// A line of the exchange's file that nothing of ours stands beside.
    public struct Unmatched: Hashable, Sendable {
        public var figure: ExchangeFigure
        public var problem: String
    }

    /// A contract of a day that the exchange said nothing about.
    public struct Unmentioned: Hashable, Sendable {
        public var date: String
        public var contract: String
    }

    public init(_ theirs: [ExchangeFigure], days: [ReconciledDay]) {
        var mentioned: Set<String> = []
        for figure in theirs {
            switch Self.parts(of: figure, days) {
            case .success(let parts):
                for part in parts { mentioned.insert("\(part.day) \(part.contract.int)") }
                figures.append(ReconciledFigure(figure, parts.map { ($0, days[$0.day]) }))
            case .failure(let missing):
                unmatched.append(Unmatched(figure: figure, problem: missing.problem))
            }
        }
        figures = figures.enumerated().sorted {
            let (a, b) = ($0.element, $1.element)
            if a.changesVerdict != b.changesVerdict { return a.changesVerdict }
            let (x, y) = (a.missNanoseconds, b.missNanoseconds)
            return x == y ? $0.offset < $1.offset : x > y
        }.map(\.element)
        for (index, day) in days.enumerated() {
            for contract in day.ledger.directory.contracts
            where !mentioned.contains("\(index) \(contract.index.int)")
                && !day.ledger.pack.presences.isEmpty
                && day.ours(contract.index, presence: 0).obliged > 0
            {
                unmentioned.append(Unmentioned(date: day.date, contract: contract.tradingCode))
            }
        }
    }

    /// Where a figure's contract and rule are on one day.
    struct Part {
        let day: Int
        let contract: ContractIndex
        let presence: Int
    }

    private struct Missing: Error { let problem: String }

    private static func parts(of figure: ExchangeFigure, _ days: [ReconciledDay])
        -> Result<[Part], Missing>
    {
        let dated = days.enumerated().filter { figure.date == nil || $1.date == figure.date }
        guard !dated.isEmpty else {
            return .failure(Missing(problem: "no run of \(figure.date ?? "this day")"))
        }
        var parts: [Part] = []
        var rules: [String] = []
        for (index, day) in dated {
            let presences = day.ledger.pack.presences
            rules = presences.map(\.rule.id)
            let presence = figure.rule.map { rules.firstIndex(of: $0) } ?? (rules.isEmpty ? nil : 0)
            guard let presence else { continue }
            guard let contract = day.ledger.directory.contract(named: figure.contract) else {
                continue
            }
            parts.append(Part(day: index, contract: contract.index, presence: presence))
        }
        guard parts.isEmpty else { return .success(parts) }
        if let rule = figure.rule, !rules.contains(rule) {
            return .failure(
                Missing(
                    problem: "\(rule) is no presence rule of the day's pack: "
                        + rules.joined(separator: ", ")))
        }
        return .failure(Missing(problem: "\(figure.contract) is not listed"))
    }
}

/// One contract's figure, ours and the exchange's.
public struct ReconciledFigure: Sendable {
    public var theirs: ExchangeFigure
    /// Trading code.
    public var contract: String
    public var rule: String
    /// `SSE-DEV 1`.
    public var pack: String
    /// The days added up; one, unless the exchange's figure is for a period.
    public var dates: [String]
    public var ourMet: Int64
    public var ourObliged: Int64
    /// As given, or what its share makes of the obliged time.
    public var theirMet: Int64
    public var theirObliged: Int64
    public var ourValue: Ratio
    public var theirValue: Ratio
    public var ourPass: Bool?
    public var theirPass: Bool?
    /// Nanoseconds between the two figures that rounding does not hide; 0 where they agree.
    public var missNanoseconds: Int64
    public var agrees: Bool
    public var explanations: [DisputeExplanation]

    public var changesVerdict: Bool { ourPass != theirPass }

    /// Theirs less ours, in millionths.
    public var millionths: Int64? {
        guard let ours = ourValue.millionths, let theirs = theirValue.millionths else { return nil }
        return theirs - ours
    }

    init(_ figure: ExchangeFigure, _ parts: [(part: Reconciliation.Part, day: ReconciledDay)]) {
        theirs = figure
        let first = parts[0]
        let rule = first.day.ledger.pack.presences[first.part.presence].rule
        contract = first.day.ledger.directory.contracts[first.part.contract.int].tradingCode
        self.rule = rule.id
        pack = "\(first.day.ledger.pack.id) \(first.day.ledger.pack.version)"
        dates = parts.map(\.day.date)
        ourMet = 0
        ourObliged = 0
        for (part, day) in parts {
            let ours = day.ours(part.contract, presence: part.presence)
            ourMet += ours.met
            ourObliged += ours.obliged
        }
        let target = FigureTarget(figure: figure)
        theirMet = target.met(obliged: ourObliged)
        theirObliged = figure.obliged?.nanoseconds ?? ourObliged
        ourValue = Ratio(ourMet, ourObliged)
        theirValue = target.value(obliged: ourObliged)
        ourPass = rule.threshold?.isMet(by: ourValue)
        theirPass = rule.threshold?.isMet(by: theirValue)
        let miss = target.miss(met: ourMet, obliged: ourObliged)
        agrees = miss.isHidden
        missNanoseconds = miss.isHidden ? 0 : miss.nanoseconds
        explanations = []
        guard !miss.isHidden || ourPass != theirPass else { return }
        explanations =
            DisputeRanking(
                figure, met: ourMet, obliged: ourObliged,
                candidates: parts.flatMap { part, day in
                    day.disputed(part.contract, presence: part.presence)
                }
            ).explanations()
    }
}
