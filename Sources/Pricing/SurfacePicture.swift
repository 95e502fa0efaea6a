/// A fitted chain as a drawing (SVG): one panel an expiry, bars from bid to ask, the fitted smile through them.
public struct SurfacePicture: Sendable {
    private static let width = 360.0
    private static let height = 240.0
    private static let margin = 40.0
    private static let columns = 3

    private let chain: SurfaceChain

    public init(_ chain: SurfaceChain) { self.chain = chain }

    /// The document.
    public var svg: String {
        let rows = (chain.expiries.count + SurfacePicture.columns - 1) / SurfacePicture.columns
        let columns = min(SurfacePicture.columns, chain.expiries.count)
        let size = (
            Int(SurfacePicture.width) * columns, Int(SurfacePicture.height) * rows
        )
        var text =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(size.0)\" height=\"\(size.1)\""
            + " viewBox=\"0 0 \(size.0) \(size.1)\" font-family=\"sans-serif\" font-size=\"11\">\n"
            + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
        for (index, expiry) in chain.expiries.enumerated() {
            let x = Double(index % SurfacePicture.columns) * SurfacePicture.width
            let y = Double(index / SurfacePicture.columns) * SurfacePicture.height
            text += "<g transform=\"translate(\(Int(x)) \(Int(y)))\">\n\(panel(expiry))</g>\n"
        }
        return text + "</svg>\n"
    }

    private struct Frame {
        let k: (low: Double, high: Double)
        let volatility: (low: Double, high: Double)

        func x(_ value: Double) -> String {
            let share = (value - k.low) / (k.high - k.low)
            return DecimalText.shown(
                SurfacePicture.margin
                    + share * (SurfacePicture.width - 1.5 * SurfacePicture.margin), 1)
        }

        func y(_ value: Double) -> String {
            let share = (value - volatility.low) / (volatility.high - volatility.low)
            return DecimalText.shown(
                SurfacePicture.height - SurfacePicture.margin
                    - share * (SurfacePicture.height - 1.75 * SurfacePicture.margin), 1)
        }
    }

    private func panel(_ expiry: SurfaceChain.Expiry) -> String {
        let title = "<text x=\"40\" y=\"20\">\(safe(expiry.name))</text>\n"
        let points = expiry.chain?.smile.points ?? []
        guard let low = points.map(\.k).min(), let high = points.map(\.k).max(),
            let least = points.map(\.volatilityBid).min(),
            let most = points.map(\.volatilityAsk).max()
        else { return title + "<text x=\"40\" y=\"60\" fill=\"#777\">no usable points</text>\n" }
        let slack = max(0.01, 0.1 * (most - least))
        let frame = Frame(
            k: (min(low, -0.01) - 0.02, max(high, 0.01) + 0.02),
            volatility: (max(0, least - slack), most + slack))
        var text = title + axes(frame)
        for point in points {
            let x = frame.x(point.k)
            text +=
                "<line x1=\"\(x)\" x2=\"\(x)\" y1=\"\(frame.y(point.volatilityBid))\""
                + " y2=\"\(frame.y(point.volatilityAsk))\" stroke=\"#888\" stroke-width=\"3\"/>\n"
        }
        return text + curve(expiry.outcome, frame)
    }

    private func axes(_ frame: Frame) -> String {
        let (left, right) = (frame.x(frame.k.low), frame.x(frame.k.high))
        let (bottom, top) = (frame.y(frame.volatility.low), frame.y(frame.volatility.high))
        func label(_ x: String, _ y: String, _ text: String, _ anchor: String) -> String {
            "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\" fill=\"#555\">\(text)</text>\n"
        }
        let percent = (
            DecimalText.shown(100 * frame.volatility.low, 1),
            DecimalText.shown(100 * frame.volatility.high, 1)
        )
        return "<path d=\"M\(left) \(top)V\(bottom)H\(right)\" fill=\"none\" stroke=\"#bbb\"/>\n"
            + label("36", bottom, percent.0, "end") + label("36", top, percent.1, "end")
            + label(left, "215", DecimalText.shown(frame.k.low, 2), "start")
            + label(right, "215", DecimalText.shown(frame.k.high, 2), "end")
            + label(frame.x(0), "215", "ln K/F", "middle")
    }

    private func curve(_ outcome: VolatilitySurface.Outcome, _ frame: Frame) -> String {
        guard let smile = outcome.smile else {
            return "<text x=\"60\" y=\"40\" fill=\"#b00\">no smile</text>\n"
        }
        var path = ""
        for step in 0...80 {
            let k = frame.k.low + (frame.k.high - frame.k.low) * Double(step) / 80
            let variance = smile.form.variance(at: k).value
            guard variance > 0 else { continue }
            let volatility = (variance / smile.years).squareRoot()
            let held = max(frame.volatility.low, min(frame.volatility.high, volatility))
            path += "\(path.isEmpty ? "M" : "L")\(frame.x(k)) \(frame.y(held))"
        }
        return "<path d=\"\(path)\" fill=\"none\" stroke=\"#06c\" stroke-width=\"1.5\"/>\n"
    }

    private func safe(_ text: String) -> String {
        String(text.map { "<>&\"'".contains($0) ? "_" : $0 })
    }
}
