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

    func exchange() throws -> Exchange {
        ExchangeCore(
            plan.scenario.configured(
                ExchangeConfiguration(
                    directory: plan.directory, calendar: plan.calendar,
                    terms: try plan.makerTerms(), requests: try plan.requestTerms(),
                    tallyInterval: .seconds(60))),
            flow: try plan.flow())
    }

    func risk() throws -> Risk {
        var terms = try plan.riskTerms(speed: speed)
        terms.protection = plan.protection(limits)
        terms.reactions = plan.reactions(limits, speed: speed)
        account.apply(to: &terms)
        return RiskCore(
            participant: ParticipantID.maker.value, limits: plan.riskLimits(limits), terms: terms,
            session: OrderSession(participant: ParticipantID.maker.value))
    }

    func quoter() throws -> Quoter {
        QuoterCore(configuration: try plan.quoterConfiguration(speed: speed))
    }

    func tracker() -> Tracker { plan.tracker(under: plan.pack) }
}

/// Which of a role's outputs its journal stores; the others are hashed, for replay makes them again.
extension DeskRole {
    var storedChannels: Set<Channel> {
        switch self {
        case .exchange: [.eventLog]
        case .risk: [.orderSession, .quoteSession, .decisionLog, .control]
        case .quoter: [.quoteSession, .status]
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
