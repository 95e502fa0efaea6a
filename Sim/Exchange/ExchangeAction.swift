public import Market

/// Something the exchange, clearing or a fault does that no member asked for: by the scenario's clock or by command.
public struct ExchangeAction: Hashable, Sendable {
    /// What happens; the code on the wire.
    public enum Kind: UInt8, Sendable, CaseIterable {
        /// Trading stops in the scope's contracts; orders may be entered and cancelled (Art. 74, 75).
        case halt = 1
        /// The scope trades again, by auction.
        case resume = 2
        /// `count` holds the openings that are refused from now on: 1 covered, 2 sell, 4 buy; 0 lifts.
        case restrictOpening = 3
        /// Continuous trading ends now; a closing auction of `duration` follows, none when zero.
        case closeEarly = 4
        /// The participant's account takes no new orders or quotes (H31).
        case restrictAccount = 5
        case liftAccount = 6
        /// The participant's seat takes nothing at all, cancels included.
        case restrictSeat = 7
        case liftSeat = 8
        /// The exchange takes everything of the participant in the scope off, and says so.
        case cancelAll = 9
        /// Clearing trades `count` of the contract in the participant's name: a fill without an order (C3.14).
        case forceTrade = 10
        /// The trade `execution` is taken back.
        case bust = 11
        /// The trade `execution` counts at `price`.
        case correct = 12

        /// The next `count` report frames are lost on the way.
        case lostReport = 20
        /// Reports wait for `duration`.
        case lateReport = 21
        /// The next `count` report frames are sent twice.
        case duplicateReport = 22
        /// The next two report frames change places, `count` times.
        case reorderReport = 23
        /// Everything but cancels is rejected for `duration`.
        case rejectStorm = 24
        /// `count` messages a second and no more, for `duration`.
        case throttle = 25
        /// The participant's quotes in the scope are gone, and the report with them.
        case silentCancel = 26
        /// A fill of `count` under a number the member never had.
        case unknownFill = 27
        /// The oldest leg that rests fills `count` more than it has.
        case overfill = 28
        /// No market data for `duration`.
        case staleData = 29
        /// The old values again and again for `duration`, on time.
        case frozenData = 30
        /// Best bids above best asks for `duration`.
        case crossedData = 31
        /// Impossible prices and quantities for `duration`.
        case invalidData = 32
        /// Halted and resumed `count` times, `duration` apart.
        case phaseFlap = 33
        /// The member's session breaks, the last report half sent; open again after `duration`.
        case sessionLoss = 34

        /// One of the faults on request, not something a venue does by its rules.
        public var isFault: Bool { rawValue >= 20 }
    }

    /// Which contracts it concerns.
    public enum Scope: Hashable, Sendable {
        case all
        case underlying(UnderlyingIndex)
        case contract(ContractIndex)
    }

    public var kind: Kind
    public var scope: Scope
    public var participant: ParticipantID
    public var duration: TimeSpan
    public var count: Int32
    public var side: Side
    public var effect: PositionEffect
    public var price: Price
    public var execution: UInt64

    public init(
        _ kind: Kind, scope: Scope = .all, participant: ParticipantID = .maker,
        duration: TimeSpan = .zero, count: Int32 = 1, side: Side = .bid,
        effect: PositionEffect = .open, price: Price = .zero, execution: UInt64 = 0
    ) {
        self.kind = kind
        self.scope = scope
        self.participant = participant
        self.duration = duration
        self.count = count
        self.side = side
        self.effect = effect
        self.price = price
        self.execution = execution
    }

    func concerns(_ contract: OptionContract) -> Bool {
        switch scope {
        case .all: true
        case .underlying(let index): contract.underlying == index
        case .contract(let index): contract.index == index
        }
    }
}

/// An action at its time of the day.
public struct ScheduledAction: Hashable, Sendable {
    public let time: SessionTime
    public let action: ExchangeAction

    public init(at time: SessionTime, _ action: ExchangeAction) {
        self.time = time
        self.action = action
    }
}
