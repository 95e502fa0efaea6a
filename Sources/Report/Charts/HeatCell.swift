/// How one bucket of one contract is drawn: a shade for the share met, overlays for the rest.
struct HeatCell: Equatable {
    /// Style class of the ground.
    let shade: String
    let isPartlyExempt: Bool
    let isPartlyUnknown: Bool

    /// The steps of the scale, lightest first: at least this percentage met.
    static let steps: [(percent: Int64, style: String, label: String)] = [
        (100, "h0", "100 %"), (90, "h1", "≥ 90 %"), (70, "h2", "≥ 70 %"), (40, "h3", "≥ 40 %"),
        (1, "h4", "> 0 %"), (0, "h5", "0 %"),
    ]

    init(_ time: ClassifiedTime) {
        isPartlyExempt = time.exemptNanoseconds > 0
        isPartlyUnknown = time.unknownNanoseconds > 0
        let met = Int128(max(0, time.metNanoseconds))
        let counted = met + Int128(max(0, time.notMetNanoseconds))
        // Mostly unknown must not look met, however well the rest went.
        guard counted > 0, Int128(time.unknownNanoseconds) <= counted else {
            shade = time.totalNanoseconds > 0 ? "blank" : "nodata"
            return
        }
        if met == 0 {
            shade = "h5"
        } else {
            let reached = Self.steps.dropLast(2).first { met * 100 >= counted * Int128($0.percent) }
            shade = reached?.style ?? "h4"
        }
    }
}
