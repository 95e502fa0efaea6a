import Market
import Wire

/// What the public was last told of each side of each book, where depth goes out at all.
struct PublishedDepth: Sendable {
    let levelsMax: Int
    /// Contracts whose books may have changed since.
    private var isDirty: [Bool]
    /// By contract × 2, + 0 for bids, + 1 for asks; nil where what was told was not the truth.
    private var told: [[CallAuction.Level]?]

    init(terms: MarketDataTerms, contracts: Int) {
        levelsMax = terms.depth.levelsMax
        let count = levelsMax > 0 ? contracts : 0
        isDirty = Array(repeating: false, count: count)
        told = Array(repeating: [], count: 2 * count)
    }

    /// A contract's book may have changed.
    mutating func note(_ contract: ContractIndex) {
        guard levelsMax > 0 else { return }
        isDirty[contract.int] = true
    }

    /// What was told was wrong: all of it has to be told again.
    mutating func forget() {
        for contract in isDirty.indices { isDirty[contract] = true }
        for place in told.indices { told[place] = nil }
    }

    /// The sides that differ from what was told, which they count as from now on.
    mutating func takeChanges(in books: [Book]) -> [DepthBooks.Entry] {
        var entries: [DepthBooks.Entry] = []
        for contract in isDirty.indices where isDirty[contract] {
            isDirty[contract] = false
            for side in Side.allCases {
                let levels = books[contract].levels(side, levelsMax: levelsMax)
                let place = 2 * contract + (side == .bid ? 0 : 1)
                guard levels != told[place] else { continue }
                told[place] = levels
                Self.append(levels, of: side, ContractIndex(contract), to: &entries)
            }
        }
        return entries
    }

    /// Every side as it stands, told or not.
    func entries(of books: [Book]) -> [DepthBooks.Entry] {
        var entries: [DepthBooks.Entry] = []
        for contract in isDirty.indices {
            for side in Side.allCases {
                Self.append(
                    books[contract].levels(side, levelsMax: levelsMax), of: side,
                    ContractIndex(contract), to: &entries)
            }
        }
        return entries
    }

    func hash(into hasher: inout StateHasher) {
        for contract in isDirty.indices { hasher.combine(isDirty[contract]) }
        for levels in told {
            hasher.combine(levels?.count ?? -1)
            for level in levels ?? [] {
                hasher.combine(level.price.ticks)
                hasher.combine(level.quantity)
            }
        }
    }

    private static func append(
        _ levels: [CallAuction.Level], of side: Side, _ contract: ContractIndex,
        to entries: inout [DepthBooks.Entry]
    ) {
        guard !levels.isEmpty else {
            entries.append(DepthBooks.Entry(contract: contract, sideCode: side.rawValue))
            return
        }
        for (position, level) in levels.enumerated() {
            entries.append(
                DepthBooks.Entry(
                    contract: contract, sideCode: side.rawValue, level: UInt16(position + 1),
                    levels: UInt16(levels.count), price: level.price, quantity: level.quantity))
        }
    }
}
