import Wire

/// The contract is listed today, its figures can be computed with, and it is one we make a market in.
public struct ContractScopeCheck: RiskCheck {
    public static let about = CheckAbout(
        "contract scope", rule: "SSE-MM-10",
        codes: [.unknownContract, .overflow, .notMarketMakerContract],
        parameters: ["underlyingCodes", "excludedContractCodes"],
        reads: ["the day's list"])

    public init() {}

    @inline(__always)
    public func verdict(isListed: Bool, isComputable: Bool, isOurs: Bool, index: UInt32) -> Verdict
    {
        guard isListed else { return .refuse(.unknownContract, value: Int64(index)) }
        guard isComputable else { return .refuse(.overflow, value: Int64(index)) }
        return isOurs ? .pass : .refuse(.notMarketMakerContract, value: Int64(index))
    }
}
