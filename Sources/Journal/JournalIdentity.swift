/// Whose journal a folder holds.
public struct JournalIdentity: Hashable, Sendable {
    /// The longest role name in bytes.
    public static let roleBytesMax = 16

    /// The role's name, 1 to 16 bytes of visible ASCII: `risk`.
    public let role: String
    /// Which of several of this role.
    public let instance: UInt32
    /// `yyyymmdd`; new segments are labelled with it, it may differ from older ones'.
    public let tradingDay: UInt32

    /// Nil if the role's name is empty, longer than 16 bytes, or not visible ASCII.
    public init?(role: String, instance: UInt32, tradingDay: UInt32) {
        let bytes = role.utf8
        guard (1...Self.roleBytesMax).contains(bytes.count),
            bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        self.role = role
        self.instance = instance
        self.tradingDay = tradingDay
    }

    func isSameWriter(as other: JournalIdentity) -> Bool {
        role == other.role && instance == other.instance
    }
}

extension JournalIdentity: CustomStringConvertible {
    /// `risk 1`
    public var description: String { "\(role) \(instance)" }
}
