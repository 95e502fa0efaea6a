import CSodium

/// The half of an Ed25519 key pair that signs.
public struct SecretKey: Sendable {
    private static let mark = "ed25519-secret "
    private let seed: [UInt8]
    private let secret: [UInt8]
    public let publicKey: PublicKey

    /// A new key nobody has seen.
    public static func make() throws(SealError) -> SecretKey {
        try SodiumLibrary.load()
        var seed = [UInt8](repeating: 0, count: 32)
        guard obl_sodium_random_seed(&seed) == 0 else {
            throw .library("it gives no random bytes")
        }
        return try SecretKey(seed: seed)
    }

    /// Reads what `text` wrote.
    public init(text: String) throws(SealError) {
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        guard line.hasPrefix(Self.mark),
            let seed = HexText.bytes(String(line.dropFirst(Self.mark.count)), count: 32)
        else {
            throw .key(
                problem: line.hasPrefix(PublicKey.mark)
                    ? "is the public half of a key: it cannot sign" : "is not a secret key",
                accepted: "a file written by `obligato key new`")
        }
        try self.init(seed: seed)
    }

    private init(seed: [UInt8]) throws(SealError) {
        try SodiumLibrary.load()
        var shown = [UInt8](repeating: 0, count: 32)
        var secret = [UInt8](repeating: 0, count: 64)
        guard obl_sodium_key_pair(seed, &shown, &secret) == 0 else {
            throw .library("it makes no key pair")
        }
        self.seed = seed
        self.secret = secret
        publicKey = PublicKey(bytes: shown)
    }

    /// One line with a line break, for a file that only its owner can read.
    public var text: String { Self.mark + HexText.text(seed) + "\n" }

    /// The signature of exactly these bytes.
    public func sign(_ message: [UInt8]) throws(SealError) -> Signature {
        var signature = [UInt8](repeating: 0, count: 64)
        guard obl_sodium_sign(message, message.count, secret, &signature) == 0 else {
            throw .library("it does not sign")
        }
        return Signature(publicKey: publicKey, bytes: signature)
    }
}
