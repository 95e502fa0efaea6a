public import Market
public import Wire

/// The same recorded inputs through two risk cores: as it was, and supposing other limits from the first input on.
///
/// The exchange is not asked again. A quote that only the supposed limits refuse never reached it: the exchange's reports of
/// it are withheld from the second core. A quote that only the supposed limits let pass is taken to rest unfilled, a hedge to end
/// unfilled. What risk would have pulled only under the supposed limits is taken to have come off at once.
public struct LimitTrial: ~Copyable {
    var old: RiskCore
    var new: RiskCore
    private var oldBox = Outbox(instance: 2)
    var newBox = Outbox(instance: 2)
    var reports = Outbox(instance: 1)
    var figures = LimitFigures()
    /// Per contract: quotes the second core refused although they went out; asked by number, never iterated.
    private var withheld: [Set<UInt64>] = []
    /// Hedges the second core refused although they went out.
    var withheldHedges: Set<UInt64> = []
    /// Per contract: a quote stands that the second core has not, and since when, in continuous trading.
    private var isLost: [Bool] = []
    private var lostSince: [SessionTime?] = []
    private var lost: [TimeSpan] = []
    private var refused: [UInt64] = []
    private var lastTime = SessionTime(nanoseconds: 0)

    /// - Parameters:
    ///   - core: a core that has received nothing yet.
    ///   - supposed: laid over whatever limits hold in the second core.
    public init(_ core: RiskCore, supposing supposed: [(name: LimitName, value: Int64?)]) {
        old = core
        new = core
        new.suppose(supposed)
    }

    // MARK: inputs

    /// Feeds one recorded input.
    public mutating func receive(
        _ frame: Frame, on channel: Channel, from peer: PeerID, at now: SessionTime
    ) {
        begin(at: now)
        old.receive(frame, on: channel, from: peer, at: now, into: &oldBox)
        if channel == .orderSession, frame.template == Template.exchangeEvents {
            receiveReports(frame, from: peer, at: now)
        } else if channel == .orderSession, frame.template == Template.hedgeReports {
            receiveHedgeReports(frame, from: peer, at: now)
        } else if channel != .orderSession || frame.template != Template.memberTally {
            // The exchange's count is of what it was sent; the second core sent something else.
            new.receive(frame, on: channel, from: peer, at: now, into: &newBox)
        }
        if channel == .quoteSession, frame.template == Template.quoteInstructions {
            compare(frame, at: now)
        } else if channel == .quoteSession, frame.template == Template.hedgeOrders {
            compareHedges(frame)
        }
        settle(at: now)
    }

    /// Lets time pass as a recorded timer did.
    public mutating func advance(to now: SessionTime) {
        begin(at: now)
        settle(at: now)
    }

    /// The figures, with everything that is still lost counted until the last input.
    public consuming func finish() -> LimitFigures {
        for contract in isLost.indices { regain(contract, at: lastTime) }
        figures.losses = lost.indices.filter { refused[$0] > 0 || lost[$0] > .zero }.map {
            LimitFigures.Loss(
                contract: ContractIndex($0), lost: lost[$0], refused: refused[$0])
        }
        Self.count(old, into: &figures.old)
        Self.count(new, into: &figures.new)
        return figures
    }

    private static func count(_ core: borrowing RiskCore, into side: inout LimitFigures.Side) {
        side.accepted = core.counters.accepted
        side.refused = core.counters.refusedByCode.enumerated().filter { $0.element > 0 }.map {
            LimitFigures.Refusals(
                code: RefusalCode(rawValue: UInt8($0.offset)), count: $0.element)
        }
    }

    private mutating func begin(at now: SessionTime) {
        lastTime = max(lastTime, now)
        oldBox.begin(causation: 0, now: now)
        newBox.begin(causation: 0, now: now)
        old.advance(to: now, into: &oldBox)
        new.advance(to: now, into: &newBox)
    }

    // MARK: instructions

