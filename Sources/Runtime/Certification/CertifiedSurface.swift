import Quoter

/// The volatilities that certified days were priced with: another model gives other prices, and so another strategy.
struct CertifiedSurface: Codable, Equatable {
    /// `curve`, `svi` or `wing`.
    let model: String
    /// What `surface:` of `desk.yaml` says beside the model; empty where nothing is set.
    let settings: [String]

    init(_ tuning: SurfaceTuning?) {
        let tuning = tuning ?? SurfaceTuning()
        model = tuning.model.rawValue
        settings = SurfaceSettings.yaml(tuning).dropFirst(2).map { line in
            String(line.drop { $0 == " " })
        }
    }

    /// What a run on another one differs in; nil when it is this one.
    func difference(to running: CertifiedSurface) -> String? {
        if model != running.model {
            return "certified on the \(model) surface, running on \(running.model)"
                + " (\(running.remedy))"
        }
        for (certified, other) in zip(settings, running.settings) where certified != other {
            return "certified with surface \(certified), running with \(other)"
        }
        return settings.count == running.settings.count ? nil : "another setting of the surface"
    }

    private var remedy: String { "`obligato certify --surface \(model)` certifies that" }
}
