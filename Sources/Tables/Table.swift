/// A named table: columns, and rows of as many cells.
public struct Table: Hashable, Sendable {
    public let name: String
    public let columns: [Column]
    public private(set) var rows: [[Cell]] = []

    public init(_ name: String, _ columns: [Column]) {
        self.name = name
        self.columns = columns
    }

    /// Adds a row, one cell a column.
    public mutating func append(_ row: [Cell]) {
        precondition(row.count == columns.count, "\(name): \(row.count) of \(columns.count) cells")
        rows.append(row)
    }

    /// A column's name, and what its cells are.
    public struct Column: Hashable, Sendable {
        public let name: String
        public let isInteger: Bool

        /// Whole numbers in the unit the name says.
        public static func integer(_ name: String) -> Column { Column(name: name, isInteger: true) }
        public static func text(_ name: String) -> Column { Column(name: name, isInteger: false) }
    }

    public enum Cell: Hashable, Sendable {
        case integer(Int64)
        case text(String)
        case none

        /// Nothing for nil.
        public init(_ value: Int64?) { self = value.map { .integer($0) } ?? .none }
        /// Nothing for nil.
        public init(_ value: String?) { self = value.map { .text($0) } ?? .none }
        /// 1, 0, or nothing for nil.
        public init(_ value: Bool?) { self = value.map { .integer($0 ? 1 : 0) } ?? .none }
    }
}

/// A query kept in the database under a name.
public struct TableView: Hashable, Sendable {
    public let name: String
    public let select: String

    public init(_ name: String, _ select: String) {
        self.name = name
        self.select = select
    }
}

/// Why a table could not be written.
public struct TableError: Error, Hashable, Sendable, CustomStringConvertible {
    public let file: String
    public let problem: String

    public init(file: String, problem: String) {
        self.file = file
        self.problem = problem
    }

    public var description: String { "\(file): cannot be written: \(problem)" }
}
