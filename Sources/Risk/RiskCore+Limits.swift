import Market
import Wire

/// Limits while the day runs: commands in, decisions and replies out.
extension RiskCore {
    /// Requests of the day, the oldest first.
    public var limitChanges: [LimitChange] { limitBook.changes }
    /// What holds now.
    public var limitsInForce: LimitValues { limitBook.inForce }
    /// Counted up with every change of what holds.
    public var limitsVersion: UInt32 { limitBook.version }

    mutating func receiveLimitCommand(
        _ frame: Frame, from peer: PeerID, at now: SessionTime, into outbox: inout Outbox
    ) throws(WireError) {
        let command = try frame.root(LimitCommand.self)
        let group = try frame.group(LimitCommand.Entry.self)
        do {
            let id = try obey(command, try Self.wanted(group), at: now, peer, into: &outbox)
            reply(command, about: id, to: peer, at: now, into: &outbox)
        } catch {
            note(
                .limitsDecided, quoteID: QuoteID(UInt64(command.requestID)),
                value: Int64(command.verb.rawValue), limit: Int64(error.problem.rawValue), at: now)
            outbox.open(
                LimitReply(
                    commandID: command.commandID, outcome: .refused, problem: error.problem,
                    limitCode: error.name?.rawValue ?? 0,
                    status: limitBook.change(command.requestID)?.status
                        ?? LimitStatus(rawValue: 0),
                    requestID: command.requestID, version: limitBook.version,
                    value: error.value, receivedAt: now),
                of: LimitReply.Entry.self, on: .control, to: peer)
            outbox.close()
        }
    }

    private static func wanted(_ group: GroupView<LimitCommand.Entry>) throws(LimitRefusal)
        -> [(name: LimitName, value: Int64?)]
    {
        guard group.count <= LimitBook.entriesMax else { throw LimitRefusal(.tooMany) }
        var wanted: [(name: LimitName, value: Int64?)] = []
        for index in 0..<group.count {
            guard let name = LimitName(rawValue: group[index].limitCode) else {
                throw LimitRefusal(.unknownLimit, value: Int64(group[index].limitCode))
            }
            wanted.append((name, group[index].isSet == 0 ? nil : group[index].value))
        }
        return wanted
    }

    /// Returns the request it is about; 0 for none.
    private mutating func obey(
        _ command: LimitCommand, _ wanted: [(name: LimitName, value: Int64?)],
        at now: SessionTime, _ peer: PeerID, into outbox: inout Outbox
    ) throws(LimitRefusal) -> UInt32 {
        let person = command.person.text
        let reason = command.reason.text
        let effective = Self.time(command.effective)
        let expires = Self.time(command.expires)
        let id = command.requestID
        switch command.verb {
        case .show: return 0
        case .history:
            if id != 0, limitBook.change(id) == nil { throw LimitRefusal(.unknownRequest) }
            for change in limitBook.changes where id == 0 || change.id == id {
                tell(change, command, to: peer, into: &outbox)
            }
            return id
        case .apply:
            let change = try limitBook.apply(
                wanted, by: person, because: reason, effective: effective, expires: expires,
                at: now)
            note(
                .limitsRequested, quoteID: QuoteID(UInt64(change.id)),
                value: Int64(change.entries.count), at: now)
            return change.id
        case .tighten:
            let change = try limitBook.tighten(
                wanted, by: person, because: reason, effective: effective, expires: expires,
                at: now)
            note(
                .limitsRequested, quoteID: QuoteID(UInt64(change.id)),
                value: Int64(change.entries.count), at: now)
            carryOut([.decided(change.id), .began(change.id)], at: now)
            return change.id
        case .preview:
            try limitBook.preview(
                id, by: person, hash: command.hash.text, records: command.records, at: now)
        case .approve:
            carryOut(
                try limitBook.approve(id, by: person, hash: command.hash.text, at: now), at: now)
        case .reject:
            try limitBook.reject(id, by: person, at: now)
            carryOut([.decided(id)], at: now)
        case .withdraw:
            try limitBook.withdraw(id, by: person, at: now)
            carryOut([.decided(id)], at: now)
        default: throw LimitRefusal(.malformed)
        }
        return id
    }