    private mutating func compare(_ frame: Frame, at now: SessionTime) {
        guard let group = try? frame.group(QuoteInstructions.Entry.self), prepare() else { return }
        // Before what only the second core sent is taken to rest: a quote counts beside the one it replaces.
        reachAll()
        for index in 0..<group.count {
            let entry = group[index]
            let contract = Int(entry.contract.value)
            guard contract < isLost.count else { continue }
            reach(contract)
            let passedOld = !Self.refused(entry, by: old)
            let passedNew = !Self.refused(entry, by: new)
            let isQuote = entry.bidQuantity > .zero && entry.askQuantity > .zero
            if passedNew { regain(contract, at: now) }
            switch (passedOld, passedNew) {
            case (true, false):
                withheld[contract].insert(entry.quoteID.value)
                guard isQuote else { break }
                figures.newlyRefused += 1
                refused[contract] += 1
                isLost[contract] = true
            case (false, true):
                if isQuote { figures.newlyPassed += 1 }
                rest(entry, at: now)
            default: break
            }
        }
    }

    private static func refused(
        _ entry: QuoteInstructions.Entry, by core: borrowing RiskCore
    ) -> Bool {
        core.refusals.contains {
            $0.contract == entry.contract && $0.quoteID == entry.quoteID
        }
    }

    /// Only the second core sent it: it rests, and nobody trades with it.
    private mutating func rest(_ entry: QuoteInstructions.Entry, at now: SessionTime) {
        let isWithdrawal = entry.bidQuantity == .zero && entry.askQuantity == .zero
        let live = new.gate?.book.live[entry.contract.int] ?? .none
        let participant = new.participant
        _ = new.gate?.apply(
            ExchangeEvents.Entry(
                time: now, kind: isWithdrawal ? .withdrawalAccepted : .quoteAccepted,
                contract: entry.contract, participant: participant,
                quantity: Quantity(contracts: Int32(clamping: live.bid.quantity)),
                leaves: Quantity(contracts: Int32(clamping: live.ask.quantity)),
                bidQuantity: entry.bidQuantity, askQuantity: entry.askQuantity,
                quoteID: entry.quoteID, bid: entry.bid, ask: entry.ask))
    }

    // MARK: reports

    /// The second core hears only of what it sent.
    private mutating func receiveReports(_ frame: Frame, from peer: PeerID, at now: SessionTime) {
        guard let root = try? frame.root(ExchangeEvents.self),
            let group = try? frame.group(ExchangeEvents.Entry.self)
        else { return }
        reports.begin(causation: 0, now: now)
        reports.open(root, of: ExchangeEvents.Entry.self, on: .orderSession)
        for index in 0..<group.count where !isWithheld(group[index]) {
            reports.append(group[index])
        }
        reports.close()
        guard let made = reports.frames.first else { return }
        let bytes = reports.bytes(of: made)
        // What is sent again carries sequence 0, and that has a meaning.
        bytes.storeBytes(
            of: frame.envelope.sequence, toByteOffset: WireSchema.headerLength + 8,
            as: UInt64.self)
        if let heard = try? Frame(UnsafeRawBufferPointer(bytes)) {
            new.receive(heard, on: .orderSession, from: peer, at: now, into: &newBox)
        }
        for index in 0..<group.count { reach(Int(group[index].contract.value)) }
    }

    private func isWithheld(_ event: ExchangeEvents.Entry) -> Bool {
        let contract = Int(event.contract.value)
        return contract < withheld.count && event.participant == new.participant
            && event.quoteID != .none && withheld[contract].contains(event.quoteID.value)
    }

    // MARK: after each input

    private mutating func settle(at now: SessionTime) {
        guard prepare() else { return }
        if new.latches.latches.count != old.latches.latches.count {
            // Paused by what the exchange did: it would have done it all the same.
            new.latches = old.latches
            new.applyLatches()
        }
        takeOffPulled(at: now)
        for contract in isLost.indices where isLost[contract] {
            // Where nothing of ours stands any more, there is no presence to lose.
            if old.gate?.book.hasAnything(contract) != true {
                regain(contract, at: now)
            } else if old.gate?.phases[contract] != .continuous {
                pause(contract, at: now)
            } else {
                lostSince[contract] = lostSince[contract] ?? now
            }
        }
        reachAll()
    }

