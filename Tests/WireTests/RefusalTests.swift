import Market
import TestSupport
import Testing
import Wire

@Suite(.rule("I2.3", "C1.5", "Z24d"))
struct `Frames that are not ours` {
    let quotes = MessageCase.grouped(QuoteInstructions.self, QuoteInstructions.Entry.self)
    let frame: [UInt8]

    init() { frame = quotes.make(1, 2).bytes }

    func refusal(_ bytes: [UInt8]) -> WireError? {
        do throws(WireError) {
            _ = try quotes.read(bytes)
            return nil
        } catch {
            return error
        }
    }

    func patched(_ offset: Int, _ value: UInt16) -> [UInt8] {
        var bytes = frame
        bytes[offset] = UInt8(value & 0xff)
        bytes[offset + 1] = UInt8(value >> 8)
        return bytes
    }

    /// Offset of the group header: SBE header, then the root block.
    var groupHeader: Int { WireSchema.headerLength + QuoteInstructions.blockLength }

    @Test(arguments: [(UInt16(4_101), true), (0, false), (91, false), (4_102, false)])
    func `only our schema is read`(schema: UInt16, accepted: Bool) {
        #expect(refusal(patched(4, schema)) == (accepted ? nil : .foreignSchema(schema)))
    }

    @Test(arguments: [(UInt16(1), true), (2, true), (.max, true), (0, false)])
    func `an older version is refused, a newer one is read`(version: UInt16, accepted: Bool) {
        #expect(refusal(patched(6, version)) == (accepted ? nil : .olderVersion(version)))
    }

    @Test func `another template is not mistaken for this one`() {
        #expect(
            refusal(patched(2, OrderInstructions.templateID))
                == .unexpectedTemplate(
                    OrderInstructions.templateID, expected: QuoteInstructions.templateID))
    }

    @Test func `a root block shorter than ours is refused`() {
        #expect(refusal(frame) == nil)
        #expect(
            refusal(patched(0, UInt16(QuoteInstructions.blockLength - 1)))
                == .blockTooShort(
                    template: QuoteInstructions.templateID,
                    length: QuoteInstructions.blockLength - 1,
                    expected: QuoteInstructions.blockLength))
        #expect(
            refusal(patched(0, 31))
                == .blockTooShort(
                    template: QuoteInstructions.templateID, length: 31,
                    expected: Envelope.length))
        #expect(refusal(patched(0, .max)) != nil)
    }

    @Test(arguments: [(UInt16(2), true), (3, false), (.max, false)])
    func `a group cannot have more entries than bytes`(count: UInt16, accepted: Bool) {
        #expect(
            refusal(patched(groupHeader + 2, count))
                == (accepted
                    ? nil
                    : .groupBeyondFrame(
                        template: QuoteInstructions.templateID, count: Int(count))))
    }

    @Test func `a group entry shorter than ours is refused, unless there is none`() {
        let stride = QuoteInstructions.Entry.blockLength
        #expect(
            refusal(patched(groupHeader, UInt16(stride - 1)))
                == .blockTooShort(
                    template: QuoteInstructions.templateID, length: stride - 1, expected: stride))
        var empty = quotes.make(1, 0).bytes
        empty[groupHeader] = 0
        empty[groupHeader + 1] = 0
        #expect(refusal(empty) == nil)
    }

    @Test func `longer blocks of a newer version are read, what they append is skipped`() throws {
        let stride = QuoteInstructions.Entry.blockLength
        let made = quotes.make(3, 3)
        var newer: [UInt8] = []
        newer += made.bytes[..<groupHeader]
        newer += [1, 2, 3]
        newer += made.bytes[groupHeader..<groupHeader + WireSchema.groupHeaderLength]
        for entry in 0..<3 {
            let start = groupHeader + WireSchema.groupHeaderLength + entry * stride
            newer += made.bytes[start..<start + stride] + [4, 5, 6, 7, 8]
        }
        newer[0] += 3
        newer[6] = 2
        newer[groupHeader + 3] += 5
        #expect(try quotes.read(newer) == made.fields)
    }

    @Test func `every error says what was seen`() {
        let errors: [WireError] = [
            .tooShort(length: 3), .foreignSchema(9), .olderVersion(0),
            .unexpectedTemplate(1, expected: 2),
            .blockTooShort(template: 1, length: 2, expected: 3),
            .groupBeyondFrame(template: 1, count: 2), .foreignEnvironment(2),
        ]
        #expect(
            errors.map(\.description) == [
                "frame of 3 bytes is shorter than header and envelope",
                "schema 9 is not ours (4101)",
                "schema version 0 is older than 1",
                "message template 1 where 2 was expected",
                "template 1: block of 2 bytes, 3 needed",
                "template 1: a group of 2 entries runs past the frame",
                "frame of environment 2",
            ])
    }
}
