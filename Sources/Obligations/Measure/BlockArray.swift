/// An append-only list in blocks that never move: growing it copies nothing.
struct BlockArray<Element: BitwiseCopyable & Sendable>: Sendable {
    private static var shift: Int { 13 }
    private static var blockCount: Int { 1 << shift }

    private var blocks: [ContiguousArray<Element>] = []
    private(set) var count = 0

    subscript(index: Int) -> Element {
        get { blocks[index >> Self.shift][index & (Self.blockCount - 1)] }
        set { blocks[index >> Self.shift][index & (Self.blockCount - 1)] = newValue }
    }

    mutating func append(_ element: Element) {
        if count & (Self.blockCount - 1) == 0 {
            blocks.append([])
            blocks[blocks.count - 1].reserveCapacity(Self.blockCount)
        }
        blocks[blocks.count - 1].append(element)
        count += 1
    }
}
