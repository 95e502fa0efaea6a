import CSodium

/// The half of an Ed25519 key pair that everybody may have: it checks, and cannot sign.
public struct PublicKey: Hashable, Sendable, CustomStringConvertible {
    static let mark = "ed25519-public "
    let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Reads what `text` wrote.
    public init(text: String) throws(SealError) {
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        guard line.hasPrefix(Self.mark),
            let bytes = HexText.bytes(String(line.dropFirst(Self.mark.count)), count: 32)
        else {
            throw .key(
                problem: "is not a public key",
                accepted: "the line that `obligato key new` or `obligato key public` prints")
        }
        self.bytes = bytes
    }

    init?(hex: String) {
        guard let bytes = HexText.bytes(hex, count: 32) else { return nil }
        self.bytes = bytes
    }

    /// One line with a line break.
    public var text: String { Self.mark + hex + "\n" }
    /// 64 hexadecimal digits.
    public var hex: String { HexText.text(bytes) }
    public var description: String { hex }

    /// Whether the holder of the secret half signed exactly these bytes.
    public func verifies(_ signature: Signature, of message: [UInt8]) throws(SealError) -> Bool {
        try SodiumLibrary.load()
        return obl_sodium_verify(message, message.count, bytes, signature.bytes) == 0
    }
}
