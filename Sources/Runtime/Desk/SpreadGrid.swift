import Market
import Obligations
import Risk
import Settings
import Sim
import StrategyKit

/// A rule pack's spread table cut into cells of own bid × days to expiry, as each room wants it.
///
/// Rooms do not share the type: the exchange scores with its own arithmetic, risk checks with its own. What they
/// must share are the numbers, and those come from the one pack.
struct SpreadGrid {
    struct Cell {
        let bidFrom: Int64
        let bidBelow: Int64?
        let daysFrom: Int32
        let daysBelow: Int32?
        let limit: Obligations.SpreadTier.Limit
    }

    let cells: [Cell]
    private let bidSteps: [Int64]
    private let daySteps: [Int32]
    private let packName: String

    init(_ tiers: [Obligations.SpreadTier], packName: String) {
        self.packName = packName
        let bidSteps = Set(tiers.map(\.bidFrom.ticks)).sorted()
        let daySteps = Set(tiers.map(\.daysFrom)).sorted()
        var cells: [Cell] = []
        for (bidIndex, bid) in bidSteps.enumerated() {
            for (dayIndex, days) in daySteps.enumerated() {
                // The last row whose two lower bounds are reached applies.
                guard
                    let tier = tiers.last(where: { $0.bidFrom.ticks <= bid && $0.daysFrom <= days })
                else { continue }
                // Contract by contract, or by the underlying's spread: rows a desk cannot quote by yet.
                guard tier.limits.count == 1, tier.when == .all else { continue }
                cells.append(
                    Cell(
                        bidFrom: bid,
                        bidBelow: bidIndex + 1 < bidSteps.count ? bidSteps[bidIndex + 1] : nil,
                        daysFrom: days,
                        daysBelow: dayIndex + 1 < daySteps.count ? daySteps[dayIndex + 1] : nil,
                        limit: tier.limits[0]))
            }
        }
        self.cells = cells
        self.bidSteps = bidSteps
        self.daySteps = daySteps
    }

    /// Risk's tiers: fractions as basis points of the bid.
    func riskTiers() throws(SettingsError) -> [Risk.SpreadTier] {
        var tiers: [Risk.SpreadTier] = []
        for cell in cells {
            let limit: Risk.SpreadTier.Limit
            switch cell.limit {
            case .absolute(let price): limit = .ticks(price.ticks)
            case .fraction(let ratio):
                guard ratio.num * 10_000 % ratio.den == 0 else {
                    throw unusable("\(ratio.num)/\(ratio.den)", "whole basis points")
                }
                limit = .basisPointsOfBid(ratio.num * 10_000 / ratio.den)
            case .underlyingSpread, .unlimited: throw unusable(cell.limit)
            }
            tiers.append(
                Risk.SpreadTier(
                    bidFrom: cell.bidFrom == 0 ? .min : cell.bidFrom,
                    bidBelow: cell.bidBelow ?? .max,
                    daysFrom: cell.daysFrom == 0 ? .min : cell.daysFrom,
                    daysBelow: cell.daysBelow ?? .max, limit: limit))
        }
        return tiers
    }

    /// The exchange's tiers: first match in order of bid, then days.
    func makerTiers() throws(SettingsError) -> [MakerTerms.SpreadTier] {
        var tiers: [MakerTerms.SpreadTier] = []
        for cell in cells {
            let width: MakerTerms.SpreadTier.Width
            switch cell.limit {
            case .absolute(let price): width = .ticks(price.ticks)
            case .fraction(let ratio):
                guard ratio.num > 0, ratio.den % ratio.num == 0 else {
                    throw unusable("\(ratio.num)/\(ratio.den)", "a unit fraction of the bid")
                }
                width = .bidDivided(by: ratio.den / ratio.num)
            case .underlyingSpread, .unlimited: throw unusable(cell.limit)
            }
            tiers.append(
                MakerTerms.SpreadTier(
                    bidBelow: cell.bidBelow.map { Price(ticks: $0) },
                    daysToExpiryBelow: cell.daysBelow, width: width))
        }
        return tiers
    }

    /// The strategies' allowance: one table near, one far.
    func allowance() throws(SettingsError) -> SpreadAllowance {
        guard daySteps.count <= 2 else {
            throw unusable("\(daySteps.count) day classes", "at most two")
        }
        func column(_ days: Int32) throws(SettingsError) -> [SpreadAllowance.Tier] {
            var column: [SpreadAllowance.Tier] = []
            for cell in cells where cell.daysFrom == days {
                switch cell.limit {
                case .absolute(let price):
                    column.append(.ticks(price.ticks, fromBidTicks: cell.bidFrom))
                case .fraction(let ratio):
                    column.append(.ratio(ratio.num, ratio.den, fromBidTicks: cell.bidFrom))
                case .underlyingSpread, .unlimited: throw unusable(cell.limit)
                }
            }
            return column
        }
        let near = try column(daySteps.first ?? 0)
        let far = try column(daySteps.last ?? 0)
        guard
            let allowance = SpreadAllowance(
                near: near, far: far, farDaysMin: daySteps.count == 2 ? daySteps[1] : .max)
        else { throw unusable("the tiers", "ascending bids from 0") }
        return allowance
    }

    private func unusable(_ limit: Obligations.SpreadTier.Limit) -> SettingsError {
        unusable("a limit of the form \(limit)", "absolute, fraction")
    }

    private func unusable(_ what: String, _ accepted: String) -> SettingsError {
        SettingsError(
            file: packName, line: 0, path: "validity/maxSpread",
            problem: "\(what) cannot be quoted against", accepted: accepted)
    }
}
