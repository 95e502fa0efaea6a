/// Text of at most `length` UTF-8 bytes in a fixed field, padded with NUL (SBE `char[n]`).
public struct FixedText<let length: Int>: Sendable, BitwiseCopyable {
    private var bytes: InlineArray<length, UInt8>

    public init() { bytes = InlineArray(repeating: 0) }

    /// Cuts what does not fit; a cut never leaves half a character.
    public init(_ text: String) {
        bytes = InlineArray(repeating: 0)
        var position = 0
        for character in text {
            let encoded = Array(character.utf8)
            guard position + encoded.count <= length else { break }
            for byte in encoded {
                bytes[position] = byte
                position += 1
            }
        }
    }

    public init(reading source: UnsafeRawPointer) {
        bytes = InlineArray(repeating: 0)
        for position in 0..<length {
            bytes[position] = source.loadUnaligned(fromByteOffset: position, as: UInt8.self)
        }
    }

    public func write(to target: UnsafeMutableRawPointer) {
        for position in 0..<length {
            target.storeBytes(of: bytes[position], toByteOffset: position, as: UInt8.self)
        }
    }

    /// The text up to the first NUL; bytes that are not UTF-8 become U+FFFD.
    public var text: String {
        var filled: [UInt8] = []
        for position in 0..<length {
            guard bytes[position] != 0 else { break }
            filled.append(bytes[position])
        }
        return String(decoding: filled, as: UTF8.self)
    }
}

public typealias FixedText6 = FixedText<6>
public typealias FixedText20 = FixedText<20>
public typealias FixedText32 = FixedText<32>
public typealias FixedText64 = FixedText<64>
