// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public struct StatusReport: WireMessage {
    public static let templateID: UInt16 = 60
    public static let blockLength = 127

    public var envelope: Envelope
    public var role: ProcessRole
    public var phaseCode: UInt8
    public var isFinished: UInt8
    public var pid: Int32
    public var framesIn: UInt64
    public var framesOut: UInt64
    public var journalRecords: UInt64
    public var residentBytes: UInt64
    /// By role: exchange events · risk accepted · quoter live quotes · tracker obliged contracts.
    public var a: Int64
    /// Exchange trades · risk refused · quoter fills · tracker contracts meeting the bar.
    public var b: Int64
    /// Exchange requests · risk live quotes · quoter P&L · tracker met ns.
    public var c: Int64
    /// – · risk messages · quoter tick-to-ack p50 ns · tracker elapsed obliged ns.
    public var d: Int64
    /// – · – · quoter tick-to-ack p99 ns · tracker lag in events.
    public var e: Int64
    /// – · – · – · tracker lowest slack ns of the contracts not lost.
    public var f: Int64
    /// – · – · – · tracker contracts above the first alert ratio.
    public var g: Int64

    public init(
        envelope: Envelope = Envelope(), role: ProcessRole = ProcessRole(rawValue: 0),
        phaseCode: UInt8 = 0, isFinished: UInt8 = 0, pid: Int32 = 0, framesIn: UInt64 = 0,
        framesOut: UInt64 = 0, journalRecords: UInt64 = 0, residentBytes: UInt64 = 0, a: Int64 = 0,
        b: Int64 = 0, c: Int64 = 0, d: Int64 = 0, e: Int64 = 0, f: Int64 = 0, g: Int64 = 0
    ) {
        self.envelope = envelope
        self.role = role
        self.phaseCode = phaseCode
        self.isFinished = isFinished
        self.pid = pid
        self.framesIn = framesIn
        self.framesOut = framesOut
        self.journalRecords = journalRecords
        self.residentBytes = residentBytes
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.e = e
        self.f = f
        self.g = g
    }

    @inlinable
    public init(reading bytes: UnsafeRawPointer) {
        envelope = Envelope(reading: bytes + 0)
        role = ProcessRole(rawValue: bytes.loadUnaligned(fromByteOffset: 32, as: UInt8.self))
        phaseCode = bytes.loadUnaligned(fromByteOffset: 33, as: UInt8.self)
        isFinished = bytes.loadUnaligned(fromByteOffset: 34, as: UInt8.self)
        pid = bytes.loadUnaligned(fromByteOffset: 35, as: Int32.self)
        framesIn = bytes.loadUnaligned(fromByteOffset: 39, as: UInt64.self)
        framesOut = bytes.loadUnaligned(fromByteOffset: 47, as: UInt64.self)
        journalRecords = bytes.loadUnaligned(fromByteOffset: 55, as: UInt64.self)
        residentBytes = bytes.loadUnaligned(fromByteOffset: 63, as: UInt64.self)
        a = bytes.loadUnaligned(fromByteOffset: 71, as: Int64.self)
        b = bytes.loadUnaligned(fromByteOffset: 79, as: Int64.self)
        c = bytes.loadUnaligned(fromByteOffset: 87, as: Int64.self)
        d = bytes.loadUnaligned(fromByteOffset: 95, as: Int64.self)
        e = bytes.loadUnaligned(fromByteOffset: 103, as: Int64.self)
        f = bytes.loadUnaligned(fromByteOffset: 111, as: Int64.self)
        g = bytes.loadUnaligned(fromByteOffset: 119, as: Int64.self)
    }

    @inlinable
    public func write(to bytes: UnsafeMutableRawPointer) {
        envelope.write(to: bytes + 0)
        bytes.storeBytes(of: role.rawValue, toByteOffset: 32, as: UInt8.self)
        bytes.storeBytes(of: phaseCode, toByteOffset: 33, as: UInt8.self)
        bytes.storeBytes(of: isFinished, toByteOffset: 34, as: UInt8.self)
        bytes.storeBytes(of: pid, toByteOffset: 35, as: Int32.self)
        bytes.storeBytes(of: framesIn, toByteOffset: 39, as: UInt64.self)
        bytes.storeBytes(of: framesOut, toByteOffset: 47, as: UInt64.self)
        bytes.storeBytes(of: journalRecords, toByteOffset: 55, as: UInt64.self)
        bytes.storeBytes(of: residentBytes, toByteOffset: 63, as: UInt64.self)
        bytes.storeBytes(of: a, toByteOffset: 71, as: Int64.self)
        bytes.storeBytes(of: b, toByteOffset: 79, as: Int64.self)
        bytes.storeBytes(of: c, toByteOffset: 87, as: Int64.self)
        bytes.storeBytes(of: d, toByteOffset: 95, as: Int64.self)
        bytes.storeBytes(of: e, toByteOffset: 103, as: Int64.self)
        bytes.storeBytes(of: f, toByteOffset: 111, as: Int64.self)
        bytes.storeBytes(of: g, toByteOffset: 119, as: Int64.self)
    }
}
