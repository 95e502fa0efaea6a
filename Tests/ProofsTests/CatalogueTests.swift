import Proofs
import TestSupport
import Testing

@Suite(.rule("H18.4", "P19", "P27.2a", "P27.3a", "P27.3b", "P27.3c", "Z30.1", "Z30.3", "Z30.5"))
struct `Proofs of the requirements` {
    /// What is not built says so; a row that comes alive has to leave this list.
    static let missing: Set<String> = [
        "C2.10", "C3.3", "B3.5", "B3.9", "B3.11", "B3.12", "A2.6", "A2.7", "A2.18", "P22", "P24",
        "P27.2b", "P27.2c", "P27.3d", "P28", "H27b", "H28", "H31", "Z23", "Z30.2",
    ]
    static let built = ProofCatalogue.proofs.map(\.id).filter { !missing.contains($0) }

    @Test(arguments: built)
    func `a row passes`(id: String) throws {
        let proof = try #require(ProofCatalogue.proof(id))
        let outcome = proof.outcome(commands: 5_000)
        #expect(outcome.verdict == .passed, "\(id)\n\(outcome.evidence.joined(separator: "\n"))")
    }

    @Test(arguments: missing.sorted())
    func `a row that is not built does not pass`(id: String) throws {
        let proof = try #require(ProofCatalogue.proof(id))
        guard case .notBuilt(let what) = proof.outcome(commands: 1).verdict else {
            Issue.record("\(id) is told as built")
            return
        }
        #expect(!what.isEmpty)
    }

    /// Each of them breaks the desk on purpose; a row that passes all the same would prove nothing.
    @Test(arguments: built)
    func `a row fails on a broken desk`(id: String) throws {
        let proof = try #require(ProofCatalogue.proof(id))
        let survived = Mutation.allCases.filter {
            $0 != .none && proof.outcome(commands: 500, mutation: $0).verdict == .passed
        }
        let harmful = Mutation.allCases.count - 1 - survived.count
        #expect(harmful > 0, "\(id) passes under \(survived.map(\.rawValue))")
    }

    @Test func `every row of the group is there, once, with its words in both languages`() {
        let proofs = ProofCatalogue.proofs.filter { $0.group == "risk" }
        #expect(proofs.count == 50)
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
