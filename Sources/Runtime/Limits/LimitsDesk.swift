import Market
import Risk
import Settings
import Wire

/// `obligato limits`: what a person asks about a run's limits, and what is answered.
///
/// Everything that changes something is a message to the risk process, so it is in risk's journal.
public struct LimitsDesk {
    /// What a command prints, and whether what it asks for holds.
    public struct Outcome: Sendable {
        public let text: String
        public let holds: Bool
    }

    /// Who says it, and why.
    public struct Word: Sendable {
        public var person: String
        public var reason: String

        public init(person: String, reason: String = "") {
            self.person = person
            self.reason = reason
        }
    }

    private let link: LimitLink
    private let asJSON: Bool

    /// The desk of a run folder.
    public init(folder: String, asJSON: Bool) throws {
        link = try LimitLink(folder: folder)
        self.asJSON = asJSON
    }

    // MARK: reading

    /// All limits: in force, at the start of the day, used.
    public func show() throws -> Outcome { try read(.show, request: 0) }

    /// Every request, or one, with who, when, old, new and what became of it.
    public func history(_ request: UInt32) throws -> Outcome {
        try read(.history, request: request)
    }

    /// The limits as the file the next day begins with, with who asked and who approved.
    ///
    /// - Parameter path: where to write it; nil only tells it.
    public func export(to path: String?) throws -> Outcome {
        let file = try LimitsExport(
            of: link.desk.limits, day: link.plan.directory.day, shown: answer(.show),
            told: answer(.history))
        if let path { try LimitsFile.write(file.text, to: path) }
        return Outcome(
            text: path == nil ? file.text : "sha256 \(file.limits.digest)\n", holds: true)
    }

    private func read(_ verb: LimitVerb, request: UInt32) throws -> Outcome {
        outcome(try answer(verb, request: request), isTable: verb == .show)
    }

    /// The journal knows as much as the process.
    private func answer(_ verb: LimitVerb, request: UInt32 = 0) throws -> LimitAnswer {
        let command = LimitLink.Command(root: LimitCommand(verb: verb, requestID: request))
        var answer: LimitAnswer?
        if link.mayAnswer { answer = try link.ask(command, patience: 1_000_000_000) }
        return try answer ?? link.askJournal(command)
    }

    // MARK: changing

    /// A request; nothing changes before a second person approves it.
    public func apply(
        _ settings: [String], effective: String?, expires: String?, word: Word
    ) throws -> Outcome {
        let entries = try settings.map { try LimitSetting.read($0) }
        try checkFiling(entries)
        return try tell(
            .apply, entries: entries, word: word,
            effective: try effective.map { try LimitSetting.time($0, of: "--effective") },
            expires: try expires.map { try LimitSetting.time($0, of: "--expires") })
    }

    /// One person's tightening, at once.
    public func tighten(_ settings: [String], expires: String?, word: Word) throws -> Outcome {
        try tell(
            .tighten, entries: try settings.map { try LimitSetting.read($0) }, word: word,
            expires: try expires.map { try LimitSetting.time($0, of: "--expires") })
    }

    /// Replays the day under the request and registers the preview's hash with risk.
    public func preview(_ request: UInt32, word: Word) throws -> Outcome {
        let found = try find(request)
        guard let record = found.records.first else { return outcome(found) }
        guard record.head.status == .pending else {
            // Risk's own word for what is decided or expired; nothing is replayed for it.
            return outcome(try tell(.preview, request: request, word: word))
        }
        let preview = try LimitPreview(of: record.head, record.entries, over: link)
        let answer = try tell(
            .preview, request: request, word: word, hash: preview.hash, records: preview.records)
        return outcome(answer, preview: preview)
    }

    /// Replays exactly what was previewed; only when it gives the same hash, the second person's word goes out.
    public func approve(_ request: UInt32, hash: String, word: Word) throws -> Outcome {
        let found = try find(request)
        guard let record = found.records.first else { return outcome(found) }
        if record.head.status == .pending, record.head.hash.text == hash {
            let again = try LimitPreview(
                of: record.head, record.entries, over: link, upTo: record.head.records)
            guard again.hash == hash else {
                return Outcome(
                    text: "refused: the flow replayed gives another preview, \(again.hash)\n"
                        + again.text, holds: false)
            }
        }
        return outcome(try tell(.approve, request: request, word: word, hash: hash))
    }

