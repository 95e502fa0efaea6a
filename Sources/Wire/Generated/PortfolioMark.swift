// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

/// The quoter's book each session minute.
public struct PortfolioMark: WireMessage {
    public static let templateID: UInt16 = 41
    public static let blockLength = 96

    public var envelope: Envelope
    public var cash: Money
    public var marketValue: Money
    public var edge: Money
    public var holding: Money
    public var fees: Money
    /// Net delta over all underlyings, in ETF shares.
    public var deltaShares: Int64
    /// Yuan per volatility point.
    public var vegaYuan: Int64
    public var grossContracts: Int64

    public init(
        envelope: Envelope = Envelope(), cash: Money = .zero, marketValue: Money = .zero,
        edge: Money = .zero, holding: Money = .zero, fees: Money = .zero, deltaShares: Int64 = 0,
        vegaYuan: Int64 = 0, grossContracts: Int64 = 0
    ) {
        self.envelope = envelope
        self.cash = cash
        self.marketValue = marketValue
        self.edge = edge
        self.holding = holding
        self.fees = fees
        self.deltaShares = deltaShares
        self.vegaYuan = vegaYuan
        self.grossContracts = grossContracts
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        cash = Money(tenThousandths: bytes.loadUnaligned(fromByteOffset: 32, as: Int64.self))
        marketValue = Money(tenThousandths: bytes.loadUnaligned(fromByteOffset: 40, as: Int64.self))
        edge = Money(tenThousandths: bytes.loadUnaligned(fromByteOffset: 48, as: Int64.self))
        holding = Money(tenThousandths: bytes.loadUnaligned(fromByteOffset: 56, as: Int64.self))
        fees = Money(tenThousandths: bytes.loadUnaligned(fromByteOffset: 64, as: Int64.self))
        deltaShares = bytes.loadUnaligned(fromByteOffset: 72, as: Int64.self)
        vegaYuan = bytes.loadUnaligned(fromByteOffset: 80, as: Int64.self)
        grossContracts = bytes.loadUnaligned(fromByteOffset: 88, as: Int64.self)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: cash.tenThousandths, toByteOffset: 32, as: Int64.self)
        bytes.storeBytes(of: marketValue.tenThousandths, toByteOffset: 40, as: Int64.self)
        bytes.storeBytes(of: edge.tenThousandths, toByteOffset: 48, as: Int64.self)
        bytes.storeBytes(of: holding.tenThousandths, toByteOffset: 56, as: Int64.self)
        bytes.storeBytes(of: fees.tenThousandths, toByteOffset: 64, as: Int64.self)
        bytes.storeBytes(of: deltaShares, toByteOffset: 72, as: Int64.self)
        bytes.storeBytes(of: vegaYuan, toByteOffset: 80, as: Int64.self)
        bytes.storeBytes(of: grossContracts, toByteOffset: 88, as: Int64.self)
    }
}
