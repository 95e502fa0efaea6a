import Market
import Quoter
import TestSupport
import Testing
import Wire

@Suite(.rule("F30", "SSE-PT-33"))
struct `What a requote is worth` {
    @Test(arguments: [
        (
            RequoteWorth.value(urgency: 3, stake: 0, slackSeconds: 600), 1, Int64(1_000_000),
            Int64(0)
        ),
        (RequoteWorth.value(urgency: 1, stake: 2, slackSeconds: 600), 1, 1, 0),
        (RequoteWorth.value(urgency: 1, stake: 1, slackSeconds: 0), 1, 1, 1),
        (RequoteWorth.value(urgency: 1, stake: 1, slackSeconds: nil), 1, 1, 1),
        (RequoteWorth.value(urgency: 2, stake: -5, slackSeconds: -5), 1, .max, .min),
        (RequoteWorth.value(urgency: 1, stake: 0, slackSeconds: 9), 0, .max, 0),
    ])
    func `urgency, then money at stake, then want of slack`(
        better: UInt64, urgency: Int, stake: Int64, slack: Int64
    ) {
        #expect(
            better > RequoteWorth.value(urgency: urgency, stake: stake, slackSeconds: slack))
    }

    @Test func `a quote that is further off is worth more, a depleted one most`() throws {
        let desk = try QuoterHarness.quoting()
        desk.tick(35_003)
        let near = try #require(desk.worths[0])
        let other = try QuoterHarness.quoting()
        other.tick(35_008)
        let far = try #require(other.worths[0])
        #expect(far > near)
        // Both legs of 20 contracts, 8 ticks off, 10 000 shares each.
        #expect(far == RequoteWorth.value(urgency: 1, stake: 3_200_000, slackSeconds: nil))
        let depleted = try QuoterHarness.quoting()
        depleted.fill(0, .bid, 11, at: 990, leaves: 9)
        #expect(try #require(depleted.worths[0]) > far)
    }

    @Test func `a withdrawal has no worth: it has messages of its own`() throws {
        let desk = try QuoterHarness.quoting()
        desk.phase(.closingAuction)
        #expect(desk.worths[0] == 0)
    }
}
