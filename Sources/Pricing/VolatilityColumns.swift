import CVectorPricing
public import Market

/// Implied volatilities of many options in one pass, eight at a time.
///
/// Ordinary options (σ√T up to 2.4, not further than eight of it out of the money) are solved in vectors, within 1e-12; the
/// others, and those without a volatility, as `ImpliedVolatility` does them. Reused, it allocates only to grow.
public struct VolatilityColumns: Sendable {
    private var signs: [Double] = []
    private var prices: [Double] = []
    private var forwards: [Double] = []
    private var strikes: [Double] = []
    private var years: [Double] = []
    private var discounts: [Double] = []
    /// After `solve`, by order of `append`: NaN where `result` has a reason instead.
    public private(set) var volatilities: [Double] = []

    /// Empty, with room for `capacity` options.
    public init(capacity: Int = 0) {
        signs.reserveCapacity(capacity)
        prices.reserveCapacity(capacity)
        forwards.reserveCapacity(capacity)
        strikes.reserveCapacity(capacity)
        years.reserveCapacity(capacity)
        discounts.reserveCapacity(capacity)
        volatilities.reserveCapacity(capacity)
    }

    /// Options appended.
    public var count: Int { prices.count }

    /// Forgets the options and keeps the room.
    public mutating func removeAll() {
        signs.removeAll(keepingCapacity: true)
        prices.removeAll(keepingCapacity: true)
        forwards.removeAll(keepingCapacity: true)
        strikes.removeAll(keepingCapacity: true)
        years.removeAll(keepingCapacity: true)
        discounts.removeAll(keepingCapacity: true)
        volatilities.removeAll(keepingCapacity: true)
    }

    /// Takes an option as `ImpliedVolatility.solve` does; nothing is checked here.
    public mutating func append(
        _ type: OptionType, price: Double, forward: Double, strike: Double, years: Double,
        discount: Double = 1
    ) {
        signs.append(type == .call ? 1 : -1)
        prices.append(price)
        forwards.append(forward)
        strikes.append(strike)
        self.years.append(years)
        discounts.append(discount)
        volatilities.append(.nan)
    }

    /// Fills `volatilities`.
    public mutating func solve() {
        solveOrdinary()
        for index in volatilities.indices where volatilities[index].isNaN {
            volatilities[index] = solved(index).volatility ?? .nan
        }
    }

    /// What became of an option after `solve`.
    public func result(_ index: Int) -> ImpliedVolatilityResult {
        volatilities[index].isNaN ? solved(index) : .value(volatilities[index])
    }

    private func solved(_ index: Int) -> ImpliedVolatilityResult {
        ImpliedVolatility.solve(
            signs[index] > 0 ? .call : .put, price: prices[index], forward: forwards[index],
            strike: strikes[index], years: years[index], discount: discounts[index])
    }

    private mutating func solveOrdinary() {
        let count = count
        prices.withUnsafeBufferPointer { prices in
            forwards.withUnsafeBufferPointer { forwards in
                strikes.withUnsafeBufferPointer { strikes in
                    years.withUnsafeBufferPointer { years in
                        discounts.withUnsafeBufferPointer { discounts in
                            signs.withUnsafeBufferPointer { signs in
                                var columns = obl_implied_columns(
                                    price: prices.baseAddress, forward: forwards.baseAddress,
                                    strike: strikes.baseAddress, years: years.baseAddress,
                                    discount: discounts.baseAddress, sign: signs.baseAddress)
                                volatilities.withUnsafeMutableBufferPointer {
                                    obl_vector_implied(&columns, count, $0.baseAddress)
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
