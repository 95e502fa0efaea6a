import Market
import Quoter
import Risk
import Settings
import Sim

/// How a desk hedges its delta in the underlyings' shares: `hedge` in desk.yaml, `--hedge` on the command line; absent is off.
public struct HedgeSettings: Sendable, Equatable {
    /// Shares of delta, either way, that are left alone.
    public var bandShares: Int64 = 100_000
    public var target = HedgeTarget.edge
    /// Shares of one order.
    public var sharesPerOrder: Int64 = 500_000
    public var intervalMilliseconds: Int64 = 5_000
    /// How far through the touch an order may pay.
    public var slippageTicks: Int64 = 10
    /// Fee of a trade in shares, millionths of its value.
    public var feeMillionths: Int64 = 50
    /// Shares of each underlying there in the morning, borrowed: the most that is sold in a day.
    public var openingShares: Int64 = 20_000_000

    /// To the band's edge or to nothing.
    public enum HedgeTarget: String, Sendable, CaseIterable {
        case edge
        case zero
    }

    public init() {}

    private static var numbers:
        [(key: String, path: WritableKeyPath<HedgeSettings, Int64>, range: ClosedRange<Int64>)]
    {
        [
            ("bandShares", \.bandShares, 0...1_000_000_000),
            ("sharesPerOrder", \.sharesPerOrder, 100...1_000_000),
            ("intervalMilliseconds", \.intervalMilliseconds, 0...3_600_000),
            ("slippageTicks", \.slippageTicks, 0...1_000),
            ("feeMillionths", \.feeMillionths, 0...10_000),
            ("openingShares", \.openingShares, 0...10_000_000_000),
        ]
    }

    private static var accepted: String {
        (numbers.map { "\($0.key)=\($0.range.lowerBound)…\($0.range.upperBound)" }
            + ["target=" + HedgeTarget.allCases.map(\.rawValue).joined(separator: "|")])
            .joined(separator: ", ")
    }

    /// Reads `on`, or `bandShares=200000,target=zero`; what is not named is as it is by default.
    public init(text: String) throws {
        self.init()
        if text == "on" { return }
        for item in text.split(separator: ",") {
            let pair = item.split(separator: "=", maxSplits: 1).map(String.init)
            guard pair.count == 2, set(pair[0], pair[1]) else {
                throw SettingsError(
                    file: "--hedge", line: 0, path: String(item), problem: "no such setting",
                    accepted: "on, or " + Self.accepted)
            }
        }
    }

    private mutating func set(_ key: String, _ text: String) -> Bool {
        if key == "target" {
            guard let found = HedgeTarget(rawValue: text) else { return false }
            target = found
            return true
        }
        guard let number = Self.numbers.first(where: { $0.key == key }),
            let value = Int64(text), number.range.contains(value)
        else { return false }
        self[keyPath: number.path] = value
        return true
    }

    init(_ node: SettingsNode) throws(SettingsError) {
        self.init()
        let fields = try node.fields(
            required: [], optional: Self.numbers.map(\.key) + ["target"])
        for number in Self.numbers {
            if let field = fields[number.key] {
                self[keyPath: number.path] = try field.integer(number.range)
            }
        }
        if let field = fields["target"] {
            target = try field.oneOf(HedgeTarget.allCases.map { ($0.rawValue, $0) })
        }
    }

    /// Lines of desk.yaml; `init` reads them back to an equal value.
    var yaml: [String] {
        ["hedge:"] + Self.numbers.map { "  \($0.key): \(self[keyPath: $0.path])" }
            + ["  target: \(target.rawValue)"]
    }

    var terms: HedgeTerms {
        HedgeTerms(
            bandShares: bandShares, target: target == .edge ? .edge : .zero,
            sharesPerOrderMax: sharesPerOrder, interval: .milliseconds(intervalMilliseconds),
            slippageTicks: slippageTicks, feeMillionths: feeMillionths,
            openingShares: openingShares)
    }
}

extension LimitSettings {
    /// What a risk officer allows of hedges; unset refuses them all.
    var hedgeLimits: HedgeLimits {
        HedgeLimits(
            sharesPerOrderMax: hedgeSharesPerOrder,
            valuePerOrderMax: hedgeValuePerOrderYuan.map { Money(yuan: $0) },
            sharesMax: hedgeShares, collarBasisPoints: hedgeCollarBasisPoints)
    }

    /// A desk that is set up to hedge is set up with limits for it; a later desk.yaml says its own.
    mutating func allowHedges() {
        hedgeSharesPerOrder = hedgeSharesPerOrder ?? 1_000_000
        hedgeValuePerOrderYuan = hedgeValuePerOrderYuan ?? 10_000_000
        hedgeShares = hedgeShares ?? 20_000_000
        hedgeCollarBasisPoints = hedgeCollarBasisPoints ?? 100
    }
}
