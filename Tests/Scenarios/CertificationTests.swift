import Foundation
import Runtime
import Strategies
import StrategyKit
import TestSupport
import Testing

extension `Scenarios` {
    /// `obligato certify` beside the page: what passes, what fails, and by what sentence.
    @Suite(.serialized, .rule("ISSUE-6.4", "ISSUE-6.9"))
    struct `A certificate` {
        private struct Certificate: Decodable {
            struct Day: Decodable {
                let day: String
                let failures: [String]
                let isDeterministic: Bool
                let wishesOutside: Int64
            }
            let strategy: String
            let duty: String
            let rules: String
            let pass: Bool
            let days: [Day]
        }

        private func certify(_ arguments: [String], in scratch: Scratch) throws -> (
            code: Int32, Certificate
        ) {
            let result = try Obligato.run(["certify", "--json"] + arguments, in: scratch.path)
            return (
                result.code,
                try JSONDecoder().decode(Certificate.self, from: Data(result.output.utf8))
            )
        }

        @Test(arguments: [
            "inventory-skew", "constant-spread", "avellaneda-stoikov", "glft", "surface-maker",
            "obligation-keeper", "layered", "response-only", "permitted-share",
        ])
        func `every bundled strategy passes the feed's loss`(name: String) throws {
            let (code, found) = try certify([name, "--day", "feed-loss"], in: try Scratch())
            #expect(code == 0 && found.pass, "\(found.days)")
            #expect(found.days.allSatisfy { $0.isDeterministic && $0.wishesOutside == 0 })
            #expect(found.duty == (name == "response-only" ? "responses" : "continuous"))
            #expect(found.rules == (name == "response-only" ? "SSE-GENERAL 1" : "SSE-DEV 1"))
        }

        @Test func `one that answers only fails a duty to stand, and its sentence says coverage`()
            throws
        {
            let (code, found) = try certify(
                ["response-only", "--day", "open", "--rules", "sse-dev"], in: try Scratch())
            #expect(code == 1 && !found.pass)
            #expect(found.days[0].failures == ["coverage 0/20"])
        }

        @Test func `a day and a strategy that are not there are named with those that are`() throws
        {
            let scratch = try Scratch()
            for arguments in [["glft", "--day", "picnic"], ["martingale"], []] {
                let result = try Obligato.run(["certify"] + arguments, in: scratch.path)
                #expect(result.code == 2 && result.complaints.count == 1, "\(result.error)")
            }
            #expect(scratch.names == [])
        }
    }

    /// The record of each standard day says that it was that day; and strategies that treat it wrongly do not pass.
    @Suite(.serialized, .rule("ISSUE-6.4", "ISSUE-6.9", "SSE-TR-04", "SSE-MM-08"))
    struct `Standard days` {
        private struct Certificate: Decodable {
            struct Day: Decodable {
                let day: String
                let failures: [String]
                let occurrences: [String: Int64]
                let exemptSeconds: [String: Int64]
                let notMetSeconds: [String: Int64]
            }
            let days: [Day]
        }

        /// What a day brings whoever quotes, exactly; what depends on who trades with whom, at least.
        private static let claims: [String: (exact: [String: Int64], least: [String: Int64])] = [
            "open": (["gapBasisPoints": 342, "faults": 0], ["quotesMorning": 400]),
            "lunch": (
                ["contractsPaused": 20, "contractsAtLimit": 0],
                ["quotesMorning": 2_000, "quotesAfternoon": 100]
            ),
            "breaker": (["contractHalts": 20], ["breakerAuctions": 20]),
            "limit-lock": (
                ["contractsAtLimit": 4, "gapBasisPoints": 240], ["limitSeconds": 5_000]
            ),
            "dividend": (["adjustedListed": 20, "adjustedQuoted": 20], ["quotesMorning": 1_000]),
            "expiry": (
                ["contractsExpiring": 10, "contractsPaused": 10], ["quotesLastMinutes": 50]
            ),
            "feed-loss": (
                [
                    "faults": 6, "silentSeconds": 20, "frozenSeconds": 20, "ticksCrossed": 40,
                    "ticksInvalid": 40,
                ], ["sessionsLost": 1]
            ),
            "reject-storm": (["faults": 3, "sessionsLost": 0], ["rejections": 1]),
        ]

        @Test func `bring what their names say, by the record`() throws {
            let scratch = try Scratch()
            let result = try Obligato.run(
                ["certify", "obligation-keeper", "--json"], in: scratch.path)
            #expect(result.code == 0, "\(result.output)\(result.error)")
            let found = try JSONDecoder().decode(
                Certificate.self, from: Data(result.output.utf8))
            #expect(Set(found.days.map(\.day)) == Set(Self.claims.keys))
            for day in found.days {
                let claim = try #require(Self.claims[day.day])
                for (name, count) in claim.exact {
                    #expect(day.occurrences[name] == count, "\(day.day): \(name)")
                }
                for (name, count) in claim.least {
                    #expect(day.occurrences[name] ?? 0 >= count, "\(day.day): \(name)")
                }
                // Exempt by name, where and only where contracts were at their limit for as long.
                let limit = day.occurrences["limitSeconds"] ?? 0
                #expect(
                    abs((day.exemptSeconds["priceLimit"] ?? 0) - limit) <= 1, "\(day.day)")
            }
        }

