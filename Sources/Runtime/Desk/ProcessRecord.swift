import Foundation

/// `process.json`: what one life of a process says of itself when it ends in order.
struct ProcessRecord: Codable, Sendable {
    struct Fact: Codable, Sendable {
        let name: String
        let value: Int64
    }

    let role: String
    let pid: Int32
    let epoch: UInt32
    let framesIn: UInt64
    let framesOut: UInt64
    let journalRecords: UInt64
    let droppedFrames: UInt64
    let refusedFrames: UInt64
    let malformedFrames: UInt64
    let residentBytes: UInt64
    let stateHash: String
    let outputHash: String
    let facts: [Fact]

    init(
        role: DeskRole, pid: Int32, epoch: UInt32, framesIn: UInt64, framesOut: UInt64,
        journalRecords: UInt64, droppedFrames: UInt64, refusedFrames: UInt64,
        malformedFrames: UInt64, residentBytes: UInt64, stateHash: UInt64, outputHash: UInt64,
        facts: [Fact]
    ) {
        self.role = role.rawValue
        self.pid = pid
        self.epoch = epoch
        self.framesIn = framesIn
        self.framesOut = framesOut
        self.journalRecords = journalRecords
        self.droppedFrames = droppedFrames
        self.refusedFrames = refusedFrames
        self.malformedFrames = malformedFrames
        self.residentBytes = residentBytes
        self.stateHash = String(stateHash, radix: 16)
        self.outputHash = String(outputHash, radix: 16)
        self.facts = facts
    }

    func write(to path: String) throws {
        try TextFile.write(try JSONText.text(self), to: path)
    }

    static func read(_ path: String) -> ProcessRecord? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return try? JSONDecoder().decode(ProcessRecord.self, from: data)
    }

    func fact(_ name: String) -> Int64? { facts.first { $0.name == name }?.value }
}

/// JSON with sorted keys: the same values always give the same text.
enum JSONText {
    static func text<Value: Encodable>(_ value: Value) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    }
}
