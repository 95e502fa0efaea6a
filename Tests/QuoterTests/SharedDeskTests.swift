import Market
import Quoter
import TestSupport
import Testing
import Wire

@Suite(.rule("C3.4b"))
struct `A desk with more than one quoter` {
    @Test(
        arguments: [(nil, true), (["510050"], true), (["510300"], false), ([], false)]
            as [([String]?, Bool)])
    func `only its own underlyings are quoted, answered and withdrawn`(
        underlyings: [String]?, isOurs: Bool
    ) throws {
        let desk = try QuoterHarness.ready(underlyings: underlyings)
        #expect(instructs(desk.tick(35_000)) == isOurs)
        #expect(instructs(desk.request(1, id: 7)) == isOurs)
        // Another quoter's request is not given up either.
        desk.wait(milliseconds: 91_000)
        if !isOurs { #expect(desk.core.status.requestsUnanswered == 0) }
        // Back after a lost session with something live, and the feed silent: others' quotes stay.
        desk.session(.closed)
        desk.session(.opened)
        #expect(instructs(desk.snapshot(live: 2)) == isOurs)
    }

    private func instructs(_ said: [Said]) -> Bool {
        said.contains {
            switch $0 {
            case .quote, .withdraw: true
            default: false
            }
        }
    }
}
