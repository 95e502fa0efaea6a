// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

/// The quoter's record of a fill: what it believed the contract was worth.
public struct FillAttribution: WireMessage {
    public static let templateID: UInt16 = 40
    public static let blockLength = 82

    public var envelope: Envelope
    public var logSequence: UInt64
    public var contract: ContractIndex
    public var sideCode: UInt8
    public var effectCode: UInt8
    public var quantity: Quantity
    public var price: Price
    public var theoreticalMicroYuan: Int64
    public var deltaMillionths: Int64
    public var vegaMillionths: Int64

    public init(
        envelope: Envelope = Envelope(), logSequence: UInt64 = 0,
        contract: ContractIndex = ContractIndex(UInt32(0)), sideCode: UInt8 = 0,
        effectCode: UInt8 = 0, quantity: Quantity = .zero, price: Price = .zero,
        theoreticalMicroYuan: Int64 = 0, deltaMillionths: Int64 = 0, vegaMillionths: Int64 = 0
    ) {
        self.envelope = envelope
        self.logSequence = logSequence
        self.contract = contract
        self.sideCode = sideCode
        self.effectCode = effectCode
        self.quantity = quantity
        self.price = price
        self.theoreticalMicroYuan = theoreticalMicroYuan
        self.deltaMillionths = deltaMillionths
        self.vegaMillionths = vegaMillionths
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        logSequence = bytes.loadUnaligned(fromByteOffset: 32, as: UInt64.self)
        contract = ContractIndex(bytes.loadUnaligned(fromByteOffset: 40, as: UInt32.self))
        sideCode = bytes.loadUnaligned(fromByteOffset: 44, as: UInt8.self)
        effectCode = bytes.loadUnaligned(fromByteOffset: 45, as: UInt8.self)
        quantity = Quantity(contracts: bytes.loadUnaligned(fromByteOffset: 46, as: Int32.self))
        price = Price(ticks: bytes.loadUnaligned(fromByteOffset: 50, as: Int64.self))
        theoreticalMicroYuan = bytes.loadUnaligned(fromByteOffset: 58, as: Int64.self)
        deltaMillionths = bytes.loadUnaligned(fromByteOffset: 66, as: Int64.self)
        vegaMillionths = bytes.loadUnaligned(fromByteOffset: 74, as: Int64.self)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: logSequence, toByteOffset: 32, as: UInt64.self)
        bytes.storeBytes(of: contract.value, toByteOffset: 40, as: UInt32.self)
        bytes.storeBytes(of: sideCode, toByteOffset: 44, as: UInt8.self)
        bytes.storeBytes(of: effectCode, toByteOffset: 45, as: UInt8.self)
        bytes.storeBytes(of: quantity.contracts, toByteOffset: 46, as: Int32.self)
        bytes.storeBytes(of: price.ticks, toByteOffset: 50, as: Int64.self)
        bytes.storeBytes(of: theoreticalMicroYuan, toByteOffset: 58, as: Int64.self)
        bytes.storeBytes(of: deltaMillionths, toByteOffset: 66, as: Int64.self)
        bytes.storeBytes(of: vegaMillionths, toByteOffset: 74, as: Int64.self)
    }
}
