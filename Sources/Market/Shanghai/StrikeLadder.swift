/// SSE strike intervals and the listed ladder (SSE-TR-01).
public enum ShanghaiStrikeLadder {
    /// Interval between strikes around a price: up to 3 yuan 0.05, to 5 0.1, to 10 0.25, to 20 0.5,
    /// to 50 1, to 100 2.5, above 5.
    public static func interval(at price: Price) -> Price {
        switch price.ticks {
        case ...30_000: Price(ticks: 500)
        case ...50_000: Price(ticks: 1_000)
        case ...100_000: Price(ticks: 2_500)
        case ...200_000: Price(ticks: 5_000)
        case ...500_000: Price(ticks: 10_000)
        case ...1_000_000: Price(ticks: 25_000)
        default: Price(ticks: 50_000)
        }
    }

    /// The strikes listed around a close: one at the money, `each` above and below (4 since launch's 2),
    /// ascending. The interval of each step is that of the strike it starts from.
    public static func strikes(around close: Price, each: Int = 4) -> [Price] {
        let atTheMoney = nearest(to: close)
        var below: [Price] = []
        var above: [Price] = []
        var low = atTheMoney
        var high = atTheMoney
        for _ in 0..<each {
            // Below a boundary the finer interval applies: 3.0 steps down by 0.05, up by 0.1.
            low = low - interval(at: Price(ticks: low.ticks))
            high = high + interval(at: Price(ticks: high.ticks + 1))
            below.insert(low, at: 0)
            above.append(high)
        }
        return below + [atTheMoney] + above
    }

    /// The strike nearest to a price on its interval grid; halves go up.
    public static func nearest(to price: Price) -> Price {
        let step = interval(at: price).ticks
        return Price(ticks: (price.ticks + step / 2) / step * step)
    }
}
