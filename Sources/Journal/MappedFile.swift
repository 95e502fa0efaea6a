import Glibc

/// One file, mapped for reading, as long as its owner lives.
struct MappedFile: ~Copyable {
    let bytes: UnsafeRawBufferPointer

    /// Nil if there is no such file.
    init?(_ name: String, in folder: borrowing JournalFolder) throws(JournalError) {
        let descriptor = openat(folder.descriptor, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        if descriptor < 0 {
            if errno == ENOENT { return nil }
            throw folder.failure("open", name)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw folder.failure("inspect", name) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .system(operation: "read", path: folder.path(of: name), code: EINVAL)
        }
        let count = Int(status.st_size)
        guard count > 0 else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        let address = mmap(nil, count, PROT_READ, MAP_SHARED, descriptor, 0)
        guard let address, address != MAP_FAILED else { throw folder.failure("map", name) }
        bytes = UnsafeRawBufferPointer(start: address, count: count)
    }

    deinit {
        if let address = bytes.baseAddress {
            munmap(UnsafeMutableRawPointer(mutating: address), bytes.count)
        }
    }
}

extension UnsafeRawBufferPointer {
    /// The byte behind the last one that is not zero, looking no further down than `start`.
    func endOfContent(from start: Int) -> Int {
        var end = count
        while end > start {
            let chunk = UnsafeRawBufferPointer(rebasing: self[Swift.max(start, end - 4_096)..<end])
            guard chunk.isZero else { break }
            end -= chunk.count
        }
        while end > start, self[end - 1] == 0 { end -= 1 }
        return end
    }

    /// Whether there is no byte but zero.
    var isZero: Bool {
        guard let start = baseAddress, let first else { return true }
        return first == 0 && memcmp(start, start + 1, count - 1) == 0
    }
}
