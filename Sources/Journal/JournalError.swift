import Glibc

/// Why a journal cannot be written, read or recovered.
public enum JournalError: Error, Equatable, Sendable {
    /// The bytes are not what a writer wrote.
    case damaged(JournalDamage)
    /// The folder belongs to another role or instance.
    case wrongIdentity(segment: String, expected: String, found: String)
    /// Another process (or another writer in this one) uses the folder.
    case locked(directory: String, owner: String)
    /// The folder is missing something a journal folder must have.
    case folder(path: String, problem: String)
    /// No room for a new segment of so many bytes; what was written so far is whole.
    case noSpace(path: String, bytes: Int)
    /// The last segment was not sealed; `JournalRecovery.recover` comes first.
    case needsRecovery(segment: String)
    /// Segments must hold 1 024 to 1 GiB bytes, in eights.
    case segmentBytes(Int)
    /// The payload is longer than a record of this journal can be.
    case payloadTooLong(bytes: Int, bytesMax: Int)
    /// The writer was sealed; it takes nothing more.
    case sealed
    /// A sync failed earlier with this errno. What reached the disk is unknown: only a restart helps.
    case syncFailed(code: Int32)
    /// A position that no record of this journal begins at.
    case position(JournalPosition)
    /// The system refused an operation.
    case system(operation: String, path: String, code: Int32)
}

extension JournalError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .damaged(let damage): "journal damaged: \(damage)"
        case .wrongIdentity(let segment, let expected, let found):
            "journal segment \(segment) belongs to \(found), not to \(expected)"
        case .locked(let directory, let owner):
            "journal folder \(directory) is in use by process \(owner)"
        case .folder(let path, let problem): "journal folder \(path) \(problem)"
        case .noSpace(let path, let bytes):
            "no space for a journal segment of \(bytes) bytes: \(path)"
        case .needsRecovery(let segment): "journal segment \(segment) needs recovery first"
        case .segmentBytes(let bytes):
            "journal segments must hold 1024 to 1073741824 bytes, in eights; not \(bytes)"
        case .payloadTooLong(let bytes, let bytesMax):
            "a journal record of \(bytes) bytes exceeds \(bytesMax)"
        case .sealed: "the journal is sealed"
        case .syncFailed(let code):
            "the journal could not be made durable and is closed: \(String(cString: strerror(code)))"
        case .position(let position): "no journal record begins at \(position)"
        case .system(let operation, let path, let code):
            "cannot \(operation) \(path): \(String(cString: strerror(code)))"
        }
    }
}
