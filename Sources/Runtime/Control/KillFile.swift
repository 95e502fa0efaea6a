import Glibc

/// A file whose appearance kills everything: for whoever has nothing but the disk.
///
/// It acts once for each file; one that is there when risk starts again acts again.
struct KillFile {
    /// What tells one file from another.
    private struct Mark: Equatable {
        let device: UInt64
        let inode: UInt64
        let seconds: Int
        let nanoseconds: Int
    }

    private let path: String
    private var seen: Mark?

    init(path: String) { self.path = path }

    /// Whether a new one is there; costs one system call.
    mutating func hasAppeared() -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else {
            seen = nil
            return false
        }
        let mark = Mark(
            device: UInt64(status.st_dev), inode: UInt64(status.st_ino),
            seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
        guard mark != seen else { return false }
        seen = mark
        return true
    }
}
