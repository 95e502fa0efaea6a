import Market
import TestSupport
import Testing

@Suite(.rule("Z24d"))
struct `Decimal text` {
    @Test(arguments: [
        ("0", 0), ("-0", 0), ("1", 10_000), ("+1", 10_000), ("0.0001", 1), ("-0.0500", -500),
        ("2.651", 26_510), ("007", 70_000), (".5", 5_000), ("5.", 50_000), ("1.23450000", 12_345),
        ("922337203685477.5807", Int64.max), ("-922337203685477.5808", Int64.min),
    ])
    func `plain decimal text is read exactly`(text: String, ticks: Int64) {
        #expect(DecimalText.value(text, decimals: 4) == ticks)
    }

    @Test(arguments: [
        "", "+", "-", ".", "-.", "+-1", "--1", "1-", "1+", "1.2.3", "1..2",  // no number
        // What Double would read:
        "nan", "NaN", "inf", "-infinity", "1e3", "1E3", "0x1", "0b1", "1_000", "1,000",
        " 1", "1 ", "\t1", "1\n", "1\0", "１", "٣", "1．5", "−1", "½", "一",  // other scripts
        "0.00001", "1.23456", "-0.00009",  // more decimals than a tick has
        "922337203685477.5808", "-922337203685477.5809", "99999999999999999999",  // beyond Int64
    ])
    func `anything else is refused`(text: String) {
        #expect(DecimalText.value(text, decimals: 4) == nil)
    }

    @Test(arguments: 0...6)
    func `text and value are inverse`(decimals: Int) {
        for value in Int64(-12_345)...12_345 {
            let text = DecimalText.text(value, decimals: decimals)
            guard DecimalText.value(text, decimals: decimals) == value else {
                Issue.record("\(value) with \(decimals) decimals became \(text)")
                return
            }
        }
        for value in [Int64.min, .min + 1, .max - 1, .max] {
            let text = DecimalText.text(value, decimals: decimals)
            #expect(DecimalText.value(text, decimals: decimals) == value)
        }
    }

    @Test(arguments: [
        (Int64(-500), 4, "-0.0500"), (0, 4, "0.0000"), (7, 0, "7"), (-7, 0, "-7"), (7, 1, "0.7"),
        (26_510, 4, "2.6510"), (.min, 4, "-922337203685477.5808"),
    ])
    func `a value prints with all its decimals`(value: Int64, decimals: Int, text: String) {
        #expect(DecimalText.text(value, decimals: decimals) == text)
    }

    @Test func `a part of a text is read without copying it`() {
        #expect(DecimalText.value("ask=2.5,".dropFirst(4).dropLast(), decimals: 4) == 25_000)
    }
}
