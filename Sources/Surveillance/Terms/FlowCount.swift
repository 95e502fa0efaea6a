/// Which rows of the flow are counted, and how.
public enum FlowCount: String, Sendable, CaseIterable {
    /// Orders and cancels, rejected ones included: 申报、撤单.
    case messages
    case orders
    case cancels
    /// What the exchange rejected.
    case rejections
    /// What our own risk refused; it never left.
    case refusals

    func counts(_ kind: FlowEvent.Kind) -> Bool {
        switch (self, kind) {
        case (.messages, .entered), (.messages, .cancelled), (.messages, .rejected),
            (.orders, .entered), (.cancels, .cancelled), (.rejections, .rejected),
            (.refusals, .refused):
            true
        default: false
        }
    }
}

/// Whether a two-sided quote is one message or one for each leg placed and taken off.
public enum FlowUnit: String, Sendable, CaseIterable {
    /// A quote that replaces another is four: the strictest reading.
    case legs
    case instructions
}
