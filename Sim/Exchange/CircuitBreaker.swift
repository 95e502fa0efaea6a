public import Market

/// The volatility interruption (熔断) of continuous trading (SSE-TR-05).
public struct CircuitBreaker: Hashable, Sendable {
    /// What an interruption does that 11:30 finds unfinished.
    public enum AtBreak: String, Sendable, CaseIterable {
        /// The rest of it follows after the break (`[M]`).
        case continues
        /// It ends with its auction at the break.
        case uncrosses
    }

    /// What an interruption does that the closing auction finds unfinished.
    public enum AtClose: String, Sendable, CaseIterable {
        /// Its orders go over into the closing auction (`[M]`).
        case joins
        /// It ends with its own auction first.
        case uncrosses
    }

    /// The move that interrupts, in hundredths of the latest reference price.
    public var percentMin: Int64
    /// The move that interrupts, in ticks; both must be reached.
    public var ticksMin: Int64
    public var duration: TimeSpan
    public var atBreak: AtBreak
    public var atClose: AtClose

    public init(
        percentMin: Int64 = 50, ticksMin: Int64 = 10, duration: TimeSpan = .seconds(180),
        atBreak: AtBreak = .continues, atClose: AtClose = .joins
    ) {
        precondition(
            (1...1_000).contains(percentMin) && (1...1_000_000).contains(ticksMin)
                && duration > .zero, "an interruption has a threshold and a length")
        self.percentMin = percentMin
        self.ticksMin = ticksMin
        self.duration = duration
        self.atBreak = atBreak
        self.atClose = atClose
    }

    /// 50 % and 10 ticks, three minutes (上证发〔2019〕119号).
    public static let shanghai = CircuitBreaker()

    /// The prices that may trade without interrupting.
    public func inside(reference: Price) -> PriceBand {
        // The move is large enough when move · 100 >= reference · percent and move >= ticks.
        let byShare = max(reference.ticks * percentMin - 1, 0) / 100
        let move = max(byShare, ticksMin - 1)
        return PriceBand(
            down: Price(ticks: reference.ticks - move), up: Price(ticks: reference.ticks + move))
    }

    /// Whether a trade at `price` would interrupt.
    public func interrupts(_ price: Price, reference: Price) -> Bool {
        !inside(reference: reference).contains(price)
    }
}
