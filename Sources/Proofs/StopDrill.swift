package import Market
import Risk
package import Wire

/// A thousand live quotes killed by one command: what happened when, for whoever writes the report of it.
package struct StopDrill {
    package let day: TradingDay
    package let contracts: [String]
    package var orderedAt = SessionTime(nanoseconds: 0)
    package var confirmedAt: SessionTime?
    package var liveBefore = 0
    package var liveAfter = 0
    /// Real nanoseconds from the command's receipt until risk had decided: blocked, the mass cancel on its way.
    package var decidedNanoseconds: Int64 = 0
    /// The first quote after the command.
    package var nextQuote: RefusalCode = .none
    package var recordedCause: ControlCause = .none
    package var cancels = 0
    /// Session times at which the exchange cleared a contract, in order.
    package var cleared: [SessionTime] = []

    /// - Parameter clock: real nanoseconds, from anywhere; the drill only takes differences.
    package init(_ proving: ProofRun, cause: ControlCause, clock: @escaping () -> Int64) {
        let desk = proving.desk {
            $0.contracts = ProofMarket.many(1_000)
            $0.latency = .microseconds(500)
        }
        day = desk.directory.day
        contracts = desk.directory.contracts.map(\.tradingCode)
        for start in stride(from: 0, to: 1_000, by: 250) {
            desk.send((start..<start + 250).map { desk.entry($0) })
        }
        desk.wait(.milliseconds(2))
        liveBefore = desk.ledger.live
        orderedAt = desk.now
        let (sent, seen, mark) = (desk.cancelsSent, desk.log.count, desk.decisions.count)
        desk.clock = clock
        desk.command(.kill, by: "li", text: "drill", cause: cause)
        decidedNanoseconds = desk.decisionNanoseconds
        desk.clock = nil
        nextQuote = desk.send([desk.entry(0)]).codes.first ?? .none
        desk.wait(.milliseconds(5))
        cancels = desk.cancelsSent - sent
        liveAfter = desk.ledger.live
        confirmedAt = desk.replies.last { $0.outcome == .confirmed }?.confirmedAt
        cleared = desk.log[seen...].filter { $0.kind == .legCancelled }.map(\.time)
        let told = desk.decisions[mark...].last { $0.kind == .commandCause }
        recordedCause = ControlCause(rawValue: told?.code ?? 0)
    }
}
