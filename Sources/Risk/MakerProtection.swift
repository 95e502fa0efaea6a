import Market
import Wire

/// Counts what trades against us, underlying by underlying, and freezes one where too much did.
struct MakerProtection: Sendable {
    /// Fills of a window that are told apart; beyond, they merge into the newest, which can only overstate.
    private static let fillsMax = 256

    /// What one fill adds.
    struct Fill: Sendable, BitwiseCopyable {
        var time: Int64
        var volume: Int64
        var delta: Int64
        var vega: Int64
        var percent: Int64
    }

    /// Which figure was reached: the code of the record.
    enum Figure: UInt8, Sendable { case volume = 1, delta, vega, percent }

    struct Trigger: Sendable {
        let underlying: Int
        let contract: Int
        let figure: Figure
        let value: Int64
        let limit: Int64
    }

    /// What is held from now on; a freeze that runs keeps its end.
    var terms: ProtectionTerms
    private var fills: [[Fill]]
    /// Per underlying: until when it is frozen; `min` when it is not, `max` until a person resets it.
    private(set) var frozenUntil: [Int64]
    /// Not told yet.
    private var triggers: [Trigger] = []

    init(_ terms: ProtectionTerms, underlyings: Int) {
        self.terms = terms
        fills = Array(repeating: [], count: underlyings)
        frozenUntil = Array(repeating: .min, count: underlyings)
        for underlying in fills.indices { fills[underlying].reserveCapacity(Self.fillsMax) }
    }

    func isFrozen(_ underlying: Int) -> Bool { frozenUntil[underlying] != .min }

    /// The earliest time at which an underlying thaws by itself.
    var thawsAt: SessionTime? {
        var earliest = Int64.max
        for until in frozenUntil where until != .min { earliest = min(earliest, until) }
        return earliest == .max ? nil : SessionTime(nanoseconds: earliest)
    }

    /// - Parameter quoted: contracts the leg was sent with.
    mutating func filled(
        _ contract: Int, underlying: Int, isCall: Bool, side: Side, quantity: Int64,
        quoted: Int64, at time: SessionTime
    ) {
        let signed = side == .bid ? quantity : -quantity
        let fill = Fill(
            time: time.nanoseconds, volume: quantity, delta: isCall ? signed : -signed,
            vega: signed, percent: quoted > 0 ? (quantity * 100 + quoted - 1) / quoted : 100)
        forget(underlying, at: time.nanoseconds)
        add(fill, underlying)
        guard !isFrozen(underlying), let reached = reached(underlying) else { return }
        frozenUntil[underlying] =
            terms.freeze > .zero ? (time + terms.freeze).nanoseconds : .max
        triggers.append(
            Trigger(
                underlying: underlying, contract: contract, figure: reached.figure,
                value: reached.value, limit: reached.limit))
    }

    private mutating func forget(_ underlying: Int, at time: Int64) {
        let start = time.subtractingClamped(terms.window.nanoseconds)
        fills[underlying].removeAll { $0.time <= start }
    }

    private mutating func add(_ fill: Fill, _ underlying: Int) {
        guard let last = fills[underlying].last,
            fills[underlying].count >= Self.fillsMax
        else {
            fills[underlying].append(fill)
            return
        }
        fills[underlying][Self.fillsMax - 1] = Fill(
            time: max(last.time, fill.time), volume: last.volume + fill.volume,
            delta: last.delta + fill.delta, vega: last.vega + fill.vega,
            percent: last.percent + fill.percent)
    }

    private func reached(_ underlying: Int) -> (figure: Figure, value: Int64, limit: Int64)? {
        var sum = Fill(time: 0, volume: 0, delta: 0, vega: 0, percent: 0)
        for fill in fills[underlying] {
            sum.volume += fill.volume
            sum.delta += fill.delta
            sum.vega += fill.vega
            sum.percent += fill.percent
        }
        let figures: [(Figure, Int64, Int64?)] = [
            (.volume, sum.volume, terms.volumeMax), (.delta, abs(sum.delta), terms.deltaMax),
            (.vega, abs(sum.vega), terms.vegaMax), (.percent, sum.percent, terms.percentMax),
        ]
        for (figure, value, limit) in figures {
            if let limit, value >= limit { return (figure, value, limit) }
        }
        return nil
    }

    mutating func takeTriggers() -> [Trigger] {
        guard !triggers.isEmpty else { return [] }
        defer { triggers.removeAll() }
        return triggers
    }

    /// Underlyings whose freeze is over.
    mutating func thaw(at now: SessionTime) -> [Int] {
        var thawed: [Int] = []
        for underlying in frozenUntil.indices
        where frozenUntil[underlying] != .max && frozenUntil[underlying] != .min
            && frozenUntil[underlying] <= now.nanoseconds
        {
            reset(underlying)
            thawed.append(underlying)
        }
        return thawed
    }

    /// Counts anew.
    mutating func reset(_ underlying: Int) {
        frozenUntil[underlying] = .min
        fills[underlying].removeAll(keepingCapacity: true)
    }

    func hash(into hasher: inout StateHasher) {
        for underlying in fills.indices {
            hasher.combine(frozenUntil[underlying])
            for fill in fills[underlying] {
                hasher.combine(fill.time)
                hasher.combine(fill.volume)
                hasher.combine(fill.delta)
                hasher.combine(fill.percent)
            }
        }
    }
}
