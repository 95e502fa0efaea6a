import Market
import Risk
import Sim
import Wire

/// Money and securities while orders are in flight.
enum FundsRows {
    static let proofs: [Proof] = [
        Proof(
            "P27.2a", "Funds and securities before every order, orders in flight included",
            "验资验券（含在途申报）", rule: "seed 001 art. 27(2)", run: everbright),
        Proof(
            "Z30.1", "Funds and securities sufficient", "验资验券：查验资金、证券足额",
            rule: "seed 002 art. 30(1)", run: reservation),
        Proof(
            "H18.4", "Every order checked and audited, no direct access",
            "申报指令必须经风险控制系统检查与审计，不得直接接入交易所", rule: "seed 003 art. 18(4)", run: random),
    ]

    /// F31, 2013-08-16: 26 082 orders in two seconds against a check that looked only at fills.
    static func everbright(_ run: ProofRun) {
        let funds = Money(yuan: 300_000)
        let desk = run.desk {
            $0.limits.funds = funds
            $0.limits.totalPositionMax = 400
        }
        run.passes(desk, desk.entry(0), "an order the funds cover")
        desk.holdsOrders = true
        var lowest = Int64.max
        var most: Int64 = 0
        for burst in 0..<200 {
            desk.send((0..<130).map { desk.entry(($0 + burst) % 5) })
            lowest = min(lowest, desk.risk.gate?.available.tenThousandths ?? 0)
            most = max(most, desk.risk.gate?.totalWorst ?? 0)
            desk.wait(milliseconds: 10)
        }
        run.require(
            lowest >= 0 && most <= 400,
            "26 000 orders in 2 s, the exchange silent: funds free never below "
                + "\(Money(tenThousandths: lowest)) yuan, position at worst \(most) of 400")
        let codes = Set(desk.refusals.map(\.refusal.description)).sorted()
        run.require(
            desk.entriesSent <= 20 && codes.contains("insufficientFunds"),
            "\(desk.entriesSent) left, \(desk.refusals.count) refused: \(codes)")
        let sent = desk.entriesSent
        desk.holdsOrders = false
        desk.settle()
        run.require(
            desk.exchangeAnswers == sent,
            "the exchange wakes up: \(desk.exchangeAnswers) answers to \(sent) orders")
    }

    private static func reservation(_ run: ProofRun) {
        let desk = run.desk()
        let free = desk.risk.gate?.available.tenThousandths ?? 0
        func bound() -> Money {
            Money(tenThousandths: free - (desk.risk.gate?.available.tenThousandths ?? 0))
        }
        desk.holdsOrders = true
        desk.send([desk.entry(0)])
        let inFlight = bound()
        run.require(inFlight > .zero, "in flight: \(inFlight) yuan reserved")
        desk.holdsOrders = false
        desk.settle()
        run.require(bound() == inFlight, "accepted and resting: \(bound()) yuan")
        desk.send([desk.withdrawal(0)])
        run.require(bound() == .zero, "withdrawn, confirmed by the exchange: \(bound()) yuan")
        desk.venue(
            ExchangeCommand(
                kindCode: ExchangeAction.Kind.rejectStorm.rawValue, participant: 1,
                duration: 1_000_000_000))
        let told = desk.send([desk.entry(0)])
        run.require(
            told.answers.first?.kind == .quoteRejected && bound() == .zero,
            "rejected by the exchange: \(bound()) yuan")
        everbright(run)
        let day = RandomDay(run, commands: min(run.commands, 5_000))
        day.play()
        run.require(
            day.violation == nil,
            "\(day.commands) random commands, many in flight at once: "
                + (day.violation ?? "never above the funds or a limit"))
    }

    private static func random(_ run: ProofRun) {
        let day = RandomDay(run, commands: run.commands)
        day.play()
        day.report()
        record(run)
    }

    /// One frame, one good instruction and one bad.
    private static func record(_ run: ProofRun) {
        let desk = run.desk()
        let bad = desk.entry(1, sizes: (9, 10))
        let told = desk.send([bad, desk.entry(0)])
        run.require(
            told.codes == [.quantityBelowMinimum] && told.answers.map(\.kind) == [.quoteAccepted],
            "a bad and a good instruction in one frame: \(ProofRun.text(told.answers)), "
                + "refused \(told.codes.map(\.description))")
        let decision = desk.decisions.last { $0.quoteID == bad.quoteID }
        let record = desk.channelsOfLastOrder.firstIndex(of: .decisionLog)
        let order = desk.channelsOfLastOrder.firstIndex(of: .orderSession)
        run.require(
            decision?.kind == .refused && record ?? .max < order ?? .min,
            "decision #\(decision?.sequence ?? 0) is risk's first word, the order its second; the "
                + "shell journals both before it sends either")
    }
}
