public import Market
import Wire

/// A command that was held up on its way is not carried out. At its expiry it still is.
public struct CommandAgeCheck: RiskCheck {
    public static let about = CheckAbout(
        "command age", rule: "P27.2e", codes: [.staleCommand],
        parameters: ["the instruction's expiry"],
        reads: ["the instruction", "the time"])

    public init() {}

    @inline(__always)
    public func verdict(expires: SessionTime, now: SessionTime) -> Verdict {
        expires >= now
            ? .pass
            : .refuse(.staleCommand, value: now.nanoseconds, limit: expires.nanoseconds)
    }
}
