/// Why bytes are not a message of ours. Nothing of a refused frame is applied.
public enum WireError: Error, Equatable, CustomStringConvertible {
    case tooShort(length: Int)
    case foreignSchema(UInt16)
    case olderVersion(UInt16)
    case unexpectedTemplate(UInt16, expected: UInt16)
    case blockTooShort(template: UInt16, length: Int, expected: Int)
    case groupBeyondFrame(template: UInt16, count: Int)
    case foreignEnvironment(UInt16)

    public var description: String {
        switch self {
        case .tooShort(let length): "frame of \(length) bytes is shorter than header and envelope"
        case .foreignSchema(let id): "schema \(id) is not ours (\(WireSchema.id))"
        case .olderVersion(let version):
            "schema version \(version) is older than \(WireSchema.version)"
        case .unexpectedTemplate(let id, let expected):
            "message template \(id) where \(expected) was expected"
        case .blockTooShort(let template, let length, let expected):
            "template \(template): block of \(length) bytes, \(expected) needed"
        case .groupBeyondFrame(let template, let count):
            "template \(template): a group of \(count) entries runs past the frame"
        case .foreignEnvironment(let environment):
            "frame of environment \(environment)"
        }
    }
}

/// The one schema (Schema/obligato.xml) and its version rule: newer minor versions only append fields,
/// so a reader takes the block length from the frame and ignores what it does not know.
public enum WireSchema {
    public static let id: UInt16 = 4_101
    public static let version: UInt16 = 1
    public static let headerLength = 8
    public static let groupHeaderLength = 4
    /// No frame is larger: `MAXMSGSIZE` of every socket and the receive buffers.
    public static let frameBytesMax = 1 << 20
}
