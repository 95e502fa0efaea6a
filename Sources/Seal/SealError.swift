/// Why something could not be sealed, signed or read.
public enum SealError: Error, Hashable, Sendable, CustomStringConvertible {
    /// libsodium is missing or unusable.
    case library(String)
    /// A text that should be a key is none: what is wrong, what is accepted.
    case key(problem: String, accepted: String)
    /// A text that should be a day's head is none.
    case head(String)

    public var description: String {
        switch self {
        case .library(let reason): "signatures need libsodium: \(reason)"
        case .key(let problem, let accepted): "\(problem) (accepted: \(accepted))"
        case .head(let problem): problem
        }
    }
}
