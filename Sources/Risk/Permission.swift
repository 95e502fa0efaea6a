public import Wire

/// One row of the permission table: who may do what in which contracts. What no row permits is refused.
public struct Permission: Hashable, Sendable {
    /// Member number of the account; nil is any that is filed.
    public var participant: UInt16?
    /// The quoter's process, 1 … 8; nil is any.
    public var quoter: UInt16?
    /// Six digits; nil is any.
    public var underlyingCode: String?
    /// Eight digits; nil is any.
    public var contractCode: UInt32?
    public var kinds: InstructionKinds

    public init(
        participant: UInt16? = nil, quoter: UInt16? = nil, underlyingCode: String? = nil,
        contractCode: UInt32? = nil, kinds: InstructionKinds
    ) {
        self.participant = participant
        self.quoter = quoter
        self.underlyingCode = underlyingCode
        self.contractCode = contractCode
        self.kinds = kinds
    }
}

/// A person who may give control commands, and which.
public struct OperatorPermission: Hashable, Sendable {
    public var person: String
    public var verbs: [ControlVerb]

    public init(person: String, verbs: [ControlVerb]) {
        self.person = person
        self.verbs = verbs
    }
}

/// What the account has with clearing at the open, and the least it must have (B3.11), 1/10 000 yuan.
public struct ClearingReserve: Hashable, Sendable {
    /// Nil: not known.
    public var held: Int64?
    public var least: Int64

    public init(held: Int64?, least: Int64) {
        self.held = held
        self.least = least
    }
}
