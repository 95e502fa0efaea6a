import Foundation

/// A finished day recomputed from its exported streams alone, slowly and obviously.
///
/// It carries no state along: whatever it wants to know of an instant it looks up anew in the streams. It shares no
/// code with the product; the rules of `sse-dev` are written down here a second time.
struct SlowDay {
    /// The numbers of the bundled pack.
    enum Rule {
        static let second: Int64 = 1_000_000_000
        static let spans: [Range<Int64>] = [
            34_200 * second..<41_400 * second, 46_800 * second..<53_820 * second,
        ]
        static let quantityMin: Int64 = 10
        static let coverageBar = (num: Int64(60), den: Int64(100))
        static let threshold = (num: Int64(70), den: Int64(100))
        static let respondWithin = 30 * second
        static let hold = 30 * second

        /// The pack's spread table, inclusive: 0.0250 below a bid of 0.0500, else 10 %, from 62 days on 20 %.
        static func permits(bid: Int64, ask: Int64, days: Int64) -> Bool {
            guard bid > 0, ask > bid else { return false }
            return bid < 500 ? ask - bid <= 250 : (ask - bid) * (days >= 62 ? 5 : 10) <= bid
        }
    }

    /// A value that holds from each time until the next.
    struct Timeline<Value> {
        var times: [Int64] = []
        var values: [Value] = []

        mutating func add(_ value: Value, at time: Int64) {
            times.append(time)
            values.append(value)
        }

        /// How many changes lie at or before the instant.
        func count(upTo instant: Int64) -> Int {
            var (low, high) = (0, times.count)
            while low < high {
                let middle = (low + high) / 2
                if times[middle] <= instant { low = middle + 1 } else { high = middle }
            }
            return low
        }

        func value(at instant: Int64) -> Value? {
            let count = count(upTo: instant)
            return count > 0 ? values[count - 1] : nil
        }
    }

    struct Top: Equatable {
        var bid: Int64
        var bidQuantity: Int64
        var ask: Int64
        var askQuantity: Int64
    }

    struct Request {
        let id: Int64
        let time: Int64
        var answers: [(time: Int64, quote: Top)] = []
        var expired: Int64 = .max
    }

    struct Contract {
        let name: String
        let underlying: String
        let days: Int64
        let limitDown: Int64
        let limitUp: Int64
        var quotes = Timeline<Top>()
        var market = Timeline<Top>()
        var phases = Timeline<Character>()
        var fills: Set<Int64> = []
        var requests: [Request] = []
    }

    /// In the order of the day's list.
    private(set) var contracts: [Contract] = []

    init(_ run: Run) throws {
        var places: [Substring: Int] = [:]
        for row in try run.export("contracts").rows {
            places[row[0]] = contracts.count
            contracts.append(
                Contract(
                    name: String(row[0]), underlying: String(row[2]), days: try number(row[7]),
                    limitDown: try number(row[9]), limitUp: try number(row[10])))
        }
        try read(run, "quotes", places) { $0.quotes.add(try top($1, from: 2), at: $2) }
        try read(run, "bbo", places) { $0.market.add(try top($1, from: 2), at: $2) }
        try read(run, "phases", places) { $0.phases.add($1[2].first ?? "?", at: $2) }
        try read(run, "fills", places) { contract, _, time in contract.fills.insert(time) }
        try read(run, "rfqs", places, contract: 2) { contract, row, time in
            let id = try number(row[1])
            let place = contract.requests.firstIndex { $0.id == id }
            switch (row[3], place) {
            case ("requested", nil): contract.requests.append(Request(id: id, time: time))
            case ("answered", let place?):
                contract.requests[place].answers.append((time, try top(row, from: 5)))
            case ("expired", let place?): contract.requests[place].expired = time
            default: throw Unreadable(text: "rfqs: \(row)")
            }
        }
    }

    private mutating func read(
        _ run: Run, _ stream: String, _ places: [Substring: Int], contract column: Int = 1,
        _ take: (inout Contract, [Substring], Int64) throws -> Void
    ) throws {
        for row in try run.export(stream).rows {
            guard let place = places[row[column]] else {
                throw Unreadable(text: "\(stream): \(row)")
            }
            try take(&contracts[place], row, try number(row[0]))
        }
    }
}

/// A row that no documented stream has.
struct Unreadable: Error { let text: String }

private func number(_ text: Substring) throws -> Int64 {
    guard let value = Int64(text) else { throw Unreadable(text: String(text)) }
    return value
}

private func top(_ row: [Substring], from column: Int) throws -> SlowDay.Top {
    SlowDay.Top(
        bid: try number(row[column]), bidQuantity: try number(row[column + 1]),
        ask: try number(row[column + 2]), askQuantity: try number(row[column + 3]))
}
