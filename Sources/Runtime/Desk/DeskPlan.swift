import Foundation
import Market
import Obligations
import Quoter
import Risk
import Settings
import Sim
import StrategyIndex
import StrategyKit
import Tracker

/// A day's scenario, instruments, rules and strategy, read and checked: what every process builds its core from.
struct DeskPlan {
    let scenario: Scenario
    let directory: InstrumentDirectory
    let pack: RulePack
    /// Nil for a role that answers requests and owes no continuous quotes (general market maker).
    let presence: PresenceRule?
    let response: ResponseRule?
    /// What every quote has to keep to: the presence rule's, else the response rule's.
    private let validity: QuoteValidity
    let settings: DaySettings
    /// The month's sums so far, and the text they were read from.
    let month: (month: MonthSoFar, text: String)?
    let circumstances: [CircumstanceInterval]
    private let grid: SpreadGrid
    /// What counts as a response; the same as `grid` without a response rule.
    private let responseGrid: SpreadGrid
    private let strategy: any QuotingStrategy
    private let parameters: StrategyParameters

    var calendar: SessionCalendar { .shanghaiOptions }
    var scenarioName: String { scenario.name }
    /// When the exchange's log ends at the latest.
    var logEnd: SessionTime { calendar.closing + scenario.exchange.logEndsAfterClose }

    init(_ given: DaySettings) throws {
        var settings = given
        if let needs = settings.alertNeeds { settings.alertRatios = try AlertNeeds.read(needs) }
        if let file = settings.limitsFile { settings.limits = try LimitsFile.read(file) }
        if let model = settings.surfaceModel { settings.surface = try SurfaceSettings.read(model) }
        if let file = settings.circumstancesFile {
            settings.circumstances = try DeclaredCircumstance.load(
                yaml: try TextFile.read(file), file: file, requiresSource: false)
        }
        self.settings = settings
        scenario = try Self.scenario(named: settings.scenario)
        directory = ChainListing.directory(for: scenario)
        let directory = directory
        pack = try RulePackShelf.pack(named: settings.rules)
        let pack = pack
        month = try settings.monthSoFar.map {
            try MonthFile.read($0, day: directory.day, pack: pack)
        }
        circumstances = try settings.circumstances.map { try $0.interval(in: directory) }
        var presence: PresenceRule?
        var response: ResponseRule?
        for rule in pack.rules where rule.unevaluated == nil {
            switch rule.kind {
            case .presence(let found): presence = presence ?? found
            case .rfqResponse(let found): response = response ?? found
            default: continue
            }
        }
        guard let validity = presence?.validity ?? response?.validity else {
            throw SettingsError(
                file: settings.rules, line: 0, path: "rules",
                problem: "no presence rule and no response rule",
                accepted: "a pack with a rule of kind presence or rfqResponse")
        }
        self.presence = presence
        self.response = response
        self.validity = validity
        grid = SpreadGrid(validity.tiers, packName: settings.rules)
        responseGrid =
            response.map { SpreadGrid($0.validity.tiers, packName: settings.rules) } ?? grid
        let entry = try settings.visitor ?? StrategyIndex.entry(settings.strategy)
        let assignments = settings.strategyParameters.map { (name: $0.key, text: $0.value) }
        strategy = try entry.make(assignments)
        parameters = try StrategyParameters(assignments, for: entry.parameters)
        _ = try grid.riskTiers()
        _ = try grid.makerTiers()
        _ = try grid.allowance()
        _ = try responseGrid.riskTiers()
        _ = try responseGrid.allowance()
        _ = try requestTerms()
        for code in settings.quotes ?? []
        where !directory.underlyings.contains(where: { $0.code == code }) {
            throw SettingsError(
                file: "--quotes", line: 0, path: "", problem: "no underlying \(code)",
                accepted: directory.underlyings.map(\.code).joined(separator: ", ") + ", or none")
        }
    }

