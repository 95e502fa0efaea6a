import TestSupport
import Testing
import Wire

@Suite(.rule("C1.5"))
struct `Fixed text` {
    @Test(arguments: [
        ("", ""), ("510050", "510050"), ("5100", "5100"), ("5100501", "510050"),
        ("上证", "上证"), ("上证所", "上证"),  // three bytes a character: the third does not fit
        ("ab上上", "ab上"), ("abcd上", "abcd"),  // a cut never leaves half a character
        ("e\u{301}e\u{301}", "e\u{301}e\u{301}"), ("abcde\u{301}", "abcd"),
    ])
    func `text is cut to what fits, between characters`(text: String, kept: String) {
        #expect(FixedText6(text).text == kept)
    }

    @Test(
        arguments: [
            ([0x41, 0x42, 0x43, 0x44, 0x45, 0x46], "ABCDEF"),
            ([0x41, 0x42, 0, 0, 0, 0], "AB"),
            ([0x41, 0, 0x43, 0x44, 0, 0], "A"),  // nothing behind the first NUL counts
            ([0, 0x42, 0, 0, 0, 0], ""),
            ([0x41, 0xff, 0x42, 0, 0, 0], "A\u{fffd}B"),  // not UTF-8
        ] as [([UInt8], String)])
    func `a field reads up to its first NUL`(bytes: [UInt8], text: String) {
        let read = bytes.withUnsafeBytes { raw in
            raw.baseAddress.map { FixedText6(reading: $0).text }
        }
        #expect(read == text)
    }
}
