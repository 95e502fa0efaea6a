/// Kills and pauses in force; a latch holds until it is released as it was set.
struct Latches: Sendable {
    struct Kill: Sendable {
        let scope: ControlScope
        /// First of the two persons a release needs.
        var releaser: String?
    }

    private(set) var kills: [Kill] = []
    private(set) var pauses: [ControlScope] = []

    enum ReleaseOutcome: Equatable { case nothingKilled, samePerson, needsSecondPerson, released }

    mutating func kill(_ scope: ControlScope) {
        // A new kill voids a half-given release.
        kills.removeAll { $0.scope == scope }
        kills.append(Kill(scope: scope, releaser: nil))
    }

    mutating func release(_ scope: ControlScope, by person: String) -> ReleaseOutcome {
        guard let place = kills.firstIndex(where: { $0.scope == scope }) else {
            return .nothingKilled
        }
        guard let first = kills[place].releaser else {
            kills[place].releaser = person
            return .needsSecondPerson
        }
        guard first != person else { return .samePerson }
        kills.remove(at: place)
        return .released
    }

    mutating func pause(_ scope: ControlScope) {
        if !pauses.contains(scope) { pauses.append(scope) }
    }

    mutating func resume(_ scope: ControlScope) -> Bool {
        guard let place = pauses.firstIndex(of: scope) else { return false }
        pauses.remove(at: place)
        return true
    }
}
