public import Market

/// The positions of one account, dense by contract.
public struct PositionBook: Sendable, Equatable {
    private var positions: [Position]

    /// All flat.
    public init(contracts: Int) { positions = Array(repeating: .flat, count: contracts) }

    public var count: Int { positions.count }

    /// Flat for a contract the book does not know.
    public subscript(contract: ContractIndex) -> Position {
        contract.int < positions.count ? positions[contract.int] : .flat
    }

    /// Books a fill of ours; `side` is the side we traded on.
    @discardableResult
    public mutating func apply(
        _ contract: ContractIndex, side: Side, effect: PositionEffect, quantity: Quantity
    ) -> PositionOutcome {
        guard quantity > .zero, contract.int < positions.count else { return .refused }
        return positions[contract.int].apply(side, effect, quantity)
    }

    /// Undoes a fill of ours that no longer counts; what was closed since stays closed, as unmatched.
    @discardableResult
    public mutating func takeBack(_ fill: Fill) -> PositionOutcome {
        apply(
            fill.contract, side: fill.side == .bid ? .ask : .bid,
            effect: fill.effect == .open ? .close : .open, quantity: fill.quantity)
    }

    /// Takes over what the account is known to hold, clearing what was unmatched; false for an unknown contract
    /// or a negative holding.
    @discardableResult
    public mutating func set(_ contract: ContractIndex, long: Quantity, short: Quantity) -> Bool {
        guard long >= .zero, short >= .zero, contract.int < positions.count else { return false }
        positions[contract.int] = Position(long: long, short: short)
        return true
    }
}
