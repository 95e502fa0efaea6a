/// Rows whose feature is not there: they say what is missing, and fail.
enum MissingRows {
    static let proofs: [Proof] = [
        missing(
            "C2.10", "Front-end control", "前端控制", "seed 004 §4.2",
            "a terminal that asks risk's checks for advice")
    ]

    private static func missing(
        _ id: String, _ title: String, _ chinese: String, _ rule: String, _ what: String
    ) -> Proof {
        Proof(id, title, chinese, rule: rule) { $0.lacks(what) }
    }
}
