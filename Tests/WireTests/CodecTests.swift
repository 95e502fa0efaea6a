import Foundation
import Market
import TestSupport
import Testing
import Wire

@Suite(.rule("I2.1", "I2.2", "C1.5"))
struct `Codec` {
    @Test func `the tests know every message of the schema`() throws {
        let schema = try String(
            contentsOfFile: Repository.path("Sources/Wire/Schema/obligato.xml"), encoding: .utf8)
        let names = schema.components(separatedBy: "<sbe:message name=\"").dropFirst()
            .compactMap { $0.split(separator: "\"").first.map(String.init) }
        #expect(names == MessageCase.all.map(\.name))
    }

    @Test(arguments: MessageCase.all)
    func `every field comes back as it was sent`(message: MessageCase) throws {
        for seed in UInt64(1)...20 {
            let made = message.make(seed, Int(seed % 4))
            let found = try message.read(made.bytes)
            #expect(found == made.fields, "seed \(seed)")
        }
    }

    @Test(arguments: MessageCase.all)
    func `a frame cut at any length is refused`(message: MessageCase) throws {
        let bytes = message.make(1, 3).bytes
        for length in 0..<bytes.count {
            #expect(throws: WireError.self, "cut at \(length) of \(bytes.count)") {
                try message.read(Array(bytes.prefix(length)))
            }
        }
        _ = try message.read(bytes)
    }

    @Test(arguments: MessageCase.all)
    func `random bytes are read or refused, never trapped on`(message: MessageCase) {
        var random = SeededGenerator(seed: 20_210_104)
        for _ in 0..<500 {
            var bytes = message.make(1, 2).bytes
            for _ in 0..<4 {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
                    in: 0...255, using: &random)
            }
            _ = try? message.read(bytes)
        }
    }

    @Test func `a block covers each of its bytes with exactly one field`() {
        var random = SeededGenerator(seed: 7)
        func check<Block: WireBlock>(_ type: Block.Type) {
            let bytes = random.bytes(Block.blockLength)
            var written = [UInt8](repeating: 0, count: Block.blockLength)
            bytes.withUnsafeBytes { source in
                written.withUnsafeMutableBytes { target in
                    guard let from = source.baseAddress, let to = target.baseAddress else { return }
                    Block(reading: from).write(to: to)
                }
            }
            #expect(written == bytes, "\(type)")
        }
        check(InstrumentList.Contract.self)
        check(InstrumentList.Underlying.self)
        check(BookTops.Entry.self)
        check(QuoteInstructions.Entry.self)
        check(OrderInstructions.Entry.self)
        check(ExchangeEvents.Entry.self)
        check(RiskDecisions.Entry.self)
        check(PositionSnapshot.Entry.self)
        check(ControlCommand.self)
        check(ControlReply.self)
        check(StatusReport.self)
        check(PortfolioMark.self)
    }
}
