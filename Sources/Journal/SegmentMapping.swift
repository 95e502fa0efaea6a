import Glibc

/// A segment being written: preallocated on disk, mapped. Its owner calls `release` once.
struct SegmentMapping {
    static let temporaryName = "next.tmp"
    /// Linux 5.14; older kernels refuse it and the pages are touched at the first write instead.
    private static let populateWrite: Int32 = 23

    let descriptor: Int32
    let base: UnsafeMutableRawPointer
    let byteCount: Int

    /// Creates a segment of zeros under the temporary name. All of its room is taken now: once this
    /// succeeded, no record in it can fail for want of space.
    static func create(
        in folder: borrowing JournalFolder, byteCount: Int
    ) throws(JournalError) -> SegmentMapping {
        let file = openat(
            folder.descriptor, temporaryName, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW,
            0o600)
        guard file >= 0 else {
            throw errno == ENOSPC || errno == EDQUOT
                ? .noSpace(path: folder.path, bytes: byteCount)
                : folder.failure("create", temporaryName)
        }
        do throws(JournalError) {
            var code = posix_fallocate(file, 0, byteCount)
            while code == EINTR { code = posix_fallocate(file, 0, byteCount) }
            if code == ENOSPC || code == EDQUOT {
                throw .noSpace(path: folder.path, bytes: byteCount)
            }
            guard code == 0 else {
                throw .system(
                    operation: "preallocate", path: folder.path(of: temporaryName), code: code)
            }
            let base = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
            guard let base, base != MAP_FAILED else { throw folder.failure("map", temporaryName) }
            return SegmentMapping(descriptor: file, base: base, byteCount: byteCount)
        } catch {
            close(file)
            try folder.remove(temporaryName)
            throw error
        }
    }

    /// Writes the header and gives the file its name: from now on it is part of the journal.
    func publish(_ header: SegmentHeader, in folder: borrowing JournalFolder) throws(JournalError) {
        header.write(to: base)
        try folder.rename(Self.temporaryName, to: header.name.fileName)
    }

    /// Makes pages writable ahead of the writer, so that it meets no page fault there.
    func touch(_ range: Range<Int>) {
        let page = 4_096
        let start = range.lowerBound & ~(page - 1)
        let end = min(byteCount, range.upperBound)
        if start < end { _ = madvise(base + start, end - start, Self.populateWrite) }
    }

    /// Takes pages that were written out of this process; they stay in the page cache, and an access brings them back.
    func leave(_ range: Range<Int>) {
        let page = 4_096
        let start = range.lowerBound & ~(page - 1)
        let end = range.upperBound & ~(page - 1)
        if start < end { _ = madvise(base + start, end - start, MADV_DONTNEED) }
    }

    func release() {
        munmap(base, byteCount)
        close(descriptor)
    }
}
