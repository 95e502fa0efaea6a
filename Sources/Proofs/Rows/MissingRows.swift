/// Rows whose feature is not there: they say what is missing, and fail.
enum MissingRows {
    static let proofs: [Proof] = [
        missing(
            "C2.10", "Front-end control", "前端控制", "seed 004 §4.2",
            "a terminal that asks risk's checks for advice"),
        missing(
            "B3.5", "Market orders checked at the price limit", "市价申报按涨跌停价进行前端控制", "seed 004 §3.2",
            "single orders through risk"),
        missing(
            "B3.12", "Forced close: approval and execution", "强行平仓处理审批和执行流程", "seed 004 §3.4",
            "forced close as a plan that two persons approve"),
        missing(
            "P27.3d", "Manual intervention by three paths", "人工干预功能", "seed 001 art. 27(3)",
            "the console; the command line, SIGUSR1 and the KILL file are there"),
        missing(
            "H27b", "Manual review of blocked orders", "异常指令人工复核", "seed 003 art. 27",
            "a queue of soft-blocked orders"),
    ]

    private static func missing(
        _ id: String, _ title: String, _ chinese: String, _ rule: String, _ what: String
    ) -> Proof {
        Proof(id, title, chinese, rule: rule) { $0.lacks(what) }
    }
}
