public import Market
public import Wire

/// What a check says about one instruction.
public enum Verdict: Equatable, Sendable, BitwiseCopyable {
    case pass
    /// The stable code, what was seen, what is allowed, and the side the limit concerns (nil: both or neither).
    case refuse(RefusalCode, value: Int64 = 0, limit: Int64 = 0, side: Side? = nil)

    public var isPass: Bool {
        if case .pass = self { true } else { false }
    }

    /// This verdict if it refuses, else the next check's.
    @inline(__always)
    func then(_ next: @autoclosure () -> Verdict) -> Verdict {
        if case .pass = self { next() } else { self }
    }

    /// The refusal's code; `.none` for a pass.
    public var code: RefusalCode {
        if case .refuse(let code, _, _, _) = self { code } else { .none }
    }
}
