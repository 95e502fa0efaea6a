import Market
import Obligations
import Report
import Wire

extension DayRecord {
    /// Writes summary.json and report.html and prints the day's table.
    func summarise(
        pids: [DeskRole: [Int32]], lastStatus: [DeskRole: StatusReport], isQuiet: Bool,
        isSilent: Bool = false
    ) throws -> RunOutcome {
        let figures = try DayFigures(self)
        let summary = DaySummary(self, figures: figures, pids: pids, lastStatus: lastStatus)
        try TextFile.write(try JSONText.text(summary), to: folder.summary)
        let report = try DayReportBuilder(self, summary: summary).build()
        try TextFile.write(HTMLReport.render(report), to: folder.report)
        if isSilent {
            // The figures are told by whoever asked for the run.
        } else if isQuiet {
            print(folder.path)
        } else {
            print(TextSummary.render(report))
            if let slack = figures.slack { print(slack.text) }
            print(figures.profitText)
            if let surface = SurfaceFacts.line(
                ProcessRecord.read(folder.processSummary(.quoter)))
            {
                print(surface)
            }
            print("filing  \(summary.filing)")
            print("\(folder.path)/report.html")
        }
        let difference =
            plan.circumstances.isEmpty
            ? figures.exchangeDifferenceNanoseconds : try differenceWithoutCircumstances()
        // A score that cannot follow the rule proves nothing either way.
        let holds =
            (difference == 0 || difference == nil && plan.pack.scoreObstacle != nil)
            && figures.counts.unapprovedQuotes == 0
            && (figures.counts.unapprovedOrders ?? 0) == 0
            && (figures.hedging?.unapproved ?? 0) == 0
        if !holds, !isSilent { print(complaint(figures, difference)) }
        return RunOutcome(holds: holds, folder: folder.path)
    }

    /// `obligato report`: the page again, from the journals and the process facts beside them.
    public func writeReport(to path: String?) throws -> String {
        let figures = try DayFigures(self)
        let summary = DaySummary(self, figures: figures, pids: [:], lastStatus: [:])
        let report = try DayReportBuilder(self, summary: summary).build()
        let target = path ?? folder.report
        try TextFile.write(HTMLReport.render(report), to: target)
        let slack = figures.slack.map { "\n" + $0.text } ?? ""
        let surface =
            SurfaceFacts.line(ProcessRecord.read(folder.processSummary(.quoter))).map { "\n" + $0 }
            ?? ""
        return TextSummary.render(report) + slack + "\n" + figures.profitText + surface + "\n"
            + target
    }

    private func complaint(_ figures: DayFigures, _ difference: Int64?) -> String {
        if let difference {
            return "The tracker's figures and the exchange's own score differ by \(difference) ns; "
                + "\(figures.counts.unapprovedQuotes) quotes without approval."
        }
        return "The exchange's own score is missing from the record."
    }
}
