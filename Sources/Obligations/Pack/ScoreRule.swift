/// A weighted score over other rules' figures, grades, and what spoils them (SSE-MM-09).
public struct ScoreRule: Hashable, Sendable {
    public var items: [Item]
    /// Best first; the first whose bar is reached is the grade.
    public var grades: [Grade]
    /// Rules that must pass; one that fails gives the last grade.
    public var knockouts: [String]

    public init(items: [Item], grades: [Grade], knockouts: [String]) {
        self.items = items
        self.grades = grades
        self.knockouts = knockouts
    }

    /// One rule's share in the score.
    public struct Item: Hashable, Sendable {
        public var rule: String
        public var weight: Ratio
        public var map: Map

        public init(rule: String, weight: Ratio, map: Map) {
            self.rule = rule
            self.weight = weight
            self.map = map
        }
    }

    /// How a figure becomes points between 0 and 100.
    public enum Map: Hashable, Sendable {
        /// The figure × 100.
        case linear
        /// The points of the last step whose figure is reached; 0 below the first.
        case steps([Step])
    }

    /// From this figure on, so many points.
    public struct Step: Hashable, Sendable {
        public var from: Ratio
        public var points: Int64

        public init(from: Ratio, points: Int64) {
            self.from = from
            self.points = points
        }
    }

    /// A name for scores from here on, in points.
    public struct Grade: Hashable, Sendable {
        public var name: String
        public var scoreMin: Int64

        public init(name: String, scoreMin: Int64) {
            self.name = name
            self.scoreMin = scoreMin
        }
    }
}
