import Market
import TestSupport
import Testing
import Wire

@Suite(.rule("SSE-TR-01", "C1.5"))
struct `Instrument list` {
    /// Number 3 is an adjusted contract.
    func contract(_ index: Int, _ expiry: TradingDay) -> OptionContract {
        let isCall = index % 2 == 0
        let unit: Int32 = index == 3 ? 10_185 : 10_000
        return OptionContract(
            index: ContractIndex(index), code: 10_000_000 + UInt32(index),
            tradingCode: isCall ? "510050C2101M03500" : "510050P2101M03500",
            underlying: UnderlyingIndex(index % 2), type: isCall ? .call : .put,
            strike: Price(ticks: 35_000), unit: unit, expiry: expiry,
            expiryRank: UInt8(index % 4), daysToExpiry: 23,
            previousSettlement: Price(ticks: 1_124),
            band: PriceBand(down: Price(ticks: 1), up: Price(ticks: 3_725)),
            isAdjusted: index == 3)
    }

    func directory() throws -> InstrumentDirectory {
        let day = try #require(TradingDay(yyyymmdd: 20_210_104))
        let expiry = try #require(TradingDay(yyyymmdd: 20_210_127))
        let contracts = (0..<600).map { contract($0, expiry) }
        return try InstrumentDirectory(
            day: day,
            underlyings: [
                Underlying(
                    index: UnderlyingIndex(0), code: "510050", previousClose: Price(ticks: 35_120)),
                Underlying(
                    index: UnderlyingIndex(1), code: "510300", previousClose: Price(ticks: 52_600)),
            ],
            contracts: contracts)
    }

    func sent(_ directory: InstrumentDirectory) -> [UInt8] {
        var outbox = Outbox()
        outbox.begin(causation: 0, now: SessionTime(nanoseconds: 0))
        InstrumentList.send(directory, on: .eventLog, to: .everybody, into: &outbox)
        return Array(outbox.bytes(of: outbox.frames[0]))
    }

    func refusal(_ bytes: [UInt8]) throws -> DirectoryError? {
        try bytes.withUnsafeBytes { raw in
            let frame = try Frame(raw)
            do throws(DirectoryError) {
                _ = try InstrumentList.directory(from: frame)
                return nil
            } catch {
                return error
            }
        }
    }

    /// Offset of a byte of the first contract: header, root, underlyings, group header.
    func firstContract(_ field: Int) -> Int {
        WireSchema.headerLength + InstrumentList.blockLength
            + 2 * WireSchema.groupHeaderLength + 2 * InstrumentList.Underlying.blockLength + field
    }

    @Test func `a directory crosses the wire whole`() throws {
        let original = try directory()
        let bytes = sent(original)
        #expect(bytes.count < WireSchema.frameBytesMax)
        let received = try bytes.withUnsafeBytes { raw in
            try InstrumentList.directory(from: try Frame(raw))
        }
        #expect(received == original)
    }

    @Test func `a list that is not a directory is refused with its reason`() throws {
        let good = sent(try directory())
        #expect(try refusal(good) == nil)
        func patched(_ offset: Int, _ value: UInt8) -> [UInt8] {
            var bytes = good
            bytes[offset] = value
            return bytes
        }
        let day = WireSchema.headerLength + Envelope.length
        #expect(try refusal(patched(day, 0)) == .badDay(20_210_104 & ~0xff))
        #expect(
            try refusal(patched(firstContract(30), 3))
                == .badContract(code: 10_000_000, field: "type"))
        #expect(
            try refusal(patched(firstContract(47), 0x7f))
                == .badContract(code: 10_000_000, field: "expiry"))
        #expect(
            try refusal(patched(firstContract(0), 1))
                == .invalid(.indexOutOfOrder(tradingCode: "510050C2101M03500")))
        #expect(
            try refusal(patched(firstContract(28), 9))
                == .invalid(.unknownUnderlying(tradingCode: "510050C2101M03500")))
        #expect(
            try refusal(patched(firstContract(39), 0x80))
                == .invalid(.badField(tradingCode: "510050C2101M03500", field: "strike")))
    }
}
