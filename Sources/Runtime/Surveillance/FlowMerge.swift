import Market
import Surveillance

/// Puts the rows of two journals into one order of time; of one instant, the exchange's come first.
///
/// A row waits until the other journal is known to have nothing earlier. Neither journal is waited for without
/// end: `force` lets go what waits, and what then comes too late is told by `isDisordered`.
struct FlowMerge {
    enum Stream: Int, CaseIterable {
        case exchange, risk
    }

    private struct Queue {
        var rows: [(row: FlowEvent, time: SessionTime)] = []
        var first = 0
        /// Every row up to this time has come.
        var known = SessionTime(nanoseconds: .min)
        /// A row never counts as earlier than the one before it in its journal.
        var latest = SessionTime(nanoseconds: .min)

        var head: SessionTime? { first < rows.count ? rows[first].time : nil }

        mutating func pop() -> FlowEvent {
            let row = rows[first].row
            first += 1
            if first == rows.count {
                rows.removeAll(keepingCapacity: true)
                first = 0
            }
            return row
        }
    }

    private var queues = [Queue(), Queue()]
    /// Time of the last row let go, by journal.
    private var passed = Array(repeating: SessionTime(nanoseconds: .min), count: 2)
    /// A row came after one that it should have preceded: the order has to be made anew.
    private(set) var isDisordered = false

    mutating func put(_ row: FlowEvent, from stream: Stream) {
        let index = stream.rawValue
        let time = max(queues[index].latest, row.time)
        queues[index].latest = time
        switch stream {
        case .exchange: if time <= passed[Stream.risk.rawValue] { isDisordered = true }
        case .risk: if time < passed[Stream.exchange.rawValue] { isDisordered = true }
        }
        queues[index].rows.append((row, time))
    }

    /// The journal is read so far that no row up to this time is still to come.
    mutating func know(_ stream: Stream, until time: SessionTime) {
        queues[stream.rawValue].known = max(queues[stream.rawValue].known, time)
    }

    /// The journal has ended: nothing comes any more.
    mutating func end(_ stream: Stream) {
        queues[stream.rawValue].known = SessionTime(nanoseconds: .max)
    }

    /// The next row that nothing can precede any more.
    mutating func next() -> FlowEvent? { pop { $0 } }

    /// The next row, whatever may still come.
    mutating func force() -> FlowEvent? { pop { _ in SessionTime(nanoseconds: .max) } }

    private mutating func pop(_ known: (SessionTime) -> SessionTime) -> FlowEvent? {
        let exchange = queues[Stream.exchange.rawValue]
        let risk = queues[Stream.risk.rawValue]
        switch (exchange.head, risk.head) {
        case (nil, nil): return nil
        case (.some(let time), nil):
            return known(risk.known) >= time ? pop(.exchange, time) : nil
        case (nil, .some(let time)):
            return known(exchange.known) >= time ? pop(.risk, time) : nil
        case (.some(let ours), .some(let others)):
            return others < ours ? pop(.risk, others) : pop(.exchange, ours)
        }
    }

    private mutating func pop(_ stream: Stream, _ time: SessionTime) -> FlowEvent {
        passed[stream.rawValue] = time
        return queues[stream.rawValue].pop()
    }
}
