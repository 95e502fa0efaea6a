import Market
import Wire

/// What the fills of a day were worth some seconds later: adverse selection as money.
///
/// Against the quoter's own theoretical value (of its latest quote of the contract) and against the middle of the
/// market without our own orders, both as they stood at that later moment; nothing later is looked at.
struct FillMarkouts {
    /// Over all fills, `seconds` after each; money in 1/10 000 yuan, positive = we gained.
    struct Sum: Codable, Equatable {
        let seconds: Int64
        var toTheoretical: Int64 = 0
        var contractsToTheoretical: Int64 = 0
        var toMiddle: Int64 = 0
        /// Fewer where a side of the market was empty, or the day ended before.
        var contractsToMiddle: Int64 = 0
    }

    static let seconds: [Int64] = [0, 1, 5, 30]

    /// A value over the day as steps; in millionths of a yuan.
    private struct Steps {
        var times: [Int64] = []
        var values: [Int64?] = []

        mutating func add(_ value: Int64?, at time: Int64) {
            times.append(time)
            values.append(value)
        }

        /// The value that stood at a time; nil before the first and where there was none.
        func value(at time: Int64) -> Int64? {
            var low = 0
            var high = times.count
            while low < high {
                let middle = (low + high) / 2
                if times[middle] <= time { low = middle + 1 } else { high = middle }
            }
            return low > 0 ? values[low - 1] : nil
        }
    }

    private struct Fill {
        let time: Int64
        let contract: Int
        let signedShares: Int64
        let contracts: Int64
        let priceMicroYuan: Int64
        let execution: UInt64
    }

    private var theoretical: [Steps]
    private var middles: [Steps]
    private var fills: [Fill] = []
    private let last: Int64

    init(_ record: DayRecord) throws {
        let contracts = record.directory.contracts
        theoretical = Array(repeating: Steps(), count: contracts.count)
        middles = theoretical
        last = record.plan.calendar.closing.nanoseconds
        try record.forEachFrame(of: .risk, on: .orderSession) { try follow($0) }
        try record.forEachEvent { apply($0, contracts) }
    }

    private mutating func follow(_ frame: Frame) throws {
        guard frame.template == Template.quoteInstructions else { return }
        let group = try frame.group(QuoteInstructions.Entry.self)
        let time = frame.envelope.sessionTime.nanoseconds
        for index in 0..<group.count {
            let entry = group[index]
            guard theoretical.indices.contains(entry.contract.int) else { continue }
            let value = entry.theoreticalMicroYuan
            theoretical[entry.contract.int].add(value > 0 ? value : nil, at: time)
        }
    }

    private mutating func apply(_ event: ExchangeEvents.Entry, _ contracts: [OptionContract]) {
        let index = event.contract.int
        guard contracts.indices.contains(index) else { return }
        switch event.kind {
        case .marketTop:
            let isTwoSided = event.bidQuantity > .zero && event.askQuantity > .zero
            // A tick is 100 millionths, so that half a tick is whole.
            middles[index].add(
                isTwoSided ? (event.bid.ticks + event.ask.ticks) * 50 : nil,
                at: event.time.nanoseconds)
        case .legFilled, .orderFilled:
            guard let side = event.side else { return }
            let count = Int64(event.quantity.contracts)
            fills.append(
                Fill(
                    time: event.time.nanoseconds, contract: index,
                    signedShares: side.sign * count * Int64(contracts[index].unit),
                    contracts: count, priceMicroYuan: event.price.ticks * 100,
                    execution: event.executionID))
        case .tradeBusted: fills.removeAll { $0.execution == event.executionID }
        default: return
        }
    }

    /// One sum for each of `seconds`.
    func sums() -> [Sum] {
        Self.seconds.map { seconds in
            var sum = Sum(seconds: seconds)
            var micro = (theoretical: Int64(0), middle: Int64(0))
            for fill in fills {
                let time = fill.time + seconds * 1_000_000_000
                guard time <= last else { continue }
                if let value = theoretical[fill.contract].value(at: time) {
                    micro.theoretical += (value - fill.priceMicroYuan) * fill.signedShares
                    sum.contractsToTheoretical += fill.contracts
                }
                if let value = middles[fill.contract].value(at: time) {
                    micro.middle += (value - fill.priceMicroYuan) * fill.signedShares
                    sum.contractsToMiddle += fill.contracts
                }
            }
            sum.toTheoretical = micro.theoretical / 100
            sum.toMiddle = micro.middle / 100
            return sum
        }
    }
}
