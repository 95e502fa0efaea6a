// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

/// The quoter's record each session minute: where its profit and loss came from, sums to the day so far.
public struct PortfolioExplained: WireMessage {
    public static let templateID: UInt16 = 78
    public static let blockLength = 128

    public var envelope: Envelope
    public var total: Money
    public var edge: Money
    public var delta: Money
    public var gamma: Money
    public var vega: Money
    public var theta: Money
    public var hedging: Money
    public var fees: Money
    public var unexplained: Money
    /// Options and hedge together, over all underlyings.
    public var netDeltaShares: Int64
    public var optionDeltaShares: Int64
    public var hedgeShares: Int64

    public init(
        envelope: Envelope = Envelope(), total: Money = .zero, edge: Money = .zero,
        delta: Money = .zero, gamma: Money = .zero, vega: Money = .zero, theta: Money = .zero,
        hedging: Money = .zero, fees: Money = .zero, unexplained: Money = .zero,
        netDeltaShares: Int64 = 0, optionDeltaShares: Int64 = 0, hedgeShares: Int64 = 0
    ) {
        self.envelope = envelope
        self.total = total
        self.edge = edge
        self.delta = delta
        self.gamma = gamma
        self.vega = vega
        self.theta = theta
        self.hedging = hedging
        self.fees = fees
        self.unexplained = unexplained
        self.netDeltaShares = netDeltaShares
        self.optionDeltaShares = optionDeltaShares
        self.hedgeShares = hedgeShares
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        total = Money(tenThousandths: bytes.loadUnaligned(fromByteOffset: 32, as: Int64.self))
        edge = Money(tenThousandths: bytes.loadUnaligned(fromByteOffset: 40, as: Int64.self))
        delta = Money(tenThousandths: bytes.loadUnaligned(fromByteOffset: 48, as: Int64.self))
        gamma = Money(tenThousandths: bytes.loadUnaligned(fromByteOffset: 56, as: Int64.self))
        vega = Money(tenThousandths: bytes.loadUnaligned(fromByteOffset: 64, as: Int64.self))
        theta = Money(tenThousandths: bytes.loadUnaligned(fromByteOffset: 72, as: Int64.self))
        hedging = Money(tenThousandths: bytes.loadUnaligned(fromByteOffset: 80, as: Int64.self))
        fees = Money(tenThousandths: bytes.loadUnaligned(fromByteOffset: 88, as: Int64.self))
        unexplained = Money(tenThousandths: bytes.loadUnaligned(fromByteOffset: 96, as: Int64.self))
        netDeltaShares = bytes.loadUnaligned(fromByteOffset: 104, as: Int64.self)
        optionDeltaShares = bytes.loadUnaligned(fromByteOffset: 112, as: Int64.self)
        hedgeShares = bytes.loadUnaligned(fromByteOffset: 120, as: Int64.self)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: total.tenThousandths, toByteOffset: 32, as: Int64.self)
        bytes.storeBytes(of: edge.tenThousandths, toByteOffset: 40, as: Int64.self)
        bytes.storeBytes(of: delta.tenThousandths, toByteOffset: 48, as: Int64.self)
        bytes.storeBytes(of: gamma.tenThousandths, toByteOffset: 56, as: Int64.self)
        bytes.storeBytes(of: vega.tenThousandths, toByteOffset: 64, as: Int64.self)
        bytes.storeBytes(of: theta.tenThousandths, toByteOffset: 72, as: Int64.self)
        bytes.storeBytes(of: hedging.tenThousandths, toByteOffset: 80, as: Int64.self)
        bytes.storeBytes(of: fees.tenThousandths, toByteOffset: 88, as: Int64.self)
        bytes.storeBytes(of: unexplained.tenThousandths, toByteOffset: 96, as: Int64.self)
        bytes.storeBytes(of: netDeltaShares, toByteOffset: 104, as: Int64.self)
        bytes.storeBytes(of: optionDeltaShares, toByteOffset: 112, as: Int64.self)
        bytes.storeBytes(of: hedgeShares, toByteOffset: 120, as: Int64.self)
    }
}
