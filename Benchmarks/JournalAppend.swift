import Foundation
import Journal
import Wire

/// Records of 128 bytes into a journal in the page cache, the idle work of `prepareAhead` between repetitions.
///
/// 64 MiB segments, fewer records than fill one: no roll is timed, and no sync. The floor copies the same bytes
/// into memory that is already there and takes the CRC of a record's 152 checked bytes.
enum JournalAppend {
    static let payloadBytes = 128
    static let recordBytes = 160
    private static let batch = 256
    private static let repetitions = 1_000

    static func run() throws -> [BenchmarkLine] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "obligato-benchmark-\(getpid())"
        ).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let payload = UnsafeMutableRawBufferPointer.allocate(
            byteCount: payloadBytes, alignment: 64)
        defer { payload.deallocate() }
        for index in 0..<payloadBytes { payload[index] = UInt8(truncatingIfNeeded: index &* 37) }
        let samples = try append(UnsafeRawBufferPointer(payload), in: folder)
        let (floor, checksum) = try copyAndCheck(payload)
        var hasher = StateHasher()
        hasher.combine(samples.bytes)
        hasher.combine(UInt64(checksum))
        return [
            BenchmarkLine(
                name: "JournalAppend", operation: "append", unit: .nanoseconds,
                samples: samples.times, floor: floor, hash: hasher.value)
        ]
    }

    private static func append(
        _ payload: UnsafeRawBufferPointer, in folder: String
    ) throws -> (times: Harness.Samples, bytes: Int) {
        guard let identity = JournalIdentity(role: "bench", instance: 1, tradingDay: 20_210_104)
        else { throw BenchmarkFailure(description: "identity") }
        var writer = try JournalWriter(directory: folder, identity: identity)
        var time: Int64 = 0
        var prepared = 0
        let times = try Harness.measure(
            repetitions: repetitions, warmUp: 50, operations: batch,
            prepare: {
                try writer.prepareAhead()
                prepared += 1
            },
            {
                for _ in 0..<batch {
                    time &+= 1
                    try writer.append(
                        kind: 1, channel: 2, peer: 3, sessionTime: time, monotonic: time,
                        payload: payload)
                }
            })
        let end = writer.position.offset
        try writer.seal()
        return (times, end)
    }

    private static func copyAndCheck(
        _ payload: UnsafeMutableRawBufferPointer
    ) throws -> (Harness.Samples, UInt32) {
        let span = 1 << 20
        let target = UnsafeMutableRawBufferPointer.allocate(byteCount: span, alignment: 64)
        defer { target.deallocate() }
        target.initializeMemory(as: UInt8.self, repeating: 0)
        var offset = 0
        var checksum: UInt32 = 0
        let samples = try Harness.measure(repetitions: repetitions, warmUp: 50, operations: batch) {
            for _ in 0..<batch {
                let record = UnsafeMutableRawBufferPointer(
                    rebasing: target[offset..<offset + recordBytes])
                UnsafeMutableRawBufferPointer(rebasing: record[32...]).copyMemory(
                    from: UnsafeRawBufferPointer(payload))
                checksum ^= CRC32C.checksum(
                    of: UnsafeRawBufferPointer(rebasing: record[8...]), continuing: checksum)
                offset += recordBytes
                if offset + recordBytes > span { offset = 0 }
            }
        }
        return (samples, checksum)
    }
}
