import Foundation
import Market
import TestSupport
import Testing
import Wire

/// The byte values that the SBE 1.0 standard itself prints.
@Suite(.rule("C1.5"))
struct `SBE standard examples` {
    /// The group of the standard's execution report: price and quantity of each fill.
    struct Fill: WireBlock {
        static let blockLength = 12
        var price: Int64
        var quantity: Int32

        init(price: Int64, quantity: Int32) {
            self.price = price
            self.quantity = quantity
        }

        init(reading bytes: UnsafeRawPointer) {
            price = bytes.loadUnaligned(as: Int64.self)
            quantity = bytes.loadUnaligned(fromByteOffset: 8, as: Int32.self)
        }

        func write(to bytes: UnsafeMutableRawPointer) {
            bytes.storeBytes(of: price, as: Int64.self)
            bytes.storeBytes(of: quantity, toByteOffset: 8, as: Int32.self)
        }
    }

    func bytes(_ block: some WireBlock, _ range: Range<Int>) -> String {
        var written = [UInt8](repeating: 0, count: type(of: block).blockLength)
        written.withUnsafeMutableBytes { raw in
            if let base = raw.baseAddress { block.write(to: base) }
        }
        return hex(written[range])
    }

    /// What we write for the encodings of the standard that our schema uses.
    func ours() -> [String: String] {
        [
            "uint32": bytes(LogRequest(credit: 10_000), 40..<44),
            "uint8": bytes(Started(isRestart: 3), 32..<33),
            "uint64": bytes(LogRequest(from: 100_000_000_000), 32..<40),
            "uint16": bytes(InstrumentList.Underlying(index: 10_000), 0..<2),
            "char[6]": bytes(InstrumentList.Underlying(code: FixedText6("MSFT")), 2..<8),
            "char": bytes(InstrumentList.Underlying(code: FixedText6("A")), 2..<3),
            "decimal64 exponent -2": bytes(
                InstrumentList.Underlying(previousClose: Price(ticks: 12_345)), 8..<16),
            "decimal32 exponent -2": bytes(
                PositionSnapshot.Entry(long: Quantity(contracts: 12_345)), 4..<8),
        ]
    }

    @Test func `integers and text are little-endian and padded as the standard prints them`() {
        let written = ours()
        #expect(written["uint32"] == "10270000")
        #expect(written["uint64"] == "00e8764817000000")
        #expect(written["char[6]"] == "4d5346540000")
        #expect(written["decimal64 exponent -2"] == "3930000000000000")
    }

    @Test func `every field encoding of the standard that we use is ours`() throws {
        guard let data = Repository.sharedReference("sbe_wire_examples.json") else { return }
        let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let encodings = try #require(json["field_encodings"] as? [[Any]])
        let written = ours()
        var seen = Set<String>()
        for row in encodings {
            guard let name = row.first as? String, let ours = written[name] else { continue }
            #expect(ours == row[1] as? String, "\(name)")
            seen.insert(name)
        }
        #expect(seen == Set(written.keys))
    }

    @Test func `a repeating group has the standard's dimension header and entries`() {
        var outbox = Outbox()
        outbox.begin(causation: 0, now: SessionTime(nanoseconds: 0))
        outbox.open(Heartbeat(), of: Fill.self, on: .status)
        outbox.append(Fill(price: 99_610, quantity: 2))
        outbox.append(Fill(price: 99_620, quantity: 4))
        outbox.close()
        let group = outbox.bytes(of: outbox.frames[0]).dropFirst(
            WireSchema.headerLength + Heartbeat.blockLength)
        #expect(
            hex(group)
                == "0c0002001a8501000000000002000000248501000000000004000000")
    }
}
