import Market
import Risk
import Sim
import Wire

/// Frames between the cores, and what a shell does about a broken stream.
extension ProofDesk {
    // MARK: to risk

    func toRisk<Message: WireMessage>(
        _ message: Message, on channel: Channel, from peer: UInt16 = 0
    ) {
        tellRisk(on: channel, from: peer) { $0.send(message, on: channel) }
    }

    func tellRisk(
        on channel: Channel = .marketData, from peer: UInt16 = 0,
        _ encode: (inout Outbox) -> Void
    ) {
        world.begin(causation: 0, now: now)
        encode(&world)
        feedRisk(Array(world.bytes(of: world.frames[0])), on: channel, from: peer)
    }

    func feedRisk(_ bytes: [UInt8], on channel: Channel, from peer: UInt16) {
        if setting.keepsLog {
            journal.append(JournalledInput(bytes: bytes, channel: channel, peer: peer, now: now))
        }
        riskOutbox.begin(causation: 0, now: now)
        risk.advance(to: now, into: &riskOutbox)
        bytes.withUnsafeBytes { raw in
            guard let frame = try? Frame(raw) else { return }
            let began = clock?() ?? 0
            risk.receive(frame, on: channel, from: PeerID(peer), at: now, into: &riskOutbox)
            if let clock, channel == .control { decisionNanoseconds = clock() - began }
        }
        dispatchRisk()
    }

    func advanceRisk() {
        if setting.keepsLog {
            journal.append(JournalledInput(bytes: [], channel: .shell, peer: 0, now: now))
        }
        riskOutbox.begin(causation: 0, now: now)
        risk.advance(to: now, into: &riskOutbox)
        dispatchRisk()
    }

    private func dispatchRisk() {
        if riskOutbox.frames.contains(where: { $0.channel == .orderSession }), setting.keepsLog {
            channelsOfLastOrder = riskOutbox.frames.map(\.channel)
        }
        for sent in riskOutbox.frames {
            let bytes = UnsafeRawBufferPointer(riskOutbox.bytes(of: sent))
            guard let frame = try? Frame(bytes) else { continue }
            switch (sent.channel, frame.template) {
            case (.orderSession, Template.quoteInstructions):
                leave(frame, Array(bytes))
            case (.orderSession, Template.orderInstructions):
                leaveOrders(frame, Array(bytes))
            case (.orderSession, _):
                cancelsSent += 1
                onMessages?(1)
                let isLost = setting.losesCancels && frame.template == Template.massCancel
                if isLinked, !isLost { orders.put(Array(bytes), due: now + setting.latency) }
            case (.decisionLog, Template.riskDecisions):
                if setting.keepsLog {
                    forEach(frame, RiskDecisions.Entry.self) { decisions.append($0) }
                }
            case (.quoteSession, Template.riskDecisions):
                forEach(frame, RiskDecisions.Entry.self) {
                    if setting.keepsLog, $0.kind == .refused { refusals.append($0) }
                }
            case (.control, Template.limitReply):
                if let reply = try? frame.root(LimitReply.self) { limitReplies.append(reply) }
            case (.control, Template.adviceReply):
                guard let head = try? frame.root(AdviceReply.self) else { continue }
                var refusals: [AdviceReply.Entry] = []
                forEach(frame, AdviceReply.Entry.self) { refusals.append($0) }
                advice.append(Advised(head: head, refusals: refusals))
            case (.control, Template.controlReply):
                if let reply = try? frame.root(ControlReply.self) { replies.append(reply) }
            default: break
            }
        }
    }

    private func leaveOrders(_ frame: Frame, _ bytes: [UInt8]) {
        var count = 0
        var cancels = 0
        forEach(frame, OrderInstructions.Entry.self) {
            if $0.kindCode == OrderKind.cancel.rawValue {
                cancels += 1
            } else {
                count += 1
                onOrder?($0)
            }
        }
        entriesSent += UInt64(count)
        orderCancelsSent += UInt64(cancels)
        onMessages?(count + cancels)
        if isLinked {
            orders.put(bytes, due: now + setting.latency)
        } else {
            entriesLost += UInt64(count)
        }
    }

