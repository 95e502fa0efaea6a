/// SVG in the words a chart needs; coordinates are written with one decimal.
extension MarkupWriter {
    typealias Point = (x: Double, y: Double)

    /// A picture that scales with the page; `label` is read out by a screen reader.
    mutating func picture(
        _ label: Bilingual, width: Double, height: Double, style: String = "chart", _ body: Body
    ) {
        element(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "class": style, "role": "img",
                "viewBox": "0 0 \(Self.number(width)) \(Self.number(height))",
                "aria-label": language.say(label),
            ], body)
        newline()
    }

    mutating func line(from a: Point, to b: Point, _ style: String) {
        empty(
            "line",
            [
                "x1": Self.number(a.x), "y1": Self.number(a.y), "x2": Self.number(b.x),
                "y2": Self.number(b.y), "class": style,
            ])
    }

    mutating func box(x: Double, y: Double, width: Double, height: Double, _ style: String) {
        empty(
            "rect",
            [
                "x": Self.number(x), "y": Self.number(y), "width": Self.number(max(0, width)),
                "height": Self.number(max(0, height)), "class": style,
            ])
    }

    mutating func dot(_ center: Point, radius: Double, _ style: String) {
        empty(
            "circle",
            [
                "cx": Self.number(center.x), "cy": Self.number(center.y),
                "r": Self.number(radius), "class": style,
            ])
    }

    mutating func path(_ description: String, _ style: String) {
        guard !description.isEmpty else { return }
        empty("path", ["d": description, "class": style])
    }

    /// Text on its baseline; `style` carries the anchor (`start`, `middle`, `end`).
    mutating func write(_ text: String, at point: Point, _ style: String) {
        element(
            "text",
            ["x": Self.number(point.x), "y": Self.number(point.y), "class": style], text: text)
    }

    /// A coordinate with one decimal; anything not finite or far outside the page is drawn at its edge.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let tenths = Int64((min(max(value, -100_000), 100_000) * 10).rounded())
        if tenths % 10 == 0 { return String(tenths / 10) }
        return (tenths < 0 ? "-" : "") + "\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
    }
}
