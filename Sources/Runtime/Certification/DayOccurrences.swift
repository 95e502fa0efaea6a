import Market
import Obligations
import Tracker
import Wire

/// What happened on a played day, counted from its record: whether it was the day its name says.
package struct DayOccurrences: Codable, Equatable, Sendable {
    /// Contracts that went into the breaker's auction, and that were halted with their underlying; times, not contracts.
    package var breakerAuctions: Int64 = 0
    package var contractHalts: Int64 = 0
    /// Contracts that others held at a price limit, and for how long together.
    package var contractsAtLimit: Int64 = 0
    package var limitSeconds: Int64 = 0
    /// Contracts that paused at noon, and that expire today.
    package var contractsPaused: Int64 = 0
    package var contractsExpiring: Int64 = 0
    /// Adjusted contracts in the list, and those in which a quote of ours was accepted.
    package var adjustedListed: Int64 = 0
    package var adjustedQuoted: Int64 = 0
    /// Quotes accepted before the break, after it, and from 14:50 on.
    package var quotesMorning: Int64 = 0
    package var quotesAfternoon: Int64 = 0
    package var quotesLastMinutes: Int64 = 0
    /// First price of the underlying in continuous trading beside yesterday's close, hundredths of a percent.
    package var gapBasisPoints: Int64 = 0
    /// Ticks of the underlying that reached the quoter with bid above ask, and with numbers that are no prices.
    package var ticksCrossed: Int64 = 0
    package var ticksInvalid: Int64 = 0
    /// The longest time without a tick, and with nothing but the same one, in continuous trading.
    package var silentSeconds: Int64 = 0
    package var frozenSeconds: Int64 = 0
    /// Faults the exchange was told to make, quotes it rejected as busy or as too many, sessions it closed in the day.
    package var faults: Int64 = 0
    package var rejections: Int64 = 0
    package var sessionsLost: Int64 = 0

    package init(_ record: DayRecord) throws {
        try countEvents(record)
        try countTicks(record)
    }

    private mutating func countEvents(_ record: DayRecord) throws {
        let contracts = record.directory.contracts
        var quoted = Array(repeating: false, count: contracts.count)
        var locks = LimitLocks(contracts)
        var found = self
        try record.forEachEvent { event in
            switch event.kind {
            case .phaseChanged:
                found.countPhase(event)
                locks.phase(event)
            case .marketTop: locks.top(event)
            case .quoteAccepted:
                found.countQuote(at: event.time)
                if event.contract.int < quoted.count { quoted[event.contract.int] = true }
            case .quoteRejected:
                let storms: [RejectReason] = [.exchangeBusy, .throttled]
                if storms.contains(where: { $0.rawValue == event.reasonCode }) {
                    found.rejections += 1
                }
            case .faultInjected: found.faults += 1
            case .sessionClosed:
                if event.time < SessionTime(hour: 14, minute: 57) { found.sessionsLost += 1 }
            case .underlyingPrice:
                found.gapBasisPoints = found.gap(event, record.directory)
            default: break
            }
        }
        self = found
        contractsAtLimit = locks.contracts
        limitSeconds = locks.time.nanoseconds / 1_000_000_000
        contractsExpiring = Int64(contracts.count { $0.daysToExpiry == 0 })
        adjustedListed = Int64(contracts.count(where: \.isAdjusted))
        adjustedQuoted = Int64(contracts.count { $0.isAdjusted && quoted[$0.index.int] })
    }

    private mutating func countPhase(_ event: ExchangeEvents.Entry) {
        switch TradingPhase(rawValue: event.reasonCode) {
        case .pause where event.time >= SessionTime(hour: 11, minute: 30): contractsPaused += 1
        case .volatilityInterruption: breakerAuctions += 1
        case .halted: contractHalts += 1
        default: break
        }
    }

    private mutating func countQuote(at time: SessionTime) {
        if time < SessionTime(hour: 11, minute: 30) { quotesMorning += 1 }
        if time >= SessionTime(hour: 13, minute: 0) { quotesAfternoon += 1 }
        if time >= SessionTime(hour: 14, minute: 50) { quotesLastMinutes += 1 }
    }

    /// What the first price of continuous trading says; later ones change nothing.
    private func gap(_ event: ExchangeEvents.Entry, _ directory: InstrumentDirectory) -> Int64 {
        guard gapBasisPoints == 0, event.time >= SessionTime(hour: 9, minute: 30),
            event.contract.int < directory.underlyings.count
        else { return gapBasisPoints }
        let close = directory.underlyings[event.contract.int].previousClose.ticks
        return (event.price.ticks - close) * 10_000 / close
    }
}

