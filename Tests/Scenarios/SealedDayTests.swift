import Foundation
import TestSupport
import Testing

extension `Scenarios` {
    @Suite(.serialized, .rule("C3.8", "D4.9"))
    struct `A sealed day` {
        struct Verified: Decodable {
            struct Finding: Decodable {
                let subject: String
                let holds: Bool
                let detail: String
            }
            let holds: Bool
            let findings: [Finding]

            /// What is said of a subject that does not hold.
            func fault(_ subject: String) -> String {
                findings.first { $0.subject == subject && !$0.holds }?.detail ?? "none"
            }
        }

        private func verify(_ run: Run, _ options: [String] = []) throws -> (
            code: Int32, found: Verified
        ) {
            let result = try Obligato.run(["verify", run.path, "--json"] + options)
            return (
                result.code,
                try JSONDecoder().decode(Verified.self, from: Data(result.output.utf8))
            )
        }

        @Test(.rule("PEER-05"))
        func `a changed byte anywhere in the record is named by its file`() throws {
            let scratch = try Scratch()
            let run = try Run.backtest(in: scratch)
            #expect(try verify(run).code == 0)
            let names = try sealedNames(run)
            #expect(names.count == 12)
            #expect(names.filter { $0.hasSuffix(".seg") }.count == 4)
            var dice = SeededGenerator(seed: 0x5EA1)
            for name in names {
                let file = try #require(FileHandle(forUpdatingAtPath: run.path + "/" + name))
                defer { try? file.close() }
                let place = UInt64.random(in: 0..<(try file.seekToEnd()), using: &dice)
                try flip(place, in: file)
                let (code, found) = try verify(run)
                #expect(code == 1, "\(name), byte \(place)")
                #expect(found.fault("files") == "\(name) has another content than was sealed")
                try flip(place, in: file)
            }
            #expect(try verify(run).code == 0)
        }

