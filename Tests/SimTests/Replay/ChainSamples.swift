import Market
import Sim
import Wire

/// Small recorded chains made up here, packed as an archive would be.
enum ChainSamples {
    static let market = """
        market:
          kind: chain
          file: chain.zip
          levelDivisor: 1000
          contracts:
            - {contract: 510050C2101M03500, recorded: call_35000000_20210115}

        """

    static let callName = "20210104_spx_minute_quote_european_call_35000000_20210115.csv"

    /// 09:30: 60.05 × 7 at 61.2 × 8; 09:31: no bid; 09:33: locked; 09:34: 62 at 63.
    static let callRows = """
        34140000,1,1,1,1,1,1,1,1,1,1
        34200000,600000,610000,590000,600500,7,620000,630000,610000,612000,8
        34260000,,,,,0,612000,612000,612000,612500,9
        34380000,620000,620000,620000,620000,1,620000,620000,620000,620000,1
        34440000,620000,620000,620000,620000,60,630000,630000,630000,630000,61
        """

    static func scenario(_ market: String = market) throws(ScenarioError) -> Scenario {
        try Scenario.load(yaml: Scenario.regularDayYAML + market, file: "r.yaml")
    }

    static func chain(_ rows: String, deflated: Bool = false) throws -> RecordedChain? {
        let scenario = try scenario()
        return try RecordedChain.read(
            of: scenario, directory: ChainListing.directory(for: scenario)
        ) { (file: String) throws(ChainFileError) in
            try ZipMembers(
                file: file, bytes: zip([(callName, Array(rows.utf8))], deflated: deflated))
        }
    }

    /// An archive of stored members, or of members deflated into one block without compression.
    static func zip(_ members: [(name: String, bytes: [UInt8])], deflated: Bool = false) -> [UInt8]
    {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for member in members {
            let length = UInt16(member.bytes.count)
            let packed =
                deflated
                ? [1] + little(length) + little(~length) + member.bytes : member.bytes
            let facts =
                little(UInt16(deflated ? 8 : 0)) + little(UInt32(0))
                + little(checksum(member.bytes)) + little(UInt32(packed.count))
                + little(UInt32(member.bytes.count)) + little(UInt16(member.name.utf8.count))
                + little(UInt16(0))
            let offset = UInt32(archive.count)
            archive += little(UInt32(0x0403_4b50)) + little(UInt16(20)) + little(UInt16(0)) + facts
            archive += Array(member.name.utf8) + packed
            directory += little(UInt32(0x0201_4b50)) + little(UInt16(20)) + little(UInt16(20))
            directory += little(UInt16(0)) + facts + [UInt8](repeating: 0, count: 10)
            directory += little(offset) + Array(member.name.utf8)
        }
        let start = UInt32(archive.count)
        let count = UInt16(members.count)
        archive += directory + little(UInt32(0x0605_4b50)) + little(UInt32(0)) + little(count)
        archive += little(count) + little(UInt32(directory.count)) + little(start)
        return archive + little(UInt16(0))
    }

    private static func little<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        (0..<Value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var value: UInt32 = ~0
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value >> 1 ^ (value & 1 == 1 ? 0xedb8_8320 : 0) }
        }
        return ~value
    }
}

/// An exchange run to given times, and its tops there.
struct ChainDay: ~Copyable {
    private var core: ExchangeCore
    private var outbox = Outbox(instance: 1)
    let directory: InstrumentDirectory

    init(_ scenario: Scenario, paths: [UnderlyingPath], chain: RecordedChain?) throws {
        directory = ChainListing.directory(for: scenario)
        core = ExchangeCore(
            ExchangeConfiguration(directory: directory),
            flow: SimulatedFlow(
                scenario: scenario, directory: directory, paths: paths, seed: 1, chain: chain))
        var input = Outbox(instance: 2)
        input.begin(causation: 0, now: time("09:00"))
        input.send(Started(), on: .shell)
        outbox.begin(causation: 0, now: time("09:00"))
        core.receive(
            try Frame(UnsafeRawBufferPointer(input.bytes(of: input.frames[0]))), on: .shell,
            from: .everybody, at: time("09:00"), into: &outbox)
    }

    mutating func top(_ code: String, at clock: String) -> String {
        outbox.begin(causation: 0, now: time(clock))
        core.advance(to: time(clock), into: &outbox)
        guard let contract = directory.contract(tradingCode: code) else { return "?" }
        let top = core.tops[contract.index.int]
        return "\(top.bidQuantity)@\(top.bid.ticks) \(top.askQuantity)@\(top.ask.ticks)"
    }
}
