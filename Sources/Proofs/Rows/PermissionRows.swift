import Market
import Risk
import Wire

/// Who may send what in which contract.
enum PermissionRows {
    static let proofs: [Proof] = [
        Proof("A2.7", "Account permission", "限账户权限", rule: "seed 004 A.2.5", run: matrix)
    ]

    static func matrix(_ run: ProofRun) {
        run.lacks("permissions by account, contract, instruction and process")
    }
}
