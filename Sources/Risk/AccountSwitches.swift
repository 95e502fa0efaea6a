import Wire

/// The four switches of an account (A2.6, Z30.2): one person turns one on, two turn it off.
public enum AccountSwitch: UInt8, Sendable, CaseIterable {
    /// Trading permission closed: no quote, and what rests comes off.
    case trade = 1
    /// No opening.
    case open
    /// No selling to open.
    case sellOpen
    /// Locked: not even a withdrawal; what rests comes off by risk's own hand.
    case lock

    /// As a command names it.
    public var name: String {
        switch self {
        case .trade: "trade"
        case .open: "open"
        case .sellOpen: "sell-open"
        case .lock: "lock"
        }
    }

    /// The first word of a command's text; the reason follows.
    init?(text: String) {
        let word = text.prefix { $0 != " " }
        guard let found = Self.allCases.first(where: { $0.name == word }) else { return nil }
        self = found
    }

    var closes: InstructionKinds {
        switch self {
        case .trade, .lock: .all
        case .open: .opening
        case .sellOpen: .sellOpen
        }
    }
}

/// Which switches of the account are on, and who has half turned one off.
struct AccountSwitches: Sendable {
    private struct Set: Sendable {
        let which: AccountSwitch
        var releaser: String?
    }

    /// In the order of their numbers.
    private var sets: [Set] = []

    var isEmpty: Bool { sets.isEmpty }
    var isLocked: Bool { sets.contains { $0.which == .lock } }

    /// The widest switch that closes one of these kinds.
    func closing(_ kinds: InstructionKinds) -> AccountSwitch? {
        sets.first { !$0.which.closes.isDisjoint(with: kinds) }?.which
    }

    /// Set anew, it voids a half-given lift.
    mutating func set(_ which: AccountSwitch) {
        sets.removeAll { $0.which == which }
        sets.append(Set(which: which, releaser: nil))
        sets.sort { $0.which.rawValue < $1.which.rawValue }
    }

    enum LiftOutcome { case notSet, samePerson, needsSecondPerson, lifted }

    mutating func lift(_ which: AccountSwitch, by person: String) -> LiftOutcome {
        guard let place = sets.firstIndex(where: { $0.which == which }) else { return .notSet }
        guard let first = sets[place].releaser else {
            sets[place].releaser = person
            return .needsSecondPerson
        }
        guard !LimitBook.isSamePerson(first, person) else { return .samePerson }
        sets.remove(at: place)
        return .lifted
    }

    func hash(into hasher: inout StateHasher) {
        for set in sets {
            hasher.combine(Int(set.which.rawValue))
            let name = Array((set.releaser ?? "").utf8)
            name.withUnsafeBytes { hasher.combine($0) }
        }
    }
}
