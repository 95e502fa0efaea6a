import CZeroMQ

/// libzmq itself, opened when first needed: a program without it still starts.
public enum ZeroMQLibrary {
    /// Opens libzmq once for the process; later calls repeat the first answer.
    public static func load() throws(MessagingError) {
        if let failure = firstAnswer {
            throw MessagingError(
                code: 0, operation: .load,
                reason: "\(failure). Install it (Debian: apt install libzmq5)")
        }
    }

    /// libzmq's version, `4.3.4`; nil while it is not loaded.
    public static var version: String? {
        let number = obl_zmq_version()
        guard number > 0 else { return nil }
        return "\(number / 10_000).\(number / 100 % 100).\(number % 100)"
    }

    private static let firstAnswer: String? = {
        var text = [CChar](repeating: 0, count: 512)
        guard obl_zmq_load(&text, text.count) != 0 else { return nil }
        return text.withUnsafeBufferPointer { characters in
            characters.baseAddress.map { String(cString: $0) } ?? "unknown"
        }
    }()
}
