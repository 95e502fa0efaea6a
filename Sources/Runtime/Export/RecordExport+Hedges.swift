import Market
import Wire

extension RecordExport {
    /// What became of each order in the underlyings' shares, as risk heard it, each report once.
    func hedges(_ body: ([RowWriter.Cell]) throws -> Void) throws {
        let events = ["accepted", "rejected", "filled", "cancelled", "cancelRejected"]
        var last: UInt64 = 0
        try record.forEachInput(of: .risk, on: .orderSession) { frame in
            guard frame.template == Template.hedgeReports else { return }
            let group = try frame.group(HedgeReports.Entry.self)
            for index in 0..<group.count where group[index].sequence > last {
                let report = group[index]
                last = report.sequence
                let event = Int(report.kindCode) - 1
                try body([
                    .number(report.time.nanoseconds), underlying(report.underlying.int),
                    .text(events.indices.contains(event) ? events[event] : "?"),
                    .text(report.sideCode == Side.bid.rawValue ? "buy" : "sell"),
                    .number(report.price.ticks), .number(report.shares), .number(report.leaves),
                    .number(Int64(clamping: report.clientID.value)),
                ])
            }
        }
    }

    func underlying(_ index: Int) -> RowWriter.Cell {
        let underlyings = record.directory.underlyings
        return .text(underlyings.indices.contains(index) ? underlyings[index].code : "")
    }
}
