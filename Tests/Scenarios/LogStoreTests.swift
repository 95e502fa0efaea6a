import Runtime
import TestSupport
import Testing
import Wire

/// The log that a day keeps in memory for those who pull it.
@Suite(.rule("DET", "C3.8"))
struct `A log in memory` {
    /// A frame of four hundred events from `first` on.
    private func append(_ first: UInt64, to store: LogStore, _ outbox: inout Outbox) {
        outbox.begin(causation: 0, now: outbox.now)
        outbox.open(ExchangeEvents(), of: ExchangeEvents.Entry.self, on: .eventLog)
        for sequence in first..<first + 400 {
            outbox.append(ExchangeEvents.Entry(sequence: sequence, kind: .heartbeat))
        }
        outbox.close()
        store.append(UnsafeRawBufferPointer(outbox.bytes(of: outbox.frames[0])))
    }

    private func sequences(_ slot: LogStore.Slot, of store: LogStore) throws -> ClosedRange<UInt64>
    {
        let frame = try Frame(UnsafeRawBufferPointer(store.bytes(of: slot)))
        let group = try frame.group(ExchangeEvents.Entry.self)
        return group[0].sequence...group[group.count - 1].sequence
    }

    @Test func `what is asked for no more is forgotten, what is asked for later stays`() throws {
        let store = LogStore()
        var outbox = Outbox()
        // Three blocks of eight megabytes and more.
        for frame in 0..<1_000 {
            append(UInt64(frame) * 400 + 1, to: store, &outbox)
            if frame % 50 == 49 { store.forget(before: UInt64(frame - 30) * 400 + 17) }
        }
        #expect(store.tail == 400_000)
        #expect(store.index(of: 387_617) == 969)
        for (index, slot) in store.slots.enumerated().dropFirst(969) {
            let first = UInt64(index) * 400 + 1
            #expect(try sequences(slot, of: store) == first...first + 399)
        }
        store.forget(before: 400_001)
        #expect(try sequences(store.slots[999], of: store) == 399_601...400_000)
    }
}