/// The underlying as it reached the quoter, which is not what the exchange's log says where the feed lies.
extension DayOccurrences {
    private mutating func countTicks(_ record: DayRecord) throws {
        var runs = TickRuns(underlyings: record.directory.underlyings.count)
        var found = self
        try record.forEachInput(of: .quoter, on: .marketData) { frame in
            guard frame.template == Template.underlyingTicks else { return }
            let ticks = try frame.group(UnderlyingTicks.Entry.self)
            for index in 0..<ticks.count { found.count(ticks[index], &runs) }
        }
        self = found
        silentSeconds = runs.silence.nanoseconds / 1_000_000_000
        frozenSeconds = runs.frozen.nanoseconds / 1_000_000_000
    }

    private mutating func count(_ tick: UnderlyingTicks.Entry, _ runs: inout TickRuns) {
        if tick.last <= .zero || tick.bidQuantity < 0 {
            ticksInvalid += 1
        } else if tick.bid > tick.ask {
            ticksCrossed += 1
        }
        runs.take(tick)
    }
}

/// How long others held contracts at a price limit in continuous trading.
private struct LimitLocks {
    private struct State {
        var isContinuous = false
        var isAtLimit = false
        var wasLocked = false
        var since: SessionTime?
    }

    private let list: [OptionContract]
    private var states: [State]
    private(set) var time = TimeSpan.zero

    init(_ contracts: [OptionContract]) {
        list = contracts
        states = Array(repeating: State(), count: contracts.count)
    }

    var contracts: Int64 { Int64(states.count(where: \.wasLocked)) }

    mutating func phase(_ event: ExchangeEvents.Entry) {
        change(event) { $0.isContinuous = event.reasonCode == TradingPhase.continuous.rawValue }
    }

    mutating func top(_ event: ExchangeEvents.Entry) {
        guard event.contract.int < list.count else { return }
        let band = list[event.contract.int].band
        change(event) {
            $0.isAtLimit =
                event.bidQuantity > .zero && event.bid >= band.up
                || event.askQuantity > .zero && event.ask <= band.down
        }
    }

    private mutating func change(_ event: ExchangeEvents.Entry, _ body: (inout State) -> Void) {
        guard event.contract.int < states.count else { return }
        var state = states[event.contract.int]
        body(&state)
        let isLocked = state.isContinuous && state.isAtLimit
        if let since = state.since, !isLocked {
            time = time + (event.time - since)
            state.since = nil
        } else if state.since == nil, isLocked {
            state.since = event.time
            state.wasLocked = true
        }
        states[event.contract.int] = state
    }
}

/// How long an underlying said nothing, or nothing new.
private struct TickRuns {
    private var last: [UnderlyingTicks.Entry?]
    private var unchangedSince: [SessionTime]
    private(set) var silence = TimeSpan.zero
    private(set) var frozen = TimeSpan.zero

    init(underlyings: Int) {
        last = Array(repeating: nil, count: underlyings)
        unchangedSince = Array(repeating: SessionTime(nanoseconds: 0), count: underlyings)
    }

    mutating func take(_ tick: UnderlyingTicks.Entry) {
        let index = tick.underlying.int
        guard last.indices.contains(index) else { return }
        defer { last[index] = tick }
        guard let before = last[index], isInOneSegment(before.time, tick.time) else {
            unchangedSince[index] = tick.time
            return
        }
        silence = max(silence, tick.time - before.time)
        guard
            (before.last, before.bid, before.ask) == (tick.last, tick.bid, tick.ask),
            (before.bidQuantity, before.askQuantity) == (tick.bidQuantity, tick.askQuantity)
        else {
            unchangedSince[index] = tick.time
            return
        }
        frozen = max(frozen, tick.time - unchangedSince[index])
    }

    private func isInOneSegment(_ first: SessionTime, _ second: SessionTime) -> Bool {
        SessionCalendar.shanghaiOptions.segments.contains {
            $0.phase == .continuous && $0.start <= first && second < $0.end
        }
    }
}
