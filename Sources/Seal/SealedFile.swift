/// One file of a day's record: its name inside the run folder, its length, its digest.
public struct SealedFile: Hashable, Sendable, Codable {
    public let name: String
    public let length: UInt64
    public let digest: Digest

    /// - Parameter name: `exchange/e0001-0001.seg`; see `isName`.
    public init(name: String, length: UInt64, digest: Digest) {
        precondition(Self.isName(name))
        self.name = name
        self.length = length
        self.digest = digest
    }

    /// Letters, digits, `.`, `-`, `_`, in at most two parts, none of which begins with a dot: no way out
    /// of the run folder, no second way to write one statement.
    public static func isName(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count)
            && parts.allSatisfy { part in
                !part.isEmpty && !part.hasPrefix(".")
                    && part.utf8.allSatisfy {
                        $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
                            || $0 == UInt8(ascii: "_")
                            || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
                            || UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0
                            || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0
                    }
            }
    }

    private enum Key: String, CodingKey { case name, length, sha256 }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let name = try container.decode(String.self, forKey: .name)
        guard Self.isName(name) else { throw SealError.head("\"\(name)\" is no file of a run") }
        let hex = try container.decode(String.self, forKey: .sha256)
        guard let digest = Digest(hex: hex) else { throw SealError.head("\(name): no digest") }
        self.init(
            name: name, length: try container.decode(UInt64.self, forKey: .length), digest: digest)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .name)
        try container.encode(length, forKey: .length)
        try container.encode(digest.hex, forKey: .sha256)
    }
}
