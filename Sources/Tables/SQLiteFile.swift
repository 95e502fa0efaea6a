import CSQLite
import Glibc

/// Writes one SQLite database: tables, their rows, views over them.
public enum SQLiteFile {
    /// Replaces the file at `path`; it appears whole or not at all.
    public static func write(_ tables: [Table], views: [TableView], to path: String)
        throws(TableError)
    {
        let temporary = path + ".part"
        unlink(temporary)
        let connection = try Connection(temporary, named: path)
        do {
            try connection.run("PRAGMA journal_mode = OFF")
            try connection.run("PRAGMA user_version = 1")
            try connection.run("BEGIN")
            for table in tables { try write(table, into: connection) }
            for view in views {
                try connection.run("CREATE VIEW \(quoted(view.name)) AS \(view.select)")
            }
            try connection.run("COMMIT")
            try connection.close()
        } catch {
            try? connection.close()
            unlink(temporary)
            throw error
        }
        guard rename(temporary, path) == 0 else {
            throw TableError(file: path, problem: String(cString: strerror(errno)))
        }
    }

    private static func write(_ table: Table, into connection: Connection) throws(TableError) {
        let columns = table.columns.map {
            quoted($0.name) + ($0.isInteger ? " INTEGER" : " TEXT")
        }
        try connection.run(
            "CREATE TABLE \(quoted(table.name)) (\(columns.joined(separator: ", ")))")
        let places = table.columns.map { _ in "?" }.joined(separator: ", ")
        let statement = try connection.prepare(
            "INSERT INTO \(quoted(table.name)) VALUES (\(places))")
        defer { sqlite3_finalize(statement) }
        for row in table.rows {
            for (index, cell) in row.enumerated() {
                let place = Int32(index + 1)
                let code =
                    switch cell {
                    case .integer(let value): sqlite3_bind_int64(statement, place, value)
                    case .text(let value):
                        csqlite_bind_text(statement, place, value, Int32(value.utf8.count))
                    case .none: sqlite3_bind_null(statement, place)
                    }
                guard code == SQLITE_OK else { throw connection.error }
            }
            guard sqlite3_step(statement) == SQLITE_DONE, sqlite3_reset(statement) == SQLITE_OK
            else { throw connection.error }
        }
    }

    private static func quoted(_ name: String) -> String {
        "\"" + name.replacing("\"", with: "\"\"") + "\""
    }

    /// One open database.
    private final class Connection {
        private var handle: OpaquePointer?
        private let name: String

        init(_ path: String, named name: String) throws(TableError) {
            self.name = name
            let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            guard sqlite3_open_v2(path, &handle, flags, nil) == SQLITE_OK else {
                let error = error
                sqlite3_close_v2(handle)
                throw error
            }
        }

        func run(_ statement: String) throws(TableError) {
            guard sqlite3_exec(handle, statement, nil, nil, nil) == SQLITE_OK else { throw error }
        }

        func prepare(_ text: String) throws(TableError) -> OpaquePointer {
            var statement: OpaquePointer?
            guard sqlite3_prepare_v2(handle, text, -1, &statement, nil) == SQLITE_OK,
                let statement
            else { throw error }
            return statement
        }

        func close() throws(TableError) {
            let code = sqlite3_close_v2(handle)
            handle = nil
            guard code == SQLITE_OK else { throw error }
        }

        var error: TableError {
            TableError(file: name, problem: String(cString: sqlite3_errmsg(handle)))
        }
    }
}
