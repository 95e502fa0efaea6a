import Foundation
import Glibc
import Seal
import Settings

/// Keys in files: the secret half for its owner's eyes only, the public half for everybody.
public enum KeyFile {
    /// Writes a new secret key (0600); an existing file is never overwritten.
    /// - Returns: the public half, as the line a verifier needs.
    public static func make(_ path: String) throws -> String {
        let key = try SecretKey.make()
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw error(
                path,
                errno == EEXIST
                    ? "exists; a key is never overwritten"
                    : "cannot be created: \(String(cString: strerror(errno)))",
                "a file that does not exist yet")
        }
        defer { close(descriptor) }
        let text = Array(key.text.utf8)
        guard write(descriptor, text, text.count) == text.count, fsync(descriptor) == 0 else {
            let problem = "cannot be written: \(String(cString: strerror(errno)))"
            unlink(path)
            throw error(path, problem, "")
        }
        return key.publicKey.text
    }

    /// The public half of a secret key, as the line a verifier needs.
    public static func publicText(of path: String) throws -> String {
        try secret(path).publicKey.text
    }

    /// Reads a secret key; a file that others can read holds no secret.
    static func secret(_ path: String) throws -> SecretKey {
        let text = try TextFile.read(path, bytesMax: 4_096)
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & 0o077 == 0 else {
            throw error(
                path, "can be read by others: what is secret about it?", "permissions 0600")
        }
        return try named(path) { () throws(SealError) in try SecretKey(text: text) }
    }

    static func publicKey(_ path: String) throws -> PublicKey {
        let text = try TextFile.read(path, bytesMax: 4_096)
        return try named(path) { () throws(SealError) in try PublicKey(text: text) }
    }

    private static func named<Key>(_ path: String, _ read: () throws(SealError) -> Key) throws
        -> Key
    {
        do {
            return try read()
        } catch .key(let problem, let accepted) {
            throw error(path, problem, accepted)
        }
    }

    private static func error(_ path: String, _ problem: String, _ accepted: String)
        -> SettingsError
    {
        SettingsError(file: path, line: 0, path: "", problem: problem, accepted: accepted)
    }
}
