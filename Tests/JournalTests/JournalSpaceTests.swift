import Glibc
import Journal
import TestSupport
import Testing

@Suite(.rule("F27"))
struct `A full disk` {
    @Test func `is a typed error, leaves nothing half written, and small records still fit`() throws
    {
        let folder = try TemporaryFolder()
        let disk = folder.path + "/disk"
        mkdir(disk, 0o700)
        defer { rmdir(disk) }
        guard mount("tmpfs", disk, "tmpfs", 0, "size=64k,mode=0700") == 0 else {
            print("skipped: a 64 KiB tmpfs cannot be mounted here (errno \(errno))")
            return
        }
        defer { umount2(disk, Int32(MNT_DETACH)) }
        let identity = try SmallWorld.identity()
        var count = 0
        do {
            var writer = try JournalWriter(
                directory: disk, identity: identity, segmentBytes: 16_384)
            let payload = [UInt8](repeating: 9, count: 5_000)
            func append(_ bytes: Int) throws {
                _ = try payload.withUnsafeBytes {
                    try writer.append(
                        kind: 1, channel: 1, peer: 1, sessionTime: 1, monotonic: 1,
                        payload: UnsafeRawBufferPointer(rebasing: $0[..<bytes]))
                }
                count += 1
            }
            let full = JournalError.noSpace(path: disk, bytes: 16_384)
            #expect(throws: full) { while true { try append(5_000) } }
            #expect(count == 9)
            #expect(throws: full) { try append(5_000) }
            #expect(throws: full) { try writer.prepareAhead() }
            #expect(writer.reservedBytes == 16_384 - 192 - 3 * 5_032)
            try append(400)
            try append(400)
            try writer.seal()
        }
        let summary = try JournalReader(directory: disk, expecting: identity).verify()
        #expect(summary.isSealed)
        #expect(summary.recordCount == count)
        #expect(summary.segments.count == 3)
    }
}
