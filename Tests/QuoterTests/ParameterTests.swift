import Market
import Quoter
import Strategies
import StrategyKit
import TestSupport
import Testing
import Wire

/// A strategy that counts its calls and keeps the count over a change of parameters.
private struct Remembers: QuotingStrategy {
    static let name = "remembers"
    static let summary = "For tests."
    static let parameterSpecification: [ParameterSpecification] = [
        .integer("width-ticks", "spread, ticks", default: 20, in: 1...100)
    ]
    private var width: Int64
    private var calls: Int64 = 0

    init(parameters: StrategyParameters) throws(ParameterError) {
        width = Int64(try parameters.integer("width-ticks"))
    }

    mutating func change(to parameters: StrategyParameters) throws(ParameterError) {
        width = Int64(try parameters.integer("width-ticks"))
    }

    mutating func wish(_ position: Int, in chain: ChainView) -> QuoteWish {
        calls += 1
        let size = Quantity(contracts: 20)
        return chain.quote(
            position, around: 1_000 - Double(calls) * 20, width: Double(width), buying: size,
            selling: size)
    }
}

@Suite(.rule("C3.4a", "C3.8"))
struct `Parameters changed while running` {
    private let operatorPeer = PeerID(5)

    private func desk() throws -> QuoterHarness {
        let desk = try QuoterHarness.ready(strategy: try StrategyCatalog.make("constant-spread"))
        desk.tick(35_000)
        desk.accept(0, id: 1, 990, 1_010)
        return desk
    }

    /// Every parameter of the strategy, as the desk tells them.
    private func all(width: String) -> [String: String] {
        [
            "width-ticks": width, "lean-ticks": "30", "quantity": "20", "delta-scale": "500000",
            "vega-scale": "500000", "contract-scale": "300",
        ]
    }

    private func change(
        _ desk: QuoterHarness, _ values: [(String, String)], at effective: SessionTime? = nil,
        person: String = "wang", reason: String = "wider", isRestored: Bool = false,
        from peer: PeerID = PeerID(5)
    ) -> [Said] {
        desk.deliver(on: .control, from: peer) { outbox in
            outbox.open(
                ParameterChange(
                    commandID: 7, effective: effective ?? SessionTime(nanoseconds: 0),
                    isRestored: isRestored ? 1 : 0, person: FixedText32(person),
                    reason: FixedText64(reason)),
                of: ParameterChange.Entry.self, on: .control)
            for (name, value) in values {
                outbox.append(
                    ParameterChange.Entry(name: FixedText32(name), value: FixedText32(value)))
            }
            outbox.close()
        }
    }

