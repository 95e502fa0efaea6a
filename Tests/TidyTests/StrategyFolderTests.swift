import Foundation
import TestSupport
import Testing

/// What a quant developer's folder may hold: one strategy a file, in the catalog, reaching nothing but the kit.
@Suite(.rule("C1.4", "D5.2"))
struct `Strategies` {
    private let files = Repository.sources.filter { $0.path.hasPrefix("Strategies/") }

    @Test func `every file has its line in the catalog, so that commands know it by name`() throws {
        let catalog = try Repository.text("Strategies/StrategyCatalog.swift")
        #expect(files.count > 5)
        for file in files where file.name != "StrategyCatalog" {
            let declared = file.code.compactMap {
                $0.firstMatch(of: /(?:struct|class|enum) (\w+)\s*:.*\bQuotingStrategy\b/)
            }.map { String($0.1) }
            #expect(
                declared == [file.name],
                "\(file.path) declares one QuotingStrategy, named like the file")
            #expect(
                catalog.contains("Entry(\(file.name).self)"),
                "\(file.path) is in no command yet: add `Entry(\(file.name).self),` to StrategyCatalog.entries"
            )
        }
    }

    @Test func `a strategy imports the kit and nothing else: no exchange, no clock, no disk`() {
        for file in files {
            for (index, line) in file.code.enumerated() {
                guard let match = line.firstMatch(of: /\bimport (\w+)/) else { continue }
                #expect(
                    match.1 == "StrategyKit", "\(file.path):\(index + 1) imports \(match.1)")
            }
        }
    }

    @Test func `the kit itself reaches mathematics and nothing else`() {
        let allowed: Set<Substring> = ["Market", "Pricing", "Glibc"]
        for file in Repository.sources where file.room == "StrategyKit" {
            for line in file.code {
                guard let match = line.firstMatch(of: /\bimport (\w+)/) else { continue }
                #expect(allowed.contains(match.1), "\(file.path) imports \(match.1)")
                #expect(match.1 != "Glibc" || file.name == "Maths", "\(file.path)")
            }
        }
    }
}
