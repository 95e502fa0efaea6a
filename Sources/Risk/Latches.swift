import Wire

/// What is shut and how far; a latch holds until it is eased as it was set, and lives in the journal's commands.
struct Latches: Sendable {
    struct Latch: Sendable {
        let scope: ControlScope
        let state: RiskState
        /// First of the two persons a release needs.
        var releaser: String?
    }

    private(set) var latches: [Latch] = []

    enum ReleaseOutcome: Equatable {
        case nothingShut, samePerson, needsSecondPerson
        case released(RiskState)
    }

    func isSet(_ state: RiskState, _ scope: ControlScope) -> Bool {
        latches.contains { $0.scope == scope && $0.state == state }
    }

    mutating func set(_ state: RiskState, _ scope: ControlScope) {
        // Set anew, it voids a half-given release.
        latches.removeAll { $0.scope == scope && $0.state == state }
        latches.append(Latch(scope: scope, state: state, releaser: nil))
    }

    /// What one person may ease: the highest of reducing and paused in just this scope; nil when neither is set.
    mutating func resume(_ scope: ControlScope) -> RiskState? {
        guard let place = highest(scope, where: { !$0.needsTwo }) else { return nil }
        return latches.remove(at: place).state
    }

    /// The highest state of just this scope that two persons have to release.
    func releasable(_ scope: ControlScope) -> RiskState? {
        highest(scope, where: \.needsTwo).map { latches[$0].state }
    }

    mutating func release(_ scope: ControlScope, by person: String) -> ReleaseOutcome {
        guard let place = highest(scope, where: \.needsTwo) else { return .nothingShut }
        guard let first = latches[place].releaser else {
            latches[place].releaser = person
            return .needsSecondPerson
        }
        guard !LimitBook.isSamePerson(first, person) else { return .samePerson }
        return .released(latches.remove(at: place).state)
    }

    private func highest(_ scope: ControlScope, where holds: (RiskState) -> Bool) -> Int? {
        latches.indices.filter { latches[$0].scope == scope && holds(latches[$0].state) }
            .max { latches[$0].state < latches[$1].state }
    }

    /// The highest state that covers a contract.
    func state(contract: Int, underlying: UInt16) -> RiskState {
        latches.filter { $0.scope.covers(contract: contract, underlying: underlying) }
            .map(\.state).max() ?? .active
    }

    /// The highest state that covers a quoter as such.
    func state(quoter: Int) -> RiskState {
        latches.filter { $0.scope == .quoter(UInt32(quoter)) }.map(\.state).max() ?? .active
    }

    /// The state that shuts most, with its scope and how many there are besides; what fits a line.
    var summary: String {
        guard let worst = latches.max(by: { $0.state < $1.state }) else { return "nothing" }
        let more = latches.count > 1 ? " and \(latches.count - 1) more" : ""
        return "\(worst.state) \(worst.scope)\(more)"
    }

    func hash(into hasher: inout StateHasher) {
        hasher.combine(latches.count)
        for latch in latches {
            hasher.combine(latch.scope.hashWord)
            hasher.combine(Int(latch.state.rawValue))
            hasher.combine(latch.releaser != nil)
            let name = Array((latch.releaser ?? "").utf8)
            name.withUnsafeBytes { hasher.combine($0) }
        }
    }
}
