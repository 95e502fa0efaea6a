import Market

/// Every limit that can be changed while a desk runs, under the name it has in the desk's file.
///
/// The raw value is the limit's code on the wire; codes are never used again.
public enum LimitName: UInt8, CaseIterable, Sendable {
    case positionPerContract = 1
    case positionPerDirection, positionTotal
    case purchasePerOrderYuan
    case quantityPerOrder, valuePerOrderYuan
    case collarBasisPoints, collarTicks
    case openingPerContract, openingPerUnderlying
    case deltaShares, gammaShares, vegaYuan
    case fundsYuan
    case messagesPerSecond, messagesPerDay
    case gatewayMessagesPerSecond, declaredMessagesPerSecond, declaredMessagesPerDay
    case cancelsPerContract, orderToTrade
    case protectionWindowMilliseconds
    case protectionVolume, protectionDelta, protectionVega, protectionPercent
    case protectionFreezeMilliseconds
    case hedgeSharesPerOrder, hedgeValuePerOrderYuan, hedgeShares, hedgeCollarBasisPoints

    /// What a limit that is not set does.
    public enum Absence: Sendable {
        /// What it guards is refused (`noLimitSet`).
        case refuses
        /// Nothing is held.
        case holdsNothing
        /// It cannot be removed.
        case impossible
    }

    /// The name in the desk's file.
    public var name: String { "\(self)" }

    /// The limit of this name; nil for a name no limit has.
    public init?(named name: String) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    /// The unit of its values.
    public var unit: String {
        switch self {
        case .positionPerContract, .positionPerDirection, .positionTotal, .quantityPerOrder,
            .openingPerContract, .openingPerUnderlying, .protectionVolume, .protectionDelta,
            .protectionVega:
            "contracts"
        case .purchasePerOrderYuan, .valuePerOrderYuan, .vegaYuan, .fundsYuan,
            .hedgeValuePerOrderYuan:
            "yuan"
        case .collarBasisPoints, .hedgeCollarBasisPoints: "bp"
        case .collarTicks: "ticks"
        case .deltaShares, .gammaShares, .hedgeSharesPerOrder, .hedgeShares: "shares"
        case .messagesPerSecond, .messagesPerDay, .gatewayMessagesPerSecond,
            .declaredMessagesPerSecond, .declaredMessagesPerDay, .orderToTrade:
            "messages"
        case .cancelsPerContract: "legs"
        case .protectionPercent: "percent"
        case .protectionWindowMilliseconds, .protectionFreezeMilliseconds: "ms"
        }
    }

    /// Values it takes.
    public var range: ClosedRange<Int64> {
        switch self {
        case .positionPerContract, .positionPerDirection, .positionTotal, .quantityPerOrder,
            .openingPerContract, .openingPerUnderlying, .messagesPerDay,
            .declaredMessagesPerDay:
            0...100_000_000
        case .purchasePerOrderYuan, .valuePerOrderYuan, .vegaYuan, .fundsYuan, .deltaShares,
            .gammaShares, .hedgeSharesPerOrder, .hedgeValuePerOrderYuan, .hedgeShares:
            0...1_000_000_000_000
        case .collarBasisPoints, .collarTicks, .cancelsPerContract: 0...1_000_000
        case .hedgeCollarBasisPoints: 0...10_000
        // Fewer would leave withdrawals without room.
        case .messagesPerSecond, .gatewayMessagesPerSecond, .declaredMessagesPerSecond:
            10...1_000_000
        case .orderToTrade, .protectionPercent: 1...1_000_000
        case .protectionVolume, .protectionDelta, .protectionVega: 1...100_000_000
        case .protectionWindowMilliseconds: 1...3_600_000
        case .protectionFreezeMilliseconds: 1...28_800_000
        }
    }

    /// What happens without it.
    public var absence: Absence {
        switch self {
        case .gatewayMessagesPerSecond, .declaredMessagesPerSecond, .declaredMessagesPerDay,
            .cancelsPerContract, .orderToTrade, .protectionVolume, .protectionDelta,
            .protectionVega, .protectionPercent:
            .holdsNothing
        // Withdrawals need a message rate too: without one nothing would come off.
        case .messagesPerSecond, .collarTicks, .protectionWindowMilliseconds,
            .protectionFreezeMilliseconds:
            .impossible
        default: .refuses
        }
    }

    /// Whether a higher value lets less through: a longer window, a longer freeze.
    public var isTighterAbove: Bool {
        self == .protectionWindowMilliseconds || self == .protectionFreezeMilliseconds
    }

    /// Whether `new` lets strictly less through than `old`; a limit is never tightened by its removal, which two
    /// persons decide.
    public func isTighter(_ new: Int64?, than old: Int64?) -> Bool {
        guard let new else { return false }
        guard let old else { return absence == .holdsNothing }
        return isTighterAbove ? rank(new) > rank(old) : new < old
    }

    /// A freeze of zero lasts until a person ends it.
    private func rank(_ value: Int64) -> Int64 {
        self == .protectionFreezeMilliseconds && value == 0 ? .max : value
    }

    /// `0…100000000 contracts, or none`.
    public var acceptedValues: String {
        "\(range.lowerBound)…\(range.upperBound) \(unit)"
            + (absence == .impossible ? "" : ", or none (removed by two persons)")
    }

    /// `positionTotal accepts 0…100000000 contracts, or none`: what a person who got it wrong has to know.
    public var accepted: String { "\(name) accepts \(acceptedValues)" }
}
