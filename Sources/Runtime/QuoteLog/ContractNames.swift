import Glibc

/// Contract names as they stand in files, each with a dense index: found by their bytes, without a string.
struct ContractNames {
    private(set) var names: [String] = []
    private var bytes: ContiguousArray<UInt8> = []
    private var ends: ContiguousArray<Int> = []
    /// Open addressing; 0 = free, otherwise the index plus one.
    private var slots = ContiguousArray<Int32>(repeating: 0, count: 1_024)

    /// The index of a name; nil if it is not among them.
    @inline(__always)
    func index(of name: UnsafeRawBufferPointer) -> Int? {
        var slot = Self.hash(name) & (slots.count - 1)
        while slots[slot] > 0 {
            let index = Int(slots[slot]) - 1
            if isEqual(index, name) { return index }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    func index(of name: String) -> Int? {
        var copy = name
        return copy.withUTF8 { index(of: UnsafeRawBufferPointer($0)) }
    }

    /// Adds a name that may be there already; its index.
    @discardableResult
    mutating func add(_ name: UnsafeRawBufferPointer) -> Int {
        if let known = index(of: name) { return known }
        names.append(String(decoding: name, as: UTF8.self))
        bytes.append(contentsOf: name)
        ends.append(bytes.count)
        if names.count * 2 > slots.count {
            slots = ContiguousArray(repeating: 0, count: slots.count * 2)
            for index in names.indices { place(index) }
        } else {
            place(names.count - 1)
        }
        return names.count - 1
    }

    mutating func add(_ name: String) {
        var copy = name
        copy.withUTF8 { _ = add(UnsafeRawBufferPointer($0)) }
    }

    private mutating func place(_ index: Int) {
        let start = index > 0 ? ends[index - 1] : 0
        var slot =
            bytes.withUnsafeBytes {
                Self.hash(UnsafeRawBufferPointer(rebasing: $0[start..<ends[index]]))
            } & (slots.count - 1)
        while slots[slot] > 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Int32(index + 1)
    }

    private func isEqual(_ index: Int, _ name: UnsafeRawBufferPointer) -> Bool {
        let start = index > 0 ? ends[index - 1] : 0
        guard ends[index] - start == name.count else { return false }
        for offset in 0..<name.count where bytes[start + offset] != name[offset] { return false }
        return true
    }

    /// FNV-1a: names are a few bytes.
    private static func hash(_ name: UnsafeRawBufferPointer) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: (hash ^ (hash >> 29)) & 0x7FFF_FFFF)
    }
}
