public import Market

/// First field of every message: who says it, in which life, as which one, because of what, when.
public struct Envelope: Hashable, Sendable, BitwiseCopyable {
    public static let length = 32

    public var instance: UInt16
    /// 1 simulation, 2 production; a frame of another environment is refused.
    public var environment: UInt16
    /// Grows with each start of the sender.
    public var epoch: UInt32
    /// 1, 2, 3… per stream (channel and receiver) and epoch; 0 on frames outside the count (resent ones).
    public var sequence: UInt64
    /// Sequence of the frame that made the sender say this; 0 for a timer.
    public var causation: UInt64
    public var sessionTime: SessionTime

    public init(
        instance: UInt16 = 0, environment: UInt16 = 1, epoch: UInt32 = 0, sequence: UInt64 = 0,
        causation: UInt64 = 0, sessionTime: SessionTime = SessionTime(nanoseconds: 0)
    ) {
        self.instance = instance
        self.environment = environment
        self.epoch = epoch
        self.sequence = sequence
        self.causation = causation
        self.sessionTime = sessionTime
    }

    public init(reading bytes: UnsafeRawPointer) {
        instance = bytes.loadUnaligned(fromByteOffset: 0, as: UInt16.self)
        environment = bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self)
        epoch = bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self)
        sequence = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        causation = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        sessionTime = SessionTime(
            nanoseconds: bytes.loadUnaligned(fromByteOffset: 24, as: Int64.self))
    }

    public func write(to bytes: UnsafeMutableRawPointer) {
        bytes.storeBytes(of: instance, toByteOffset: 0, as: UInt16.self)
        bytes.storeBytes(of: environment, toByteOffset: 2, as: UInt16.self)
        bytes.storeBytes(of: epoch, toByteOffset: 4, as: UInt32.self)
        bytes.storeBytes(of: sequence, toByteOffset: 8, as: UInt64.self)
        bytes.storeBytes(of: causation, toByteOffset: 16, as: UInt64.self)
        bytes.storeBytes(of: sessionTime.nanoseconds, toByteOffset: 24, as: Int64.self)
    }
}
