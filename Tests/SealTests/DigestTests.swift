import Seal
import TestSupport
import Testing

@Suite(.rule("C3.8", "PEER-05"))
struct `The digest` {
    /// FIPS 180-4 examples, and lengths around a block.
    static let known: [(bytes: [UInt8], hex: String)] = [
        ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (
            Array("abc".utf8), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        ),
        (
            Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            Array(repeating: UInt8(ascii: "a"), count: 1_000_000),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
    ]

    @Test(arguments: known.indices)
    func `is SHA-256`(index: Int) {
        for isPortable in [false, true] {
            var hash = SHA256(portably: isPortable)
            Self.known[index].bytes.withUnsafeBytes { hash.update($0) }
            #expect(hash.finish().hex == Self.known[index].hex, "portable: \(isPortable)")
        }
        #expect(SHA256.digest(Self.known[index].bytes).hex == Self.known[index].hex)
    }

    @Test func `does not depend on how the bytes are cut`() {
        var dice = Dice(seed: 3)
        for length in [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 1_000] {
            let bytes = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &dice) }
            var hash = SHA256(portably: length % 2 == 0)
            var rest = bytes[...]
            while !rest.isEmpty {
                let piece = Array(rest.prefix(Int.random(in: 1...70, using: &dice)))
                piece.withUnsafeBytes { hash.update($0) }
                rest = rest.dropFirst(piece.count)
            }
            #expect(hash.finish() == SHA256.digest(bytes), "seed 3, \(length) bytes")
        }
    }

    @Test(arguments: [
        "", "e3b0", String(repeating: "G", count: 64), String(repeating: "A", count: 64),
        String(repeating: "0", count: 65), String(repeating: "é", count: 32),
    ])
    func `is read in one spelling only`(text: String) {
        #expect(Digest(hex: text) == nil)
        #expect(Digest(hex: SHA256.digest([]).hex) == SHA256.digest([]))
    }
}

/// SplitMix64: small, seeded, the same everywhere.
struct Dice: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
