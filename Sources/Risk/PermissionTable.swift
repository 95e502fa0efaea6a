import Market

/// The permission rows of a day, dense: account × quoter × contract.
struct PermissionTable: Sendable {
    private let participants: [UInt16]
    private let contracts: Int
    private var kinds: [InstructionKinds]

    init(_ rows: [Permission], participants: [UInt16], directory: InstructionScope) {
        self.participants = participants
        contracts = directory.count
        kinds = []
        kinds.reserveCapacity(participants.count * RiskCore.quoterMax * contracts)
        for participant in participants {
            for quoter in UInt16(1)...UInt16(RiskCore.quoterMax) {
                let own = rows.filter {
                    ($0.participant ?? participant) == participant
                        && ($0.quoter ?? quoter) == quoter
                }
                for contract in 0..<contracts {
                    kinds.append(directory.kinds(own, in: contract))
                }
            }
        }
    }

    /// What an account may do through a quoter in a contract; nothing for one that is not filed.
    func kinds(participant: UInt16, quoter: UInt16, contract: Int) -> InstructionKinds {
        guard let account = participants.firstIndex(of: participant),
            (1...UInt16(RiskCore.quoterMax)).contains(quoter), contract < contracts
        else { return [] }
        let row = account * RiskCore.quoterMax + Int(quoter) - 1
        return kinds[row * contracts + contract]
    }
}

/// The codes that permission rows name, by contract index.
struct InstructionScope: Sendable {
    private let codes: [(contract: UInt32, underlying: String)]

    var count: Int { codes.count }

    init(_ directory: InstrumentDirectory) {
        codes = directory.contracts.map {
            ($0.code, directory.underlyings[$0.underlying.int].code)
        }
    }

    func kinds(_ rows: [Permission], in contract: Int) -> InstructionKinds {
        var kinds: InstructionKinds = []
        for row in rows
        where (row.contractCode ?? codes[contract].contract) == codes[contract].contract
            && (row.underlyingCode ?? codes[contract].underlying) == codes[contract].underlying
        { kinds.formUnion(row.kinds) }
        return kinds
    }

    /// Per contract: its underlying is on the list.
    func lists(_ underlyings: [String]) -> [Bool] {
        codes.map { underlyings.contains($0.underlying) }
    }
}
