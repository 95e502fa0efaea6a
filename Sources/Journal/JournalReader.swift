import Glibc

/// Reads a whole journal in order and checks every byte of it on the way.
///
/// It takes no lock: what a living writer adds meanwhile may or may not be seen.
public struct JournalReader {
    private let directory: String
    private let expected: JournalIdentity?

    /// A journal in a folder that exists; with an identity, only that writer's.
    public init(
        directory: String, expecting identity: JournalIdentity? = nil
    ) throws(JournalError) {
        self.directory = directory
        expected = identity
        _ = try JournalFolder(existing: directory)
    }

    /// Lends each record to `body`, oldest first, and reports on the segments.
    ///
    /// Damage is thrown as `JournalError.damaged` when it is reached, after the sound records before
    /// it were lent; what `body` throws ends the walk.
    @discardableResult
    public func forEach(_ body: (JournalRecord) throws -> Void) throws -> JournalSummary {
        let folder = try JournalFolder(existing: directory)
        let names = try folder.segments()
        var walk = JournalWalk(identity: expected)
        for (index, name) in names.enumerated() {
            guard let file = try MappedFile(name.fileName, in: folder) else {
                throw JournalError.damaged(
                    JournalDamage(.missingSegment, segment: name.fileName))
            }
            let next = index + 1 < names.count ? names[index + 1] : nil
            try walk.visit(file.bytes, name: name, next: next, body)
        }
        return walk.summary
    }

    /// Checks everything and reports on the segments.
    public func verify() throws(JournalError) -> JournalSummary {
        do {
            return try forEach { _ in }
        } catch let error as JournalError {
            throw error
        } catch {
            preconditionFailure("only JournalError is thrown here: \(error)")
        }
    }
}
