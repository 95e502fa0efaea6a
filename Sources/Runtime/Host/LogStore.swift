import Wire

/// An authoritative log's frames in memory order: which frame holds a sequence, and its bytes.
///
/// A role appends each log frame once, as it is journaled; pullers and the resend of reports read from here.
/// Bytes are kept in fixed blocks that never move, so a reader may hold a view while the log grows; what nobody
/// will ask for again may be forgotten.
public final class LogStore {
    public struct Slot: Sendable, BitwiseCopyable {
        /// First and last sequence in the frame; both 0 for the instrument list.
        public let first: UInt64
        public let last: UInt64
        let block: Int
        let offset: Int
        let length: Int
    }

    private static let blockBytes = 8 << 20
    private var blocks: [UnsafeMutableRawBufferPointer] = []
    /// How many blocks came before `blocks[0]` and are no more.
    private var forgotten = 0
    /// One that was forgotten, to be written again: its pages are there already.
    private var spare: UnsafeMutableRawBufferPointer?
    private var used = LogStore.blockBytes
    public private(set) var slots: [Slot] = []
    public private(set) var isComplete = false

    public init() {}

    deinit {
        for block in blocks { block.deallocate() }
        spare?.deallocate()
    }

    /// Last sequence in the log.
    public var tail: UInt64 { slots.last?.last ?? 0 }

    /// Takes a log frame: the instrument list, or a group of events with contiguous sequences.
    public func append(_ bytes: UnsafeRawBufferPointer, isComplete complete: Bool = false) {
        let (first, last) = LogFrame.range(of: bytes) ?? (0, 0)
        if used + bytes.count > Self.blockBytes {
            blocks.append(block(of: max(Self.blockBytes, bytes.count)))
            used = 0
        }
        let block = blocks[blocks.count - 1]
        UnsafeMutableRawBufferPointer(rebasing: block[used..<used + bytes.count])
            .copyMemory(from: bytes)
        slots.append(
            Slot(
                first: first, last: last, block: forgotten + blocks.count - 1, offset: used,
                length: bytes.count))
        used += (bytes.count + 7) & ~7
        if complete { isComplete = true }
    }

    private func block(of byteCount: Int) -> UnsafeMutableRawBufferPointer {
        if let block = spare, block.count >= byteCount {
            spare = nil
            return block
        }
        return .allocate(byteCount: byteCount, alignment: 64)
    }

    /// The bytes of a frame that was not forgotten.
    public func bytes(of slot: Slot) -> UnsafeMutableRawBufferPointer {
        precondition(slot.block >= forgotten, "frame \(slot.first) of the log is forgotten")
        return UnsafeMutableRawBufferPointer(
            rebasing: blocks[slot.block - forgotten][slot.offset..<slot.offset + slot.length])
    }

    /// Nobody asks for a frame that ends before `sequence` any more: its memory is used again.
    public func forget(before sequence: UInt64) {
        let kept = index(of: sequence)
        guard kept < slots.count else { return }
        while forgotten < slots[kept].block {
            let block = blocks.removeFirst()
            forgotten += 1
            spare?.deallocate()
            spare = block
        }
    }

    /// Position in `slots` of the first frame that holds `sequence` or a later one.
    public func index(of sequence: UInt64) -> Int {
        if sequence <= 1 { return 0 }
        var low = 0
        var high = slots.count
        while low < high {
            let middle = (low + high) / 2
            if slots[middle].last < sequence { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// What the shell must know of a log frame without decoding its entries.
enum LogFrame {
    /// First and last sequence of an `ExchangeEvents` or `RiskDecisions` frame; nil for anything else.
    static func range(of bytes: UnsafeRawBufferPointer) -> (first: UInt64, last: UInt64)? {
        guard let frame = try? Frame(bytes) else { return nil }
        switch frame.template {
        case Template.exchangeEvents:
            guard let group = try? frame.group(ExchangeEvents.Entry.self), group.count > 0 else {
                return nil
            }
            return (group[0].sequence, group[group.count - 1].sequence)
        case Template.riskDecisions:
            guard let group = try? frame.group(RiskDecisions.Entry.self), group.count > 0 else {
                return nil
            }
            return (group[0].sequence, group[group.count - 1].sequence)
        default: return nil
        }
    }

    /// Whether the frame's last event ends the day: nothing follows it in its log.
    static func endsDay(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let frame = try? Frame(bytes) else { return false }
        switch frame.template {
        case Template.exchangeEvents:
            guard let group = try? frame.group(ExchangeEvents.Entry.self), group.count > 0 else {
                return false
            }
            return group[group.count - 1].kind == .dayEnded
        case Template.riskDecisions:
            guard let group = try? frame.group(RiskDecisions.Entry.self), group.count > 0 else {
                return false
            }
            return group[group.count - 1].kind == .dayEnded
        default: return false
        }
    }

    /// Overwrites tail, watermark and completeness in an encoded log frame (same offsets in both templates).
    static func patch(
        _ bytes: UnsafeMutableRawBufferPointer, tail: UInt64, watermark: Int64, isComplete: Bool
    ) {
        let root = WireSchema.headerLength
        bytes.storeBytes(of: tail, toByteOffset: root + 32, as: UInt64.self)
        bytes.storeBytes(of: watermark, toByteOffset: root + 40, as: Int64.self)
        bytes.storeBytes(of: isComplete ? 1 : 0, toByteOffset: root + 48, as: UInt8.self)
    }

    /// Sets the envelope's sequence of an encoded frame.
    static func setSequence(_ bytes: UnsafeMutableRawBufferPointer, _ sequence: UInt64) {
        bytes.storeBytes(of: sequence, toByteOffset: WireSchema.headerLength + 8, as: UInt64.self)
    }
}
