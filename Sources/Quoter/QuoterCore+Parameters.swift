import Market
import StrategyKit
import Wire

/// Parameters changed in the middle of the day: checked, timed, and on record, so that replay makes the same change.
extension QuoterCore {
    mutating func applyParameterChange(
        _ frame: Frame, from peer: PeerID, into outbox: inout Outbox
    ) throws(WireError) {
        let head = try frame.root(ParameterChange.self)
        let entries = try frame.group(ParameterChange.Entry.self)
        var assignments: [(name: String, text: String)] = []
        for index in 0..<min(entries.count, ParameterChangeOrder.assignmentsMax + 1) {
            assignments.append((entries[index].name.text, entries[index].value.text))
        }
        let isAtOnce =
            head.effective.nanoseconds == 0 || head.isRestored != 0 && head.effective <= now
        let order = ParameterChangeOrder(
            commandID: head.commandID, receivedAt: now, effective: isAtOnce ? now : head.effective,
            person: head.person, reason: head.reason, assignments: assignments)
        let outcome: ControlOutcome
        if let refused = refusal(of: order, isAtOnce: isAtOnce) {
            note(order, .refused, problem: refused.problem, into: &outbox)
            report(order, .refused, refused, to: peer, into: &outbox)
            return
        } else if isAtOnce {
            outcome = take(order, into: &outbox)
        } else {
            let place =
                parameterOrders.firstIndex { $0.effective > order.effective }
                ?? parameterOrders.count
            parameterOrders.insert(order, at: place)
            note(order, .waiting, into: &outbox)
            outcome = .waiting
        }
        report(order, outcome, nil, to: peer, into: &outbox)
    }

    mutating func answerParameterQuery(
        _ frame: Frame, from peer: PeerID, into outbox: inout Outbox
    ) throws(WireError) {
        let query = try frame.root(ParameterQuery.self)
        let order = ParameterChangeOrder(
            commandID: query.commandID, receivedAt: now, effective: now, person: FixedText32(),
            reason: FixedText64(), assignments: [])
        report(order, .accepted, nil, to: peer, into: &outbox)
    }

    /// Carries out what has come to its time, in the order of these times.
    mutating func takeDueParameters(into outbox: inout Outbox) {
        while let first = parameterOrders.first, first.effective <= now {
            parameterOrders.removeFirst()
            _ = take(first, into: &outbox)
        }
    }

    private typealias Refusal = (problem: String, accepted: String)

    private func refusal(of order: ParameterChangeOrder, isAtOnce: Bool) -> Refusal? {
        guard !order.person.text.isEmpty, !order.reason.text.isEmpty else {
            return ("nobody or no reason given", "a person and a reason")
        }
        guard (1...ParameterChangeOrder.assignmentsMax).contains(order.assignments.count) else {
            return ("nothing to change, or too much", "1 to 64 parameters")
        }
        guard isAtOnce || order.effective > now else {
            return ("\(order.effective) is past", "a time after \(now)")
        }
        guard isAtOnce || order.effective <= configuration.tuning.calendar.closing else {
            return (
                "\(order.effective) is after the close",
                "a time up to \(configuration.tuning.calendar.closing)"
            )
        }
        do {
            var trial = configuration.strategy
            try trial.change(to: try changed(by: order))
            return nil
        } catch {
            return (error.problem, error.accepted)
        }
    }

    private func changed(by order: ParameterChangeOrder) throws(ParameterError)
        -> StrategyParameters
    {
        try configuration.parameters.changed(
            by: order.assignments, for: type(of: configuration.strategy).parameterSpecification)
    }

    /// All desks or none: a strategy that refuses in one chain keeps the old parameters everywhere.
    private mutating func take(
        _ order: ParameterChangeOrder, into outbox: inout Outbox
    ) -> ControlOutcome {
        let old = configuration.parameters
        do {
            let new = try changed(by: order)
            var strategies = [configuration.strategy] + desks.map(\.strategy)
            for index in strategies.indices { try strategies[index].change(to: new) }
            configuration.parameters = new
            configuration.strategy = strategies[0]
            for index in desks.indices {
                desks[index].adopt(strategies[index + 1])
            }
            parameterChanges += 1
            note(order, .accepted, over: old, into: &outbox)
            return .accepted
        } catch {
            // It was good when it was asked for; what was taken in between has made it impossible.
            note(order, .refused, problem: error.problem, into: &outbox)
            return .refused
        }
    }

    private func note(
        _ order: ParameterChangeOrder, _ outcome: ControlOutcome,
        over old: StrategyParameters? = nil, problem: String = "", into outbox: inout Outbox
    ) {
        let values = (old ?? configuration.parameters).texts(
            for: type(of: configuration.strategy).parameterSpecification)
        outbox.open(
            order.record(
                outcome, at: outcome == .accepted ? now : order.effective, problem: problem),
            of: ParameterRecord.Entry.self, on: .status)
        for assignment in order.assignments.prefix(ParameterChangeOrder.assignmentsMax) {
            outbox.append(
                ParameterRecord.Entry(
                    name: FixedText32(assignment.name),
                    old: FixedText32(values.first { $0.name == assignment.name }?.text ?? ""),
                    value: FixedText32(assignment.text)))
        }
        outbox.close()
    }

    /// Every parameter as it counts now; nothing to a shell that asked on behalf of an earlier life.
    private func report(
        _ order: ParameterChangeOrder, _ outcome: ControlOutcome, _ refused: Refusal?,
        to peer: PeerID, into outbox: inout Outbox
    ) {
        guard peer != .everybody else { return }
        let strategy = type(of: configuration.strategy)
        outbox.open(
            ParameterReport(
                commandID: order.commandID, outcome: outcome, receivedAt: now,
                effective: order.effective, strategy: FixedText32(strategy.name),
                problem: FixedText64(refused?.problem ?? ""),
                acceptable: FixedText64(Self.fitting(refused?.accepted ?? ""))),
            of: ParameterReport.Entry.self, on: .control, to: peer)
        for (name, text) in configuration.parameters.texts(for: strategy.parameterSpecification) {
            outbox.append(
                ParameterReport.Entry(name: FixedText32(name), value: FixedText32(text)))
        }
        outbox.close()
    }

    /// A list cut after a whole item where it does not fit the message's 64 bytes.
    private static func fitting(_ list: String) -> String {
        guard list.utf8.count > 64 else { return list }
        var kept = ""
        for item in list.split(separator: ", ") {
            guard kept.utf8.count + item.utf8.count + 5 <= 64 else { break }
            kept += item + ", "
        }
        return kept + "…"
    }

    func hashParameters(into hasher: inout StateHasher) {
        hasher.combine(parameterChanges)
        hasher.combine(UInt64(parameterOrders.count))
        guard parameterChanges > 0 else { return }
        for value in configuration.parameters.texts(
            for: type(of: configuration.strategy).parameterSpecification)
        {
            Array(value.text.utf8).withUnsafeBytes { hasher.combine($0) }
        }
    }
}

extension UnderlyingDesk {
    /// Goes on with another strategy value; what it wants to stand is asked for at the end of this frame.
    mutating func adopt(_ new: any QuotingStrategy) {
        strategy = new
        let reserve = new.dropReserve.map { max(0, Int64($0)) }
        if reserve != drops?.reserve {
            drops = reserve.map { DropPolicy(contracts: chain.count, reserve: $0) }
        }
        isDirty = true
    }
}