    /// What a run folder's processes agreed on.
    ///
    /// - Parameter visitor: the strategy where it is none of the catalog's.
    init(
        _ desk: DeskConfiguration, in folder: RunFolder, visitor: StrategyEntry? = nil
    ) throws {
        var settings = DaySettings()
        settings.visitor = visitor
        settings.scenario = desk.scenario
        settings.seed = desk.seed
        settings.rules = desk.rules
        settings.strategy = desk.strategy
        settings.strategyParameters = desk.strategyParameters
        settings.quotes = desk.quotes
        settings.speed = desk.clock.speed
        settings.alertRatios = desk.alertRatios
        settings.circumstances = desk.circumstances
        settings.surface = desk.surface
        settings.monthSoFar = MonthFile.path(in: folder)
        settings.hedge = desk.hedge
        try self.init(settings)
    }

    func configuration(
        folder: RunFolder, clock: SessionClock, endpoints: DeskEndpoints
    ) -> DeskConfiguration {
        var desk = DeskConfiguration(
            runFolder: folder.path, scenario: Self.absolute(settings.scenario),
            seed: settings.seed, clock: clock, rules: Self.absolute(settings.rules),
            strategy: settings.strategy, strategyParameters: settings.strategyParameters,
            endpoints: endpoints)
        // The copy that is kept with the record.
        if settings.filing != nil { desk.filing = folder.filing }
        if settings.certificate != nil { desk.certificate = folder.certificate }
        desk.quotes = settings.quotes
        desk.alertRatios = settings.alertRatios
        desk.circumstances = settings.circumstances
        desk.hedge = settings.hedge
        if let limits = settings.limits {
            // As they were decided: what they do not allow, nothing else allows.
            desk.limits = limits
        } else if settings.hedge != nil {
            desk.limits.allowHedges()
        }
        desk.surface = settings.surface
        return desk
    }

    /// Writes what all processes and every later reader begin from.
    func record(_ desk: DeskConfiguration, in folder: RunFolder) throws(SettingsError) {
        if let month { try TextFile.write(month.text, to: folder.monthSoFar) }
        if let file = settings.surveillance {
            _ = try SurveillanceSource.rules(file)
            try TextFile.write(try TextFile.read(file), to: folder.surveillanceRules)
        }
        if let file = settings.certificate {
            try TextFile.write(try TextFile.read(file), to: folder.certificate)
        }
        try TextFile.write(desk.yaml, to: folder.configuration)
    }

    /// Refuses a certificate of another build, strategy or parameters.
    func certificateGate() throws -> CertificateGate {
        try CertificateGate(
            path: settings.certificate, uncertified: nil, isProduction: false,
            strategy: settings.strategy, parameters: settings.strategyParameters,
            surface: settings.surface)
    }

    /// The tracker of this day.
    ///
    /// - Parameter told: circumstances; by default those that were declared.
    /// - Parameter followsSlack: false for one that reads a finished record.
    func tracker(
        under pack: RulePack, told: [CircumstanceInterval]? = nil, followsSlack: Bool = true
    ) -> TrackerCore {
        TrackerCore(
            pack: pack, calendar: calendar, month: month?.month,
            alertRatios: settings.alertRatios, circumstances: told ?? circumstances,
            followsSlack: followsSlack)
    }

    /// Refuses a filing that is not confirmed, not in force, or says other things than these settings.
    func filingGate() throws -> FilingGate {
        try FilingGate(
            path: settings.filing, day: directory.day, strategy: settings.strategy,
            limits: settings.limits ?? LimitSettings())
    }

    /// The exchange's market: read the paths and recorded days, seed the customers.
    func flow() throws -> any MarketFlow {
        let folder = Scenario.folder(ofFile: settings.scenario)
        let paths = try UnderlyingPath.paths(of: scenario, folder: folder, seed: settings.seed)
        let simulated = SimulatedFlow(
            scenario: scenario, directory: directory, paths: paths, seed: settings.seed,
            chain: try RecordedChain.read(of: scenario, directory: directory, folder: folder))
        if scenario.replayed.isEmpty { return simulated }
        let recorded = try scenario.replayed.compactMap { source in
            try directory.contract(tradingCode: source.tradingCode).map {
                try OrderFileFlow.read(
                    source, contract: $0.index, folder: folder, day: scenario.tradingDay)
            }
        }
        return ReplayedMarket(
            simulated: simulated, recorded: recorded, contractCount: directory.contracts.count)
    }