    @Test func `a change at once is on record, told, and quoted by`() throws {
        let desk = try desk()
        #expect(
            change(desk, [("width-ticks", "40")]) == [
                .parameters(.accepted, ""),
                .told(.accepted, all(width: "40")),
                .quote(0, id: 2, 980, 1_020),
            ])
    }

    @Test func `a change waits for its time, and time alone brings it about`() throws {
        let desk = try desk()
        let effective = desk.now + .seconds(2)
        #expect(
            change(desk, [("width-ticks", "40")], at: effective) == [
                .parameters(.waiting, ""),
                .told(.waiting, all(width: "20")),
            ])
        #expect(desk.core.nextDeadline == effective)
        #expect(desk.wait(milliseconds: 1_999) == [])
        #expect(
            desk.wait(milliseconds: 1) == [
                .parameters(.accepted, ""), .quote(0, id: 2, 980, 1_020),
            ])
    }

    @Test(arguments: [
        ([("width-ticks", "10001")], "width-ticks: 10001 is out of range", "1 to 10000"),
        (
            [("width-ticks", "wide")], "width-ticks: wide is not a number it takes",
            "a plain decimal number"
        ),
        (
            [("size", "10")], "unknown parameter size",
            "width-ticks, lean-ticks, quantity, delta-scale, vega-scale, …"
        ),
        (
            [("quantity", "10"), ("quantity", "12")], "parameter quantity given twice", "each once"
        ),
        ([(String, String)](), "nothing to change, or too much", "1 to 64 parameters"),
    ])
    func `what is refused names parameter and range, and changes nothing`(
        values: [(String, String)], problem: String, accepted: String
    ) throws {
        let desk = try desk()
        let before = desk.core.stateHash
        // A good value in bad company is not taken either.
        let all = values.isEmpty || values.count == 2 ? values : [("quantity", "30")] + values
        #expect(
            change(desk, all) == [
                .parameters(.refused, problem),
                .told(.refused, ["problem": problem, "accepted": accepted]),
            ])
        #expect(desk.core.stateHash == before)
        #expect(desk.tick(35_001) == [])
    }

    @Test func `nobody, no reason, and a time that is past are refused`() throws {
        let desk = try desk()
        let values = [("width-ticks", "40")]
        for said in [
            change(desk, values, person: ""), change(desk, values, reason: ""),
            change(desk, values, at: desk.now),
            change(desk, values, at: SessionTime(hour: 15, minute: 1)),
        ] {
            guard case .parameters(.refused, _) = said.first, said.count == 2 else {
                Issue.record("\(said)")
                continue
            }
        }
        // At the close is still in time.
        #expect(
            change(desk, values, at: SessionTime(hour: 15, minute: 0)).first
                == .parameters(.waiting, ""))
    }

    @Test func `a shell says again what an earlier life was told, and is not answered`() throws {
        let desk = try desk()
        desk.wait(milliseconds: 5_000)
        #expect(
            change(
                desk, [("width-ticks", "40")], at: SessionTime(hour: 9, minute: 30),
                isRestored: true,
                from: .everybody
            ).first == .parameters(.accepted, ""))
        #expect(desk.query() == [.told(.accepted, all(width: "40"))])
    }

    @Test func `two changes on the way are taken by their times, not by their arrival`() throws {
        let desk = try desk()
        _ = change(desk, [("width-ticks", "60")], at: desk.now + .seconds(2))
        _ = change(desk, [("width-ticks", "40")], at: desk.now + .seconds(1))
        desk.wait(milliseconds: 1_000)
        #expect(desk.query() == [.told(.accepted, all(width: "40"))])
        desk.wait(milliseconds: 1_000)
        #expect(desk.query() == [.told(.accepted, all(width: "60"))])
    }

    @Test func `the same inputs change the same at the same time`() throws {
        func hash(steps: Int64) throws -> UInt64 {
            let desk = try desk()
            _ = change(desk, [("width-ticks", "40")], at: desk.now + .seconds(1))
            for _ in 0..<steps { desk.wait(milliseconds: 2_000 / steps) }
            return desk.core.stateHash
        }
        #expect(try hash(steps: 1) == hash(steps: 10))
    }

    @Test func `a strategy may keep what it remembers`() throws {
        let desk = try QuoterHarness.ready(
            strategy: try Remembers(
                parameters: StrategyParameters(for: Remembers.parameterSpecification)))
        #expect(desk.tick(35_000) == [.quote(0, id: 1, 970, 990)])
        desk.accept(0, id: 1, 970, 990)
        #expect(change(desk, [("width-ticks", "40")]).last == .quote(0, id: 2, 940, 980))
    }

    @Test func `a plain strategy begins anew with what it is given`() throws {
        let parameters = try StrategyParameters(
            [("quantity", "30")], for: ConstantSpread.parameterSpecification)
        let next = try parameters.changed(
            by: [("width-ticks", "7")], for: ConstantSpread.parameterSpecification)
        let texts = next.texts(for: ConstantSpread.parameterSpecification)
        #expect(texts.prefix(3).map(\.name) == ["width-ticks", "lean-ticks", "quantity"])
        #expect(texts.prefix(3).map(\.text) == ["7", "30", "30"])
        #expect(
            ParameterSpecification.decimal("a", "", default: 0.05, in: 0...1).text(0.05) == "0.05")
        #expect(ParameterSpecification.decimal("a", "", default: 2, in: 0...3).text(2) == "2")
    }
}

extension QuoterHarness {
    fileprivate func query() -> [Said] {
        deliver(on: .control, from: PeerID(5)) {
            $0.send(ParameterQuery(commandID: 8), on: .control)
        }
    }
}
