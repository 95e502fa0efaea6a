/// What an exchange report did to the book.
public enum ReportOutcome: Equatable, Sendable {
    /// It matched what we sent.
    case applied
    /// It matches nothing we sent, or not as we sent it; what it says of our position was booked all the same.
    case unexpected
    /// It is not about our quotes.
    case ignored
}
