import ArgumentParser
import Market
import Runtime

/// `obligato day`: a whole trading day with all processes over ZeroMQ.
struct DayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "day",
        abstract: "Run one trading day: exchange, risk, quoter, tracker as processes over ZeroMQ.",
        discussion: """
            Writes a run folder with journals, summary.json, obligations.json and report.html.
            The folder must not exist yet. Exit code 0 when the day ran to its end and the \
            tracker's figures equal the exchange's own score.
            """)

    @OptionGroup var day: DayOptions

    @Option(help: "Session seconds per second, 1…2000; 360 makes a day last about a minute.")
    var speed = 360

    @Option(help: "Sockets: ipc, or tcp:PORT for loopback TCP on consecutive ports from PORT.")
    var transport = "ipc"

    @Flag(help: "No progress bar or live line.")
    var quiet = false

    func run() throws {
        guard (1...2_000).contains(speed) else {
            throw CommandFailure.usage("--speed \(speed): accepted are 1 to 2000")
        }
        if day.rules.count > 1 || !day.ruleSettings.isEmpty {
            throw CommandFailure.usage(
                "a day has one pack as it is; several --rules and --set RULE/path are for backtest")
        }
        var settings = try day.settings
        settings.speed = Int64(speed)
        settings.transport = try transportChoice()
        settings.isQuiet = quiet
        let outcome = try guarded { try DaySupervisor(settings).run() }
        if !outcome.holds { throw ExitCode(1) }
    }

    private func transportChoice() throws -> DaySettings.Transport {
        if transport == "ipc" { return .ipc }
        guard transport.hasPrefix("tcp:"), let port = Int(transport.dropFirst(4)),
            (1_024...65_500).contains(port)
        else {
            throw CommandFailure.usage(
                "--transport \(transport): accepted are ipc, or tcp:PORT with 1024…65500")
        }
        return .tcp(base: port)
    }
}

/// What a day and a backtest share.
struct DayOptions: ParsableArguments {
    @Option(help: "Scenario: a bundled name or a YAML file.")
    var scenario = "regular-day"

    @Option(help: "Seed of everything random.")
    var seed: UInt64 = 1

    @Option(name: .customLong("out"), help: "Run folder to write; must not exist yet.")
    var out: String?

    @Option(
        help: "Rule pack: a bundled name or a YAML file. A backtest takes several: side by side.")
    var rules = ["sse-dev"]

    @Option(help: "Strategy name.")
    var strategy = "inventory-skew"

    @Option(
        name: .customLong("set"), parsing: .upToNextOption,
        help: "Strategy parameters, name=value; for a backtest also RULE/path=value, side by side.")
    var parameters: [String] = []

    @Option(
        help: "Programme-trading filing to run on; refused unless confirmed and in agreement.")
    var filing: String?

    @Option(
        help: "Rules of surveillance for the run's own flow; see surveil --print-rules.")
    var surveillance: String?

    @Option(
        help: ArgumentHelp(
            "Hedge the delta in the ETFs' shares: on, or settings as bandShares=100000,target=zero.",
            valueName: "on"))
    var hedge: String?
    @Option(help: "Limits to begin with, a file of `limits export` (docs/risk.md).")
    var limits: String?
    @Option(help: "Certificate of exactly this build, strategy and parameters; else refused.")
    var certificate: String?
    @Option(
        help: ArgumentHelp(
            "Underlyings the desk's own quoter quotes, others are for quoters of yours (docs/python.md).",
            valueName: "510050,…|none"))
    var quotes: String?
    @Option(help: "Volatilities to price with: curve, svi or wing (docs/pricing.md).")
    var surface: String?

    @OptionGroup var slack: SlackOptions
    @OptionGroup var seal: SealOptions
    /// Those of `--set` that speak of a rule: `SSE-MM-02/threshold=60/100`.
    var ruleSettings: [String] {
        parameters.filter { $0.prefix { $0 != "=" }.contains("/") }
    }

    var settings: DaySettings {
        get throws {
            var settings = DaySettings()
            settings.scenario = scenario
            settings.seed = seed
            settings.rules = rules.first ?? settings.rules
            settings.strategy = strategy
            settings.out = out
            settings.quotes = quotes.map { text in
                text == "none" ? [] : text.split(separator: ",").map(String.init)
            }
            settings.filing = filing
            settings.surveillance = surveillance
            // A mistake in the file is found before anything is written.
            if let surveillance { try guarded { try SurveillanceRun.check(rules: surveillance) } }
            settings.certificate = certificate
            settings.limitsFile = limits
            settings.monthSoFar = slack.monthSoFar
            settings.surfaceModel = surface
            settings.alertNeeds = slack.alertNeeds
            settings.circumstancesFile = slack.circumstances
            settings.sealKey = seal.key
            settings.previousDay = seal.previous
            settings.hedge = try hedge.map { text in
                try guarded { try HedgeSettings(text: text) }
            }
            settings.strategyParameters = try parameters.filter {
                !ruleSettings.contains($0)
            }.map { text in
                let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2 else {
                    throw CommandFailure.usage("--set \(text): accepted is name=value")
                }
                return (key: parts[0], value: parts[1])
            }
            return settings
        }
    }
}

/// What the tracker is told besides the day itself.
struct SlackOptions: ParsableArguments {
    @Option(help: "The month's earlier days, a file of `obligato month … --so-far`.")
    var monthSoFar: String?

    @Option(
        help: ArgumentHelp(
            "Needs of a contract that are alerted; 0.9,1 if not given.", valueName: "0.5,0.8"))
    var alertNeeds: String?

    @Option(
        help: ArgumentHelp(
            "Incidents, halts and limits declared for the day (docs/running.md).",
            valueName: "FILE.yaml"))
    var circumstances: String?
}

/// Turns the runtime's errors into one line and exit code 2.
func guarded<Result>(_ body: () throws -> Result) throws -> Result {
    do {
        return try body()
    } catch let error as CommandFailure {
        throw error
    } catch let error as ExitCode {
        throw error
    } catch let error as FigureMismatch {
        throw CommandFailure.doesNotHold(error.description)
    } catch {
        throw CommandFailure.usage(String(describing: error))
    }
}
