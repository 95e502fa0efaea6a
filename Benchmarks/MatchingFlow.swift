import Sim

/// An order flow over many contracts by integer arithmetic, the same on every machine ("W2").
///
/// Of a hundred messages 46 are new orders, 40 cancels, 10 modifies, 4 immediate orders. A contract's middle starts at
/// 1 000 and takes a step of -1, 0 or 1 after every 64th message of its own; prices lie geometrically behind it.
struct MatchingFlow {
    private struct Contract {
        var middle: Int64 = 1_000
        var messages = 0
        var added = 0
        var orders = [UInt64](repeating: 0, count: 64)
        var isSell = [Bool](repeating: false, count: 64)
    }

    private(set) var messages: [OrderMessage] = []
    /// One more than the largest order number; numbers are dense from 1.
    private(set) var orderCount: UInt64 = 1
    private let seed: UInt64
    private var contracts: [Contract]

    init(count: Int = 2_000_000, contracts: Int = 200, seed: UInt64 = 11) {
        self.seed = seed
        self.contracts = Array(repeating: Contract(), count: contracts)
        messages.reserveCapacity(count)
        for index in 0..<count { messages.append(message(UInt64(index))) }
    }

    private mutating func message(_ index: UInt64) -> OrderMessage {
        func draw(_ use: UInt64) -> UInt64 { Self.mixed(seed &+ (index << 4) &+ use) }
        let contract = Int(draw(0) % UInt64(contracts.count))
        let share = draw(1) % 100
        let isEarly = contracts[contract].messages < 8
        let behind = Int64((~draw(4)).trailingZeroBitCount) + Int64(draw(5) % 3)
        let distance = 1 + min(20, behind)
        var made: OrderMessage
        if isEarly || share < 46 || share >= 96 {
            made = entering(
                contract, isImmediate: !isEarly && share >= 96, isSell: draw(3) & 1 == 1,
                distance: distance, size: draw(6))
        } else {
            let known = min(64, contracts[contract].added)
            let pick = Int(draw(7) % UInt64(known))
            made = OrderMessage(
                share < 86 ? .cancel : .modify, order: contracts[contract].orders[pick],
                isSell: contracts[contract].isSell[pick], contract: Int32(contract))
            if made.kind == .modify {
                made.price = price(contract, made.isSell, distance)
                made.quantity = Int32(1 + draw(6) % 10)
            }
        }
        contracts[contract].messages += 1
        if contracts[contract].messages % 64 == 0 {
            contracts[contract].middle += Int64(draw(2) % 3) - 1
        }
        return made
    }

    private mutating func entering(
        _ contract: Int, isImmediate: Bool, isSell: Bool, distance: Int64, size: UInt64
    ) -> OrderMessage {
        let order = orderCount
        orderCount += 1
        guard !isImmediate else {
            // Three ticks through the middle.
            return OrderMessage(
                .immediate, order: order, isSell: isSell, price: price(contract, !isSell, 3),
                quantity: Int32(1 + size % 30), contract: Int32(contract))
        }
        let place = contracts[contract].added % 64
        contracts[contract].orders[place] = order
        contracts[contract].isSell[place] = isSell
        contracts[contract].added += 1
        return OrderMessage(
            .new, order: order, isSell: isSell, price: price(contract, isSell, distance),
            quantity: Int32(1 + size % 10), contract: Int32(contract))
    }

    private func price(_ contract: Int, _ isSell: Bool, _ distance: Int64) -> Int64 {
        contracts[contract].middle + (isSell ? distance : -distance)
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = value &+ 0x9e37_79b9_7f4a_7c15
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
