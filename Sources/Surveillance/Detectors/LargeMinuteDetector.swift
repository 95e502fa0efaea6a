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
        _ event: FlowEvent, of subject: Int, order: FlowEvent?, into findings: inout [Finding]
    ) {
        if event.kind == .underlyingMark {
            guard prices.indices.contains(event.contract.int) else { return }
            prices[event.contract.int].append(event.price.ticks, at: event.time)
            for subject in states.states.indices {
                look(event.contract.int, of: subject, now: event.time, into: &findings)
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
            look(contract.underlying.int, of: subject, now: event.time, into: &findings)
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
        _ underlying: Int, of subject: Int, now: SessionTime, into findings: inout [Finding]
    ) {
        prices[underlying].advance(to: now)
        let move = prices[underlying].moveBasisPoints ?? 0
        for (place, moved) in [(underlying * 2, move), (underlying * 2 + 1, -move)] {
            advance(place, of: subject, now: now)
            let amount = moved >= terms.moveMin ? states[subject].directions[place].amount : 0
            if states[subject].directions[place].episode.observe(amount, at: now) {
                findings.append(close(place, of: subject))
            }
        }
    }

    private mutating func close(_ place: Int, of subject: Int) -> Finding {
        keepPeak(place, of: subject)
        let (outcome, time, peak, rows) = states[subject].directions[place].episode.close(
            rowsMax: stage.rowsMax)
        return Finding(
            outcome, subject: subject, time: time,
            measures: [
                Measure(
                    "amountInMinuteTenThousandths", peak, limit: terms.amountMin.tenThousandths),
                Measure("underlyingMoveBasisPoints", terms.moveMin, limit: terms.moveMin),
                Measure("isUpward", place % 2 == 0 ? 1 : 0),
            ], evidence: rows)
    }

    mutating func finish(into findings: inout [Finding]) {
        for subject in states.states.indices {
            for place in states[subject].directions.indices
            where states[subject].directions[place].episode.isOpen {
                findings.append(close(place, of: subject))
            }
        }
    }
}
