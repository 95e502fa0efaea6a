/// The limits of one socket; every one is bounded, none may be "unlimited".
public struct SocketOptions: Equatable, Sendable {
    /// Messages queued for each peer before sending is back-pressured (PUB: before it drops); 1 to 10 million.
    public var sendHighWater: Int
    /// Messages queued from each peer before libzmq stops reading from it; 1 to 10 million.
    public var receiveHighWater: Int
    /// A peer that sends a longer frame is disconnected; 1 byte to 64 MiB.
    public var maximumMessageBytes: Int
    /// How long closing waits for unsent messages; 0 to 60 000 ms.
    public var lingerMilliseconds: Int
    /// First pause before connecting again; doubles up to `reconnectMillisecondsMax`; 1 to 60 000.
    public var reconnectMilliseconds: Int
    /// Longest pause between two attempts to connect; 1 to 60 000.
    public var reconnectMillisecondsMax: Int

    public init(
        sendHighWater: Int = 10_000,
        receiveHighWater: Int = 10_000,
        maximumMessageBytes: Int = 1 << 20,
        lingerMilliseconds: Int = 0,
        reconnectMilliseconds: Int = 10,
        reconnectMillisecondsMax: Int = 40
    ) {
        self.sendHighWater = sendHighWater
        self.receiveHighWater = receiveHighWater
        self.maximumMessageBytes = maximumMessageBytes
        self.lingerMilliseconds = lingerMilliseconds
        self.reconnectMilliseconds = reconnectMilliseconds
        self.reconnectMillisecondsMax = reconnectMillisecondsMax
    }

    /// The first limit that is out of its range, in words; nil if all are fine.
    public var problem: String? {
        func outside(_ name: String, _ value: Int, _ range: ClosedRange<Int>) -> String? {
            range.contains(value)
                ? nil : "\(name) \(value) is not within \(range.lowerBound)...\(range.upperBound)"
        }
        return outside("sendHighWater", sendHighWater, 1...10_000_000)
            ?? outside("receiveHighWater", receiveHighWater, 1...10_000_000)
            ?? outside("maximumMessageBytes", maximumMessageBytes, 1...(64 << 20))
            ?? outside("lingerMilliseconds", lingerMilliseconds, 0...60_000)
            ?? outside("reconnectMilliseconds", reconnectMilliseconds, 1...60_000)
            ?? outside("reconnectMillisecondsMax", reconnectMillisecondsMax, 1...60_000)
    }
}
