import Market
import Risk
import Wire

/// What a core said to one input.
struct Heard {
    struct Told {
        var quoter: UInt16
        var entry: RiskDecisions.Entry
    }
    struct Reported: Equatable {
        var quoter: UInt16
        var kind: ExchangeEventKind
        var sequence: UInt64
    }

    var sent: [QuoteInstructions.Entry] = []
    var expires: [SessionTime] = []
    var orders: [OrderInstructions.Entry] = []
    var hedges: [HedgeOrders.Entry] = []
    var hedgePositions: [HedgePositions.Entry] = []
    var cancels: [MassCancel] = []
    /// Refusals, and what else the quoters were told.
    var refusals: [RiskDecisions.Entry] = []
    var told: [Told] = []
    var reports: [Reported] = []
    var replies: [ControlReply] = []
    var limitReplies: [(head: LimitReply, entries: [LimitReply.Entry])] = []
    var limitRecords: [(head: LimitRecord, entries: [LimitRecord.Entry])] = []
    var advice: [(head: AdviceReply, entries: [AdviceReply.Entry])] = []
    var progress: [(head: ControlProgress, entries: [ControlProgress.Entry])] = []
    var logged: [RiskDecisions.Entry] = []
    var snapshots: [(head: PositionSnapshot, entries: [PositionSnapshot.Entry])] = []
    /// Frames on every channel.
    var frames = 0
    /// Over every byte of every frame.
    var bytesHash: UInt64 = 0

    var codes: [RefusalCode] { refusals.map(\.refusal) }
    var sentIDs: [UInt64] { sent.map(\.quoteID.value) }
    var outcomes: [ControlOutcome] { replies.map(\.outcome) }
    var loggedKinds: [RiskDecisionKind] { logged.map(\.kind) }
}
