import Seal
import TestSupport
import Testing

/// Whether signatures can be made here; says so when they cannot.
enum Signing {
    static let isPossible: Bool = {
        if !SodiumLibrary.isPresent {
            print("skipped: libsodium is not installed, nothing is signed")
        }
        return SodiumLibrary.isPresent
    }()
}

@Suite(.rule("C3.8", "PEER-06"), .enabled(if: Signing.isPossible))
struct `A signed day` {
    @Test func `is good under the signer's public key, and only under that`() throws {
        for salt in UInt8(0)..<20 {
            let statement = try #require(MadeUp.statement(salt: salt))
            let (key, other) = (try SecretKey.make(), try SecretKey.make())
            let head = try DayHead(statement, key: key)
            #expect(try head.verdict(trusting: key.publicKey) == .good(key.publicKey))
            #expect(try head.verdict(trusting: nil) == .good(key.publicKey))
            guard case .bad = try head.verdict(trusting: other.publicKey) else {
                Issue.record("another key's signature was taken, statement \(salt)")
                continue
            }
        }
    }

    @Test func `who verifies cannot forge: what the verifier holds makes no signature`() throws {
        let key = try SecretKey.make()
        let genuine = try DayHead(try #require(MadeUp.statement()), key: key)
        let forged = try #require(MadeUp.statement(salt: 9))
        // All that a verifier has: the public key and good signatures of other statements.
        let taken = try #require(genuine.signature)
        #expect(
            try !key.publicKey.verifies(taken, of: Array(forged.text.utf8)))
        #expect(throws: SealError.self) { try SecretKey(text: key.publicKey.text) }
        var page = try DayHead(forged).json()
        page = page.replacing("\"signature\" : \"none\"", with: "\"signature\" : \"\(taken.hex)\"")
            .replacing(
                "\"sha256\" : \"\(forged.digest)\"",
                with: "\"publicKey\" : \"\(key.publicKey)\",\n  \"sha256\" : \"\(forged.digest)\"")
        let head = try DayHead.read(json: page)
        #expect(head.signature == taken)
        #expect(
            try head.verdict(trusting: key.publicKey)
                == .bad("the signature is not of this statement"))
    }

    @Test func `no flipped bit of a signature is good`() throws {
        let key = try SecretKey.make()
        let head = try DayHead(try #require(MadeUp.statement()), key: key)
        let hex = try #require(head.signature).hex
        let message = Array(head.statement.text.utf8)
        for place in hex.indices {
            let digit = try #require(hex[place].hexDigitValue)
            let flipped = String(digit ^ 1, radix: 16)
            let changed = hex[..<place] + flipped + hex[hex.index(after: place)...]
            let signature = try #require(
                Signature(publicKeyHex: key.publicKey.hex, hex: String(changed)))
            #expect(try !key.publicKey.verifies(signature, of: message))
        }
    }

    @Test func `a signed head is read as it was written`() throws {
        let head = try DayHead(try #require(MadeUp.statement()), key: try SecretKey.make())
        #expect(try DayHead.read(json: head.json()) == head)
    }

    @Test func `signing does not change what the next day names`() throws {
        let statement = try #require(MadeUp.statement())
        let signed = try DayHead(statement, key: try SecretKey.make())
        #expect(signed.statement.digest == DayHead(statement).statement.digest)
    }

    @Test func `keys are read as they were written, and nothing else is a key`() throws {
        let key = try SecretKey.make()
        #expect(try SecretKey(text: key.text).publicKey == key.publicKey)
        #expect(try PublicKey(text: key.publicKey.text) == key.publicKey)
        #expect(try SecretKey.make().publicKey != key.publicKey)
        for text in ["", "ed25519-secret", "ed25519-secret 00", key.text.uppercased()] {
            #expect(throws: SealError.self) { try SecretKey(text: text) }
            #expect(throws: SealError.self) { try PublicKey(text: text) }
        }
        #expect(throws: SealError.self) { try PublicKey(text: key.text) }
    }

    @Test func `is RFC 8032: its first test vector`() throws {
        let key = try SecretKey(
            text: "ed25519-secret 9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
        #expect(
            key.publicKey.hex == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
        #expect(
            try key.sign([]).hex
                == "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
                + "c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")
    }
}

@Suite(.rule("C3.8", "PEER-06"))
struct `An unsigned day` {
    @Test func `says so`() throws {
        let head = DayHead(try #require(MadeUp.statement()))
        #expect(try head.verdict(trusting: nil) == .unsigned)
    }
}
