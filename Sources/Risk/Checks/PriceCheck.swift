public import Market
import Wire

/// A price the exchange can take: above zero, on a tick, within the day's limits (SSE-TR-04).
public struct PriceCheck: RiskCheck {
    public static let about = CheckAbout(
        "price", rule: "SSE-TR-04", codes: [.priceOutsideLimits, .priceOffTick],
        parameters: ["priceTick, ticks"],
        reads: ["the instruction", "the day's price limits"])

    public let tick: Int64

    public init(tick: Int64 = 1) { self.tick = tick }

    @inline(__always)
    public func verdict(_ price: Price, side: Side, band: PriceBand) -> Verdict {
        guard price.ticks > 0, price >= band.down else {
            return .refuse(
                .priceOutsideLimits, value: price.ticks, limit: max(1, band.down.ticks),
                side: side)
        }
        guard price <= band.up else {
            return .refuse(
                .priceOutsideLimits, value: price.ticks, limit: band.up.ticks, side: side)
        }
        return tick == 1 || price.ticks % tick == 0
            ? .pass : .refuse(.priceOffTick, value: price.ticks, limit: tick, side: side)
    }
}
