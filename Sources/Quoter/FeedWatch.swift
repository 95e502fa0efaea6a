import Market
import StrategyKit

/// What a desk waits for by itself while its feed is live; a few words, for the desk is too large to be copied
/// for a question that is asked at every input.
struct FeedWatch: BitwiseCopyable {
    /// The later of the last tick and the beginning of continuous trading.
    let lastSign: SessionTime
    let continuousSince: SessionTime
    /// Of the fitter, where the desk has one.
    let nextFit: SessionTime?

    /// When the feed counts as stale.
    func staleDeadline(after limit: TimeSpan) -> SessionTime { lastSign + limit }

    /// When the chain is fitted next.
    var fitDeadline: SessionTime? { nextFit.map { max($0, continuousSince) } }
}

extension QuoterCore {
    /// Nil outside continuous trading, without a price, and when the feed is stale already.
    func feedWatch(of desk: Int) -> FeedWatch? {
        let spot = desks[desk].chain.spot
        guard desks[desk].continuousCount > 0, !desks[desk].isStale, spot.isFinite, spot > 0
        else { return nil }
        let since = desks[desk].continuousSince
        return FeedWatch(
            lastSign: max(desks[desk].lastTick, since), continuousSince: since,
            nextFit: desks[desk].fitter?.nextFit)
    }
}
