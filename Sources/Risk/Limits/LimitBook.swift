import Market
import Wire

/// The limits in force, the requests to change them, and what two persons decided.
///
/// What is in force is the day's first values with every change that holds laid over them, the newest on top. A change
/// whose time is over is taken out of the pile, wherever it lies: what lay under it comes back, and a tightening
/// that was laid over it stays.
struct LimitBook: Sendable {
    static let changesMax = 1_000
    static let entriesMax = LimitName.allCases.count

    /// What a moment brought.
    enum Event: Equatable, Sendable {
        case decided(UInt32)
        /// In force from now on, or no longer.
        case began(UInt32), ended(UInt32)
    }

    let first: LimitValues
    private(set) var inForce: LimitValues
    /// Counted up with every change of what is in force.
    private(set) var version: UInt32 = 0
    private(set) var changes: [LimitChange] = [] {
        // Asked for before every frame: kept, not reckoned.
        didSet { nextDeadline = firstDeadline }
    }
    /// When the next change begins or ends; nil when none will.
    private(set) var nextDeadline: SessionTime?
    /// Changes that hold, the newest last.
    private(set) var pile: [UInt32] = []
    /// Laid over everything: what a preview supposes.
    private let supposed: [(name: LimitName, value: Int64?)]

    init(_ first: LimitValues, supposing supposed: [(name: LimitName, value: Int64?)] = []) {
        self.first = first
        self.supposed = supposed
        inForce = first
        inForce.take(supposed)
    }

    func change(_ id: UInt32) -> LimitChange? {
        id >= 1 && Int(id) <= changes.count ? changes[Int(id) - 1] : nil
    }

    // MARK: requests

    /// Takes a request; it changes nothing before a second person approves it.
    mutating func apply(
        _ wanted: [(name: LimitName, value: Int64?)], by maker: String, because reason: String,
        effective: SessionTime?, expires: SessionTime?, at now: SessionTime
    ) throws(LimitRefusal) -> LimitChange {
        let entries = try entries(wanted)
        try checkTimes(effective: effective, expires: expires, at: now)
        return try add(
            entries, maker, reason, effective, expires, at: now, isEmergency: false)
    }

    /// One person's tightening, in force at once; a value that is not tighter refuses the whole.
    mutating func tighten(
        _ wanted: [(name: LimitName, value: Int64?)], by maker: String, because reason: String,
        effective: SessionTime?, expires: SessionTime?, at now: SessionTime
    ) throws(LimitRefusal) -> LimitChange {
        let entries = try entries(wanted)
        for entry in entries where !entry.name.isTighter(entry.new, than: entry.old) {
            throw LimitRefusal(.notTighter, entry.name, value: entry.new ?? 0)
        }
        guard effective == nil else { throw LimitRefusal(.badEffective) }
        try checkTimes(effective: nil, expires: expires, at: now)
        let change = try add(
            entries, maker, reason, nil, expires, at: now, isEmergency: true)
        changes[Int(change.id) - 1].decidedAt = now
        begin(change.id, at: now)
        return changes[Int(change.id) - 1]
    }

    private func entries(_ wanted: [(name: LimitName, value: Int64?)]) throws(LimitRefusal)
        -> [LimitChange.Entry]
    {
        guard !wanted.isEmpty else { throw LimitRefusal(.malformed) }
        guard wanted.count <= Self.entriesMax else { throw LimitRefusal(.tooMany) }
        var entries: [LimitChange.Entry] = []
        for (name, value) in wanted {
            guard !entries.contains(where: { $0.name == name }) else {
                throw LimitRefusal(.repeatedLimit, name)
            }
            if let value, !name.range.contains(value) {
                throw LimitRefusal(.outOfRange, name, value: value)
            }
            if value == nil, name.absence == .impossible {
                throw LimitRefusal(.notRemovable, name)
            }
            let old = inForce[name]
            guard old != value else { throw LimitRefusal(.noChange, name, value: value ?? 0) }
            entries.append(LimitChange.Entry(name: name, old: old, new: value))
        }
        return entries
    }

