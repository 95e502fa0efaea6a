// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

/// Template ids of every message, by name.
public enum Template {
    public static let logon: UInt16 = 1
    public static let logonAccepted: UInt16 = 2
    public static let logonRejected: UInt16 = 3
    public static let heartbeat: UInt16 = 4
    public static let logout: UInt16 = 5
    public static let sessionEvent: UInt16 = 6
    public static let started: UInt16 = 7
    public static let instrumentList: UInt16 = 10
    public static let underlyingTicks: UInt16 = 11
    public static let bookTops: UInt16 = 12
    public static let phaseChanges: UInt16 = 13
    public static let snapshotRequest: UInt16 = 14
    public static let quoteInstructions: UInt16 = 20
    public static let orderInstructions: UInt16 = 21
    public static let massCancel: UInt16 = 22
    public static let accountInstructions: UInt16 = 23
    public static let exchangeEvents: UInt16 = 30
    public static let riskDecisions: UInt16 = 31
    public static let logRequest: UInt16 = 32
    public static let positionSnapshot: UInt16 = 33
    public static let memberTally: UInt16 = 34
    public static let fillAttribution: UInt16 = 40
    public static let portfolioMark: UInt16 = 41
    public static let slackTrade: UInt16 = 42
    public static let obligationSlack: UInt16 = 43
    public static let underlyingSlack: UInt16 = 44
    public static let slackAlert: UInt16 = 45
    public static let requestUnanswered: UInt16 = 47
    public static let hedgeOrders: UInt16 = 75
    public static let hedgeReports: UInt16 = 76
    public static let hedgePositions: UInt16 = 77
    public static let portfolioExplained: UInt16 = 78
    public static let controlCommand: UInt16 = 50
    public static let controlReply: UInt16 = 51
    public static let exchangeCommand: UInt16 = 52
    public static let controlProgress: UInt16 = 53
    public static let controlTimes: UInt16 = 54
    public static let statusReport: UInt16 = 60
    public static let depthBooks: UInt16 = 61
    public static let limitCommand: UInt16 = 70
    public static let limitReply: UInt16 = 71
    public static let limitRecord: UInt16 = 72
    public static let adviceQuery: UInt16 = 85
    public static let adviceReply: UInt16 = 86
    public static let parameterChange: UInt16 = 80
    public static let parameterQuery: UInt16 = 81
    public static let parameterReport: UInt16 = 82
    public static let parameterRecord: UInt16 = 83
}
