/// The rows that need nothing but the cores; Runtime adds those that end in a file.
public enum ProofCatalogue {
    public static let proofs: [Proof] =
        AccountRows.proofs + PriceRows.proofs + TimingRows.proofs + MessageRows.proofs
        + StateRows.proofs + FundsRows.proofs + LimitRows.proofs + ReactionRows.proofs
        + OrderRows.proofs
        + PermissionRows.proofs + FaultRows.proofs + AdviceRows.proofs

    public static func proof(_ id: String) -> Proof? { proofs.first { $0.id == id } }
}
