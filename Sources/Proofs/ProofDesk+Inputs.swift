import Market
import Risk
import Wire

/// What a quoter, an operator and the other member can do.
extension ProofDesk {
    func entry(
        _ contract: Int, bid: Int64 = 990, ask: Int64 = 1_010, sizes: (Int32, Int32) = (10, 10),
        effects: (PositionEffect, PositionEffect) = (.open, .open), answering: UInt64 = 0,
        reason: InstructionReason = .none
    ) -> QuoteInstructions.Entry {
        lastID += 1
        return QuoteInstructions.Entry(
            contract: ContractIndex(contract), bidEffectCode: effects.0.rawValue,
            askEffectCode: effects.1.rawValue, reason: reason, quoteID: QuoteID(lastID),
            bid: Price(ticks: bid), ask: Price(ticks: ask),
            bidQuantity: Quantity(contracts: sizes.0), askQuantity: Quantity(contracts: sizes.1),
            requestID: QuoteRequestID(answering))
    }

    func withdrawal(
        _ contract: Int, _ reason: InstructionReason = .strategyChoice
    ) -> QuoteInstructions.Entry {
        entry(contract, bid: 0, ask: 0, sizes: (0, 0), reason: reason)
    }

    /// A quoter's frame to risk; everything that is due at once follows.
    @discardableResult func send(
        _ entries: [QuoteInstructions.Entry], from quoter: UInt16 = 1, participant: UInt16? = nil,
        expires: SessionTime? = nil
    ) -> Told {
        let seen = log.count
        let refused = refusals.count
        let expires = expires ?? now + .milliseconds(500)
        let participant = participant ?? ParticipantID.maker.value
        tellRisk(on: .quoteSession, from: quoter) { outbox in
            Self.encode(entries, participant, expires, into: &outbox)
        }
        if setting.bypassesRisk { sendPastRisk(entries, from: 1, participant: 1) }
        settle()
        let ids = Set(entries.map(\.quoteID))
        return Told(
            refusals: Array(refusals[refused...]),
            answers: log[seen...].filter {
                $0.participant == ParticipantID.maker.value && ids.contains($0.quoteID)
                    && Self.isAnswer($0)
            })
    }

    static func isAnswer(_ event: ExchangeEvents.Entry) -> Bool {
        switch event.kind {
        case .quoteAccepted, .quoteRejected, .withdrawalAccepted, .orderAccepted, .orderRejected:
            true
        default: false
        }
    }

    private static func encode(
        _ entries: [QuoteInstructions.Entry], _ participant: UInt16, _ expires: SessionTime,
        into outbox: inout Outbox
    ) {
        outbox.open(
            QuoteInstructions(participant: participant, expires: expires),
            of: QuoteInstructions.Entry.self, on: .quoteSession)
        for entry in entries { outbox.append(entry) }
        outbox.close()
    }

    /// A quoter that tries to talk to the exchange itself, from its own peer number.
    func sendPastRisk(
        _ entries: [QuoteInstructions.Entry], from peer: UInt16, participant: UInt16
    ) {
        world.begin(causation: 0, now: now)
        Self.encode(entries, participant, now + .milliseconds(500), into: &world)
        feedExchange(Array(world.bytes(of: world.frames[0])), on: .orderSession, from: peer)
    }

    /// An operator's command; the reply at once, and later ones in `replies`.
    @discardableResult func command(
        _ verb: ControlVerb, scope: UInt8 = 0, index: UInt32 = 0, by person: String = "li",
        text: String = "", cause: ControlCause = .none
    ) -> ControlReply? {
        commandID += 1
        if setting.losesCommands { return nil }
        let first = replies.count
        toRisk(
            ControlCommand(
                commandID: commandID, verb: verb, scopeCode: scope, index: index,
                person: FixedText32(person), text: FixedText64(text), cause: cause), on: .control,
            from: 3)
        settle()
        return first < replies.count ? replies[first] : nil
    }

    /// The other member trades against what rests: an immediate limit order.
    func strike(_ contract: Int, _ side: Side, _ quantity: Int32, at ticks: Int64) {
        lastID += 1
        world.begin(causation: 0, now: now)
        world.open(
            OrderInstructions(
                participant: DeskSetting.other.value, expires: now + .seconds(1)),
            of: OrderInstructions.Entry.self, on: .orderSession)
        world.append(
            OrderInstructions.Entry(
                contract: ContractIndex(contract), sideCode: side.rawValue, effectCode: 1,
                kindCode: 2, clientID: QuoteID(lastID), price: Price(ticks: ticks),
                quantity: Quantity(contracts: quantity)))
        world.close()
        feedExchange(
            Array(world.bytes(of: world.frames[0])), on: .orderSession,
            from: DeskSetting.other.value)
        settle()
    }

    /// A quote of another account of the group; not sent where it would meet ours.
    func quoteOfOther(_ contract: Int, bid: Int64, ask: Int64, size: Int32 = 10) {
        guard !ledger.meets(contract, bid: Price(ticks: bid), ask: Price(ticks: ask)) else {
            return
        }
        sendPastRisk(
            [entry(contract, bid: bid, ask: ask, sizes: (size, size))],
            from: DeskSetting.other.value,
            participant: DeskSetting.other.value)
        settle()
    }

    /// The venue, clearing or a fault does something now.
    func venue(_ command: ExchangeCommand) {
        world.begin(causation: 0, now: now)
        world.send(command, on: .snapshot)
        feedExchange(Array(world.bytes(of: world.frames[0])), on: .snapshot, from: 4)
        settle()
    }

    /// Price × quantity as a line of evidence shows it.
    func text(_ entry: QuoteInstructions.Entry) -> String {
        let contract =
            entry.contract.int < directory.contracts.count
            ? directory.contracts[entry.contract.int].tradingCode : "\(entry.contract.value)"
        if entry.bidQuantity == .zero, entry.askQuantity == .zero {
            return "withdrawal \(entry.quoteID.value) \(contract)"
        }
        return "quote \(entry.quoteID.value) \(contract) "
            + "\(entry.bid.ticks)×\(entry.bidQuantity.contracts)\(Self.mark(entry.bidEffectCode)) / "
            + "\(entry.ask.ticks)×\(entry.askQuantity.contracts)\(Self.mark(entry.askEffectCode))"
    }

    private static func mark(_ effect: UInt8) -> String {
        effect == PositionEffect.close.rawValue ? " close" : ""
    }

    // MARK: counts

    var exchangeAnswers: UInt64 { ledger.answered }

    func exposure(_ contract: Int) -> RiskGate.Exposure? {
        risk.gate?.exposure(of: ContractIndex(contract))
    }

    /// Decisions of a kind since a mark in `decisions`.
    func count(_ kind: RiskDecisionKind, since mark: Int = 0) -> Int {
        decisions[mark...].count { $0.kind == kind }
    }
}
