import Market

/// How often a rule over the day has met its case with somebody: near from `near` times on, reached at `bar`.
struct DayTimes: Sendable {
    let bar: Int64
    let near: Int64
    private(set) var count: Int64 = 0
    /// When the bar was reached.
    private(set) var reached: SessionTime?
    private var standing = Standing()

    init(bar: Int64, near: Int64) {
        self.bar = bar
        self.near = near
    }

    mutating func add(at time: SessionTime) {
        count += 1
        if count == bar { reached = time }
    }

    var outcome: Finding.Outcome? {
        guard count >= near else { return nil }
        return reached == nil ? .nearDay : .reached
    }

    /// News where the outcome is graver than any told before.
    mutating func tell(of subject: Int, into found: inout Found) {
        if standing.rises(to: outcome) {
            found.news.append(Found.News(subject: subject, place: nil))
        }
    }
}
