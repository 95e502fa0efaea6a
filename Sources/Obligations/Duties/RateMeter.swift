import Market

/// What kind of instruction a message was.
public enum MessageKind: UInt8, Hashable, Sendable, CaseIterable, BitwiseCopyable {
    case order, cancel, quote, replacedQuote, quoteCancel
}

/// Counts an account's messages in a window and over the day (SSE-PT-01, A11).
///
/// A rolling window is `(t − length, t]`; a calendar one begins at the multiples of its length since
/// midnight. Memory is bounded by the messages of one window.
struct RateMeter: Sendable {
    private let rule: RateRule
    private var inWindow: ContiguousArray<Stamp> = []
    private var first = 0
    private var sum: Int64 = 0
    private var bucket = Int64.min
    private var isAbove = false
    private(set) var tally = RateTally()

    private struct Stamp: Hashable, Sendable, BitwiseCopyable {
        var time: Int64
        var messages: Int64
    }

    init(rule: RateRule) { self.rule = rule }

    mutating func counted(_ kind: MessageKind, times: Int64, at instant: Int64) {
        let messages = times * weight(kind)
        guard messages > 0 else { return }
        tally.messages += messages
        switch rule.window {
        case .rolling: roll(messages, at: instant)
        case .calendar:
            let current = instant / rule.windowLength.nanoseconds
            if current != bucket {
                bucket = current
                sum = 0
                isAbove = false
            }
            sum += messages
        }
        if sum > tally.windowMax {
            tally.windowMax = sum
            tally.windowMaxAt = instant
        }
        if sum >= rule.messagesPerWindow, !isAbove {
            isAbove = true
            tally.occurrences += 1
        }
    }

    private mutating func roll(_ messages: Int64, at instant: Int64) {
        while first < inWindow.count,
            inWindow[first].time <= instant - rule.windowLength.nanoseconds
        {
            sum -= inWindow[first].messages
            first += 1
        }
        if sum < rule.messagesPerWindow { isAbove = false }
        if first > 1_024, first * 2 > inWindow.count {
            inWindow.removeFirst(first)
            first = 0
        }
        inWindow.append(Stamp(time: instant, messages: messages))
        sum += messages
    }

    private func weight(_ kind: MessageKind) -> Int64 {
        switch kind {
        case .order: rule.weights.order
        case .cancel: rule.weights.cancel
        case .quote: rule.weights.quote
        case .replacedQuote: rule.weights.replacedQuote
        case .quoteCancel: rule.weights.quoteCancel
        }
    }

    /// Whether the day stays below every bar so far.
    var passes: Bool {
        tally.occurrences < rule.occurrencesPerDay
            && rule.messagesPerDay.map { tally.messages < $0 } ?? true
    }
}

/// An account's messages of a day, by the rule's weights.
public struct RateTally: Hashable, Sendable, BitwiseCopyable {
    public internal(set) var messages: Int64 = 0
    /// Most in one window, and when that was reached.
    public internal(set) var windowMax: Int64 = 0
    public internal(set) var windowMaxAt: Int64 = 0
    /// How often a window reached the bar, each stretch once.
    public internal(set) var occurrences: Int64 = 0
}