    private func checkTimes(
        effective: SessionTime?, expires: SessionTime?, at now: SessionTime
    ) throws(LimitRefusal) {
        let day = SessionTime(nanoseconds: 0)..<SessionTime(hour: 24, minute: 0)
        if let effective, !day.contains(effective) || effective < now {
            throw LimitRefusal(.badEffective)
        }
        if let expires, !day.contains(expires) || expires <= max(now, effective ?? now) {
            throw LimitRefusal(.badExpiry)
        }
    }

    private mutating func add(
        _ entries: [LimitChange.Entry], _ maker: String, _ reason: String,
        _ effective: SessionTime?, _ expires: SessionTime?, at now: SessionTime,
        isEmergency: Bool
    ) throws(LimitRefusal) -> LimitChange {
        guard Self.isName(maker) else { throw LimitRefusal(.personMissing) }
        guard !Self.key(reason).isEmpty else { throw LimitRefusal(.reasonMissing) }
        guard changes.count < Self.changesMax else { throw LimitRefusal(.tooMany) }
        let change = LimitChange(
            id: UInt32(changes.count) + 1, maker: maker, reason: reason, madeAt: now,
            effective: effective, expires: expires, entries: entries, isEmergency: isEmergency,
            version: version, status: .pending)
        changes.append(change)
        return change
    }

    // MARK: decisions

    /// Keeps the hash of what was previewed; the last one counts.
    mutating func preview(
        _ id: UInt32, by person: String, hash: String, records: UInt64, at now: SessionTime
    ) throws(LimitRefusal) {
        guard Self.isName(person) else { throw LimitRefusal(.personMissing) }
        let place = try pending(id, at: now)
        guard changes[place].version == version else { throw LimitRefusal(.baseChanged) }
        guard Self.isHash(hash) else { throw LimitRefusal(.badHash) }
        changes[place].previewHash = hash
        changes[place].previewRecords = records
    }

    /// A second person's word on exactly one preview.
    mutating func approve(
        _ id: UInt32, by person: String, hash: String, at now: SessionTime
    ) throws(LimitRefusal) -> [Event] {
        guard Self.isName(person) else { throw LimitRefusal(.personMissing) }
        let place = try pending(id, at: now)
        guard Self.key(person) != Self.key(changes[place].maker) else {
            throw LimitRefusal(.samePerson)
        }
        guard changes[place].version == version else { throw LimitRefusal(.baseChanged) }
        guard !changes[place].previewHash.isEmpty else { throw LimitRefusal(.notPreviewed) }
        guard changes[place].previewHash == hash else { throw LimitRefusal(.hashDiffers) }
        decide(place, .approved, by: person, at: now)
        guard (changes[place].effective ?? now) <= now else { return [.decided(id)] }
        begin(id, at: now)
        return [.decided(id), .began(id)]
    }

    /// A second person's no.
    mutating func reject(_ id: UInt32, by person: String, at now: SessionTime)
        throws(LimitRefusal)
    {
        guard Self.isName(person) else { throw LimitRefusal(.personMissing) }
        let place = try pending(id, at: now)
        guard Self.key(person) != Self.key(changes[place].maker) else {
            throw LimitRefusal(.samePerson)
        }
        decide(place, .rejected, by: person, at: now)
    }

    /// The maker takes the request back.
    mutating func withdraw(_ id: UInt32, by person: String, at now: SessionTime)
        throws(LimitRefusal)
    {
        guard Self.isName(person) else { throw LimitRefusal(.personMissing) }
        let place = try pending(id, at: now)
        guard Self.key(person) == Self.key(changes[place].maker) else {
            throw LimitRefusal(.notMaker)
        }
        decide(place, .withdrawn, by: "", at: now)
    }

