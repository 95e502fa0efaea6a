import ArgumentParser
import Market
import Runtime

/// The record of another system in place of a run folder: `obligations --quotes FILE.csv …`.
struct QuoteLogOptions: ParsableArguments {
    @Option(help: "Quotes of another system: ts_ns,contract,bid_ticks,bid_qty,ask_ticks,ask_qty.")
    var quotes: String?

    @Option(help: "Its contracts' phases: ts_ns,contract,phase.")
    var phases: String?

    @Option(help: "The market without the maker, columns as of quotes; for price limits.")
    var bbo: String?

    @Option(help: "Its requests for quote: ts_ns,rfq_id,contract,event.")
    var rfqs: String?

    @Option(help: "Its fills: ts_ns,contract; what ended a hold or began a grace.")
    var fills: String?

    @Option(help: "Its contracts: contract,underlying,days_to_expiry,limit_up_ticks, …")
    var instruments: String?

    @Option(help: "Continuous trading: 0-14400s, or 09:30:00-11:30:00,13:00:00-14:57:00.")
    var session: String?

    @Option(help: "The log says how things stood until then: seconds or HH:MM:SS.")
    var until: String?

    @Flag(
        help:
            "The log runs to the session's end; without it the time after its last row is unknown.")
    var complete = false

    @Flag(help: "Skip bad rows; what they leave open is unknown.")
    var lenient = false

    @Option(help: "Seconds without a valid quote from which on an outage is counted.")
    var outageOver = 5

    /// Prints the figures; false when no log is asked for.
    func run(rules: String?, contract: String?, explain: Bool, json: Bool) throws -> Bool {
        guard let quotes else {
            if let stray {
                throw CommandFailure.usage("\(stray) needs --quotes")
            }
            return false
        }
        guard let rules else { throw CommandFailure.usage("--quotes needs --rules PACK") }
        let view = try guarded {
            try QuoteLogView(
                try settings(quotes: quotes, rules: rules), contract: contract, explained: explain)
        }
        guard view.hasEvents || json else {
            throw CommandFailure.doesNotHold(QuoteLogView.noEvents)
        }
        print(json ? try view.json() : view.text())
        if !view.hasEvents { throw ExitCode(1) }
        return true
    }

    private var stray: String? {
        let given = [
            ("--phases", phases), ("--bbo", bbo), ("--rfqs", rfqs), ("--fills", fills),
            ("--instruments", instruments),
            ("--session", session), ("--until", until),
        ]
        if let first = given.first(where: { $0.1 != nil }) { return first.0 }
        return complete ? "--complete" : lenient ? "--lenient" : nil
    }

    private func settings(quotes: String, rules: String) throws -> QuoteLogSettings {
        var settings = QuoteLogSettings(quotes: quotes, rules: rules)
        settings.phases = phases
        settings.bbo = bbo
        settings.rfqs = rfqs
        settings.fills = fills
        settings.instruments = instruments
        if let session { settings.session = try QuoteLogSettings.session(session) }
        if let until {
            guard let time = QuoteLogSettings.instant(until) else {
                throw CommandFailure.usage("--until \(until): accepted are 14400s, 14:57:00")
            }
            settings.until = time
        }
        settings.isComplete = complete
        settings.isLenient = lenient
        guard 0...86_400 ~= outageOver else {
            throw CommandFailure.usage("--outage-over \(outageOver): accepted are 0 to 86400")
        }
        settings.outageOver = .seconds(Int64(outageOver))
        return settings
    }
}
