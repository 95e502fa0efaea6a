import Journal
import Market
import Risk
import Seal
import Wire

/// The day's flow replayed under a request's limits, as a text that two persons read and whose hash one approves.
///
/// The text is everything: request, place in risk's journal, figures. Its SHA-256 names it.
struct LimitPreview {
    let records: UInt64
    let figures: LimitFigures
    let text: String

    var hash: String { "\(SHA256.digest(text.utf8))" }

    /// - Parameter last: number of the last record of risk's journal to replay; nil is all there is.
    init(
        of request: LimitRecord, _ entries: [LimitRecord.Entry], over link: LimitLink,
        upTo last: UInt64? = nil
    ) throws {
        let values = try LimitsText.values(entries)
        var trial = LimitTrial(
            try link.cores.risk(), supposing: values.map { ($0.name, $0.new) })
        var records: UInt64 = 0
        var until = SessionTime(nanoseconds: 0)
        try link.forEachRecord(upTo: last ?? .max) { record in
            records = record.number
            let now = SessionTime(nanoseconds: record.sessionTime)
            until = max(until, now)
            switch RecordKind(rawValue: record.kind) {
            case .input:
                guard let channel = Channel(rawValue: record.channel),
                    let frame = try? Frame(record.payload)
                else { return }
                trial.receive(frame, on: channel, from: PeerID(record.peer), at: now)
            case .wake: trial.advance(to: now)
            default: return
            }
        }
        let figures = trial.finish()
        self.records = records
        self.figures = figures
        var lines = ["preview of limits, \(link.plan.directory.day), seed \(link.desk.seed)"]
        lines += LimitsText.request(request, entries, withOutcome: false)
        lines += ["flow: \(records) records of risk's journal, until \(until)"]
        lines += LimitsText.figures(figures, link.plan.directory)
        text = lines.joined(separator: "\n") + "\n"
    }
}
