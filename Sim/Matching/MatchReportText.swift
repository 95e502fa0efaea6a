/// The canonical text of reports: one line each, joined by line feeds, none at the end.
package struct MatchReportText {
    private var isFirst = true
    /// What has been written since it was last emptied.
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func append(_ report: MatchReport) {
        if !isFirst { bytes.append(UInt8(ascii: "\n")) }
        isFirst = false
        number(UInt64(report.kind.rawValue))
        field(UInt64(report.sequence))
        switch report.kind {
        case .orderAck, .modifyAck:
            field(report.isSell ? 1 : 0)
            field(report.order)
            field(UInt64(clamping: report.price))
            field(UInt64(clamping: report.quantity))
        case .trade:
            field(UInt64(clamping: report.price))
            field(UInt64(clamping: report.quantity))
            field(report.maker)
            field(report.order)
        case .cancelAck:
            field(report.isSell ? 1 : 0)
            field(report.order)
            field(UInt64(clamping: report.price))
        case .cancelReject, .modifyReject:
            field(report.order)
        }
    }

    /// Empties `bytes`; the text goes on.
    package mutating func drain() { bytes.removeAll(keepingCapacity: true) }

    private mutating func field(_ value: UInt64) {
        bytes.append(UInt8(ascii: ","))
        number(value)
    }

    private mutating func number(_ value: UInt64) {
        guard value > 9 else { return bytes.append(UInt8(ascii: "0") + UInt8(value)) }
        let start = bytes.count
        var rest = value
        while rest > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        }
        bytes[start...].reverse()
    }
}
