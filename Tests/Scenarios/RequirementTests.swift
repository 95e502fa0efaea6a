import Foundation
import Market
import Runtime
import TestSupport
import Testing

extension `Scenarios` {
    @Suite(.rule("P22", "P24", "H28", "P27.2b", "B3.11"))
    struct `Rows of the requirements` {
        private struct Document: Decodable {
            struct Row: Decodable {
                let id: String
                let verdict: String
                let evidence: [String]
            }
            struct Total: Decodable {
                let passed: Int
                let failed: Int
                let notBuilt: Int
            }
            let rows: [Row]
            let total: Total
        }

        /// Rows with one line that is measured in real time: on a busy machine it may not hold.
        private static let timed: Set<String> = ["P22", "P24", "H28"]

        @Test func `the command proves the rows of a group`() throws {
            let told = try Obligato.run(["check", "--group", "risk", "--json"])
            let document = try JSONDecoder().decode(Document.self, from: Data(told.output.utf8))
            #expect(document.rows.count == 50)
            for row in document.rows where row.verdict == "FAIL" {
                let unmet = row.evidence.filter { $0.hasPrefix("NOT") }
                let isTimed = unmet.allSatisfy { $0.contains("after receipt") }
                #expect(Self.timed.contains(row.id) && isTimed, "\(row.id) \(unmet)")
            }
            #expect(document.total.notBuilt == 0)
            #expect(document.total.passed + document.total.failed == 50)
            #expect(told.code == (document.total.failed == 0 ? 0 : 1))
        }

        @Test func `a row that passes is exit code 0, one that is no row 2`() throws {
            let one = try Obligato.run(["check", "C3.12"])
            #expect(one.code == 0)
            #expect(one.output.hasSuffix("1 passed, 0 failed, 0 not built\n"))
            #expect(one.output.contains("PASS    C3.12"))
            let none = try Obligato.run(["check", "C3.99"])
            #expect(none.code == 2)
            #expect(none.complaints.count == 1 && none.error.contains("C3.99"))
            let list = try Obligato.run(["check", "--list", "--group", "risk"])
            #expect(list.output.split(separator: "\n").count == 50)
        }

        // MARK: what an account may do, in the desk's file

        private func load(_ account: String) throws -> DeskConfiguration {
            let scratch = try Scratch()
            let desk = DeskConfiguration(
                runFolder: "run",
                clock: SessionClock(
                    monotonicOrigin: 0, origin: DeskConfiguration.clockOrigin, speed: 1),
                endpoints: .ipc(folder: "s"))
            let path = try scratch.file("desk.yaml", desk.yaml + "account:\n" + account)
            return try DeskConfiguration.load(path: path)
        }

        @Test func `an account's permissions are read`() throws {
            _ = try load(
                """
                  permissions:
                    - { quoter: 1, underlying: "510050", kinds: [all] }
                    - { account: 1, contract: 10000004, kinds: [buy-close, sell-close] }
                  openings: ["510050"]
                  clearingReserveYuan: 2500000
                  clearingReserveLeastYuan: 2000000
                  operators:
                    - { person: li, verbs: [pause, resume, restrict] }

                """)
        }

        @Test(arguments: [
            ("  permissions:\n    - { quoter: 9, kinds: [all] }\n", "quoter"),
            ("  permissions:\n    - { kinds: [everything] }\n", "everything"),
            ("  permissions:\n    - { quoter: 1 }\n", "kinds"),
            ("  clearingReserveYuan: 5\n", "clearingReserveLeastYuan"),
            ("  operators:\n    - { person: li, verbs: [dance] }\n", "dance"),
            ("  holidays: []\n", "holidays"),
        ])
        func `what makes no sense is one error that names it`(account: String, named: String) throws
        {
            do {
                _ = try load(account)
                Issue.record("\(account) was read")
            } catch {
                #expect("\(error)".contains(named), "\(error)")
            }
        }
    }
}
