import Foundation
import Tables
import TestSupport
import Testing

@Suite(.rule("C3.8"))
struct `Tables for other tools` {
    private var table: Table {
        var table = Table("figures", [.text("name"), .integer("ns")])
        table.append([.text("plain"), .integer(-7)])
        table.append([.text("a \"quoted\", 中文\nline"), .integer(.max)])
        table.append([.none, .none])
        return table
    }

    @Test func `CSV quotes what it must and keeps comments apart`() {
        #expect(
            table.csv(comments: ["figures rest on\nplaceholders"])
                == "# figures rest onplaceholders\nname,ns\nplain,-7\n"
                + "\"a \"\"quoted\"\", 中文\nline\",9223372036854775807\n,\n")
    }

    @Test func `JSON is read back by another reader`() throws {
        let text = Table.json([table, Table("none", [.integer("n")])])
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let rows = try #require(object["figures"] as? [[String: Any]])
        #expect(rows.count == 3)
        #expect(rows[1]["name"] as? String == "a \"quoted\", 中文\nline")
        #expect(rows[1]["ns"] as? Int64 == .max)
        #expect(rows[2]["name"] is NSNull)
        #expect((object["none"] as? [Any])?.isEmpty == true)
    }

    @Test func `a database holds the same cells, and its views work`() throws {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("tables-\(UUID().uuidString).sqlite").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        for _ in 0..<2 {  // The second replaces the first.
            try SQLiteFile.write(
                [table], views: [TableView("v_count", "SELECT COUNT(*) AS n FROM figures")],
                to: file)
        }
        #expect(!FileManager.default.fileExists(atPath: file + ".part"))
        guard
            let said = try Python.run(
                """
                import sqlite3, sys
                c = sqlite3.connect(sys.argv[1])
                print(c.execute("select n from v_count").fetchone()[0])
                print(c.execute("select name, ns from figures").fetchall())
                """, file)
        else { return }
        #expect(
            said
                == "3\n[('plain', -7), ('a \"quoted\", 中文\\nline', 9223372036854775807), "
                + "(None, None)]\n")
    }

    @Test func `a folder that is not there is an error, not a crash`() {
        #expect(throws: TableError.self) {
            try SQLiteFile.write([table], views: [], to: "/nonexistent/x.sqlite")
        }
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("tables-\(UUID().uuidString).sqlite").path
        #expect(throws: TableError.self) {
            try SQLiteFile.write([table, table], views: [], to: file)
        }
        #expect(!FileManager.default.fileExists(atPath: file))
        #expect(!FileManager.default.fileExists(atPath: file + ".part"))
    }
}

/// The machine's Python 3 with its sqlite3 module, an outside reader.
enum Python {
    /// What the script printed; nil, with a line that says so, where Python is missing.
    static func run(_ script: String, _ argument: String) throws -> String? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "PYTHONIOENCODING=utf-8", "python3", "-B", "-c", script, argument,
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus != 127 else {
            print("skipped: python3 is not installed, the database is not read back")
            return nil
        }
        return String(decoding: data, as: UTF8.self)
    }
}
