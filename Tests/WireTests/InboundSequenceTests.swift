import TestSupport
import Testing
import Wire

@Suite(.rule("I2.6", "C1.5"))
struct `Inbound sequence` {
    typealias Verdict = InboundSequence.Verdict

    @Test(arguments: [
        // last seen, arriving → verdict, last afterwards
        (UInt64(0), UInt64(1), Verdict.next, UInt64(1)),
        (0, 0, .repeated, 0),  // outside the count
        (0, 2, .gap(expected: 1, found: 2), 0),
        (5, 6, .next, 6),
        (5, 5, .repeated, 5),
        (5, 1, .repeated, 5),
        (5, 0, .repeated, 5),
        (5, 7, .gap(expected: 6, found: 7), 5),
        (5, .max, .gap(expected: 6, found: .max), 5),
        (.max - 1, .max, .next, .max),
        (.max, 0, .repeated, .max),  // the count does not wrap
        (.max, .max, .repeated, .max),
    ])
    func `a frame is next, repeated, or behind a gap that is never skipped`(
        last: UInt64, arriving: UInt64, verdict: Verdict, afterwards: UInt64
    ) {
        var sequence = InboundSequence(startingAfter: last)
        #expect(sequence.accept(arriving) == verdict)
        #expect(sequence.last == afterwards)
    }

    @Test func `after a snapshot counting resumes behind it`() {
        var sequence = InboundSequence()
        #expect(sequence.accept(9) == .gap(expected: 1, found: 9))
        sequence.resume(after: 8)
        #expect(sequence.accept(9) == .next)
        #expect(sequence.accept(8) == .repeated)
    }
}
