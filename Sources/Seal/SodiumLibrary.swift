import CSodium

/// libsodium, opened when a signature is first made or checked: a program without it still seals, unsigned.
public enum SodiumLibrary {
    /// Opens libsodium once for the process; later calls repeat the first answer.
    public static func load() throws(SealError) {
        if let failure = firstAnswer {
            throw .library("\(failure). Install it (Debian: apt install libsodium23)")
        }
    }

    /// Whether signatures can be made and checked here.
    public static var isPresent: Bool { firstAnswer == nil }

    private static let firstAnswer: String? = {
        var text = [CChar](repeating: 0, count: 512)
        guard obl_sodium_load(&text, text.count) != 0 else { return nil }
        return text.withUnsafeBufferPointer { characters in
            characters.baseAddress.map { String(cString: $0) } ?? "unknown"
        }
    }()
}