    private func leave(_ frame: Frame, _ bytes: [UInt8]) {
        var count = 0
        forEach(frame, QuoteInstructions.Entry.self) {
            count += 1
            onSent?($0)
        }
        entriesSent += UInt64(count)
        onMessages?(2 * count)
        if isLinked {
            orders.put(bytes, due: now + setting.latency)
        } else {
            entriesLost += UInt64(count)
        }
    }

    // MARK: to the exchange

    func toExchange<Message: WireMessage>(
        _ message: Message, on channel: Channel, from peer: UInt16
    ) {
        world.begin(causation: 0, now: now)
        world.send(message, on: channel)
        feedExchange(Array(world.bytes(of: world.frames[0])), on: channel, from: peer)
    }

    func feedExchange(_ bytes: [UInt8], on channel: Channel, from peer: UInt16) {
        exchangeOutbox.begin(causation: 0, now: now)
        bytes.withUnsafeBytes { raw in
            guard let frame = try? Frame(raw) else { return }
            exchange.receive(
                frame, on: channel, from: PeerID(peer), at: now, into: &exchangeOutbox)
        }
        dispatchExchange()
    }

    func dispatchExchange() {
        var public_: [[UInt8]] = []
        for sent in exchangeOutbox.frames {
            let bytes = UnsafeRawBufferPointer(exchangeOutbox.bytes(of: sent))
            switch sent.channel {
            case .eventLog: if let frame = try? Frame(bytes) { record(frame) }
            case .orderSession where sent.peer.value == ParticipantID.maker.value:
                if isLinked, !setting.hearsGroup {
                    reports.put(Array(bytes), due: now + setting.latency)
                }
            case .marketData: public_.append(Array(bytes))
            default: break
            }
        }
        for bytes in public_ { feedRisk(bytes, on: .marketData, from: 0) }
        noticeBreak()
    }

    private func record(_ frame: Frame) {
        guard frame.template == Template.exchangeEvents else { return }
        var copied: [ExchangeEvents.Entry] = []
        forEach(frame, ExchangeEvents.Entry.self) { event in
            ledger.apply(event)
            logged += 1
            if setting.keepsLog { log.append(event) }
            let isOurs = ExchangeCore.isReport(event, to: .maker)
            if isOurs { unapplied.append(event) }
            if setting.hearsGroup, isOurs || event.participant == DeskSetting.other.value {
                copied.append(event)
            }
            onEvent?(event)
        }
        if isLinked, !copied.isEmpty { putReport(copied[...]) }
        if unapplied.count > 4_096 { unapplied.removeAll { $0.sequence <= risk.lastApplied } }
    }

    /// A report outside the session's own count: sent again, or the drop copy of an account of the group.
    private func putReport(_ events: ArraySlice<ExchangeEvents.Entry>) {
        world.begin(causation: 0, now: now)
        world.open(ExchangeEvents(), of: ExchangeEvents.Entry.self, on: .orderSession)
        for event in events { world.append(event) }
        world.close()
        var bytes = Array(world.bytes(of: world.frames[0]))
        // The envelope's sequence.
        for place in 16..<24 { bytes[place] = 0 }
        reports.put(bytes, due: now + setting.latency)
    }

    func forEach<Block: WireBlock>(_ frame: Frame, _: Block.Type, _ body: (Block) -> Void) {
        guard let group = try? frame.group(Block.self) else { return }
        for index in 0..<group.count { body(group[index]) }
    }

    // MARK: the order link

    func deliverReport(_ bytes: [UInt8]) {
        if setting.hidesVenue, isOfVenue(bytes) { return }
        let verdict: InboundSequence.Verdict = bytes.withUnsafeBytes { raw in
            guard let frame = try? Frame(raw) else { return .repeated }
            let sequence = frame.envelope.sequence
            return sequence == 0 ? .next : inbound.accept(sequence)
        }
        switch verdict {
        case .next: feedRisk(bytes, on: .orderSession, from: 0)
        case .repeated: break
        case .gap:
            breakLink()
            restoreLink()
        }
    }

