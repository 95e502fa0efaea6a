import Market
import Wire

/// What the account may do at all: permissions, the allow-list, the clearing reserve, switches, the exchange's word.
struct AccountStanding: Sendable {
    let permission: PermissionCheck
    let openingList: OpeningListCheck
    let reserve: ClearingReserveCheck
    let accountSwitch = AccountSwitchCheck()
    let venueRestriction = VenueRestrictionCheck()
    private let table: PermissionTable?
    /// Per contract; nil is no list.
    private let isOpenable: [Bool]?
    private(set) var switches = AccountSwitches()
    private(set) var venue = VenueRestrictions()
    /// Nothing of all this holds anything back: one comparison a quote.
    private var isFree: Bool

    init(_ directory: InstrumentDirectory, _ terms: RiskTerms) {
        let scope = InstructionScope(directory)
        permission = PermissionCheck()
        openingList = OpeningListCheck()
        reserve = ClearingReserveCheck(reserve: terms.clearingReserve)
        table = terms.permissions.map {
            PermissionTable($0, participants: terms.filedParticipants, directory: scope)
        }
        isOpenable = terms.openingUnderlyingCodes.map(scope.lists)
        isFree = true
        isFree = hasNothing
    }

    private var hasNothing: Bool {
        table == nil && isOpenable == nil && reserve.verdict().isPass && switches.isEmpty
            && venue.isEmpty
    }

    /// What was switched, and what the exchange said, since the last time.
    mutating func set(_ switches: AccountSwitches, _ venue: VenueRestrictions) {
        self.switches = switches
        self.venue = venue
        isFree = hasNothing
    }

    /// A quote that opens or closes so.
    @inline(__always)
    func quote(_ quote: TwoSidedQuote, _ context: InstructionContext) -> Verdict {
        if isFree { return .pass }
        return verdict(
            InstructionKinds(bid: quote.bid.effect, ask: quote.ask.effect), context,
            contract: quote.contract.int)
    }

    /// A single order; a forced close that two persons approved is held back by nothing but the exchange.
    func order(
        _ kind: InstructionKinds, _ context: InstructionContext, contract: Int, isForced: Bool
    ) -> Verdict {
        if isFree { return .pass }
        return isForced
            ? venueRestriction.verdict(venue) : verdict(kind, context, contract: contract)
    }

    /// An order in shares, where the exchange's word on the option account is none: trading as a whole.
    func hedge() -> Verdict { accountSwitch.verdict(switches.closing(.closing)) }

    private func verdict(
        _ wanted: InstructionKinds, _ context: InstructionContext, contract: Int
    ) -> Verdict {
        var granted = InstructionKinds.all
        if let table {
            granted = table.kinds(
                participant: context.participant, quoter: context.quoter.value,
                contract: contract)
        }
        return venueRestriction.verdict(venue)
            .then(accountSwitch.verdict(switches.closing(wanted)))
            .then(permission.verdict(wanted: wanted, granted: granted))
            .then(
                openingList.verdict(
                    wanted: wanted, isListed: isOpenable.map { $0[contract] } ?? true)
            )
            .then(reserve.verdict())
    }

    /// A withdrawal passes all but a lock and a seat the exchange has shut.
    func withdrawal() -> Verdict {
        if switches.isLocked { return accountSwitch.verdict(.lock) }
        return venue.isSeatShut ? venueRestriction.verdict(venue) : .pass
    }

    func hash(into hasher: inout StateHasher) {
        switches.hash(into: &hasher)
        venue.hash(into: &hasher)
    }
}

/// What the exchange has restricted of us (H31).
struct VenueRestrictions: Sendable, Equatable {
    var isAccountShut = false
    var isSeatShut = false

    var isEmpty: Bool { !isAccountShut && !isSeatShut }

    func hash(into hasher: inout StateHasher) {
        hasher.combine(isAccountShut)
        hasher.combine(isSeatShut)
    }
}
