import Foundation
import TestSupport
import Testing

extension `Scenarios` {
    /// A short morning of six contracts, its delta hedged in the shares.
    @Suite(.serialized, .rule("B3.8", "PNL", "H18.4"))
    struct `A hedged morning` {
        private struct Summary: Decodable {
            struct Figures: Decodable {
                let explained: Explained
                let hedging: Hedging?
                let profitAndLoss: ProfitAndLoss
            }
            struct ProfitAndLoss: Decodable {
                let total: Int64
                let edge: Int64
                let fees: Int64
            }
            struct Explained: Decodable {
                let total, edge, delta, gamma, vega, theta, hedging, fees, unexplained: Int64
                let optionDeltaShares: Int64
                let netDeltaShares: Int64

                var sum: Int64 {
                    edge + delta + gamma + vega + theta + hedging - fees + unexplained
                }
            }
            struct Hedging: Decodable {
                let orders, unapproved, fills, sharesBought, sharesSold, profit, fees: Int64
            }
            let figures: Figures
        }

        private func figures(_ run: Run) throws -> Summary.Figures {
            let data = try Data(contentsOf: URL(fileURLWithPath: run.path + "/summary.json"))
            return try JSONDecoder().decode(Summary.self, from: data).figures
        }

        @Test func `the delta keeps its band, the parts add up to the digit, replay is equal`()
            throws
        {
            let scratch = try Scratch()
            let file = try scratch.file(
                "short.yaml",
                try `A morning with a fault`.market() + "events:\n"
                    + "  - {at: \"11:35\", kind: closeEarly}\n")
            let options = ["--seed", "3", "--scenario", file]
            let plain = try Run.backtest(options, in: scratch, named: "plain")
            let hedged = try Run.backtest(
                options + ["--hedge", "bandShares=20000,intervalMilliseconds=1000"], in: scratch,
                named: "hedged")
            let without = try figures(plain)
            let with = try figures(hedged)
            #expect(without.hedging == nil)
            #expect(without.explained.total == without.profitAndLoss.total)
            let hedging = try #require(with.hedging)
            #expect(hedging.fills > 10 && hedging.unapproved == 0)
            for figures in [without, with] {
                #expect(figures.explained.sum == figures.explained.total)
                #expect(figures.explained.edge == figures.profitAndLoss.edge)
            }
            #expect(
                with.explained.total == with.profitAndLoss.total + hedging.profit - hedging.fees)
            #expect(with.explained.fees == with.profitAndLoss.fees + hedging.fees)
            // The delta's variance falls to less than a quarter, by whichever measure.
            #expect(with.explained.netDeltaShares * 2 < with.explained.optionDeltaShares)
            #expect(with.explained.netDeltaShares * 2 < without.explained.netDeltaShares)
            for run in [plain, hedged] { #expect(try run.replay().code == 0) }
        }
    }
}
