import Market
import Wire

/// A frame of 200 quote instructions, written through the outbox and read back entry by entry.
///
/// The floor copies as many bytes as the entries take (12.8 kB).
enum Codec {
    private static let count = 200
    private static let frames = 50
    private static let repetitions = 1_000

    static func run() throws -> [BenchmarkLine] {
        var entries = (0..<count).map(entry)
        var outbox = Outbox()
        let encode = try Harness.measure(
            repetitions: repetitions, warmUp: 100, operations: frames * count
        ) {
            for frame in 0..<frames {
                outbox.begin(
                    causation: UInt64(frame), now: SessionTime(nanoseconds: Int64(frame)))
                outbox.open(
                    QuoteInstructions(participant: 1), of: QuoteInstructions.Entry.self,
                    on: .quoteSession, to: PeerID(1))
                for entry in entries { outbox.append(entry) }
                outbox.close()
            }
        }
        guard let sent = outbox.frames.first else {
            throw BenchmarkFailure(description: "no frame was encoded")
        }
        let bytes = UnsafeRawBufferPointer(outbox.bytes(of: sent))
        let written = entries
        for index in entries.indices { entries[index] = QuoteInstructions.Entry() }
        let decode = try Harness.measure(
            repetitions: repetitions, warmUp: 100, operations: frames * count
        ) {
            for _ in 0..<frames { try Self.decode(bytes, into: &entries) }
        }
        let agree = zip(entries, written).allSatisfy {
            $0.quote == $1.quote && $0.theoreticalMicroYuan == $1.theoreticalMicroYuan
        }
        guard agree else {
            throw BenchmarkFailure(description: "what was read is not what was written")
        }
        let floor = try copy(of: bytes)
        return [
            BenchmarkLine(
                name: "CodecEncode", operation: "entry", unit: .nanoseconds, samples: encode,
                floor: floor, hash: hash(of: bytes)),
            BenchmarkLine(
                name: "CodecDecode", operation: "entry", unit: .nanoseconds, samples: decode,
                floor: floor, hash: hash(of: bytes)),
        ]
    }

    private static func decode(
        _ bytes: UnsafeRawBufferPointer, into entries: inout [QuoteInstructions.Entry]
    ) throws {
        let frame = try Frame(bytes)
        let group = try frame.group(QuoteInstructions.Entry.self)
        guard group.count == entries.count, try frame.root(QuoteInstructions.self).participant == 1
        else { throw BenchmarkFailure(description: "another frame") }
        entries.withUnsafeMutableBufferPointer { target in
            for index in 0..<group.count { target[index] = group[index] }
        }
    }

    private static func copy(of bytes: UnsafeRawBufferPointer) throws -> Harness.Samples {
        let length = count * QuoteInstructions.Entry.blockLength
        let source = UnsafeRawBufferPointer(rebasing: bytes.suffix(length))
        let target = UnsafeMutableRawBufferPointer.allocate(byteCount: length, alignment: 64)
        defer { target.deallocate() }
        return try Harness.measure(
            repetitions: repetitions, warmUp: 100, operations: frames * count
        ) {
            for frame in 0..<frames {
                target.copyMemory(from: source)
                // So that no copy is thrown away for the next.
                target[frame] &+= 1
            }
        }
    }

    private static func entry(_ index: Int) -> QuoteInstructions.Entry {
        QuoteInstructions.Entry(
            TwoSidedQuote(
                contract: ContractIndex(index), id: QuoteID(UInt64(1_000 + index)),
                bid: QuoteLeg(
                    price: Price(ticks: Int64(500 + index)), quantity: Quantity(contracts: 10)),
                ask: QuoteLeg(
                    price: Price(ticks: Int64(520 + index)), quantity: Quantity(contracts: 20)),
                answering: .none),
            theoreticalMicroYuan: Int64(index) * 51_000)
    }

    private static func hash(of bytes: UnsafeRawBufferPointer) -> UInt64 {
        var hasher = StateHasher()
        hasher.combine(bytes)
        return hasher.value
    }
}
