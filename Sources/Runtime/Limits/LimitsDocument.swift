import Market
import Risk
import Wire

/// An answer about limits as JSON: stable names, times as text, nil for what is not set.
struct LimitsDocument: Encodable {
    struct Limit: Encodable {
        let name: String
        let unit: String
        let inForce: Int64?
        let atStart: Int64?
        let used: Int64?
    }

    struct Change: Encodable {
        let name: String
        let old: Int64?
        let new: Int64?
    }

    struct Request: Encodable {
        let id: UInt32
        let status: String
        let isEmergency: Bool
        let maker: String
        let checker: String?
        let reason: String
        let madeAt: String
        let effective: String?
        let expires: String?
        let decidedAt: String?
        let inForceAt: String?
        let endedAt: String?
        let previewHash: String?
        let previewRecords: UInt64?
        let limits: [Change]
    }

    struct Side: Encodable {
        let accepted: UInt64
        let refused: [String: UInt64]
        let deltaShares: Int64
        let gammaShares: Int64
        let vegaYuan: Int64
        let positionPerContract: Int64
        let positionPerDirection: Int64
        let positionTotal: Int64
        let hedgeShares: Int64

        init(_ side: LimitFigures.Side) {
            accepted = side.accepted
            refused = Dictionary(
                uniqueKeysWithValues: side.refused.map { ($0.code.description, $0.count) })
            deltaShares = side.deltaShares
            gammaShares = side.gammaShares
            vegaYuan = side.vegaYuan
            positionPerContract = side.positionPerContract
            positionPerDirection = side.positionPerDirection
            positionTotal = side.positionTotal
            hedgeShares = side.hedgeShares
        }
    }

    struct Loss: Encodable {
        let contract: String
        let lostNanoseconds: Int64
        let refused: UInt64
    }

    struct Preview: Encodable {
        let hash: String
        let text: String
        let records: UInt64
        let old: Side
        let new: Side
        let newlyRefused: UInt64
        let newlyPassed: UInt64
        let newlyRefusedHedges: UInt64
        let newlyPassedHedges: UInt64
        let lostNanoseconds: Int64
        let losses: [Loss]
    }

    let outcome: String
    let problem: String?
    let problemText: String?
    let version: UInt32
    let requests: [Request]
    let limits: [Limit]
    let preview: Preview?

    init(_ answer: LimitAnswer, preview: LimitPreview?, _ directory: InstrumentDirectory) {
        let refusal = answer.refusal
        outcome = refusal == nil ? "accepted" : "refused"
        problem = refusal?.problem.description
        problemText = refusal?.text
        version = answer.reply?.version ?? 0
        requests = answer.records.map { Self.request($0.head, $0.entries) }
        limits = answer.limits.compactMap { entry in
            LimitName(rawValue: entry.limitCode).map {
                Limit(
                    name: $0.name, unit: $0.unit,
                    inForce: entry.flags & 1 == 0 ? nil : entry.value,
                    atStart: entry.flags & 2 == 0 ? nil : entry.first,
                    used: entry.flags & 4 == 0 ? nil : entry.used)
            }
        }
        self.preview = preview.map { Self.preview($0, directory) }
    }

    private static func request(_ head: LimitRecord, _ entries: [LimitRecord.Entry]) -> Request {
        Request(
            id: head.requestID, status: head.status.description,
            isEmergency: head.isEmergency == 1, maker: head.maker.text,
            checker: text(head.checker.text), reason: head.reason.text,
            madeAt: "\(head.madeAt)", effective: LimitsText.time(head.effective),
            expires: LimitsText.time(head.expires), decidedAt: LimitsText.time(head.decidedAt),
            inForceAt: LimitsText.time(head.inForceAt), endedAt: LimitsText.time(head.endedAt),
            previewHash: text(head.hash.text),
            previewRecords: head.records == 0 ? nil : head.records,
            limits: ((try? LimitsText.values(entries)) ?? []).map {
                Change(name: $0.name.name, old: $0.old, new: $0.new)
            })
    }

    private static func text(_ text: String) -> String? { text.isEmpty ? nil : text }

    private static func preview(_ preview: LimitPreview, _ directory: InstrumentDirectory)
        -> Preview
    {
        let figures = preview.figures
        return Preview(
            hash: preview.hash, text: preview.text, records: preview.records,
            old: Side(figures.old), new: Side(figures.new), newlyRefused: figures.newlyRefused,
            newlyPassed: figures.newlyPassed, newlyRefusedHedges: figures.newlyRefusedHedges,
            newlyPassedHedges: figures.newlyPassedHedges, lostNanoseconds: figures.lost.nanoseconds,
            losses: figures.losses.map {
                Loss(
                    contract: directory.contracts[$0.contract.int].tradingCode,
                    lostNanoseconds: $0.lost.nanoseconds, refused: $0.refused)
            })
    }
}