    private func pending(_ id: UInt32, at now: SessionTime) throws(LimitRefusal) -> Int {
        guard let change = change(id) else { throw LimitRefusal(.unknownRequest) }
        if change.status == .expired { throw LimitRefusal(.expired) }
        guard change.status == .pending else { throw LimitRefusal(.alreadyDecided) }
        if let expires = change.expires, expires <= now { throw LimitRefusal(.expired) }
        return Int(id) - 1
    }

    private mutating func decide(
        _ place: Int, _ status: LimitStatus, by person: String, at now: SessionTime
    ) {
        changes[place].status = status
        changes[place].checker = person
        changes[place].decidedAt = now
    }

    // MARK: time

    private var firstDeadline: SessionTime? {
        var due: SessionTime?
        for change in changes {
            let time: SessionTime?
            switch change.status {
            case .approved: time = change.effective
            case .pending, .inForce: time = change.expires
            default: time = nil
            }
            if let time { due = min(time, due ?? time) }
        }
        return due
    }

    /// Carries out what is due: first what ends, then what begins, each in the order of its number.
    mutating func advance(to now: SessionTime) -> [Event] {
        guard let due = nextDeadline, due <= now else { return [] }
        var events: [Event] = []
        for place in changes.indices {
            guard let expires = changes[place].expires, expires <= now else { continue }
            let id = changes[place].id
            if changes[place].status == .inForce {
                end(id, at: now)
                events.append(.ended(id))
            } else if changes[place].status == .pending || changes[place].status == .approved {
                changes[place].status = .expired
                changes[place].decidedAt = changes[place].decidedAt ?? now
                events.append(.decided(id))
            }
        }
        for place in changes.indices where changes[place].status == .approved {
            guard let effective = changes[place].effective, effective <= now else { continue }
            let id = changes[place].id
            if holds(changes[place]) {
                begin(id, at: now)
                events.append(.began(id))
            } else {
                changes[place].status = .lapsed
                changes[place].endedAt = now
                events.append(.decided(id))
            }
        }
        return events
    }

    /// Whether an approved change still says what was approved: what it changes is what it was, or it only tightens.
    private func holds(_ change: LimitChange) -> Bool {
        change.entries.allSatisfy { $0.old == inForce[$0.name] }
            || change.entries.allSatisfy {
                $0.new == inForce[$0.name] || $0.name.isTighter($0.new, than: inForce[$0.name])
            }
    }

    private mutating func begin(_ id: UInt32, at now: SessionTime) {
        changes[Int(id) - 1].status = .inForce
        changes[Int(id) - 1].inForceAt = now
        pile.append(id)
        settle()
    }

    private mutating func end(_ id: UInt32, at now: SessionTime) {
        changes[Int(id) - 1].status = .ended
        changes[Int(id) - 1].endedAt = now
        pile.removeAll { $0 == id }
        settle()
    }

    private mutating func settle() {
        version += 1
        inForce = first
        inForce.take(pile.flatMap { changes[Int($0) - 1].values } + supposed)
    }

    // MARK: names

    /// Two ways to write one name are one person.
    static func isSamePerson(_ one: String, _ other: String) -> Bool { key(one) == key(other) }

    private static func key(_ person: String) -> String {
        String(person.filter { !$0.isWhitespace }).lowercased()
    }

    /// Whether anybody is named: something to see, and nothing that hides.
    static func isName(_ person: String) -> Bool {
        !key(person).isEmpty
            && person.unicodeScalars.allSatisfy {
                $0.properties.generalCategory != .control
                    && $0.properties.generalCategory != .format
                    && $0.value != 0xfffd
            }
    }

    private static func isHash(_ text: String) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
            }
    }

    func hash(into hasher: inout StateHasher) {
        hasher.combine(UInt64(version))
        for change in changes { change.hash(into: &hasher) }
        for id in pile { hasher.combine(UInt64(id)) }
    }
}
