/// The place of a segment in its journal: epochs count the starts of the writer, segments count within.
struct SegmentName: Hashable, Comparable, Sendable {
    static let first = SegmentName(epoch: 1, segment: 1)

    let epoch: UInt32
    let segment: UInt32

    init(epoch: UInt32, segment: UInt32) {
        self.epoch = epoch
        self.segment = segment
    }

    /// Reads `e0001-0001.seg` as `fileName` writes it; nil for anything else.
    init?(fileName: String) {
        guard fileName.hasPrefix("e"), fileName.hasSuffix(".seg") else { return nil }
        let parts = fileName.dropFirst().dropLast(4).split(
            separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let epoch = UInt32(parts[0]), let segment = UInt32(parts[1]) else {
            return nil
        }
        self.init(epoch: epoch, segment: segment)
        guard self.fileName == fileName, epoch > 0, segment > 0 else { return nil }
    }

    var fileName: String { "e\(Self.padded(epoch))-\(Self.padded(segment)).seg" }

    /// The next segment of the same epoch.
    var rolled: SegmentName { SegmentName(epoch: epoch, segment: segment &+ 1) }

    /// The first segment of the next epoch.
    var restarted: SegmentName { SegmentName(epoch: epoch &+ 1, segment: 1) }

    static func < (a: SegmentName, b: SegmentName) -> Bool {
        (a.epoch, a.segment) < (b.epoch, b.segment)
    }

    private static func padded(_ number: UInt32) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