    /// False before the day's list has come.
    private mutating func prepare() -> Bool {
        guard isLost.isEmpty else { return true }
        guard let count = new.gate?.book.slots.count else { return false }
        withheld = Array(repeating: [], count: count)
        isLost = Array(repeating: false, count: count)
        lostSince = Array(repeating: nil, count: count)
        lost = Array(repeating: .zero, count: count)
        refused = Array(repeating: 0, count: count)
        return true
    }

    private mutating func regain(_ contract: Int, at now: SessionTime) {
        pause(contract, at: now)
        isLost[contract] = false
    }

    private mutating func pause(_ contract: Int, at now: SessionTime) {
        guard let since = lostSince[contract] else { return }
        lost[contract] += now - since
        lostSince[contract] = nil
    }

    private mutating func takeOffPulled(at now: SessionTime) {
        guard Self.cancels(in: oldBox).isEmpty else { return }
        for scope in Self.cancels(in: newBox) {
            guard let gate = new.gate else { return }
            for contract in gate.book.live.indices
            where gate.book.live[contract].isWorking
                && scope.covers(
                    contract: contract, underlying: gate.book.terms[contract].underlying)
            {
                takeOff(contract, gate.book.live[contract], at: now)
            }
        }
    }

    private mutating func takeOff(_ contract: Int, _ live: WorkingQuote, at now: SessionTime) {
        let participant = new.participant
        for side in Market.Side.allCases where live[side].quantity > 0 {
            _ = new.gate?.apply(
                ExchangeEvents.Entry(
                    time: now, kind: .legCancelled, sideCode: side.rawValue,
                    reasonCode: CancelReason.massCancel.rawValue, contract: ContractIndex(contract),
                    participant: participant,
                    quantity: Quantity(contracts: Int32(clamping: live[side].quantity)),
                    quoteID: QuoteID(live.id)))
        }
    }

    private static func cancels(in outbox: borrowing Outbox) -> [ControlScope] {
        var scopes: [ControlScope] = []
        for entry in outbox.frames where entry.channel == .orderSession {
            let bytes = UnsafeRawBufferPointer(outbox.bytes(of: entry))
            guard let frame = try? Frame(bytes), frame.template == Template.massCancel,
                let cancel = try? frame.root(MassCancel.self),
                let scope = ControlScope(code: cancel.scopeCode, index: cancel.index)
            else { continue }
            scopes.append(scope)
        }
        return scopes
    }

    // MARK: how far

    private mutating func reachAll() {
        Self.reach(old, into: &figures.old)
        Self.reach(new, into: &figures.new)
    }

    private static func reach(_ core: borrowing RiskCore, into side: inout LimitFigures.Side) {
        guard let sums = core.gate?.book.sums, let total = core.gate?.book.total else { return }
        for sum in sums {
            side.deltaShares = max(side.deltaShares, sum.deltaWorst)
            side.gammaShares = max(side.gammaShares, sum.gammaWorst)
            side.vegaYuan = max(side.vegaYuan, sum.vegaWorst / 10_000)
            side.positionPerDirection = max(side.positionPerDirection, sum.bullish, sum.bearish)
        }
        side.positionTotal = max(side.positionTotal, total)
        side.hedgeShares = max(side.hedgeShares, core.gate?.used(of: .hedgeShares) ?? 0)
    }

    private mutating func reach(_ contract: Int) {
        Self.reach(contract, old, into: &figures.old)
        Self.reach(contract, new, into: &figures.new)
    }

    private static func reach(
        _ contract: Int, _ core: borrowing RiskCore, into side: inout LimitFigures.Side
    ) {
        guard let worst = core.gate?.book.worst(of: contract) else { return }
        side.positionPerContract = max(side.positionPerContract, worst.long, worst.short)
    }
}

extension RiskCore {
    /// Lays limits over whatever holds; for a core that has received nothing.
    mutating func suppose(_ values: [(name: LimitName, value: Int64?)]) {
        limitBook = LimitBook(limitBook.first, supposing: values)
        reactions = ExchangeWatch(ReactionTerms())
        limits = limitBook.inForce.limits
        terms.protection = limitBook.inForce.protection
    }
}

extension ExposureBook {
    /// Nil for a contract that is not listed.
    func worst(of contract: Int) -> WorstCase? {
        slots.indices.contains(contract) ? slots[contract].worst : nil
    }
}
