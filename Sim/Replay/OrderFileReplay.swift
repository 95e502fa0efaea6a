import Market
import Wire

/// A recorded day played through the whole exchange without a maker: phases, auctions and continuous matching.
///
/// The orders enter as they were sent, so everything that trades is the exchange's own doing.
public struct OrderFileReplay: Hashable, Sendable {
    /// Orders sent in the day.
    public let orders: Int
    /// Those of them that the exchange did not take.
    public let ordersRefused: Int
    /// Trades outside auctions.
    public let continuousTrades: Int
    /// Price and shares of each call auction that traded, in order.
    public let auctions: [CallAuction.Outcome]

    /// Reads both files and plays them.
    /// - Throws: the first thing wrong with a file.
    public static func run(
        orders: String, trades: String
    ) throws(OrderFileError) -> OrderFileReplay {
        let source = OrderFileSource(
            tradingCode: "", orders: orders, trades: trades, priceDivisor: 1, sharesPerContract: 1)
        let flow = try OrderFileFlow.read(
            source, contract: ContractIndex(0), folder: ".", day: nil)
        return play(flow)
    }

    /// The same of texts in memory, for tests.
    package static func run(
        orders: [UInt8], trades: [UInt8]
    ) throws(OrderFileError) -> OrderFileReplay {
        let source = OrderFileSource(
            tradingCode: "", orders: "orders.csv", trades: "trades.csv", priceDivisor: 1,
            sharesPerContract: 1)
        return play(
            try OrderFileFlow.parse(
                orders: orders, trades: trades, source: source, contract: ContractIndex(0),
                day: nil))
    }

    private static func play(_ flow: OrderFileFlow) -> OrderFileReplay {
        var core = ExchangeCore(
            ExchangeConfiguration(directory: directory, cancelForbidden: []), flow: flow)
        var outbox = Outbox(instance: 1)
        var auctions: [CallAuction.Outcome] = []
        start(&core, &outbox)
        func advance(to time: SessionTime) {
            // In steps: an outbox holds what one input brings about.
            while let next = core.nextDeadline, next <= time {
                outbox.begin(causation: 0, now: next)
                core.advance(to: next, into: &outbox)
                auctions += uncrossed(in: outbox)
            }
        }
        advance(to: TradingClock.morning - .milliseconds(1))
        let inOpening = core.counters.trades
        advance(to: TradingClock.closingAuction - .milliseconds(1))
        let continuous = core.counters.trades - inOpening
        advance(to: TradingClock.closing + .seconds(2))
        return OrderFileReplay(
            orders: flow.orderCount, ordersRefused: Int(core.counters.customerOrdersRefused),
            continuousTrades: Int(continuous), auctions: auctions)
    }

    private static func start(_ core: inout ExchangeCore, _ outbox: inout Outbox) {
        var input = Outbox(instance: 0)
        let midnight = SessionTime(nanoseconds: 0)
        input.begin(causation: 0, now: midnight)
        input.send(Started(), on: .shell)
        outbox.begin(causation: 0, now: midnight)
        do {
            let frame = try Frame(UnsafeRawBufferPointer(input.bytes(of: input.frames[0])))
            core.receive(
                frame, on: .shell, from: PeerID(0), at: midnight, into: &outbox)
        } catch {
            preconditionFailure("a frame just made does not read: \(error)")
        }
    }

    private static func uncrossed(in outbox: borrowing Outbox) -> [CallAuction.Outcome] {
        var found: [CallAuction.Outcome] = []
        for sent in outbox.frames where sent.channel == .eventLog {
            guard let frame = try? Frame(UnsafeRawBufferPointer(outbox.bytes(of: sent))),
                frame.template == Template.exchangeEvents,
                let group = try? frame.group(ExchangeEvents.Entry.self)
            else { continue }
            for index in 0..<group.count where group[index].kind == .auctionUncrossed {
                found.append(
                    CallAuction.Outcome(
                        price: group[index].price, volume: Int64(group[index].quantity.contracts)))
            }
        }
        return found
    }

    /// One contract whose band holds every price a file may have.
    private static let directory: InstrumentDirectory = {
        guard let day = TradingDay(yyyymmdd: 20_150_209) else {
            preconditionFailure("the first day of option trading")
        }
        let contract = OptionContract(
            index: ContractIndex(0), code: 10_000_001, tradingCode: "recorded",
            underlying: UnderlyingIndex(0), type: .call, strike: Price(ticks: 1), unit: 1,
            expiry: day, expiryRank: 0, daysToExpiry: 0, previousSettlement: .zero,
            band: PriceBand(down: Price(ticks: 1), up: InstrumentDirectory.priceMax))
        do {
            return try InstrumentDirectory(
                day: day,
                underlyings: [
                    Underlying(
                        index: UnderlyingIndex(0), code: "000000", previousClose: Price(ticks: 1))
                ], contracts: [contract])
        } catch {
            preconditionFailure("a directory of one contract: \(error)")
        }
    }()
}
