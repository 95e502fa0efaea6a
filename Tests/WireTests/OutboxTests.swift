import Market
import TestSupport
import Testing
import Wire

@Suite(.rule("C1.5"))
struct `An outbox` {
    func envelopes(_ outbox: borrowing Outbox) throws -> [Envelope] {
        var found: [Envelope] = []
        for position in outbox.frames.indices {
            let bytes = UnsafeRawBufferPointer(outbox.bytes(of: outbox.frames[position]))
            found.append(try Frame(bytes).envelope)
        }
        return found
    }

    @Test func `each stream counts from one, whatever else is sent`() throws {
        var outbox = Outbox(capacity: 64)
        outbox.begin(causation: 0, now: SessionTime(nanoseconds: 1))
        outbox.send(Heartbeat(), on: .quoteSession, to: PeerID(1))
        outbox.send(Heartbeat(), on: .quoteSession, to: PeerID(2))
        outbox.send(Heartbeat(), on: .quoteSession, to: PeerID(1))
        outbox.send(Heartbeat(), on: .orderSession, to: PeerID(1))
        outbox.send(Heartbeat(), on: .marketData)
        #expect(try envelopes(outbox).map(\.sequence) == [1, 1, 2, 1, 1])
        outbox.begin(causation: 0, now: SessionTime(nanoseconds: 2))
        outbox.send(Heartbeat(), on: .quoteSession, to: PeerID(1))
        outbox.send(Heartbeat(), on: .marketData)
        #expect(try envelopes(outbox).map(\.sequence) == [3, 2])
        #expect(outbox.sequence(of: .quoteSession, to: PeerID(1)) == 3)
        #expect(outbox.sequence(of: .quoteSession, to: PeerID(2)) == 1)
        #expect(outbox.sequence(of: .control, to: PeerID(1)) == 0)
    }

    @Test func `every frame is stamped with sender, cause and time, over what the message said`()
        throws
    {
        var outbox = Outbox(instance: 9, environment: 2, epoch: 4)
        let now = SessionTime(hour: 10, minute: 0)
        outbox.begin(causation: 77, now: now)
        outbox.send(Heartbeat(envelope: Envelope(instance: 1, sequence: 500)), on: .status)
        #expect(
            try envelopes(outbox) == [
                Envelope(
                    instance: 9, environment: 2, epoch: 4, sequence: 1, causation: 77,
                    sessionTime: now)
            ])
        #expect(outbox.now == now)
    }

    @Test func `begin forgets the frames of the last input`() throws {
        var outbox = Outbox()
        outbox.begin(causation: 1, now: SessionTime(nanoseconds: 0))
        outbox.send(Heartbeat(), on: .status)
        #expect(outbox.frames.count == 1)
        outbox.begin(causation: 2, now: SessionTime(nanoseconds: 0))
        #expect(outbox.frames.isEmpty)
    }

    @Test func `frames keep their order, channel, peer and bytes when the buffer grows`() throws {
        var outbox = Outbox(capacity: 48)
        outbox.begin(causation: 0, now: SessionTime(nanoseconds: 0))
        for number in 1...100 {
            outbox.open(
                PhaseChanges(isSnapshot: UInt8(number)), of: PhaseChanges.Entry.self,
                on: .marketData, to: PeerID(UInt16(number % 4)))
            for index in 0..<number {
                outbox.append(
                    PhaseChanges.Entry(contract: ContractIndex(index), phaseCode: UInt8(number)))
            }
            #expect(outbox.openCount == number)
            outbox.close()
        }
        #expect(outbox.frames.count == 100)
        for (position, entry) in outbox.frames.enumerated() {
            let frame = try Frame(UnsafeRawBufferPointer(outbox.bytes(of: entry)))
            let group = try frame.group(PhaseChanges.Entry.self)
            #expect(entry.channel == .marketData)
            #expect(entry.peer == PeerID(UInt16((position + 1) % 4)))
            #expect(try frame.root(PhaseChanges.self).isSnapshot == UInt8(position + 1))
            #expect(group.count == position + 1)
            #expect(group[position].contract == ContractIndex(position))
            #expect(group[position].phaseCode == UInt8(position + 1))
            #expect(group.endOffset == entry.length)
        }
    }
}
