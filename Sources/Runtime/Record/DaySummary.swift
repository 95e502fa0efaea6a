import Foundation
import Market
import Obligations
import Settings
import Wire

/// `summary.json`: figures (from journals), processes (as they ran), latency (as measured).
struct DaySummary: Encodable {
    struct Process: Encodable {
        let role: String
        let pid: Int32
        let pids: [Int32]
        let restarts: Int
        let endpoints: [String]
        let messagesIn: UInt64
        let messagesOut: UInt64
        let journalRecords: UInt64
        let rssBytes: UInt64
        let droppedFrames: UInt64
        let refusedFrames: UInt64
        let stateHash: String
    }

    struct Latency: Encodable {
        let name: String
        let count: Int64
        let p50: Int64
        let p90: Int64
        let p99: Int64
        let p999: Int64
        let max: Int64
    }

    let version: String
    let kind: String
    let scenario: String
    let seed: UInt64
    let speed: Int64
    let strategy: String
    /// The programme-trading filing the run rests on, or that there is none.
    let filing: String
    /// The certificate of the strategy, or that there is none.
    let certificate: String
    let processes: [Process]
    let latencyNanoseconds: [Latency]
    let figures: DayFigures

    init(
        _ record: DayRecord, figures: DayFigures, pids: [DeskRole: [Int32]],
        lastStatus: [DeskRole: StatusReport]
    ) {
        version = Version.text
        kind = pids.isEmpty ? "backtest" : "day"
        scenario = record.plan.scenarioName
        seed = record.desk.seed
        speed = record.desk.clock.speed
        strategy = record.desk.strategy
        filing = FilingGate.standing(of: record.desk)
        certificate = CertificateGate.standing(of: record.desk)
        self.figures = figures
        processes = DeskRole.allCases.map {
            Self.process($0, record, pids: pids[$0] ?? [], status: lastStatus[$0])
        }
        let quoter = ProcessRecord.read(record.folder.processSummary(.quoter))
        latencyNanoseconds =
            quoter?.fact("latencyCount").map { count in
                [
                    Latency(
                        name: "tick to acknowledgement", count: count,
                        p50: quoter?.fact("latencyP50") ?? 0,
                        p90: quoter?.fact("latencyP90") ?? 0,
                        p99: quoter?.fact("latencyP99") ?? 0,
                        p999: quoter?.fact("latencyP999") ?? 0,
                        max: quoter?.fact("latencyMax") ?? 0)
                ]
            } ?? []
    }

    private static func process(
        _ role: DeskRole, _ record: DayRecord, pids: [Int32], status: StatusReport?
    ) -> Process {
        let own = ProcessRecord.read(record.folder.processSummary(role))
        let names: [DeskEndpoints.Name] =
            switch role {
            case .exchange: [.marketData, .snapshot, .orderSession, .eventLog, .exchangeStatus]
            case .risk: [.quoteSession, .decisionLog, .control, .riskStatus]
            case .quoter: [.quoterControl, .quoterStatus]
            case .tracker: [.trackerStatus]
            }
        return Process(
            role: role.rawValue, pid: pids.last ?? own?.pid ?? 0, pids: pids,
            restarts: max(0, pids.count - 1),
            endpoints: names.map { record.desk.endpoints[$0] }.filter { !$0.isEmpty },
            messagesIn: own?.framesIn ?? status?.framesIn ?? 0,
            messagesOut: own?.framesOut ?? status?.framesOut ?? 0,
            journalRecords: own?.journalRecords ?? status?.journalRecords ?? 0,
            rssBytes: own?.residentBytes ?? status?.residentBytes ?? 0,
            droppedFrames: own?.droppedFrames ?? 0, refusedFrames: own?.refusedFrames ?? 0,
            stateHash: own?.stateHash ?? "")
    }

    /// The `figures` of a written summary, as the same text that `DayFigures` encodes to.
    static func figuresText(in folder: RunFolder) throws -> String? {
        struct Holder: Decodable { let figures: DayFigures }
        let text = try TextFile.read(folder.summary, bytesMax: 16 << 20)
        guard let holder = try? JSONDecoder().decode(Holder.self, from: Data(text.utf8)) else {
            return nil
        }
        return try JSONText.text(holder.figures)
    }
}

/// `manifest.json`: what ran, so that a record can be matched with the program and settings that made it.
struct RunManifest: Encodable {
    let version: String
    let kind: String
    let seed: UInt64
    let scenario: String
    let tradingDay: String
    let rulePack: String
    let strategy: String
    let configurationHash: String
    let binaryHash: String
    let schemaVersion: UInt16

    init(settings: DaySettings, plan: DeskPlan, kind: String, configuration: String) {
        version = Version.text
        self.kind = kind
        seed = settings.seed
        scenario = plan.scenarioName
        tradingDay = plan.directory.day.description
        rulePack = "\(plan.pack.id) \(plan.pack.version)"
        strategy = settings.strategy
        configurationHash = Array(configuration.utf8).withUnsafeBytes(Self.hash)
        binaryHash = Self.ownBinaryHash
        schemaVersion = WireSchema.version
    }

    func write(to path: String) throws { try TextFile.write(try JSONText.text(self), to: path) }

    /// The hash that a run's manifest gives, if it has one.
    static func binaryHash(in folder: RunFolder) -> String? {
        struct Holder: Decodable { let binaryHash: String }
        guard let data = FileManager.default.contents(atPath: folder.manifest) else { return nil }
        return (try? JSONDecoder().decode(Holder.self, from: data))?.binaryHash
    }

    /// The trading day that a run's manifest gives.
    static func tradingDay(in folder: RunFolder) throws -> String {
        struct Holder: Decodable { let tradingDay: String }
        let text = try TextFile.read(folder.manifest)
        do {
            return try JSONDecoder().decode(Holder.self, from: Data(text.utf8)).tradingDay
        } catch {
            throw SettingsError(
                file: folder.manifest, line: 0, path: "tradingDay", problem: "no trading day in it",
                accepted: "the manifest that the run wrote")
        }
    }

    /// Read once: a sweep or a certification writes many manifests.
    static let ownBinaryHash: String = {
        // Mapped: a copy of the program took longer than its hash, twice over.
        let itself = URL(fileURLWithPath: "/proc/self/exe")
        guard let data = try? Data(contentsOf: itself, options: .alwaysMapped) else { return "" }
        return data.withUnsafeBytes(hash)
    }()

    private static func hash(_ bytes: UnsafeRawBufferPointer) -> String {
        var hasher = StateHasher()
        hasher.combine(bytes)
        return String(hasher.value, radix: 16)
    }
}
