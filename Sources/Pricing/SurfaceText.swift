import Glibc

extension SurfaceChain {
    /// Parameters, fit error and findings, one block an expiry.
    public var text: String {
        let blocks = expiries.map { expiry in
            (["\(expiry.name)  T \(shown(expiry.years, 6)) years"] + lines(expiry))
                .joined(separator: "\n  ")
        }
        let standing = expiries.count { $0.outcome.smile != nil }
        return blocks.joined(separator: "\n") + "\n\(standing) of \(expiries.count) expiries fitted"
    }

    /// The same as one object.
    public var json: String {
        let objects = expiries.map { expiry in
            var parts = ["\"expiry\":\"\(escaped(expiry.name))\"", "\"years\":\(expiry.years)"]
            if let chain = expiry.chain {
                parts.append("\"forward\":\(chain.parity.forward)")
                parts.append("\"discount\":\(chain.parity.discount)")
            }
            if let smile = expiry.outcome.smile {
                let values = parameters(smile).map { "\"\($0.name)\":\($0.value)" }
                let quality = smile.quality
                parts.append("\"parameters\":{" + values.joined(separator: ",") + "}")
                parts.append("\"points\":\(quality.points)")
                parts.append("\"points_inside\":\(quality.pointsInside)")
                parts.append("\"rms_half_spreads\":\(quality.rms)")
                parts.append("\"worst_half_spreads\":\(quality.worst)")
                parts.append("\"rms_vol\":\(quality.rmsVolatility)")
                parts.append("\"repaired\":\(smile.repaired)")
            }
            let findings = findings(expiry).map { "\"\(escaped($0))\"" }
            parts.append("\"findings\":[" + findings.joined(separator: ",") + "]")
            parts.append("\"status\":\"\(status(expiry.outcome))\"")
            return "{" + parts.joined(separator: ",") + "}"
        }
        return "{\"model\":\"\(model.rawValue)\",\"expiries\":["
            + objects.joined(separator: ",\n") + "]}"
    }

    private func lines(_ expiry: Expiry) -> [String] {
        var lines: [String] = []
        if let chain = expiry.chain {
            let (parity, unused) = (chain.parity, chain.unused)
            let source =
                parity.pairs == 0
                ? "given" : "parity holds for \(parity.pairsInside) of \(parity.pairs) pairs"
            lines.append(
                "forward \(shown(parity.forward, 6))  discount \(shown(parity.discount, 6))  "
                    + source)
            lines.append(
                "points \(chain.smile.points.count); left out: \(unused.inTheMoney) in the money,"
                    + " \(unused.oneSided) without both sides, \(unused.unpriced) without a volatility"
            )
        }
        if let smile = expiry.outcome.smile {
            lines.append(
                model.rawValue + "  "
                    + parameters(smile).map { "\($0.name) \(shown($0.value, 6))" }
                    .joined(separator: "  "))
            let quality = smile.quality
            lines.append(
                "fit error rms \(shown(quality.rms, 2)), worst \(shown(quality.worst, 2)) half"
                    + " spreads; \(quality.pointsInside) of \(quality.points) between bid and ask;"
                    + " rms \(shown(100 * quality.rmsVolatility, 3)) vol points")
        }
        return lines + findings(expiry).map { "arbitrage: \($0)" }
    }

    private func parameters(_ smile: FittedSmile) -> [(name: String, value: Double)] {
        switch smile.form {
        case .svi(let s):
            [("a", s.a), ("b", s.b), ("rho", s.rho), ("m", s.m), ("sigma", s.sigma)]
        case .wing(let w):
            [
                ("vc", w.volatility), ("sc", w.slope), ("pc", w.putCurvature),
                ("cc", w.callCurvature), ("dc", w.downCutoff), ("uc", w.upCutoff),
                ("dsm", w.downSmoothing), ("usm", w.upSmoothing),
            ]
        }
    }

    private func findings(_ expiry: Expiry) -> [String] {
        var findings: [String] = []
        if let smile = expiry.outcome.smile {
            if let k = smile.butterflyFound {
                let moved = "moved \(shown(100 * smile.repaired, 1)) % of the way to a safe smile"
                findings.append(
                    "butterfly near k \(shown(k, 4)) in the best fit, "
                        + (smile.repaired > 0 ? moved : "fitted anew without it"))
            }
            if let k = smile.calendarFound {
                findings.append("calendar near k \(shown(k, 4)) in the best fit, lifted")
            }
        }
        switch expiry.outcome {
        case .published: if findings.isEmpty { findings.append("none") }
        case .kept(_, let reason): findings.append("last good smile kept: \(told(reason))")
        case .absent(_, let reason): findings.append("no smile: \(told(reason))")
        }
        return findings
    }

    private func status(_ outcome: VolatilitySurface.Outcome) -> String {
        switch outcome {
        case .published: "published"
        case .kept: "kept"
        case .absent: "absent"
        }
    }

    private func told(_ reason: VolatilitySurface.Reason) -> String {
        switch reason {
        case .noUsablePoints: "no usable points"
        case .tooFewPoints(let count): "only \(count) usable points"
        case .poorFit(let rms): "rms \(shown(rms, 2)) half spreads"
        case .noFit: "no form goes through the points"
        case .butterfly(let k): "butterfly near k \(shown(k, 4))"
        case .calendar(let earlier, let k):
            "below \(expiries[earlier].name) near k \(shown(k, 4))"
        }
    }

    private func escaped(_ text: String) -> String {
        String(
            text.flatMap { character -> [Character] in
                if character == "\"" || character == "\\" { return ["\\", character] }
                return character.unicodeScalars.allSatisfy { $0.value < 32 } ? [" "] : [character]
            })
    }

    private func shown(_ value: Double, _ decimals: Int) -> String {
        DecimalText.shown(value, decimals)
    }
}

/// A Double with a fixed number of decimals, without a locale.
enum DecimalText {
    static func shown(_ value: Double, _ decimals: Int) -> String {
        let scale = pow(10, Double(decimals))
        let scaled = (abs(value) * scale).rounded()
        guard scaled.isFinite, scaled < 9e15 else { return "\(value)" }
        let digits = Int64(scaled)
        let unit = Int64(scale)
        let sign = value < 0 && digits > 0 ? "-" : ""
        guard decimals > 0 else { return sign + String(digits) }
        let fraction = String(digits % unit)
        let zeros = String(repeating: "0", count: decimals - fraction.count)
        return "\(sign)\(digits / unit).\(zeros)\(fraction)"
    }
}
