import Glibc

/// A journal's folder: `e0001-0001.seg` …, `lock`, `*.torn` (kept aside), `*.tmp` (unfinished).
struct JournalFolder: ~Copyable {
    let path: String
    let descriptor: Int32

    /// Opens a folder that exists.
    init(existing path: String) throws(JournalError) {
        let opened = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else {
            throw .system(operation: "open journal folder", path: path, code: errno)
        }
        self.path = path
        descriptor = opened
    }

    /// Opens a folder to write in, and creates it, open to nobody else, if it does not exist.
    static func forWriting(_ path: String) throws(JournalError) -> JournalFolder {
        if mkdir(path, 0o700) != 0, errno != EEXIST {
            throw .system(operation: "create journal folder", path: path, code: errno)
        }
        let folder = try JournalFolder(existing: path)
        var status = stat()
        guard fstat(folder.descriptor, &status) == 0 else { throw folder.failure("inspect", ".") }
        guard status.st_uid == geteuid() else {
            throw .folder(path: path, problem: "belongs to another user")
        }
        guard status.st_mode & 0o022 == 0 else {
            throw .folder(path: path, problem: "can be written by other users")
        }
        return folder
    }

    deinit {
        close(descriptor)
    }

    func path(of name: String) -> String { path + "/" + name }

    /// What errno says about an operation on one of the files.
    func failure(_ operation: String, _ name: String) -> JournalError {
        .system(operation: operation, path: path(of: name), code: errno)
    }

    /// The segments in order, with no gap; a gap or a strange `.seg` file is damage.
    func segments() throws(JournalError) -> [SegmentName] {
        var names: [SegmentName] = []
        for file in try fileNames() where file.hasSuffix(".seg") {
            guard let name = SegmentName(fileName: file) else {
                throw .damaged(JournalDamage(.strangeFile, segment: file))
            }
            names.append(name)
        }
        names.sort()
        var expected = [SegmentName.first]
        for name in names {
            guard expected.contains(name) else {
                let missing = expected.last { $0 < name } ?? expected[0]
                throw .damaged(JournalDamage(.missingSegment, segment: missing.fileName))
            }
            expected = [name.rolled, name.restarted]
        }
        return names
    }

    /// Removes what a writer or a recovery left unfinished; only under the lock.
    func removeUnfinished() throws(JournalError) {
        for file in try fileNames() where file.hasSuffix(".tmp") { try remove(file) }
    }

    func remove(_ name: String) throws(JournalError) {
        guard unlinkat(descriptor, name, 0) == 0 || errno == ENOENT else {
            throw failure("remove", name)
        }
    }

    func rename(_ from: String, to target: String) throws(JournalError) {
        guard renameat(descriptor, from, descriptor, target) == 0 else {
            throw failure("rename", from)
        }
    }

    /// Makes the folder's entries durable.
    func sync() throws(JournalError) {
        guard fsync(descriptor) == 0 else { throw failure("sync", ".") }
    }

    /// Writes a whole file durably: under a temporary name first, so that it is there in full or not.
    func replace(
        _ name: String, with parts: [UnsafeRawBufferPointer]
    ) throws(JournalError) {
        let temporary = name + ".tmp"
        let file = openat(
            descriptor, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw failure("create", temporary) }
        defer { close(file) }
        for part in parts {
            var rest = part
            while !rest.isEmpty {
                let written = write(file, rest.baseAddress, rest.count)
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { throw failure("write", temporary) }
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
        }
        guard fsync(file) == 0 else { throw failure("sync", temporary) }
        try rename(temporary, to: name)
        try sync()
    }

    private func fileNames() throws(JournalError) -> [String] {
        let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0 else { throw failure("list", ".") }
        guard let stream = fdopendir(copy) else {
            close(copy)
            throw failure("list", ".")
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
        return names
    }
}
