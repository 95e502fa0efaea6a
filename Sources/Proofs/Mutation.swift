/// A desk broken on purpose: every proof has to fail under one of them, or it proves nothing.
public enum Mutation: String, Sendable, CaseIterable {
    /// The desk as it is.
    case none
    /// Every limit is far away, whatever the row sets.
    case limitsLifted
    /// Accounts, scope, spreads, sizes, windows and permissions let everything pass.
    case termsLoosened
    /// What an operator orders never reaches risk.
    case commandsLost
    /// Withdrawals and mass cancels never reach the exchange.
    case cancelsLost
    /// What quoters send reaches the exchange past risk as well.
    case riskBypassed
    /// Commands of the exchange itself (restrictions, halts) are never told to risk.
    case venueUnheard
}
