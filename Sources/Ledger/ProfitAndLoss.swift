public import Market

/// Folds fills and theoretical values into cash, marks and the parts of profit and loss, in exact integers.
///
/// The net holdings here are signed counts of their own, so that money adds up even while positions are
/// being reconciled.
public struct ProfitAndLoss: Sendable, Equatable {
    /// What booking a fill did.
    public enum Outcome: Hashable, Sendable, BitwiseCopyable {
        /// Booked; `edge` is what this fill captured.
        case booked(edge: MicroYuan)
        /// Unknown contract, quantity not positive, or a number that does not fit; nothing changed.
        case refused
    }

    private var units: [Int64]
    private var nets: [Int64]
    private var marks: [Int64]
    /// Σ net × mark × unit, kept current.
    private var marked: Int64 = 0
    private var received: Int64 = 0
    private var edge: Int64 = 0
    private var paidFees: Int64 = 0
    let feePerContract: Int64

    /// - Parameters:
    ///   - units: shares per contract, by contract index.
    ///   - feePerContract: paid for each contract traded.
    public init(units: [Int32], feePerContract: Money) {
        self.units = units.map(Int64.init)
        nets = Array(repeating: 0, count: units.count)
        marks = nets
        self.feePerContract = MicroYuan(feePerContract)?.count ?? 0
    }

    /// Takes over a position at a value without making or losing money by it; false when it does not fit.
    @discardableResult
    public mutating func open(_ contract: ContractIndex, net: Int64, at value: MicroYuan) -> Bool {
        guard contract.int < nets.count,
            let before = amount(nets[contract.int], marks[contract.int], contract),
            let after = amount(net, value.count, contract),
            let nextMarked = sum(marked, after - before),
            let nextReceived = sum(received, before - after)
        else { return false }
        nets[contract.int] = net
        marks[contract.int] = value.count
        marked = nextMarked
        received = nextReceived
        return true
    }

    /// Revalues what is held; false for an unknown contract or a number that does not fit.
    @discardableResult
    public mutating func mark(_ contract: ContractIndex, at value: MicroYuan) -> Bool {
        guard contract.int < nets.count,
            let change = difference(value.count, marks[contract.int]),
            let gain = amount(nets[contract.int], change, contract),
            let next = sum(marked, gain)
        else { return false }
        marks[contract.int] = value.count
        marked = next
        return true
    }

    /// Books a fill at the theoretical value of its moment, which also becomes the mark.
    public mutating func book(_ fill: Fill, theoreticalValue: MicroYuan) -> Outcome {
        guard fill.quantity > .zero, fill.contract.int < nets.count,
            let price = MicroYuan(fill.price)?.count,
            let margin = difference(theoreticalValue.count, price)
        else { return .refused }
        let signed = fill.side.sign * Int64(fill.quantity.contracts)
        let fee = feePerContract.multipliedReportingOverflow(by: Int64(fill.quantity.contracts))
        guard !fee.overflow,
            let captured = amount(signed, margin, fill.contract),
            let paid = amount(signed, price, fill.contract),
            let added = amount(signed, theoreticalValue.count, fill.contract),
            let nextNet = sum(nets[fill.contract.int], signed),
            let nextEdge = sum(edge, captured),
            let nextReceived = sum(received, -paid),
            let nextFees = sum(paidFees, fee.partialValue),
            mark(fill.contract, at: theoreticalValue)
        else { return .refused }
        // `mark` has checked its own sum; the remaining one is bounded by it and the fill.
        guard let nextMarked = sum(marked, added) else { return .refused }
        nets[fill.contract.int] = nextNet
        edge = nextEdge
        received = nextReceived
        paidFees = nextFees
        marked = nextMarked
        return .booked(edge: MicroYuan(captured))
    }

    /// Received minus paid for contracts and fees.
    public var cash: MicroYuan { MicroYuan(received - paidFees) }

    /// The holdings at their marks.
    public var markedValue: MicroYuan { MicroYuan(marked) }

    public func net(_ contract: ContractIndex) -> Int64 {
        contract.int < nets.count ? nets[contract.int] : 0
    }

    /// The parts now; holding is what is left of the total after edge and fees.
    public var parts: ProfitAndLossParts {
        let total = received - paidFees + marked
        return ProfitAndLossParts(
            edge: MicroYuan(edge), holding: MicroYuan(total - edge + paidFees),
            fees: MicroYuan(paidFees), total: MicroYuan(total))
    }

    func isKnown(_ contract: ContractIndex) -> Bool { contract.int < nets.count }

    func mark(of contract: ContractIndex) -> Int64 { marks[contract.int] }

    mutating func setNet(_ net: Int64, of contract: ContractIndex) { nets[contract.int] = net }

    /// Adds to every sum at once, or to none where one does not fit.
    mutating func settle(
        received more: Int64, edge gained: Int64, fees charged: Int64, marked added: Int64
    ) -> Bool {
        guard let nextReceived = sum(received, more), let nextEdge = sum(edge, gained),
            let nextFees = sum(paidFees, charged), let nextMarked = sum(marked, added)
        else { return false }
        (received, edge, paidFees, marked) = (nextReceived, nextEdge, nextFees, nextMarked)
        return true
    }

    func amount(_ contracts: Int64, _ perShare: Int64, _ contract: ContractIndex) -> Int64? {
        let perContract = perShare.multipliedReportingOverflow(by: units[contract.int])
        if perContract.overflow { return nil }
        let total = perContract.partialValue.multipliedReportingOverflow(by: contracts)
        return total.overflow || !ProfitAndLoss.isBounded(total.partialValue)
            ? nil : total.partialValue
    }

    func sum(_ a: Int64, _ b: Int64) -> Int64? {
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow || !ProfitAndLoss.isBounded(sum) ? nil : sum
    }

    func difference(_ a: Int64, _ b: Int64) -> Int64? {
        let (difference, overflow) = a.subtractingReportingOverflow(b)
        return overflow ? nil : difference
    }

    /// Keeps every total so far from the edge of Int64 that adding a few of them cannot trap.
    private static func isBounded(_ value: Int64) -> Bool { value.magnitude < 1 << 59 }
}
