/// Rows whose feature is not there: they say what is missing, and fail.
enum MissingRows {
    static let proofs: [Proof] = [
        missing(
            "C2.10", "Front-end control", "前端控制", "seed 004 §4.2",
            "a terminal that asks risk's checks for advice"),
        missing(
            "P27.3d", "Manual intervention by three paths", "人工干预功能", "seed 001 art. 27(3)",
            "the console; the command line, SIGUSR1 and the KILL file are there"),
    ]

    private static func missing(
        _ id: String, _ title: String, _ chinese: String, _ rule: String, _ what: String
    ) -> Proof {
        Proof(id, title, chinese, rule: rule) { $0.lacks(what) }
    }
}
