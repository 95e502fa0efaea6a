import Market

/// Large trades in one direction within a minute in which the underlying moves the same way.
///
/// Bought calls and sold puts follow the underlying up, the mirror follows it down.
struct LargeMinuteDetector: Detector {
    private struct Direction: Sendable {
        var trades: RollingWindow
        var amount: Int64 = 0
        var episode: Episode
    }

    /// By underlying and direction (up, down), for one subject.
    private struct State: Sendable {
        var directions: [Direction]
    }

    private let terms: LargeMinuteTerms
    private let stage: DetectorStage
    private var prices: [RollingPrice]
    private var states: PerSubject<State>

    init(_ terms: LargeMinuteTerms, _ stage: DetectorStage) {
        self.terms = terms
        self.stage = stage
        let underlyings = stage.directory.underlyings.count
        prices = Array(repeating: RollingPrice(length: terms.window), count: underlyings)
        let direction = Direction(
            trades: RollingWindow(length: terms.window),
            episode: Episode(
                bar: terms.amountMin.tenThousandths, nearPercent: stage.nearPercent))
        states = PerSubject(
            State(directions: Array(repeating: direction, count: underlyings * 2)))
    }

    mutating func take(
        _ event: FlowEvent, of subject: Int, order: FlowEvent?, into found: inout Found
    ) {
        if event.kind == .underlyingMark {
            guard prices.indices.contains(event.contract.int) else { return }
            prices[event.contract.int].append(event.price.ticks, at: event.time)
            for subject in states.states.indices {
                look(event.contract.int, of: subject, now: event.time, into: &found)
            }
        } else if event.kind == .traded, subject >= 0,
            event.isAggressive || !terms.onlyAggressive,
            let contract = stage.contract(event.contract),
            let amount = Self.amount(of: event, on: stage)
        {
            let isUp = (event.side == .bid) == (contract.type == .call)
            let place = contract.underlying.int * 2 + (isUp ? 0 : 1)
            advance(place, of: subject, now: event.time)
            states[subject].directions[place].trades.append(event)
            states[subject].directions[place].amount += amount
            look(contract.underlying.int, of: subject, now: event.time, into: &found)
        }
    }

    private mutating func keepPeak(_ place: Int, of subject: Int) {
        guard states[subject].directions[place].episode.isPeakNew else { return }
        let window = states[subject].directions[place].trades
        states[subject].directions[place].episode.keep(
            EvidenceRows(max: stage.rowsMax, window.content))
    }

    /// Premium in 1/10 000 yuan; nil where it does not fit.
    private static func amount(of event: FlowEvent, on stage: DetectorStage) -> Int64? {
        guard let unit = stage.contract(event.contract)?.unit else { return nil }
        return Money.premium(event.price, unit: unit, quantity: event.quantity)?.tenThousandths
    }

    private mutating func advance(_ place: Int, of subject: Int, now: SessionTime) {
        guard states[subject].directions[place].trades.forgets(at: now) else { return }
        keepPeak(place, of: subject)
        var gone: Int64 = 0
        let stage = stage
        states[subject].directions[place].trades.advance(to: now) {
            gone += Self.amount(of: $0, on: stage) ?? 0
        }
        states[subject].directions[place].amount -= gone
    }

    private mutating func look(
        _ underlying: Int, of subject: Int, now: SessionTime, into found: inout Found
    ) {
        prices[underlying].advance(to: now)
        let move = prices[underlying].moveBasisPoints ?? 0
        for (place, moved) in [(underlying * 2, move), (underlying * 2 + 1, -move)] {
            advance(place, of: subject, now: now)
            let amount = moved >= terms.moveMin ? states[subject].directions[place].amount : 0
            if states[subject].directions[place].episode.observe(amount, at: now) {
                found.findings.append(finding(place, of: subject))
                states[subject].directions[place].episode.close()
            }
            if states[subject].directions[place].episode.isNews {
                found.news.append(Found.News(subject: subject, place: nil))
            }
        }
    }

    private func finding(_ place: Int, of subject: Int) -> Finding {
        let direction = states.states[subject].directions[place]
        var episode = direction.episode
        episode.keep(EvidenceRows(max: stage.rowsMax, direction.trades.content))
        let (outcome, time, peak, rows) = episode.told(rowsMax: stage.rowsMax)
        return Finding(
            outcome, subject: subject, time: time,
            span: episode.span * states.states[subject].directions.count + place,
            measures: [
                Measure(
                    "amountInMinuteTenThousandths", peak, limit: terms.amountMin.tenThousandths),
                Measure("underlyingMoveBasisPoints", terms.moveMin, limit: terms.moveMin),
                Measure("isUpward", place % 2 == 0 ? 1 : 0),
            ], evidence: rows)
    }

    var subjects: Range<Int> { states.subjects }

    func findings(of subject: Int, at place: Int?) -> [Finding] {
        states.states[subject].directions.indices.filter {
            states.states[subject].directions[$0].episode.isOpen
        }.map { finding($0, of: subject) }
    }
}
