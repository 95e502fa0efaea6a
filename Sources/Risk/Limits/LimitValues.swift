import Market

/// All limits of an account together, read and written by name in the desk file's units.
public struct LimitValues: Hashable, Sendable {
    public var limits: RiskLimits
    public var protection: ProtectionTerms

    public init(limits: RiskLimits, protection: ProtectionTerms = ProtectionTerms()) {
        self.limits = limits
        self.protection = protection
    }

    /// Nil is not set. A limit that cannot be without a value keeps it when nil is written.
    public subscript(_ name: LimitName) -> Int64? {
        get {
            if let path = Self.counts(name) { return limits[keyPath: path] }
            if let path = Self.money(name) {
                return limits[keyPath: path].map { $0.tenThousandths / 10_000 }
            }
            if let path = Self.protectionCounts(name) { return protection[keyPath: path] }
            switch name {
            case .collarTicks: return limits.collarTicksMin
            case .protectionWindowMilliseconds: return protection.window.nanoseconds / 1_000_000
            default: return protection.freeze.nanoseconds / 1_000_000
            }
        }
        set {
            if let path = Self.counts(name) { return limits[keyPath: path] = newValue }
            if let path = Self.money(name) {
                return limits[keyPath: path] = newValue.map { Money(yuan: $0) }
            }
            if let path = Self.protectionCounts(name) {
                return protection[keyPath: path] = newValue
            }
            guard let newValue else { return }
            switch name {
            case .collarTicks: limits.collarTicksMin = newValue
            case .protectionWindowMilliseconds: protection.window = .milliseconds(newValue)
            default: protection.freeze = .milliseconds(newValue)
            }
        }
    }

    /// Writes several, and keeps the reserves of the message rate in proportion.
    mutating func take(_ entries: [(name: LimitName, value: Int64?)]) {
        var changesRate = false
        for (name, value) in entries {
            self[name] = value
            switch name {
            case .messagesPerSecond, .gatewayMessagesPerSecond, .declaredMessagesPerSecond:
                changesRate = true
            default: continue
            }
        }
        guard changesRate else { return }
        let rates = [
            limits.messagesPerSecondMax, limits.gatewayMessagesPerSecondMax,
            limits.declaredMessagesPerSecondMax,
        ].compactMap { $0 }
        limits.reserveMessages(ofRate: rates.min() ?? 0)
    }

    private static func counts(_ name: LimitName) -> WritableKeyPath<RiskLimits, Int64?>? {
        switch name {
        case .positionPerContract: \.positionPerContractMax
        case .positionPerDirection: \.directionPerUnderlyingMax
        case .positionTotal: \.totalPositionMax
        case .quantityPerOrder: \.quantityPerOrderMax
        case .collarBasisPoints: \.collarBasisPoints
        case .openingPerContract: \.openingPerContractMax
        case .openingPerUnderlying: \.openingPerUnderlyingMax
        case .deltaShares: \.deltaSharesMax
        case .gammaShares: \.gammaSharesMax
        case .messagesPerSecond: \.messagesPerSecondMax
        case .messagesPerDay: \.messagesPerDayMax
        case .gatewayMessagesPerSecond: \.gatewayMessagesPerSecondMax
        case .declaredMessagesPerSecond: \.declaredMessagesPerSecondMax
        case .declaredMessagesPerDay: \.declaredMessagesPerDayMax
        case .cancelsPerContract: \.cancelsPerContractMax
        case .orderToTrade: \.orderToTradeMax
        case .hedgeSharesPerOrder: \.hedge.sharesPerOrderMax
        case .hedgeShares: \.hedge.sharesMax
        case .hedgeCollarBasisPoints: \.hedge.collarBasisPoints
        default: nil
        }
    }

    private static func money(_ name: LimitName) -> WritableKeyPath<RiskLimits, Money?>? {
        switch name {
        case .purchasePerOrderYuan: \.purchaseMax
        case .valuePerOrderYuan: \.valuePerOrderMax
        case .vegaYuan: \.vegaMax
        case .fundsYuan: \.funds
        case .hedgeValuePerOrderYuan: \.hedge.valuePerOrderMax
        default: nil
        }
    }

    private static func protectionCounts(_ name: LimitName)
        -> WritableKeyPath<ProtectionTerms, Int64?>?
    {
        switch name {
        case .protectionVolume: \.volumeMax
        case .protectionDelta: \.deltaMax
        case .protectionVega: \.vegaMax
        case .protectionPercent: \.percentMax
        default: nil
        }
    }
}

extension RiskLimits {
    /// A tenth of a message rate is kept for withdrawals, a fiftieth for risk's own mass cancels.
    public mutating func reserveMessages(ofRate rate: Int64) {
        withdrawalReservePerSecond = rate / 10
        massCancelReservePerSecond = rate / 50
    }
}
