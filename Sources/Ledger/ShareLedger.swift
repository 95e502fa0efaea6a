public import Market

/// Shares of the underlyings traded to hedge, in exact integers: cash, marks and fees apart from the options'.
///
/// Counts from nothing: shares that were there at the start of the day are owed to somebody and carry no gain.
public struct ShareLedger: Sendable, Equatable {
    private var nets: [Int64]
    /// 1/1 000 000 yuan a share.
    private var marks: [Int64]
    private var received: Int64 = 0
    private var marked: Int64 = 0
    private var paidFees: Int64 = 0
    /// Fee of a trade, millionths of its value.
    private let feeMillionths: Int64

    /// Shares and prices beyond these are not a trade.
    private static let sharesMax: Int64 = 1_000_000_000
    private static let markMax: Int64 = 10_000_000_000

    public init(underlyings: Int, feeMillionths: Int64) {
        nets = Array(repeating: 0, count: underlyings)
        marks = nets
        self.feeMillionths = min(max(feeMillionths, 0), 100_000)
    }

    /// Shares bought less sold; 0 for an underlying that is not there.
    public func net(_ underlying: UnderlyingIndex) -> Int64 {
        underlying.int < nets.count ? nets[underlying.int] : 0
    }

    /// Books a trade; false where the numbers cannot be one.
    @discardableResult
    public mutating func book(
        _ underlying: UnderlyingIndex, _ side: Side, shares: Int64, at price: Price
    ) -> Bool {
        guard underlying.int < nets.count, (1...Self.sharesMax).contains(shares),
            let perShare = MicroYuan(price)?.count, (1...Self.markMax).contains(perShare),
            abs(nets[underlying.int]) <= Self.sharesMax * 100
        else { return false }
        let signed = side.sign * shares
        let (value, tooDear) = perShare.multipliedReportingOverflow(by: shares)
        let (change, tooMuch) = marks[underlying.int].multipliedReportingOverflow(by: signed)
        let (nextReceived, overflow) = received.subtractingReportingOverflow(side.sign * value)
        let (nextMarked, tooLarge) = marked.addingReportingOverflow(change)
        guard !tooDear, !tooMuch, !overflow, !tooLarge else { return false }
        received = nextReceived
        marked = nextMarked
        nets[underlying.int] += signed
        paidFees +=
            value / 1_000_000 * feeMillionths + value % 1_000_000 * feeMillionths / 1_000_000
        return true
    }

    /// Revalues what is held; false for a price that cannot be one.
    @discardableResult
    public mutating func mark(_ underlying: UnderlyingIndex, at value: MicroYuan) -> Bool {
        guard underlying.int < nets.count, (1...Self.markMax).contains(value.count) else {
            return false
        }
        let (gain, tooMuch) = (value.count - marks[underlying.int]).multipliedReportingOverflow(
            by: nets[underlying.int])
        let (next, overflow) = marked.addingReportingOverflow(gain)
        guard !tooMuch, !overflow else { return false }
        marks[underlying.int] = value.count
        marked = next
        return true
    }

    /// Takes over a holding without making or losing money by it.
    @discardableResult
    public mutating func open(_ underlying: UnderlyingIndex, net: Int64) -> Bool {
        guard underlying.int < nets.count, abs(net) <= Self.sharesMax * 100 else { return false }
        let (change, tooMuch) = (net - nets[underlying.int]).multipliedReportingOverflow(
            by: marks[underlying.int])
        let (nextMarked, overflow) = marked.addingReportingOverflow(change)
        let (nextReceived, tooLarge) = received.subtractingReportingOverflow(change)
        guard !tooMuch, !overflow, !tooLarge else { return false }
        marked = nextMarked
        received = nextReceived
        nets[underlying.int] = net
        return true
    }

    /// What the shares have gained, before fees.
    public var profit: MicroYuan { MicroYuan(received + marked) }
    public var fees: MicroYuan { MicroYuan(paidFees) }
}
