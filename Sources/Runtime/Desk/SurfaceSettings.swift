import Market
import Pricing
import Quoter
import Settings

/// Which volatilities the quoter prices with, as files and command lines write it: `surface: {model: svi}`.
enum SurfaceSettings {
    private static let models = SurfaceTuning.Model.allCases.map { ($0.rawValue, $0) }
    private static let sticky: [(String, Stickiness)] = [("strike", .strike), ("delta", .delta)]

    /// `{model: svi, intervalSeconds: 5, sticky: delta, pointsMin: 3, rmsMax: 1}`; all but the model optional.
    static func read(_ node: SettingsNode) throws(SettingsError) -> SurfaceTuning {
        let fields = try node.fields(
            required: ["model"], optional: ["intervalSeconds", "sticky", "pointsMin", "rmsMax"])
        var tuning = SurfaceTuning()
        if let model = fields["model"] { tuning.model = try model.oneOf(models) }
        if let seconds = fields["intervalSeconds"] {
            tuning.interval = .seconds(try seconds.integer(1...3_600))
        }
        if let moves = fields["sticky"] { tuning.stickiness = try moves.oneOf(sticky) }
        if let points = fields["pointsMin"] {
            tuning.pointsMin = Int(try points.integer(1...1_000))
        }
        if let rms = fields["rmsMax"] {
            tuning.rmsMax = Double(try rms.decimal(2, 1...100_000)) / 100
        }
        return tuning
    }

    /// The value of `--surface`.
    static func read(_ text: String) throws(SettingsError) -> SurfaceTuning {
        guard let model = SurfaceTuning.Model(rawValue: text) else {
            throw SettingsError(
                file: "--surface", line: 0, path: "", problem: "\"\(text)\" is no model",
                accepted: models.map(\.0).joined(separator: ", "))
        }
        return SurfaceTuning(model: model)
    }

    /// Lines for a file; none for what is the default anyway.
    static func yaml(_ tuning: SurfaceTuning) -> [String] {
        guard tuning != SurfaceTuning() else { return [] }
        let rms = Int64((tuning.rmsMax * 100).rounded())
        return [
            "surface:",
            "  model: \(tuning.model.rawValue)",
            "  intervalSeconds: \(tuning.interval.nanoseconds / 1_000_000_000)",
            "  sticky: \(tuning.stickiness == .strike ? "strike" : "delta")",
            "  pointsMin: \(tuning.pointsMin)",
            "  rmsMax: \(DecimalText.text(rms, decimals: 2))",
        ]
    }
}
