import Glibc

/// One writer a folder: held by the open file, so that a dead process holds nothing.
struct FolderLock: ~Copyable {
    private let descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// Takes the folder, or says which process has it.
    static func take(_ folder: borrowing JournalFolder) throws(JournalError) -> FolderLock {
        let descriptor = openat(
            folder.descriptor, "lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw folder.failure("open", "lock") }
        let lock = FolderLock(descriptor)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            if errno == EWOULDBLOCK {
                throw .locked(directory: folder.path, owner: owner(descriptor))
            }
            throw folder.failure("lock", "lock")
        }
        // The number is for the message only; the lock is what counts.
        let text = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count
        else { throw folder.failure("write", "lock") }
        return lock
    }

    deinit {
        // A child forked meanwhile has the same open file until it execs: closing ours would not release it.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    private static func owner(_ descriptor: Int32) -> String {
        var text = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &text, text.count, 0)
        let digits = text.prefix(max(0, count)).prefix { $0 >= 0x30 && $0 <= 0x39 }
        return digits.isEmpty ? "(unknown)" : String(decoding: digits, as: UTF8.self)
    }
}
