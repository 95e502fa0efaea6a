import TestSupport
import Testing

/// Every quote that goes out was approved: what the compiler cannot see of it, read from the sources.
///
/// The compiler sees the rest: `Approved` has no public initialiser and cannot be copied.
@Suite(.rule("H18.4", "PEER-10"))
struct `The only way to the exchange` {
    private static let rooms = ["Sources/", "Strategies/", "Sim/"]

    private var product: [SourceFile] {
        Repository.sources.filter { file in Self.rooms.contains { file.path.hasPrefix($0) } }
    }

    /// `room` of each line of product code with the pattern.
    private func rooms(with pattern: String) throws -> Set<String> {
        let found = try Regex(pattern)
        return Set(product.filter { !$0.matches(found).isEmpty }.map(\.room))
    }

    @Test func `an approval is made in Risk alone`() throws {
        #expect(try rooms(with: #"\bApproved(<\w+>)?\("#) == ["Risk"])
        let declaration = try #require(
            product.first { $0.path == "Sources/Risk/Approved.swift" })
        let text = declaration.code.joined(separator: "\n")
        #expect(text.contains("public struct Approved<Value>: ~Copyable"))
        #expect(text.contains("    init(_ value: Value)"))
        #expect(!text.contains("public init"))
    }

    @Test func `an approval is spent in OrderSession alone`() throws {
        // Its declaration apart.
        #expect(try rooms(with: #"\.spend\(\)"#) == ["OrderSession"])
    }

    @Test func `an outbox is opened on the order session in OrderSession alone`() throws {
        // `outbox.open(…, on: .orderSession)` and `outbox.send(…, on: .orderSession)`, over several lines.
        let call = /outbox\.(?:open|send)\((?:[^()]|\([^()]*\))*on: \.orderSession\b[^)]*\)/
        for file in product {
            let text = file.code.joined(separator: "\n")
            for match in text.matches(of: call) {
                // The exchange's own reports go back on the same channel, to a member.
                let isReport = ["ExchangeEvents", "HedgeReports", "MemberTally"].contains {
                    match.0.contains($0)
                }
                #expect(file.room == "OrderSession" || isReport, "\(file.path): \(match.0)")
            }
        }
        let session = try #require(
            product.first { $0.path == "Sources/OrderSession/OrderSession.swift" })
        // The one writer of entries behind three senders, and the mass cancel.
        #expect(session.code.joined(separator: "\n").matches(of: call).count == 2)
    }

    @Test func `every instruction takes an approval and consumes it`() throws {
        let session = try #require(
            product.first { $0.path == "Sources/OrderSession/OrderSession.swift" })
        let text = session.code.joined(separator: "\n")
        let senders = text.matches(of: /public mutating func (\w+)\(\s*_ approved: (\w+) Approved</)
        #expect(senders.count == 4)
        #expect(senders.allSatisfy { $0.2 == "consuming" })
        #expect(text.matches(of: /public mutating func/).count == 4)
    }
}
