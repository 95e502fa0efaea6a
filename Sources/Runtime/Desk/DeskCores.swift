import Market
import OrderSession
import Quoter
import Risk
import Sim
import Tracker
import Wire

/// The four cores of a desk, made from one plan: for a process, a backtest or a replay alike.
struct DeskCores {
    typealias Exchange = ExchangeCore
    typealias Risk = RiskCore
    typealias Quoter = QuoterCore
    typealias Tracker = TrackerCore

    let plan: DeskPlan
    let limits: LimitSettings
    let speed: Int64
    var account = AccountSettings()
    /// The market, where it has been read already.
    var flow: (any MarketFlow)?

    func exchange() throws -> Exchange {
        var configuration = plan.scenario.configured(
            ExchangeConfiguration(
                directory: plan.directory, calendar: plan.calendar,
                terms: try plan.makerTerms(), requests: try plan.requestTerms(),
                tallyInterval: .seconds(60)))
        configuration.shares = ShareTerms(openingShares: plan.settings.hedge?.openingShares ?? 0)
        return ExchangeCore(configuration, flow: try flow ?? plan.flow())
    }

    func risk() throws -> Risk {
        var terms = try plan.riskTerms(speed: speed)
        terms.protection = plan.protection(limits)
        terms.reactions = plan.reactions(limits, speed: speed)
        account.apply(to: &terms)
        terms.hedgeOpeningShares = plan.settings.hedge?.openingShares ?? 0
        var limits = plan.riskLimits(limits)
        limits.hedge = self.limits.hedgeLimits
        return RiskCore(
            participant: ParticipantID.maker.value, limits: limits, terms: terms,
            session: OrderSession(participant: ParticipantID.maker.value))
    }

    func quoter() throws -> Quoter {
        var configuration = try plan.quoterConfiguration(speed: speed)
        configuration.hedge = plan.settings.hedge?.terms
        return QuoterCore(configuration: configuration)
    }

    func tracker() -> Tracker { plan.tracker(under: plan.pack) }
}

/// Which of a role's outputs its journal stores; the others are hashed, for replay makes them again.
extension DeskRole {
    var storedChannels: Set<Channel> {
        switch self {
        case .exchange: [.eventLog]
        case .risk: [.orderSession, .quoteSession, .decisionLog, .control]
        case .quoter: [.quoteSession, .status, .control]
        case .tracker: [.status]
        }
    }

    /// Number of the process in envelopes.
    var instance: UInt16 {
        switch self {
        case .exchange: 1
        case .risk: 2
        case .quoter: 3
        case .tracker: 4
        }
    }

    var wireRole: ProcessRole {
        switch self {
        case .exchange: .exchange
        case .risk: .risk
        case .quoter: .quoter
        case .tracker: .tracker
        }
    }
}
