/// SVG path text for lines of many points, thinned to what a page can show.
enum LinePath {
    typealias Point = MarkupWriter.Point

    /// Horizontal, then vertical: the value holds until the next point. Nil breaks the line.
    static func stepped(_ points: [Point?], until end: Double) -> String {
        var text = ""
        var last: Point?
        for point in points {
            if let last, let x = point?.x ?? nil {
                text += " H" + MarkupWriter.number(max(x, last.x))
            }
            guard let point else {
                last = nil
                continue
            }
            if last == nil {
                text += (text.isEmpty ? "M" : " M") + pair(point)
            } else {
                text += " V" + MarkupWriter.number(point.y)
            }
            last = point
        }
        if let last { text += " H" + MarkupWriter.number(max(end, last.x)) }
        return text
    }

    /// Straight from point to point.
    static func straight(_ points: [Point]) -> String {
        var text = ""
        for point in points { text += (text.isEmpty ? "M" : " L") + pair(point) }
        return text
    }

    private static func pair(_ point: Point) -> String {
        MarkupWriter.number(point.x) + " " + MarkupWriter.number(point.y)
    }

    /// At most four points a unit of width: first, lowest, highest, last, in order.
    static func thinned(_ points: [Point], width: Double) -> [Point] {
        guard Double(points.count) > 4 * max(1, width) else { return points }
        var kept: [Point] = []
        var index = points.startIndex
        while index < points.endIndex {
            let column = points[index].x.rounded(.down)
            var end = index
            while end < points.endIndex, points[end].x.rounded(.down) == column { end += 1 }
            kept.append(contentsOf: extremes(of: points[index..<end]))
            index = end
        }
        return kept
    }

    private static func extremes(of points: ArraySlice<Point>) -> [Point] {
        guard points.count > 4 else { return Array(points) }
        var lowest = points.startIndex
        var highest = points.startIndex
        for index in points.indices {
            if points[index].y < points[lowest].y { lowest = index }
            if points[index].y > points[highest].y { highest = index }
        }
        let kept = [points.startIndex, lowest, highest, points.endIndex - 1].sorted()
        return kept.map { points[$0] }
    }
}
