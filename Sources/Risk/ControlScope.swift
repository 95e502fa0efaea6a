/// What an operator's command covers.
enum ControlScope: Hashable, Sendable {
    case everything
    case underlying(UInt32)
    case contract(UInt32)

    init?(code: UInt8, index: UInt32) {
        switch code {
        case 0: self = .everything
        case 1: self = .underlying(index)
        case 2: self = .contract(index)
        default: return nil
        }
    }

    var code: UInt8 {
        switch self {
        case .everything: 0
        case .underlying: 1
        case .contract: 2
        }
    }

    var index: UInt32 {
        switch self {
        case .everything: 0
        case .underlying(let index), .contract(let index): index
        }
    }

    func covers(contract: Int, underlying: UInt16) -> Bool {
        switch self {
        case .everything: true
        case .underlying(let index): UInt32(underlying) == index
        case .contract(let index): contract == Int(index)
        }
    }
}
