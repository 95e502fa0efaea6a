/// Every row that can be asked for, in the order of the requirements.
public enum ProofCatalogue {
    public static let proofs: [Proof] =
        AccountRows.proofs + PriceRows.proofs + TimingRows.proofs + MessageRows.proofs
        + StateRows.proofs + FundsRows.proofs + PermissionRows.proofs + FaultRows.proofs
        + MissingRows.proofs

    public static func proof(_ id: String) -> Proof? { proofs.first { $0.id == id } }

    public static var groups: [String] { Set(proofs.map(\.group)).sorted() }
}
