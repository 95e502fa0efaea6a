import Proofs
import TestSupport
import Testing

@Suite(.rule("H18.4", "P19", "P27.2a", "P27.3a", "P27.3b", "P27.3c", "Z30.1", "Z30.3", "Z30.5"))
struct `Proofs of the requirements` {
    static let ids = ProofCatalogue.proofs.map(\.id)

    @Test(arguments: ids)
    func `a row passes`(id: String) throws {
        let proof = try #require(ProofCatalogue.proof(id))
        let outcome = proof.outcome(commands: 5_000)
        #expect(outcome.verdict == .passed, "\(id)\n\(outcome.evidence.joined(separator: "\n"))")
    }

    @Test func `a row that is not built does not pass`() {
        let proof = Proof("X", "a row", "一行", rule: "none") {
            $0.require(true, "what is there")
            $0.lacks("the rest")
        }
        #expect(proof.outcome().verdict == .notBuilt("the rest"))
    }

    /// Each of them breaks the desk on purpose; a row that passes all the same would prove nothing.
    @Test(arguments: ids)
    func `a row fails on a broken desk`(id: String) throws {
        let proof = try #require(ProofCatalogue.proof(id))
        let survived = Mutation.allCases.filter {
            $0 != .none && proof.outcome(commands: 500, mutation: $0).verdict == .passed
        }
        let harmful = Mutation.allCases.count - 1 - survived.count
        #expect(harmful > 0, "\(id) passes under \(survived.map(\.rawValue))")
    }

    @Test(
        arguments: [
            (
                Mutation.limitsLifted,
                [
                    "C3.7", "C3.11", "C3.12", "H23", "H18.2", "H18.3", "H18.4", "H19", "P4",
                    "P27.2a",
                    "Z30.1", "Z30.3",
                ]
            ),
            (
                .termsLoosened,
                [
                    "C3.1", "H8", "C3.7", "Z24b", "A2.7", "A2.18", "P27.2b", "B3.9", "B3.11",
                    "H25.1",
                    "P27.2e",
                ]
            ),
            (
                .commandsLost,
                [
                    "P27.3a", "P27.3b", "P27.3c", "P21.3", "A2.6", "Z30.2", "C3.3", "P27.2c",
                    "Z24a",
                    "Z30.5", "K18", "H18.5", "C2.10",
                ]
            ),
            (.cancelsLost, ["P27.3a", "P27.3c", "P21.3", "A2.6", "Z30.2", "H31", "Z24a"]),
            (.riskBypassed, ["H18.4", "P19", "Z12", "Z24c", "Z24d", "C2.10", "C3.11", "P4"]),
            (.venueUnheard, ["H31"]),
        ] as [(Mutation, [String])])
    func `a row notices the break that is its own`(mutation: Mutation, ids: [String]) throws {
        for id in ids {
            let proof = try #require(ProofCatalogue.proof(id))
            let outcome = proof.outcome(commands: 1_000, mutation: mutation)
            #expect(outcome.verdict == .failed, "\(id) passes with \(mutation)")
        }
    }

    @Test func `every row of the group is there, once, with its words in both languages`() {
        let proofs = ProofCatalogue.proofs.filter { $0.group == "risk" }
        // P22, P24 and H28 end in a report file, P27.3d starts processes: Runtime has them.
        #expect(proofs.count == 46)
        #expect(Set(proofs.map(\.id)).count == proofs.count)
        for proof in proofs {
            #expect(!proof.title.isEmpty && !proof.rule.isEmpty, "\(proof.id)")
            #expect(proof.chinese.unicodeScalars.contains { $0.value > 0x4e00 }, "\(proof.id)")
        }
    }

    @Test func `the same seed gives the same evidence`() throws {
        let proof = try #require(ProofCatalogue.proof("H18.4"))
        let first = proof.outcome(commands: 1_000, seed: 7)
        let second = proof.outcome(commands: 1_000, seed: 7)
        #expect(first.evidence == second.evidence)
        #expect(proof.outcome(commands: 1_000, seed: 8).evidence != first.evidence)
    }
}
