import Foundation

/// A day's head, the content of `head.json`: a statement, its digest, and the signature of it, if any.
public struct DayHead: Hashable, Sendable {
    public let statement: DayStatement
    /// Nil: `"signature" : "none"`.
    public let signature: Signature?

    /// An unsigned head.
    public init(_ statement: DayStatement) {
        self.statement = statement
        signature = nil
    }

    /// A head signed with a key.
    public init(_ statement: DayStatement, key: SecretKey) throws(SealError) {
        self.statement = statement
        signature = try key.sign(Array(statement.text.utf8))
    }

    /// What a signature is worth.
    public enum SignatureVerdict: Hashable, Sendable {
        case unsigned
        /// Made by the secret half of this key over exactly this statement.
        case good(PublicKey)
        /// Another key's signature than the one asked for, or none of this statement.
        case bad(String)
    }

    /// Checks the signature against a key that the verifier trusts; without one, against the head's own.
    public func verdict(trusting trusted: PublicKey?) throws(SealError) -> SignatureVerdict {
        guard let signature else { return .unsigned }
        if let trusted, trusted != signature.publicKey {
            return .bad("signed by \(signature.publicKey), not by the key given")
        }
        let message = Array(statement.text.utf8)
        return try signature.publicKey.verifies(signature, of: message)
            ? .good(signature.publicKey) : .bad("the signature is not of this statement")
    }

    /// Deterministic JSON with sorted keys and a trailing line break.
    public func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let page = Page(
            format: Page.formatNow, tradingDay: statement.tradingDay,
            previous: statement.previous.map {
                Page.Link(tradingDay: $0.tradingDay, sha256: $0.digest.hex)
            },
            files: statement.files, sha256: statement.digest.hex,
            publicKey: signature?.publicKey.hex, signature: signature?.hex ?? "none")
        return String(decoding: try encoder.encode(page), as: UTF8.self) + "\n"
    }

    /// Reads what `json()` wrote; the digest in it has to be that of the statement in it.
    public static func read(json: String) throws -> DayHead {
        let page: Page
        do {
            page = try JSONDecoder().decode(Page.self, from: Data(json.utf8))
        } catch let error as SealError {
            throw error
        } catch {
            throw SealError.head("is not the head of a day")
        }
        guard page.format == Page.formatNow else {
            throw SealError.head("format \(page.format), accepted is \(Page.formatNow)")
        }
        var previous: DayStatement.Previous?
        if let link = page.previous {
            guard let digest = Digest(hex: link.sha256) else {
                throw SealError.head("previous: no digest")
            }
            previous = DayStatement.Previous(tradingDay: link.tradingDay, digest: digest)
        }
        guard
            let statement = DayStatement(
                tradingDay: page.tradingDay, previous: previous, files: page.files)
        else {
            throw SealError.head("a day, its previous day, or the list of files makes no sense")
        }
        guard statement.digest.hex == page.sha256 else {
            throw SealError.head("says sha256 \(page.sha256), its content has \(statement.digest)")
        }
        return DayHead(statement: statement, signature: try signature(of: page))
    }

    private init(statement: DayStatement, signature: Signature?) {
        self.statement = statement
        self.signature = signature
    }

    private static func signature(of page: Page) throws -> Signature? {
        if page.signature == "none", page.publicKey == nil { return nil }
        guard
            let signature = Signature(publicKeyHex: page.publicKey ?? "", hex: page.signature)
        else { throw SealError.head("signature or publicKey is neither one nor none") }
        return signature
    }

    private struct Page: Codable {
        static let formatNow = 1

        struct Link: Codable {
            let tradingDay: String
            let sha256: String
        }

        let format: Int
        let tradingDay: String
        let previous: Link?
        let files: [SealedFile]
        let sha256: String
        let publicKey: String?
        let signature: String
    }
}
