import Market
import Risk
import Sim

/// What one proof's desk and exchange are made of.
struct DeskSetting {
    /// The member who is not the maker: trades against it.
    static let other = ParticipantID(2)

    var limits = ProofMarket.wide
    var terms = RiskTerms()
    var contracts = ProofMarket.five
    var opening: [OpeningHolding] = []
    var flow: any MarketFlow = SilentFlow()
    var actions: [ScheduledAction] = []
    var participants: [ParticipantID] = [.maker, Self.other]
    /// Of the maker's session, at the exchange.
    var venueMessagesPerSecondMax: Int?
    var quotes = QuoteTerms.sse
    var opensAt = SessionTime(hour: 10, minute: 0)
    /// One way, between risk and the exchange.
    var latency = TimeSpan.zero
    /// Risk also hears the exchange's reports of the other accounts of its group.
    var hearsGroup = false
    /// Keeps the exchange's whole log and the journal of risk's inputs; a million commands do without.
    var keepsLog = true
    private(set) var losesCommands = false
    private(set) var losesCancels = false
    private(set) var bypassesRisk = false
    private(set) var hidesVenue = false

    mutating func mutate(_ mutation: Mutation) {
        switch mutation {
        case .none: break
        case .limitsLifted: limits = ProofMarket.wide
        case .termsLoosened: loosen()
        case .commandsLost: losesCommands = true
        case .cancelsLost: losesCancels = true
        case .riskBypassed: bypassesRisk = true
        case .venueUnheard: hidesVenue = true
        }
    }

    private mutating func loosen() {
        terms.filedParticipants = Array(1...9)
        terms.groupParticipants = []
        terms.replacesInOneStep = true
        terms.underlyingCodes = nil
        terms.excludedContractCodes = []
        terms.spreadTiers = [SpreadTier(limit: .ticks(100_000))]
        terms.quantityMin = Quantity(contracts: 1)
        terms.responseHoldMin = .zero
        terms.withdrawalsForbidden = []
        terms.protection = ProtectionTerms()
        terms.permissions = nil
        terms.openingUnderlyingCodes = nil
        terms.clearingReserve = nil
        terms.operators = nil
    }
}

/// A market in which nobody else does anything.
struct SilentFlow: MarketFlow {
    var nextTime: SessionTime? { nil }
    mutating func act(
        tops: [BookTop], phases: [TradingPhase], into actions: inout [FlowAction]
    ) {}
    var stateHash: UInt64 { 0 }
}

/// A market that does what it was told at its times.
struct ScriptedFlow: MarketFlow {
    /// In order of time.
    private var script: [(time: SessionTime, action: FlowAction)]

    init(_ script: [(time: SessionTime, action: FlowAction)]) {
        self.script = script.reversed()
    }

    var nextTime: SessionTime? { script.last?.time }

    mutating func act(
        tops: [BookTop], phases: [TradingPhase], into actions: inout [FlowAction]
    ) {
        if let next = script.popLast() { actions.append(next.action) }
    }

    var stateHash: UInt64 { UInt64(script.count) }
}
