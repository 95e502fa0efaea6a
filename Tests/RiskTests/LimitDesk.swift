import Market
import Risk
import Testing
import Wire

/// What persons say about limits, to the core of a harness.
extension RiskHarness {
    /// A hash of the right form.
    static let hash = String(repeating: "5a", count: 32)

    @discardableResult func limits(
        _ verb: LimitVerb, _ values: [(name: LimitName, value: Int64?)] = [], id: UInt32 = 0,
        by person: String = "li", effective: SessionTime? = nil, expires: SessionTime? = nil,
        hash: String = "", reason: String = "close of the quarter"
    ) -> Heard {
        limits(
            LimitCommand(
                commandID: 7, verb: verb, requestID: id,
                effective: effective ?? SessionTime(nanoseconds: 0),
                expires: expires ?? SessionTime(nanoseconds: 0), records: 40,
                person: FixedText32(person), reason: FixedText64(reason),
                hash: FixedText64(hash)),
            values.map {
                LimitCommand.Entry(
                    limitCode: $0.name.rawValue, isSet: $0.value == nil ? 0 : 1,
                    value: $0.value ?? 0)
            })
    }

    func limits(_ command: LimitCommand, _ entries: [LimitCommand.Entry]) -> Heard {
        deliver(on: .control, from: 3) { outbox in
            outbox.open(command, of: LimitCommand.Entry.self, on: .control)
            for entry in entries { outbox.append(entry) }
            outbox.close()
        }
    }

    /// Feeds this desk's inputs to a trial.
    ///
    /// - Parameter core: one that has received nothing.
    func figures(supposing values: [(name: LimitName, value: Int64?)], of core: RiskCore) throws
        -> LimitFigures
    {
        var trial = LimitTrial(core, supposing: values)
        for input in tape {
            if input.bytes.isEmpty {
                trial.advance(to: input.now)
                continue
            }
            try input.bytes.withUnsafeBytes {
                trial.receive(
                    try Frame($0), on: input.channel, from: PeerID(input.peer), at: input.now)
            }
        }
        return trial.finish()
    }

    /// Li asks, li previews, wang approves.
    @discardableResult func change(
        _ values: [(name: LimitName, value: Int64?)], effective: SessionTime? = nil,
        expires: SessionTime? = nil
    ) -> Heard {
        limits(.apply, values, effective: effective, expires: expires)
        let id = UInt32(core.limitChanges.count)
        limits(.preview, id: id, hash: Self.hash)
        return limits(.approve, id: id, by: "wang", hash: Self.hash)
    }
}

extension Heard {
    /// What the last limit command was told.
    var problem: LimitProblem? { limitReplies.last?.head.problem }
    var status: LimitStatus? { limitReplies.last?.head.status }

    /// Kind, code, value and limit of what was logged about limits.
    var limitsLogged: [LoggedLimit] {
        logged.filter { (90...94).contains($0.kind.rawValue) }.map {
            LoggedLimit(kind: $0.kind, code: $0.code, value: $0.value, limit: $0.limit)
        }
    }
}

/// A decision about limits without its number and time.
struct LoggedLimit: Equatable {
    var kind: RiskDecisionKind
    var code: UInt8 = 0
    var value: Int64 = 0
    var limit: Int64 = 0
}
