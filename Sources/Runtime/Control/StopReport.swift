import Market
import Settings

/// The draft of the report to the exchange after trading was stopped (seed 001 art. 22, 24), Chinese and English.
public struct StopReport: Sendable {
    private let timeline: ControlTimeline
    private let cause: StopCause?
    private let day: TradingDay

    /// - Parameter folder: the run folder; its scenario says the trading day.
    public init(_ timeline: ControlTimeline, cause: StopCause?, folder: String) throws {
        self.timeline = timeline
        self.cause = cause
        let desk = try DeskConfiguration.load(path: try RunFolder.open(folder).configuration)
        day = try DeskPlan(desk, in: RunFolder(path: desk.runFolder)).directory.day
    }

    init(_ timeline: ControlTimeline, cause: StopCause?, day: TradingDay) {
        self.timeline = timeline
        self.cause = cause
        self.day = day
    }

    /// Writes it; an existing file is not overwritten.
    public func write(to path: String) throws {
        guard !TextFile.exists(path) else {
            throw SettingsError(
                file: path, line: 0, path: "--report", problem: "exists already",
                accepted: "a file that does not exist yet")
        }
        try TextFile.write(text, to: path)
    }

    /// The draft; what only a person knows is left to be filled in.
    public var text: String {
        """
        # 关于\(verbChinese)的报告(草稿) / Report on a stop of trading (draft)

        | | |
        |---|---|
        | 交易日 Trading day | \(day) |
        | 原因 Cause | \(cause.map { "\($0.chinese) \($0.rawValue)" } ?? blank) |
        | 说明 Reason given | \(timeline.reason) |
        | 处置 Measure | \(timeline.verb),范围 scope \(timeline.scope) |
        | 操作人 Ordered by | \(timeline.person) |
        | 结果 Outcome | \(outcome) |

        ## 时间 Times (北京时间 exchange time)

        | 步骤 Step | 时间 Time | 用时 After the order |
        |---|---|---|
        | 下达指令 Ordered | \(timeline.orderedAt) | 0 µs |
        | 风控收到 Received by risk | \(timeline.receivedAt) | \(span(timeline.receivedNanoseconds)) |
        | 暂停生效 New orders blocked | \(timeline.receivedAt) | \(span(timeline.blockedNanoseconds)) |
        | 撤单发出 Mass cancel sent | | \(span(timeline.cancelSentNanoseconds)) |
        | 首个合约撤清 First contract cleared | \(timeline.cleared.first?.exchangeTime ?? "—") | \(span(timeline.cleared.first?.nanoseconds)) |
        | 末个合约撤清 Last contract cleared | \(timeline.cleared.last?.exchangeTime ?? "—") | \(span(timeline.cleared.last?.nanoseconds)) |
        | 交易所确认 Confirmed by the exchange | \(timeline.confirmedAt) | \(span(timeline.outcome == .confirmed ? timeline.elapsedNanoseconds : nil)) |

        撤单前有效合约 Contracts live before: \(timeline.liveBefore);撤单后 after: \(timeline.liveAfter)。

        ## 待填写 To be filled in

        - 事件经过 What happened: \(blank)
        - 影响(成交、持仓、对市场的影响) Effect on trades, positions and the market: \(blank)
        - 义务影响 Effect on the market-making obligation: \(blank)
        - 后续措施与预计恢复时间 Measures and expected time of resumption: \(blank)
        - 联系人、电话 Contact: \(blank)
        - 报告时间、签发人 Time of the report, signed by: \(blank)

        """
    }

    private var blank: String { "________" }

    private var verbChinese: String {
        timeline.verb == ControlRequest.kill.rawValue ? "紧急停止交易" : "暂停交易并撤单"
    }

    private var outcome: String {
        switch timeline.outcome {
        case .confirmed: "交易所已确认全部撤清 the exchange confirms that nothing is live"
        case .accepted: "风控已接受 accepted by risk"
        case .refused: "未执行 refused: \(timeline.text)"
        case .unconfirmed, .silent, .waiting: "尚未确认 NOT confirmed"
        }
    }

    private func span(_ nanoseconds: Int64?) -> String {
        nanoseconds.map { "\($0 / 1_000) µs" } ?? "—"
    }
}