    /// Reads the market once: a bad recorded row is found before a run folder is there.
    func checkMarket() throws { _ = try flow() }

    /// What the strategies may quote as widest.
    func allowance() throws -> SpreadAllowance { try grid.allowance() }

    func makerTerms() throws -> MakerTerms {
        MakerTerms(
            tiers: try grid.makerTiers(), isInclusive: validity.spreadInclusive,
            quantityMin: validity.quantityMin,
            responseTimeMax: response?.respondWithin ?? .seconds(30),
            holdTimeMin: response?.hold ?? .seconds(30),
            exemptsLimitLock: presence?.exemptions.contains { $0.trigger == .marketAtLimit }
                ?? false)
    }

    /// Which requests the exchange lets through: the rule by which the tracker counts them (CN-RFQ-01).
    func requestTerms() throws -> RequestTerms {
        guard let response else { return RequestTerms() }
        return RequestTerms(
            lifetime: max(.seconds(60), response.respondWithin),
            intervalMin: response.intervalMin > .zero ? response.intervalMin : nil,
            spreadTable: try response.marketSpreadAbove.map {
                try SpreadGrid($0, packName: settings.rules).makerTiers()
            } ?? [], emptyBookAdmits: response.emptyBookAdmits)
    }

    private var responseReleases: HoldReleases {
        var releases = HoldReleases()
        for release in response?.releaseOn ?? [] {
            switch release {
            case .filled: releases.insert(.filled)
            case .partialFill: releases.insert(.partialFill)
            case .phaseEnd: releases.insert(.phaseEnd)
            case .underlyingChanged: releases.insert(.underlyingChanged)
            }
        }
        return releases
    }

    /// - Parameter speed: session seconds per second; commands must outlive a scheduler's delay in real time.
    func riskTerms(speed: Int64) throws -> RiskTerms {
        RiskTerms(
            spreadTiers: try grid.riskTiers(), quantityMin: validity.quantityMin,
            responseHoldMin: response?.hold ?? .zero,
            responseDelayMax: response?.respondWithin ?? .seconds(30),
            responseReleases: responseReleases,
            responsePhases: response?.eligiblePhases ?? [.continuous],
            replacementEndsHold: response?.replacementEndsHold ?? false,
            responseSpreadTiers: try responseGrid.riskTiers(),
            responseQuantityMin: response?.validity.quantityMin,
            withdrawalsForbidden: [
                RiskTerms.Window(
                    start: SessionTime(hour: 14, minute: 59),
                    end: SessionTime(hour: 15, minute: 0))
            ],
            instructionLifeMax: .seconds(1 * speed), cancelRetryAfter: .seconds(1 * speed))
    }

    /// Market-maker protection as the limits set it, in session time.
    func protection(_ limits: LimitSettings) -> ProtectionTerms {
        ProtectionTerms(
            window: .milliseconds(limits.protectionWindowMilliseconds ?? 1_000),
            volumeMax: limits.protectionVolume, deltaMax: limits.protectionDelta,
            vegaMax: limits.protectionVega, percentMax: limits.protectionPercent,
            freeze: .milliseconds(limits.protectionFreezeMilliseconds ?? 10_000))
    }

