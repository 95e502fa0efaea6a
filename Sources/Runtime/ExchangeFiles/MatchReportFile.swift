import Glibc

/// The file of report text; it takes its name when it is whole.
final class MatchReportFile {
    private let path: String
    private let temporary: String
    private var file: UnsafeMutablePointer<FILE>?

    /// - Parameter orders: the file that is read, which must not be this one.
    init(_ path: String, reading orders: String) throws {
        guard Self.identity(path) == nil || Self.identity(path) != Self.identity(orders) else {
            throw MatchReportFileError(path: path, problem: "is the order file itself")
        }
        self.path = path
        temporary = path + ".part"
        file = fopen(temporary, "wb")
        guard file != nil else { throw Self.failure(path) }
    }

    deinit {
        guard let file else { return }
        fclose(file)
        unlink(temporary)
    }

    func write(_ bytes: [UInt8]) throws {
        guard let file, fwrite(bytes, 1, bytes.count, file) == bytes.count else {
            throw Self.failure(path)
        }
    }

    func close() throws {
        guard let open = file else { return }
        file = nil
        guard fclose(open) == 0, rename(temporary, path) == 0 else {
            let failure = Self.failure(path)
            unlink(temporary)
            throw failure
        }
    }

    private static func failure(_ path: String) -> MatchReportFileError {
        MatchReportFileError(
            path: path, problem: "cannot be written: \(String(cString: strerror(errno)))")
    }

    /// Device and inode; nil without such a file.
    private static func identity(_ path: String) -> [UInt64]? {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        return [UInt64(facts.st_dev), UInt64(facts.st_ino)]
    }
}

/// Why the reports could not be written.
struct MatchReportFileError: Error, CustomStringConvertible {
    let path: String
    let problem: String

    var description: String { path + ": " + problem + "; accepted: a file that can be written" }
}
