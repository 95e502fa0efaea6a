import Seal
import Sim

/// Messages to report text, as `obligato exchange match` does it.
enum MatchingText {
    /// The whole text and its digest.
    static func reports(
        of messages: [OrderMessage], orderCount: Int = 1_024
    ) throws -> (lines: [String], digest: String) {
        let bytes = try bytes(of: messages, orderCount: orderCount)
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        return (lines, SHA256.digest(bytes).hex)
    }

    static func bytes(of messages: [OrderMessage], orderCount: Int = 1_024) throws -> [UInt8] {
        var matcher = OrderMatcher(orderCount: orderCount)
        var buffer = MatchReportBuffer()
        try matcher.run(messages, into: &buffer)
        var text = MatchReportText()
        buffer.read { for report in $0 { text.append(report) } }
        return text.bytes
    }
}