    private static func time(_ time: SessionTime) -> SessionTime? {
        time.nanoseconds == 0 ? nil : time
    }

    // MARK: time

    /// Carries out what is due by the clock.
    mutating func changeLimits(at now: SessionTime) {
        carryOut(limitBook.advance(to: now), at: now)
    }

    private mutating func carryOut(_ events: [LimitBook.Event], at now: SessionTime) {
        guard !events.isEmpty else { return }
        let before = limitsHeld
        limits = limitBook.inForce.limits
        terms.protection = limitBook.inForce.protection
        gate?.take(limitBook.inForce)
        for event in events {
            switch event {
            case .decided(let id):
                note(
                    .limitsDecided, code: limitBook.change(id)?.status.rawValue ?? 0,
                    quoteID: QuoteID(UInt64(id)), at: now)
            case .began(let id): note(.limitChanged, id, from: before, at: now)
            case .ended(let id): note(.limitRestored, id, from: before, at: now)
            }
        }
    }

    /// What holds by the process's own values, before the book's are taken over.
    private var limitsHeld: LimitValues {
        LimitValues(limits: limits, protection: terms.protection)
    }

    private mutating func note(
        _ kind: RiskDecisionKind, _ id: UInt32, from before: LimitValues, at now: SessionTime
    ) {
        for entry in limitBook.change(id)?.entries ?? [] {
            let holds = limitBook.inForce[entry.name]
            note(
                kind, code: entry.name.rawValue, quoteID: QuoteID(UInt64(id)),
                value: holds ?? -1, limit: before[entry.name] ?? -1, at: now)
            guard let holds, let used = gate?.used(of: entry.name), used > holds else { continue }
            note(
                .limitExceeded, code: entry.name.rawValue, quoteID: QuoteID(UInt64(id)),
                value: used, limit: holds, at: now)
        }
    }

    // MARK: replies

    private func reply(
        _ command: LimitCommand, about id: UInt32, to peer: PeerID, at now: SessionTime,
        into outbox: inout Outbox
    ) {
        let change = limitBook.change(id)
        let names = change.map { $0.entries.map(\.name) } ?? LimitName.allCases
        outbox.open(
            LimitReply(
                commandID: command.commandID, outcome: .accepted,
                status: change?.status ?? LimitStatus(rawValue: 0), requestID: id,
                version: limitBook.version, receivedAt: now),
            of: LimitReply.Entry.self, on: .control, to: peer)
        for name in names {
            let value = limitBook.inForce[name]
            let first = limitBook.first[name]
            let used = gate?.used(of: name)
            outbox.append(
                LimitReply.Entry(
                    limitCode: name.rawValue,
                    flags: (value == nil ? 0 : 1) | (first == nil ? 0 : 2)
                        | (used == nil ? 0 : 4),
                    value: value ?? 0, first: first ?? 0, used: used ?? 0))
        }
        outbox.close()
    }

    private func tell(
        _ change: LimitChange, _ command: LimitCommand, to peer: PeerID,
        into outbox: inout Outbox
    ) {
        let never = SessionTime(nanoseconds: 0)
        outbox.open(
            LimitRecord(
                commandID: command.commandID, requestID: change.id, status: change.status,
                isEmergency: change.isEmergency ? 1 : 0, version: change.version,
                madeAt: change.madeAt, decidedAt: change.decidedAt ?? never,
                effective: change.effective ?? never, expires: change.expires ?? never,
                inForceAt: change.inForceAt ?? never, endedAt: change.endedAt ?? never,
                records: change.previewRecords, maker: FixedText32(change.maker),
                checker: FixedText32(change.checker), reason: FixedText64(change.reason),
                hash: FixedText64(change.previewHash)),
            of: LimitRecord.Entry.self, on: .control, to: peer)
        for entry in change.entries {
            outbox.append(
                LimitRecord.Entry(
                    limitCode: entry.name.rawValue,
                    flags: (entry.old == nil ? 0 : 1) | (entry.new == nil ? 0 : 2),
                    old: entry.old ?? 0, new: entry.new ?? 0))
        }
        outbox.close()
    }
}
