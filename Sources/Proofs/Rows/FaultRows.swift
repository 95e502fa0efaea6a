import Market
import Risk
import Sim
import Wire

/// Errors of the desk, of others and of the exchange (faults F30 to F39).
enum FaultRows {
    static let proofs: [Proof] = [
        Proof(
            "P27.2e", "Error handling: faults F30 to F39", "错误处理", rule: "seed 001 art. 27(2)",
            run: faults)
    ]

    private static func faults(_ run: ProofRun) {
        run.note("F30 runaway quoter")
        MessageRows.runaway(run)
        run.note("F31 Everbright: orders in flight")
        FundsRows.everbright(run)
        run.note("F32 Knight: the same order again and again")
        knight(run)
        run.note("F33 Nordic: a wrong key")
        PriceRows.collar(run)
        run.note("F34 numbers that are none")
        numbers(run)
        run.note("F35, F36 crossed, invalid, frozen market data")
        data(run)
        run.note("F37 halt")
        halt(run)
        run.note("F38 sweep")
        sweep(run)
        run.note("F39 fills nobody ordered")
        foreign(run)
    }

    private static func knight(_ run: ProofRun) {
        let desk = run.desk()
        let parents = (0..<4).map { desk.entry($0) }
        desk.send(parents)
        for _ in 0..<1_000 { desk.send(parents) }
        run.require(
            desk.exchangeAnswers == 4 && desk.risk.counters.refused(.duplicateQuoteID) == 4_000,
            "4 orders sent 1 001 times: \(desk.exchangeAnswers) at the exchange, "
                + "\(desk.risk.counters.refused(.duplicateQuoteID)) refused as duplicates")
    }

    private static func numbers(_ run: ProofRun) {
        let desk = run.desk()
        run.passes(desk, desk.entry(0), "a number")
        for (bid, ask) in [(Int64.min, Int64.max), (-1, 1), (0, 0), (.max, .max)] {
            let told = desk.send([desk.entry(1, bid: bid, ask: ask)])
            run.require(
                told.refusals.count == 1 && told.answers.isEmpty,
                "prices \(bid) / \(ask): refused \(told.codes.map(\.description))")
        }
        let told = desk.send([desk.entry(1, sizes: (.max, .min))])
        run.require(
            told.refusals.count == 1 && told.answers.isEmpty,
            "sizes at the ends of 32 bits: refused \(told.codes.map(\.description))")
    }

    private static func data(_ run: ProofRun) {
        for kind in [
            ExchangeAction.Kind.crossedData, .invalidData, .frozenData, .staleData,
        ] {
            let desk = run.desk {
                $0.limits.collarBasisPoints = 1_000
                $0.limits.collarTicksMin = 50
                $0.flow = RandomUnderlyings(seed: run.seed)
            }
            let before = desk.risk.gate?.reference(of: ContractIndex(0))?.ticks ?? 0
            desk.venue(
                ExchangeCommand(
                    kindCode: kind.rawValue, participant: 1, duration: 2_000_000_000))
            desk.wait(.milliseconds(1_000))
            let after = desk.risk.gate?.reference(of: ContractIndex(0))?.ticks ?? 0
            run.require(
                abs(after - before) < 100,
                "\(kind): risk's reference stays \(before) → \(after) ticks")
            let bid = after + after / 2
            run.refuses(
                desk, desk.entry(0, bid: bid, ask: bid + 10), .priceCollar,
                "a bid half above it")
        }
    }

    private static func halt(_ run: ProofRun) {
        let desk = run.desk()
        desk.venue(
            ExchangeCommand(kindCode: ExchangeAction.Kind.closeEarly.rawValue, participant: 1))
        run.refuses(desk, desk.entry(0), .phaseForbids, "the market has closed early")
        let open = run.desk()
        run.passes(open, open.entry(0), "it has not")
    }

    private static func sweep(_ run: ProofRun) {
        let desk = run.desk {
            $0.terms.protection = ProtectionTerms(volumeMax: 20, freeze: .seconds(10))
        }
        desk.send((0..<5).map { desk.entry($0) })
        let before = desk.ledger.live
        desk.strike(0, .ask, 10, at: 990)
        desk.strike(0, .bid, 10, at: 1_010)
        run.require(
            before == 5 && desk.ledger.live == 2 && desk.count(.protectionTriggered) == 1,
            "20 contracts traded in a window: \(before) live → \(desk.ledger.live), "
                + "the other underlying's stay")
        run.refuses(desk, desk.entry(0), .protection, "frozen")
        run.passes(desk, desk.entry(3), "the other underlying goes on")
        desk.wait(milliseconds: 10_001)
        run.passes(desk, desk.entry(0), "thawed after 10 s")
    }

    private static func foreign(_ run: ProofRun) {
        let desk = run.desk { $0.limits.positionPerContractMax = 60 }
        run.passes(desk, desk.entry(0), "a quote rests")
        desk.venue(
            ExchangeCommand(
                kindCode: ExchangeAction.Kind.unknownFill.rawValue, scopeCode: 2, sideCode: 1,
                participant: 1, index: 0, count: 40))
        let held = desk.exposure(0)?.long ?? 0
        run.require(
            held == 40 && held == desk.ledger.long[0] && desk.count(.unexpectedReport) == 1,
            "40 bought in our name: held \(held), as the exchange says; alarm on record")
        run.passes(desk, desk.entry(0, sizes: (10, 10)), "the rest of the limit of 60")
        run.refuses(desk, desk.entry(0, sizes: (21, 10)), .positionLimit, "beyond it")
    }
}
