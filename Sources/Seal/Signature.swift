/// An Ed25519 signature, and the key that it claims to be of.
public struct Signature: Hashable, Sendable {
    public let publicKey: PublicKey
    let bytes: [UInt8]

    init(publicKey: PublicKey, bytes: [UInt8]) {
        self.publicKey = publicKey
        self.bytes = bytes
    }

    /// Reads 64 and 128 hexadecimal digits; nil for anything else.
    public init?(publicKeyHex: String, hex: String) {
        guard let key = PublicKey(hex: publicKeyHex), let bytes = HexText.bytes(hex, count: 64)
        else { return nil }
        publicKey = key
        self.bytes = bytes
    }

    /// 128 hexadecimal digits.
    public var hex: String { HexText.text(bytes) }
}
