/// Where a matcher's reports go, one by one in the order of the report text.
protocol MatchReportSink: ~Copyable {
    mutating func take(_ report: MatchReport)
}
