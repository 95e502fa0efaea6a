import Glibc

/// A child of `obligato day` does not outlive it: no desk goes on trading without its supervisor.
struct ParentWatch {
    /// Set by the supervisor for its children.
    static let variable = "OBLIGATO_SUPERVISOR"
    private let parent: pid_t?

    init() {
        parent = getenv(Self.variable).flatMap { pid_t(String(cString: $0)) }
    }

    var isOrphaned: Bool { parent.map { getppid() != $0 } ?? false }
}