        @Test(.rule("PEER-05"))
        func `a file put in, taken out or cut is named, and nothing is sealed over it`() throws {
            let scratch = try Scratch()
            let run = try Run.backtest(in: scratch)
            let files = FileManager.default
            let extra = run.path + "/exchange/e0001-0002.seg"
            try Data([1]).write(to: URL(fileURLWithPath: extra))
            #expect(
                try verify(run).found.fault("files") == "exchange/e0001-0002.seg is not in the seal"
            )
            let again = try Obligato.run(["seal", run.path])
            #expect(again.code == 2)
            #expect(again.complaints.count == 1 && again.error.contains("has changed since"))
            try files.removeItem(atPath: extra)
            let summary = run.path + "/summary.json"
            try files.moveItem(atPath: summary, toPath: summary + ".away")
            #expect(try verify(run).found.fault("files") == "summary.json is missing")
            try files.moveItem(atPath: summary + ".away", toPath: summary)
            let segment = try #require(try run.segments(of: "risk").first)
            let size = try #require(try files.attributesOfItem(atPath: segment)[.size] as? Int)
            let handle = try #require(FileHandle(forUpdatingAtPath: segment))
            try handle.truncate(atOffset: UInt64(size - 1))
            try handle.close()
            #expect(
                try verify(run).found.fault("files")
                    == "risk/e0001-0001.seg has \(size - 1) bytes, the seal says \(size)")
        }

        @Test(.rule("PEER-05"))
        func `a day replaced whole is noticed by the day after it`() throws {
            let scratch = try Scratch()
            let monday = try Run.backtest(["--seed", "1"], in: scratch, named: "monday")
            let tuesday = try Run.backtest(
                ["--scenario", try tuesdayScenario(in: scratch)], in: scratch, named: "tuesday")
            let (code, found) = try verify(tuesday)
            #expect(code == 0)
            #expect(
                found.findings.contains {
                    $0.subject == "chain" && $0.detail.contains("back to 2021-01-04")
                })
            // Another Monday, sealed as well as the first: by itself it is faultless.
            let forged = try Run.backtest(["--seed", "2"], in: scratch, named: "forged")
            let files = FileManager.default
            try files.moveItem(atPath: monday.path, toPath: scratch.path("away"))
            try files.moveItem(atPath: forged.path, toPath: monday.path)
            #expect(try verify(monday).code == 0)
            let broken = try verify(tuesday)
            #expect(broken.code == 1)
            #expect(broken.found.fault("chain").contains("broken"))
            #expect(broken.found.fault("chain").contains(monday.path))
            #expect(broken.found.fault("files") == "none")
            let genuine = try verify(tuesday, ["--previous", scratch.path("away")])
            #expect(genuine.code == 0)
            #expect(try verify(tuesday, ["--previous", monday.path]).code == 1)
        }

        @Test(.rule("PEER-06"), .enabled(if: Sodium.isPresent))
        func `a signature is good under its own key alone`() throws {
            let scratch = try Scratch()
            let (key, trusted) = try newKey("desk", in: scratch)
            let (_, other) = try newKey("other", in: scratch)
            let run = try Run.backtest(["--key", key], in: scratch)
            #expect(try verify(run, ["--public-key", trusted]).code == 0)
            let (code, found) = try verify(run, ["--public-key", other])
            #expect(code == 1)
            #expect(found.fault("signature").contains("not by the key given"))
            // What a verifier holds does not sign, and a signed seal is not replaced.
            for (arguments, said) in [
                (["seal", run.path, "--key", trusted], "others"),
                (["seal", run.path, "--key", key], "signed seal is never replaced"),
                (["verify", run.path, "--public-key", key], "not a public key"),
                (["key", "new", key], "never overwritten"),
            ] {
                let result = try Obligato.run(arguments)
                #expect(result.code == 2, "\(arguments)")
                #expect(
                    result.complaints.count == 1 && result.error.contains(said), "\(result.error)")
            }
            // A forger who changes a figure and seals anew has no signature to put there.
            try FileManager.default.removeItem(atPath: run.path + "/head.json")
            #expect(try Obligato.run(["seal", run.path]).code == 0)
            #expect(try verify(run).code == 0)
            #expect(
                try verify(run, ["--public-key", trusted]).found.fault("signature")
                    == "none, and a key was given")
        }

        @Test(.rule("PEER-06"), .enabled(if: Sodium.isPresent))
        func `a secret key is for its owner's eyes only`() throws {
            let scratch = try Scratch()
            let (key, trusted) = try newKey("desk", in: scratch)
            let mode = try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions]
            #expect(mode as? Int == 0o600)
            let shown = try Obligato.run(["key", "public", key])
            #expect(shown.output == (try String(contentsOfFile: trusted, encoding: .utf8)))
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: key)
            let result = try Obligato.run([
                "backtest", "--key", key, "--out", scratch.path("run"),
            ])
            #expect(result.code == 2 && result.error.contains("0600"))
            // Found before a day was run.
            #expect(!scratch.names.contains("run"))
        }

        @Test func `what is no record of a finished day is neither sealed nor verified`() throws {
            let scratch = try Scratch()
            for command in ["seal", "verify"] {
                let result = try Obligato.run([command, scratch.path])
                #expect(result.code == 2 && result.complaints.count == 1, "\(result.error)")
                #expect(result.error.contains(scratch.path))
            }
        }

        private func sealedNames(_ run: Run) throws -> [String] {
            struct Head: Decodable {
                struct File: Decodable { let name: String }
                let files: [File]
            }
            let data = try Data(contentsOf: URL(fileURLWithPath: run.path + "/head.json"))
            return try JSONDecoder().decode(Head.self, from: data).files.map(\.name)
        }

        /// Paths of a new secret key and of its public half.
        private func newKey(_ name: String, in scratch: Scratch) throws -> (String, String) {
            let result = try Obligato.run(["key", "new", scratch.path(name)])
            try #require(result.code == 0, "\(result.error)")
            return (scratch.path(name), try scratch.file(name + ".pub", result.output))
        }

        private func tuesdayScenario(in scratch: Scratch) throws -> String {
            let text = try String(
                contentsOfFile: RecordedDay.root + "/Sim/scenarios/regular-day.yaml",
                encoding: .utf8)
            #expect(text.contains("tradingDay: 20210104"))
            return try scratch.file(
                "tuesday.yaml",
                text.replacing("tradingDay: 20210104", with: "tradingDay: 20210105"))
        }

        private func flip(_ place: UInt64, in file: FileHandle) throws {
            try file.seek(toOffset: place)
            let byte = try #require(try file.read(upToCount: 1)?.first)
            try file.seek(toOffset: place)
            try file.write(contentsOf: Data([byte ^ 0x10]))
        }
    }
}

/// The machine's libsodium, asked of the program itself.
enum Sodium {
    static let isPresent: Bool = {
        let file = NSTemporaryDirectory() + "/obligato-key-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let present = (try? Obligato.run(["key", "new", file]))?.code == 0
        if !present { print("skipped: libsodium is not installed, nothing is signed") }
        return present
    }()
}
