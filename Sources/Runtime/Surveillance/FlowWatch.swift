import Journal
import Market
import Surveillance
import Wire

/// Surveillance fed from the journals of exchange and risk, finished or growing: one way for both.
struct FlowWatch {
    private(set) var surveillance: Surveillance
    private var feed: FlowFeed
    private var merge = FlowMerge()
    /// Times of the input that each journal is at: all that came before it is complete.
    private var groups: [SessionTime?] = [nil, nil]
    private(set) var exchangeEnded = false
    private(set) var riskEnded = false

    init(rules: SurveillanceRules, directory: InstrumentDirectory) {
        surveillance = Surveillance(
            rules: rules, directory: directory, accounts: [ParticipantID.maker.value])
        feed = FlowFeed(directory)
    }

    var isDisordered: Bool { merge.isDisordered }
    /// Both logs have told the end of the day.
    var isComplete: Bool { exchangeEnded && riskEnded }

    /// The next record of the exchange's journal.
    mutating func take(exchange record: JournalRecord) throws {
        guard isOutput(record, of: .exchange) else { return pump() }
        guard record.channel == Channel.eventLog.rawValue else { return }
        let frame = try Frame(record.payload)
        guard frame.template == Template.exchangeEvents else { return }
        let group = try frame.group(ExchangeEvents.Entry.self)
        for index in 0..<group.count {
            feed.rows(group[index]) { merge.put($0, from: .exchange) }
            if group[index].kind == .dayEnded { end(.exchange) }
        }
        pump()
    }

    /// The next record of risk's journal.
    mutating func take(risk record: JournalRecord) throws {
        let isOutput = isOutput(record, of: .risk)
        switch (isOutput, record.channel) {
        case (true, Channel.decisionLog.rawValue): try takeDecisions(try Frame(record.payload))
        case (false, Channel.orderSession.rawValue)
        where record.kind == RecordKind.input.rawValue:
            let frame = try Frame(record.payload)
            guard frame.template == Template.hedgeReports else { break }
            let group = try frame.group(HedgeReports.Entry.self)
            let heard = SessionTime(nanoseconds: record.sessionTime)
            for index in 0..<group.count {
                guard let row = feed.row(group[index], heard: heard) else { continue }
                merge.put(row, from: .risk)
            }
        default: break
        }
        pump()
    }

    /// Nothing more will come from a journal.
    mutating func end(_ stream: FlowMerge.Stream) {
        if stream == .exchange { exchangeEnded = true } else { riskEnded = true }
        merge.end(stream)
        pump()
    }

    /// Lets go what waits for a journal that has fallen silent.
    mutating func force() {
        while let row = merge.force() { surveillance.take(row) }
    }

    private mutating func takeDecisions(_ frame: Frame) throws {
        guard frame.template == Template.riskDecisions else { return }
        let group = try frame.group(RiskDecisions.Entry.self)
        for index in 0..<group.count {
            if let row = feed.row(group[index], account: ParticipantID.maker.value) {
                merge.put(row, from: .risk)
            }
            if group[index].kind == .dayEnded { end(.risk) }
        }
    }

    /// Whether a record is an output; another one begins the next step, so the step before it is complete.
    private mutating func isOutput(
        _ record: JournalRecord, of stream: FlowMerge.Stream
    ) -> Bool {
        if record.kind == RecordKind.output.rawValue { return true }
        if let before = groups[stream.rawValue] { merge.know(stream, until: before) }
        groups[stream.rawValue] = SessionTime(nanoseconds: record.sessionTime)
        return false
    }

    private mutating func pump() {
        while let row = merge.next() { surveillance.take(row) }
    }
}
