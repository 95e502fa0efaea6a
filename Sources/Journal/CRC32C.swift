import CCRC32C

/// CRC-32C, the checksum of journals and frames.
public enum CRC32C {
    /// The checksum of these bytes, continued from `previous`.
    public static func checksum(
        of bytes: UnsafeRawBufferPointer, continuing previous: UInt32 = 0
    ) -> UInt32 {
        obl_crc32c(previous, bytes.baseAddress, bytes.count)
    }

    /// The same value computed without the processor's CRC instruction.
    package static func portableChecksum(
        of bytes: UnsafeRawBufferPointer, continuing previous: UInt32 = 0
    ) -> UInt32 {
        obl_crc32c_portable(previous, bytes.baseAddress, bytes.count)
    }

    /// Whether this processor's CRC instruction is in use.
    public static var isAccelerated: Bool { obl_crc32c_is_accelerated() != 0 }
}
