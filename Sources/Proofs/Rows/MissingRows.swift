/// Rows whose feature is not there: they say what is missing, and fail.
enum MissingRows {
    static let proofs: [Proof] = [
        missing(
            "C2.10", "Front-end control", "前端控制", "seed 004 §4.2",
            "a terminal that asks risk's checks for advice"),
        missing(
            "C3.3", "Limit management", "额度管理", "seed 004 §4.3", "limits that two persons change"),
        missing(
            "B3.5", "Market orders checked at the price limit", "市价申报按涨跌停价进行前端控制", "seed 004 §3.2",
            "single orders through risk"),
        missing(
            "B3.12", "Forced close: approval and execution", "强行平仓处理审批和执行流程", "seed 004 §3.4",
            "forced close as a plan that two persons approve"),
        missing(
            "P22", "Pause, cancel, report", "及时暂停交易、撤销申报并报告", "seed 001 art. 22",
            "one command that drafts the report"),
        missing(
            "P24", "Sudden events: pause, cancel, report", "突发事件：立即暂停、撤单、报告",
            "seed 001 art. 24", "cause codes and the report draft"),
        missing(
            "H28", "Control and report at once", "异常立即控制处置并报告", "seed 003 art. 28",
            "one command that drafts the report"),
        missing(
            "P27.3d", "Manual intervention by three paths", "人工干预功能", "seed 001 art. 27(3)",
            "the console and the signal path"),
        missing(
            "P28", "Watch the exchange's answers, pause on an anomaly", "监控交易委托处理结果，重大异常及时暂停申报",
            "seed 001 art. 28", "reactions to reject storms, latency and unknown states"),
        missing(
            "H27b", "Manual review of blocked orders", "异常指令人工复核", "seed 003 art. 27",
            "a queue of soft-blocked orders"),
        missing(
            "B3.9", "Permitted underlyings", "可投资标的监控", "seed 004 §3.4",
            "an allow-list for openings"),
        missing(
            "B3.11", "Clearing reserve at the open", "保证开市结算准备金大于最低余额", "seed 004 §3.4",
            "a gate at the start of the day"),
        missing("A2.6", "Restrict an account", "限账户", "seed 004 A.2.5", "the four switches"),
        missing(
            "A2.18", "Trading beyond permission", "评级越权交易监控", "seed 004 A.2.8",
            "levels of permission"),
        missing("P27.2b", "Permission control", "权限控制", "seed 001 art. 27(2)", "permissions"),
        missing(
            "H31", "The exchange restricts accounts and seats", "交易所限制账户、席位、暂停交易",
            "seed 003 art. 31", "the engine obeying a restriction"),
        missing(
            "Z30.2", "Trading permission can be closed", "权限控制：能够关闭交易权限",
            "seed 002 art. 30(2)", "a permission switch"),
    ]

    private static func missing(
        _ id: String, _ title: String, _ chinese: String, _ rule: String, _ what: String
    ) -> Proof {
        Proof(id, title, chinese, rule: rule) { $0.lacks(what) }
    }
}
