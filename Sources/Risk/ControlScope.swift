/// What an operator's command covers.
enum ControlScope: Hashable, Sendable {
    case everything
    case underlying(UInt32)
    case contract(UInt32)
    /// A strategy's process: what it quoted.
    case quoter(UInt32)
    /// The member's account: this risk role has one, so it covers everything.
    case account(UInt32)

    init?(code: UInt8, index: UInt32) {
        switch code {
        case 0: self = .everything
        case 1: self = .underlying(index)
        case 2: self = .contract(index)
        case 3: self = .quoter(index)
        case 4: self = .account(index)
        default: return nil
        }
    }

    var code: UInt8 {
        switch self {
        case .everything: 0
        case .underlying: 1
        case .contract: 2
        case .quoter: 3
        case .account: 4
        }
    }

    var index: UInt32 {
        switch self {
        case .everything: 0
        case .underlying(let index), .contract(let index), .quoter(let index),
            .account(let index):
            index
        }
    }

    /// As a mass cancel and the obligation record know it; nil for a quoter, whom the exchange does not know.
    var atExchange: ControlScope? {
        switch self {
        case .everything, .account: .everything
        case .underlying, .contract: self
        case .quoter: nil
        }
    }

    /// Whether it covers a contract, whoever quotes it.
    func covers(contract: Int, underlying: UInt16) -> Bool {
        switch self {
        case .everything, .account: true
        case .underlying(let index): UInt32(underlying) == index
        case .contract(let index): contract == Int(index)
        case .quoter: false
        }
    }

    var hashWord: UInt64 { UInt64(code) << 32 | UInt64(index) }
}