    private func isOfVenue(_ bytes: [UInt8]) -> Bool {
        var isVenue = false
        bytes.withUnsafeBytes { raw in
            guard let frame = try? Frame(raw), frame.template == Template.exchangeEvents
            else { return }
            forEach(frame, ExchangeEvents.Entry.self) {
                if $0.kind == .restrictionChanged { isVenue = true }
            }
        }
        guard isVenue else { return false }
        // The count goes on: a lost frame would be noticed as a hole.
        bytes.withUnsafeBytes { raw in
            if let frame = try? Frame(raw) { _ = inbound.accept(frame.envelope.sequence) }
        }
        return true
    }

    /// Both sides lose the session, and what was on the way with it.
    func breakLink(knownToExchange: Bool = false) {
        linkCuts += 1
        orders.forEach { bytes in
            bytes.withUnsafeBytes { raw in
                guard let frame = try? Frame(raw) else { return }
                switch frame.template {
                case Template.quoteInstructions:
                    forEach(frame, QuoteInstructions.Entry.self) { _ in entriesLost += 1 }
                case Template.orderInstructions:
                    forEach(frame, OrderInstructions.Entry.self) {
                        if $0.kindCode != OrderKind.cancel.rawValue { entriesLost += 1 }
                    }
                default: return
                }
            }
        }
        orders.removeAll()
        reports.removeAll()
        isLinked = false
        if !knownToExchange {
            toExchange(
                sessionEvent(.orderSession, .closed), on: .shell, from: ParticipantID.maker.value)
        }
        toRisk(sessionEvent(.orderSession, .closed), on: .shell)
    }

    /// Logs on again: risk hears what it missed before anything new.
    func restoreLink() {
        isLinked = true
        toRisk(sessionEvent(.orderSession, .opened), on: .shell)
        let missed = unapplied.filter { $0.sequence > risk.lastApplied }
        for start in stride(from: 0, to: missed.count, by: 400) {
            putReport(missed[start..<min(start + 400, missed.count)])
        }
        inbound.resume(
            after: exchangeOutbox.sequence(
                of: .orderSession, to: PeerID(ParticipantID.maker.value)))
        toExchange(
            sessionEvent(.orderSession, .opened), on: .shell, from: ParticipantID.maker.value)
    }

    /// A session the exchange broke itself.
    private func noticeBreak() {
        let breaks = exchange.sessionBreaks(of: ParticipantID.maker.value)
        guard breaks != breaksSeen else { return }
        breaksSeen = breaks
        breakLink(knownToExchange: true)
        restoreLink()
    }

    /// The risk process dies and is built again from its own journal.
    func restartRisk() {
        var rebuilt = Self.risk(setting)
        var outbox = Outbox(instance: 2, capacity: 1 << 20)
        for input in journal {
            outbox.begin(causation: 0, now: input.now)
            rebuilt.advance(to: input.now, into: &outbox)
            input.bytes.withUnsafeBytes { raw in
                guard let frame = try? Frame(raw) else { return }
                rebuilt.receive(
                    frame, on: input.channel, from: PeerID(input.peer), at: input.now,
                    into: &outbox)
            }
        }
        risk = rebuilt
        breakLinkOfRestart()
    }

    private func breakLinkOfRestart() {
        orders.removeAll()
        reports.removeAll()
        isLinked = false
        toExchange(
            sessionEvent(.orderSession, .closed), on: .shell, from: ParticipantID.maker.value)
        toRisk(Started(isRestart: 1), on: .shell)
        restoreLink()
        for quoter in UInt16(1)...2 {
            toRisk(sessionEvent(.quoteSession, .opened), on: .shell, from: quoter)
        }
        settle()
    }
}