    /// A second person's no.
    public func reject(_ request: UInt32, word: Word) throws -> Outcome {
        outcome(try tell(.reject, request: request, word: word))
    }

    /// The maker takes the request back.
    public func withdraw(_ request: UInt32, word: Word) throws -> Outcome {
        outcome(try tell(.withdraw, request: request, word: word))
    }

    private func tell(
        _ verb: LimitVerb, entries: [(name: LimitName, value: Int64?)], word: Word,
        effective: SessionTime? = nil, expires: SessionTime? = nil
    ) throws -> Outcome {
        outcome(
            try tell(
                verb, word: word, entries: entries, effective: effective, expires: expires))
    }

    /// Sends the command, then asks for the request it made or changed.
    private func tell(
        _ verb: LimitVerb, request: UInt32 = 0, word: Word, hash: String = "",
        records: UInt64 = 0, entries: [(name: LimitName, value: Int64?)] = [],
        effective: SessionTime? = nil, expires: SessionTime? = nil
    ) throws -> LimitAnswer {
        try Self.checkLength(word.person, 32, "--person")
        try Self.checkLength(word.reason, 64, "--reason")
        try Self.checkLength(hash, 64, "--hash")
        let never = SessionTime(nanoseconds: 0)
        guard
            var answer = try link.ask(
                LimitLink.Command(
                    root: LimitCommand(
                        verb: verb, requestID: request, effective: effective ?? never,
                        expires: expires ?? never, records: records,
                        person: FixedText32(word.person), reason: FixedText64(word.reason),
                        hash: FixedText64(hash)), entries: entries))
        else { throw unanswered }
        guard answer.refusal == nil, let id = answer.reply?.requestID else { return answer }
        if let told = try link.ask(
            LimitLink.Command(root: LimitCommand(verb: .history, requestID: id)))
        {
            answer.add(told)
        }
        return answer
    }

    private func find(_ request: UInt32) throws -> LimitAnswer {
        guard
            let answer = try link.ask(
                LimitLink.Command(root: LimitCommand(verb: .history, requestID: request)))
        else { throw unanswered }
        return answer
    }

    private var unanswered: SettingsError {
        SettingsError(
            file: "limits", line: 0, path: "",
            problem: "risk does not answer at \(link.desk.endpoints[.control]); nothing is claimed",
            accepted: "a run whose processes are running")
    }

    private static func checkLength(_ text: String, _ max: Int, _ option: String)
        throws(SettingsError)
    {
        guard text.utf8.count <= max else {
            throw SettingsError(
                file: "limits", line: 0, path: option, problem: "\(text.utf8.count) bytes",
                accepted: "up to \(max)")
        }
    }

    /// A desk that quotes on a filing does not ask for what the filing does not declare.
    private func checkFiling(_ entries: [(name: LimitName, value: Int64?)]) throws {
        guard link.desk.filing != nil else { return }
        var limits = link.desk.limits
        for (name, value) in entries {
            guard let (_, path) = LimitSettings.keys.first(where: { $0.0 == name.name }) else {
                continue
            }
            limits[keyPath: path] = value
        }
        _ = try FilingGate(
            path: link.desk.filing, day: link.plan.directory.day, strategy: link.desk.strategy,
            limits: limits)
    }

    // MARK: words

    private func outcome(
        _ answer: LimitAnswer, preview: LimitPreview? = nil, isTable: Bool = true
    ) -> Outcome {
        let holds = answer.refusal == nil
        if asJSON {
            let document = LimitsDocument(answer, preview: preview, link.plan.directory)
            return Outcome(text: (try? JSONText.text(document)) ?? "{}", holds: holds)
        }
        var lines: [String] = []
        if let refusal = answer.refusal { lines.append("refused: \(refusal.text)") }
        if let preview { lines += [preview.text, "hash \(preview.hash)"] }
        for (head, entries) in answer.records {
            if preview == nil { lines += LimitsText.request(head, entries) }
        }
        if answer.refusal == nil, preview == nil, isTable {
            lines += LimitsText.limits(answer.limits)
        }
        return Outcome(text: lines.joined(separator: "\n"), holds: holds)
    }
}
