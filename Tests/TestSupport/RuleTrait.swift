public import Testing

/// The requirement or rule a test shows: `.rule("C3.7")`, `.rule("SSE-MM-03")`.
///
/// `grep -rn '\.rule("' Tests` is the traceability table.
public struct RuleTrait: TestTrait, SuiteTrait {
    public let identifiers: [String]
    public var isRecursive: Bool { true }
}

extension Trait where Self == RuleTrait {
    /// Ties a test or suite to requirement IDs (docs/requirements) and rule IDs (rule packs).
    public static func rule(_ identifiers: String...) -> Self {
        RuleTrait(identifiers: identifiers)
    }
}
