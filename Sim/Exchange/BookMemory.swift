import Glibc

/// Memory for tables that are read all over: in large pages where they are large, so that reading them does not
/// wait for address translation.
enum BookMemory {
    private static let largePage = 2 << 20

    /// Bytes of no content, aligned to a cache line at least.
    static func allocate(_ byteCount: Int) -> UnsafeMutableRawPointer {
        guard byteCount >= largePage else { return .allocate(byteCount: byteCount, alignment: 64) }
        let pointer = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: largePage)
        // Advice only: a system without large pages keeps to small ones.
        _ = madvise(pointer, byteCount, MADV_HUGEPAGE)
        return pointer
    }

    static func allocate<Element: BitwiseCopyable>(
        _ count: Int, of type: Element.Type
    ) -> UnsafeMutablePointer<Element> {
        allocate(count * MemoryLayout<Element>.stride).bindMemory(to: type, capacity: count)
    }
}
