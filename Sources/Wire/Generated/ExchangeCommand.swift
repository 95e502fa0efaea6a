// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public import Market

/// Operator → simulated exchange: something the day's scenario could have ordered.
public struct ExchangeCommand: WireMessage {
    public static let templateID: UInt16 = 52
    public static let blockLength = 78

    public var envelope: Envelope
    public var commandID: UInt64
    /// ExchangeAction.Kind.
    public var kindCode: UInt8
    /// 0 everything, 1 underlying, 2 contract.
    public var scopeCode: UInt8
    /// 0 = as it comes.
    public var sideCode: UInt8
    /// 0 = as it comes.
    public var effectCode: UInt8
    public var participant: UInt16
    /// Underlying or contract index.
    public var index: UInt32
    /// Ns.
    public var duration: Int64
    public var count: Int32
    public var price: Price
    public var execution: UInt64

    public init(
        envelope: Envelope = Envelope(), commandID: UInt64 = 0, kindCode: UInt8 = 0,
        scopeCode: UInt8 = 0, sideCode: UInt8 = 0, effectCode: UInt8 = 0, participant: UInt16 = 0,
        index: UInt32 = 0, duration: Int64 = 0, count: Int32 = 0, price: Price = .zero,
        execution: UInt64 = 0
    ) {
        self.envelope = envelope
        self.commandID = commandID
        self.kindCode = kindCode
        self.scopeCode = scopeCode
        self.sideCode = sideCode
        self.effectCode = effectCode
        self.participant = participant
        self.index = index
        self.duration = duration
        self.count = count
        self.price = price
        self.execution = execution
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        commandID = bytes.loadUnaligned(fromByteOffset: 32, as: UInt64.self)
        kindCode = bytes.loadUnaligned(fromByteOffset: 40, as: UInt8.self)
        scopeCode = bytes.loadUnaligned(fromByteOffset: 41, as: UInt8.self)
        sideCode = bytes.loadUnaligned(fromByteOffset: 42, as: UInt8.self)
        effectCode = bytes.loadUnaligned(fromByteOffset: 43, as: UInt8.self)
        participant = bytes.loadUnaligned(fromByteOffset: 44, as: UInt16.self)
        index = bytes.loadUnaligned(fromByteOffset: 46, as: UInt32.self)
        duration = bytes.loadUnaligned(fromByteOffset: 50, as: Int64.self)
        count = bytes.loadUnaligned(fromByteOffset: 58, as: Int32.self)
        price = Price(ticks: bytes.loadUnaligned(fromByteOffset: 62, as: Int64.self))
        execution = bytes.loadUnaligned(fromByteOffset: 70, as: UInt64.self)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: commandID, toByteOffset: 32, as: UInt64.self)
        bytes.storeBytes(of: kindCode, toByteOffset: 40, as: UInt8.self)
        bytes.storeBytes(of: scopeCode, toByteOffset: 41, as: UInt8.self)
        bytes.storeBytes(of: sideCode, toByteOffset: 42, as: UInt8.self)
        bytes.storeBytes(of: effectCode, toByteOffset: 43, as: UInt8.self)
        bytes.storeBytes(of: participant, toByteOffset: 44, as: UInt16.self)
        bytes.storeBytes(of: index, toByteOffset: 46, as: UInt32.self)
        bytes.storeBytes(of: duration, toByteOffset: 50, as: Int64.self)
        bytes.storeBytes(of: count, toByteOffset: 58, as: Int32.self)
        bytes.storeBytes(of: price.ticks, toByteOffset: 62, as: Int64.self)
        bytes.storeBytes(of: execution, toByteOffset: 70, as: UInt64.self)
    }
}
