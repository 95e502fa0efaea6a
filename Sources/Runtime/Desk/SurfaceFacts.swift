import Market
import Pricing
import Quoter

/// What a quoter says of its fitted surface when it ends, and the line made of it.
enum SurfaceFacts {
    /// Empty where the calibrated curve prices.
    static func facts(_ status: SurfaceStatus?) -> [ProcessRecord.Fact] {
        guard let status else { return [] }
        func milli(_ value: Double) -> Int64 {
            value.isFinite && value < 1e12 ? Int64((value * 1_000).rounded()) : -1
        }
        var facts: [ProcessRecord.Fact] = [
            .init(name: "surfaceExpiries", value: Int64(status.expiries)),
            .init(name: "surfaceFitted", value: Int64(status.fitted)),
            .init(name: "surfaceLastGood", value: Int64(status.lastGood)),
            .init(name: "surfaceRmsMilli", value: milli(status.rmsMean)),
            .init(name: "surfaceRmsWorstMilli", value: milli(status.rmsWorst)),
            .init(name: "surfaceAgeMilliseconds", value: status.ageMax.nanoseconds / 1_000_000),
            .init(name: "surfacePublished", value: Int64(clamping: status.published)),
            .init(name: "surfaceKept", value: Int64(clamping: status.kept)),
            .init(name: "surfaceAbsent", value: Int64(clamping: status.absent)),
        ]
        if let refusal = status.lastRefusal {
            facts += [
                .init(name: "surfaceRefusedAt", value: refusal.time.nanoseconds),
                .init(name: "surfaceRefusedExpiry", value: Int64(refusal.expiry.yyyymmdd)),
                .init(name: "surfaceRefusedReason", value: Int64(refusal.reason.order)),
            ]
        }
        for (order, count) in status.refusals.enumerated() where count > 0 {
            facts.append(
                .init(name: "surfaceRefusals\(order)", value: Int64(clamping: count)))
        }
        return facts
    }

    /// `surface 4 of 4 expiries fitted, …`; nil where there is none.
    static func line(_ record: ProcessRecord?) -> String? {
        guard let record, let expiries = record.fact("surfaceExpiries") else { return nil }
        func fact(_ name: String) -> Int64 { record.fact("surface" + name) ?? 0 }
        func units(_ milli: Int64) -> String { DecimalText.text(milli / 10, decimals: 2) }
        var text =
            "surface \(fact("Fitted")) of \(expiries) expiries fitted, \(fact("LastGood")) of them"
            + " the last good one; rms \(units(fact("RmsMilli"))), worst"
            + " \(units(fact("RmsWorstMilli"))) half spreads; oldest"
            + " \(fact("AgeMilliseconds") / 1_000) s; \(fact("Published")) fits published,"
            + " \(fact("Kept") + fact("Absent")) refused"
        let names = VolatilitySurface.Reason.names
        let counts = names.indices.filter { fact("Refusals\($0)") > 0 }.map {
            "\(names[$0]) \(fact("Refusals\($0)"))"
        }
        if !counts.isEmpty { text += " (" + counts.joined(separator: ", ") + ")" }
        if let at = record.fact("surfaceRefusedAt") {
            let reason = Int(fact("RefusedReason"))
            text +=
                "; last \(SessionTime(nanoseconds: at)) \(fact("RefusedExpiry"))"
                + " \(names.indices.contains(reason) ? names[reason] : "?")"
        }
        return text
    }
}