    func riskLimits(_ limits: LimitSettings) -> RiskLimits {
        var read = RiskLimits(
            positionPerContractMax: limits.positionPerContract,
            directionPerUnderlyingMax: limits.positionPerDirection,
            totalPositionMax: limits.positionTotal,
            purchaseMax: limits.purchasePerOrderYuan.map { Money(yuan: $0) },
            quantityPerOrderMax: limits.quantityPerOrder,
            valuePerOrderMax: limits.valuePerOrderYuan.map { Money(yuan: $0) },
            collarBasisPoints: limits.collarBasisPoints, collarTicksMin: limits.collarTicks ?? 0,
            openingPerContractMax: limits.openingPerContract,
            openingPerUnderlyingMax: limits.openingPerUnderlying,
            deltaSharesMax: limits.deltaShares, gammaSharesMax: limits.gammaShares,
            vegaMax: limits.vegaYuan.map { Money(yuan: $0) },
            funds: limits.fundsYuan.map { Money(yuan: $0) },
            messagesPerSecondMax: limits.messagesPerSecond,
            messagesPerDayMax: limits.messagesPerDay,
            gatewayMessagesPerSecondMax: limits.gatewayMessagesPerSecond,
            declaredMessagesPerSecondMax: limits.declaredMessagesPerSecond,
            declaredMessagesPerDayMax: limits.declaredMessagesPerDay,
            cancelsPerContractMax: limits.cancelsPerContract,
            orderToTradeMax: limits.orderToTrade)
        // Of the rate that binds, as after a change of it: a desk begins as the day before ended.
        let rates = [
            limits.messagesPerSecond, limits.gatewayMessagesPerSecond,
            limits.declaredMessagesPerSecond,
        ].compactMap { $0 }
        read.reserveMessages(ofRate: rates.min() ?? 0)
        return read
    }

    func quoterConfiguration(speed: Int64) throws -> QuoterConfiguration {
        let terms = QuotingTerms(
            allowance: try grid.allowance(), quantityMin: validity.quantityMin,
            quotesContinuously: presence != nil,
            responseTimeMax: response?.respondWithin ?? .seconds(30),
            responseHoldMin: response?.hold ?? .zero, responseReleases: responseReleases,
            replacementEndsHold: response?.replacementEndsHold ?? false,
            responseAllowance: try responseGrid.allowance(),
            responseQuantityMin: response?.validity.quantityMin)
        // Real-time patience: at 360 session seconds a second, 5 session seconds are 14 ms.
        let tuning = QuoterTuning(
            staleAfter: .milliseconds(5_000 + 100 * (speed - 1)),
            instructionLifetime: .seconds(1 * speed),
            networkAllowance: .milliseconds(20 * speed), calendar: calendar,
            surface: settings.surface)
        return QuoterConfiguration(
            strategy: strategy, parameters: parameters, terms: terms, tuning: tuning,
            underlyings: settings.quotes)
    }

    private static func scenario(named name: String) throws -> Scenario {
        if name == Scenario.regularDay.name { return .regularDay }
        if !name.contains("/"), !name.contains(".") {
            throw SettingsError(
                file: name, line: 0, path: "--scenario",
                problem: "no bundled scenario of this name",
                accepted: "\(Scenario.regularDay.name), or the path of a YAML file")
        }
        return try Scenario.read(file: name)
    }

    private static func absolute(_ name: String) -> String {
        guard name.contains("/") || name.contains("."), !name.hasPrefix("/") else { return name }
        return FileManager.default.currentDirectoryPath + "/" + name
    }
}

/// Bundled rule packs by name, others by path.
enum RulePackShelf {
    static let bundled = RulePack.bundledTexts.map(\.name)

    static func pack(named name: String, settings: [RuleSetting] = []) throws -> RulePack {
        let source = try text(named: name)
        return try RulePack.load(yaml: source.text, file: source.file, settings: settings)
    }

    /// The pack's YAML with values exchanged, to be kept beside a record made with it.
    static func text(named name: String, settings: [RuleSetting]) throws -> String {
        let source = try text(named: name)
        return try RulePack.text(yaml: source.text, file: source.file, settings: settings)
    }

    /// A pack's YAML, and the name its errors give.
    static func text(named name: String) throws -> (text: String, file: String) {
        if let text = RulePack.bundledText(named: name) { return (text, name + ".yaml") }
        if !name.contains("/"), !name.contains(".") {
            throw SettingsError(
                file: name, line: 0, path: "--rules", problem: "no bundled rule pack of this name",
                accepted: bundled.joined(separator: ", ") + ", or the path of a YAML file")
        }
        return (try TextFile.read(name), name)
    }
}
