import Market
import Pricing
import Sim

/// A day of quoted options, minute by minute, as an archive of one headerless file a contract gives it.
///
/// A row is the milliseconds since midnight in New York, bid open, high, low, close, size, and the same of the ask. A side
/// that is empty was not heard of in that minute (deep calls have asks alone, minutes later bids alone): its last price stands.
struct RecordedOptions {
    struct Contract {
        let type: OptionType
        let strike: Double
        /// Eight digits.
        let expiry: String
        /// How many minutes have a row.
        let rows: Int
        /// What stands at the end of each minute of the day; 0 before a side was first heard of.
        let bids: [Double]
        let asks: [Double]

        func quote(at minute: Int) -> OptionQuote {
            OptionQuote(type: type, strike: strike, bid: bids[minute], ask: asks[minute])
        }
    }

    /// By expiry, strike, and call before put.
    let contracts: [Contract]

    /// Nil, and a printed line, when the file is not there.
    ///
    /// - Parameter unit: what the file's prices are multiples of: some are in points, some in 1/10 000.
    init?(_ name: String, unit: Double) throws {
        guard let archive = try RecordedMarket.archive(name) else { return nil }
        contracts = try archive.names.map { member in
            let words = member.split(separator: ".")[0].split(separator: "_").map(String.init)
            let rows = try archive.contents(of: member).split(separator: UInt8(ascii: "\n"))
            let (bids, asks) = RecordedOptions.standing(rows, unit)
            return Contract(
                type: words[words.count - 3] == "call" ? .call : .put,
                strike: (Double(words[words.count - 2]) ?? .nan) / 10_000,
                expiry: words[words.count - 1], rows: rows.count, bids: bids, asks: asks)
        }.sorted {
            ($0.expiry, $0.strike, $0.type == .call ? 0 : 1)
                < ($1.expiry, $1.strike, $1.type == .call ? 0 : 1)
        }
    }

    var expiries: [String] { Set(contracts.map(\.expiry)).sorted() }

    func quotes(_ expiry: String, at minute: Int) -> [OptionQuote] {
        contracts.filter { $0.expiry == expiry }.map { $0.quote(at: minute) }
    }

    /// The chain as `obligato surface fit` reads it.
    func chain(at minute: Int) -> String {
        var text = "strike,type,expiry,bid,ask\n"
        for contract in contracts {
            let quote = contract.quote(at: minute)
            text += "\(contract.strike),\(contract.type == .call ? "C" : "P"),\(contract.expiry),"
            text += (quote.bid > 0 ? "\(quote.bid)" : "") + ","
            text += (quote.ask > 0 ? "\(quote.ask)" : "") + "\n"
        }
        return text
    }

    /// The middle of a two-sided instrument at the end of each minute, NaN where a side is missing; nil without the file.
    static func middles(of name: String, member: String, unit: Double) throws -> [Double]? {
        guard let archive = try RecordedMarket.archive(name) else { return nil }
        let rows = try archive.contents(of: member).split(separator: UInt8(ascii: "\n"))
        let (bids, asks) = standing(rows, unit)
        return zip(bids, asks).map { $0 > 0 && $1 > 0 ? 0.5 * ($0 + $1) : .nan }
    }

    private static func standing(_ rows: [ArraySlice<UInt8>], _ unit: Double)
        -> (bids: [Double], asks: [Double])
    {
        var bids = [Double](repeating: 0, count: 1_440)
        var asks = bids
        var next = 0
        func stand(until minute: Int) {
            for place in max(1, next)..<max(1, next, minute) {
                (bids[place], asks[place]) = (bids[place - 1], asks[place - 1])
            }
            next = minute
        }
        for row in rows {
            let fields = row.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            func number(_ place: Int) -> Double? {
                Double(String(decoding: fields[place], as: UTF8.self))
            }
            let minute = Int(number(0) ?? 0) / 60_000
            stand(until: minute + 1)
            if let bid = number(4) { bids[minute] = bid / unit }
            if let ask = number(9) { asks[minute] = ask / unit }
        }
        stand(until: 1_440)
        return (bids, asks)
    }
}