        private func certify<Strategy: QuotingStrategy>(_ type: Strategy.Type, day: String) throws
            -> Certificate.Day
        {
            let scratch = try Scratch()
            let outcome = try Certification(
                visitor: StrategyCatalog.Entry(type), day: day, out: scratch.path("run")
            ).run()
            let found = try JSONDecoder().decode(
                Certificate.self, from: Data(try outcome.json().utf8))
            #expect(outcome.pass == found.days[0].failures.isEmpty)
            return found.days[0]
        }

        @Test func `one that quotes on where the market is not locked passes the limit-lock day`()
            throws
        {
            let day = try certify(LeaningQuoter.self, day: "limit-lock")
            #expect(day.failures == [])
            #expect(day.exemptSeconds["priceLimit"] ?? 0 > 5_000)
        }

        @Test func `one that leaves the whole chain while a contract is at its limit does not`()
            throws
        {
            let day = try certify(LeavesAtLimit.self, day: "limit-lock")
            #expect(day.failures.first?.hasPrefix("coverage ") == true, "\(day.failures)")
            // The locked contracts are exempt; the others, which it left with them, are not.
            #expect(day.exemptSeconds["priceLimit"] ?? 0 > 5_000)
            let notMet = day.notMetSeconds.values.reduce(0, +)
            #expect(notMet > 10_000, "\(day.notMetSeconds)")
        }

        @Test func `one that wishes beyond the price limits does not`() throws {
            let day = try certify(IgnoresLimits.self, day: "limit-lock")
            #expect(
                day.failures.contains { $0.hasSuffix(" wishes outside permission") },
                "\(day.failures)")
        }

        @Test func `pausing at a full position loses what leaning keeps`() throws {
            let leaning = try certify(LeaningQuoter.self, day: "reject-storm")
            #expect(leaning.failures == [])
            #expect(leaning.notMetSeconds["inventory"] == nil)
            let pausing = try certify(PausesWhenFull.self, day: "reject-storm")
            #expect(pausing.failures.first == "coverage 0/6", "\(pausing.failures)")
            #expect(pausing.notMetSeconds["inventory"] ?? 0 > 5_000, "\(pausing.notMetSeconds)")
        }
    }
}

/// Twenty ticks around the value: right, and the body of those below that are wrong.
private struct LeaningQuoter: QuotingStrategy {
    static let name = "leaning-quoter"
    static let summary = "For tests."
    static let parameterSpecification: [ParameterSpecification] = []
    private var quoting: ConstantSpread

    init(parameters: StrategyParameters) throws(ParameterError) {
        quoting = try ConstantSpread(
            parameters: StrategyParameters(for: ConstantSpread.parameterSpecification))
    }

    mutating func wish(_ position: Int, in chain: ChainView) -> QuoteWish {
        quoting.wish(position, in: chain)
    }
}

/// Takes one contract's exemption for leave from all.
private struct LeavesAtLimit: QuotingStrategy {
    static let name = "leaves-at-limit"
    static let summary = "For tests."
    static let parameterSpecification: [ParameterSpecification] = []
    private var quoting: LeaningQuoter

    init(parameters: StrategyParameters) throws(ParameterError) {
        quoting = try LeaningQuoter(parameters: parameters)
    }

    mutating func wish(_ position: Int, in chain: ChainView) -> QuoteWish {
        let isLocked = chain.indices.contains {
            let (book, band) = (chain.states[$0].book, chain.facts[$0].band)
            return book.hasBid && book.bid >= band.up || book.hasAsk && book.ask <= band.down
        }
        return isLocked ? .none(.strategyChoice) : quoting.wish(position, in: chain)
    }
}

/// Knows no price limits.
private struct IgnoresLimits: QuotingStrategy {
    static let name = "ignores-limits"
    static let summary = "For tests."
    static let parameterSpecification: [ParameterSpecification] = []

    init(parameters: StrategyParameters) throws(ParameterError) {}

    mutating func wish(_ position: Int, in chain: ChainView) -> QuoteWish {
        guard let value = chain.theoreticalTicks(position), value >= 11 else {
            return .none(.pricingInvalid)
        }
        let middle = Int64(value)
        let size = chain.facts[position].quantityMin
        return .quote(
            bid: QuoteLeg(price: Price(ticks: middle - 10), quantity: size),
            ask: QuoteLeg(price: Price(ticks: middle + 10), quantity: size))
    }
}

/// The same twenty ticks without the lean: stops at a full position, to wait until it is smaller again.
private struct PausesWhenFull: QuotingStrategy {
    static let name = "pauses-when-full"
    static let summary = "For tests."
    static let parameterSpecification: [ParameterSpecification] = []
    private var quoting: ConstantSpread

    init(parameters: StrategyParameters) throws(ParameterError) {
        quoting = try ConstantSpread(
            parameters: StrategyParameters(
                [("lean-ticks", "0")], for: ConstantSpread.parameterSpecification))
    }

    mutating func wish(_ position: Int, in chain: ChainView) -> QuoteWish {
        abs(chain.states[position].net) >= 300
            ? .none(.inventory) : quoting.wish(position, in: chain)
    }
}
