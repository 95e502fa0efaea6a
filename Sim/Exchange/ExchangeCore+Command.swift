import Market
import Wire

/// Commands from outside the day's scenario: a running simulator told to misbehave or to act.
extension ExchangeCore {
    private static let durationMax = TimeSpan.seconds(86_400)
    private static let countMax: Int32 = 1_000_000

    /// Carries a command out and answers it; a command that means nothing is refused and changes nothing.
    mutating func obey(_ command: ExchangeCommand, from peer: PeerID, into outbox: inout Outbox) {
        let action = isStarted && !isDayEnded ? self.action(command) : nil
        if let action {
            hasActed = true
            carryOut(action)
        }
        outbox.send(
            ControlReply(
                commandID: command.commandID, outcome: action == nil ? .refused : .accepted,
                receivedAt: clock, confirmedAt: clock),
            on: .snapshot, to: peer)
    }

    private func action(_ command: ExchangeCommand) -> ExchangeAction? {
        guard let kind = ExchangeAction.Kind(rawValue: command.kindCode),
            let scope = scope(command), command.duration >= 0,
            command.duration <= Self.durationMax.nanoseconds, command.count >= 0,
            command.count <= Self.countMax, command.price >= .zero,
            command.price <= InstrumentDirectory.priceMax,
            row(of: PeerID(command.participant)) != nil
        else { return nil }
        return ExchangeAction(
            kind, scope: scope, participant: ParticipantID(command.participant),
            duration: TimeSpan(nanoseconds: command.duration), count: command.count,
            side: Side(rawValue: command.sideCode) ?? .bid,
            effect: PositionEffect(rawValue: command.effectCode) ?? .open,
            price: command.price, execution: command.execution)
    }

    private func scope(_ command: ExchangeCommand) -> ExchangeAction.Scope? {
        let index = Int(command.index)
        switch command.scopeCode {
        case 0: return .all
        case 1 where index < underlyings.count: return .underlying(UnderlyingIndex(index))
        case 2 where index < contracts.count: return .contract(ContractIndex(index))
        default: return nil
        }
    }
}
