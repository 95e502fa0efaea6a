import ArgumentParser
import Foundation
import Market
import Pricing

/// `obligato price`: one option, or a file of them.
struct PriceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "price",
        abstract: "A pricing calculator: price, greeks, implied volatility. 定价计算器",
        discussion: """
            One option:  obligato price --type call --spot 3.02 --strike 3 --years 0.1 --vol 0.2
            A file:      obligato price --batch FILE.csv
            Columns by name: type; spot or forward; strike; rate_r; div_yield_q; T_years; vol or price; \
            style. Others are carried along. Exit code 2: a row cannot be read, with its line and column.
            """)

    @Option(help: "A CSV file; the result goes to standard output or --out.")
    var batch: String?
    @Option(help: "Where the result is written instead.")
    var out: String?
    @Flag(help: "JSON instead of CSV or text.")
    var json = false

    @Option(help: "call or put.")
    var type: String?
    @Option(help: "Spot price.")
    var spot: Double?
    @Option(help: "Forward or futures price, instead of spot.")
    var forward: Double?
    @Option(help: "Strike.")
    var strike: Double?
    @Option(help: "Years to expiry.")
    var years: Double?
    @Option(help: "Volatility per root year: 0.2 is 20 %.")
    var vol: Double?
    @Option(help: "Price, to find its volatility.")
    var price: Double?
    @Option(help: "Interest rate per year, continuous.")
    var rate = 0.0
    @Option(help: "Dividend yield per year, continuous.")
    var yield = 0.0
    @Option(help: "european, american, american-baw, american-bs93 or american-ju.")
    var style = "european"

    func validate() throws {
        let single: [Any?] = [type, spot, forward, strike, years, vol, price]
        if batch != nil {
            guard single.allSatisfy({ $0 == nil }) else {
                throw ValidationError("--batch: the file has the options, give no other")
            }
            return
        }
        guard type != nil, strike != nil, years != nil, (spot == nil) != (forward == nil),
            (vol == nil) != (price == nil)
        else {
            throw ValidationError(
                "either --batch FILE.csv, or --type, --strike, --years, one of --spot and"
                    + " --forward, one of --vol and --price")
        }
    }

    func run() throws {
        if let batch {
            let text = try PricingFile.read(batch)
            let result = try PricingFile.guarded(batch) { try PriceBatch(text) }
            try PricingFile.write(json ? result.json + "\n" : result.csv, to: out)
        } else {
            let result = try PricingFile.guarded("price") { try PriceBatch(row) }
            try PricingFile.write(json ? result.json + "\n" : lines(result), to: out)
            if result.answers.first?.status != .ok { throw ExitCode(1) }
        }
    }

    private var row: String {
        func shown(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
        return "type,spot,forward,strike,rate_r,div_yield_q,T_years,vol,price,style\n"
            + "\(type ?? ""),\(shown(spot)),\(shown(forward)),\(shown(strike)),\(rate),\(yield),"
            + "\(shown(years)),\(shown(vol)),\(shown(price)),\(style)\n"
    }

    private func lines(_ result: PriceBatch) -> String {
        guard let answer = result.answers.first else { return "" }
        var text = "status        \(answer.status.rawValue)\n"
        guard let found = answer.valuation else { return text }
        let figures = [
            ("price", found.value), ("delta", found.delta), ("gamma", found.gamma),
            ("vega", found.vega), ("theta", found.theta), ("rho", found.rho),
            ("dividend rho", found.dividendRho), ("vanna", found.vanna), ("volga", found.volga),
        ]
        for (name, value) in figures {
            text += name.padding(toLength: 14, withPad: " ", startingAt: 0) + "\(value)\n"
        }
        if let volatility = answer.impliedVolatility { text += "implied vol   \(volatility)\n" }
        return text
    }
}

/// `obligato surface`: volatility surfaces.
struct SurfaceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "surface", abstract: "Volatility surfaces. 波动率曲面",
        subcommands: [Fit.self])

    /// `obligato surface fit`
    struct Fit: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "fit",
            abstract: "Fit each expiry of a chain; parameters, fit error, arbitrage, a picture.",
            discussion: """
                Columns by name: strike, type, expiry, bid, ask, and forward if known. An expiry is a date, counted from --date, \
                or years as a decimal number. Exit code 0: every expiry has a smile; 1: one has none; \
                2: a row cannot be read, with its line and column.
                """)

        @Argument(help: "A CSV file.")
        var chain: String
        @Option(help: "svi or wing.")
        var model = "svi"
        @Option(help: "Today, YYYY-MM-DD, where expiries are dates.")
        var date: String?
        @Option(help: "Interest rate per year, continuous; from put-call parity if not given.")
        var rate: Double?
        @Option(
            help: "Forward of an expiry where no strike has call and put; a column does as well.")
        var forward: Double?
        @Option(help: "Where the picture goes; beside the file, ending .svg, if not given.")
        var picture: String?
        @Flag(help: "JSON instead of text.")
        var json = false

        func validate() throws {
            guard SmileModel(rawValue: model) != nil else {
                throw ValidationError("--model: svi or wing")
            }
            guard date == nil || today != nil else {
                throw ValidationError("--date: a day such as 2021-01-04")
            }
            guard rate?.isFinite ?? true, abs(rate ?? 0) < 10 else {
                throw ValidationError("--rate: a number such as 0.02")
            }
            guard forward.map({ $0.isFinite && $0 > 0 }) ?? true else {
                throw ValidationError("--forward: a number above zero")
            }
        }

        private var today: TradingDay? {
            date.flatMap { Int32($0.filter { $0 != "-" }) }.flatMap { TradingDay(yyyymmdd: $0) }
        }

        func run() throws {
            let text = try PricingFile.read(chain)
            let fitted = try PricingFile.guarded(chain) {
                try SurfaceChain(
                    text, model: SmileModel(rawValue: model) ?? .svi, today: today, rate: rate,
                    forward: forward)
            }
            let target = picture ?? PricingFile.besides(chain, ending: "svg")
            try PricingFile.write(SurfacePicture(fitted).svg, to: target)
            print(json ? fitted.json : fitted.text + "\n" + target)
            if !fitted.isComplete { throw ExitCode(1) }
        }
    }
}

/// Files of the pricing commands.
private enum PricingFile {
    static func read(_ path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure.usage("\(path): cannot be read")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw CommandFailure.usage("\(path): not UTF-8")
        }
        return text
    }

    static func write(_ text: String, to path: String?) throws {
        guard let path else {
            print(text, terminator: "")
            return
        }
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw CommandFailure.usage("\(path): cannot be written")
        }
    }

    static func guarded<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let mistake as PricingTable.Mistake {
            throw CommandFailure.usage("\(path): \(mistake)")
        }
    }

    static func besides(_ path: String, ending: String) -> String {
        URL(fileURLWithPath: path).deletingPathExtension().appendingPathExtension(ending)
            .relativePath
    }
}
