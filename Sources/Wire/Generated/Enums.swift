// Generated from Schema/obligato.xml by Schema/generate.py. Change the schema, not this file.

public struct ProcessRole: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public let rawValue: UInt8

    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let exchange = ProcessRole(rawValue: 1)
    public static let risk = ProcessRole(rawValue: 2)
    public static let quoter = ProcessRole(rawValue: 3)
    public static let tracker = ProcessRole(rawValue: 4)
    public static let supervisor = ProcessRole(rawValue: 5)
    public static let `operator` = ProcessRole(rawValue: 6)
}

extension ProcessRole: CustomStringConvertible {
    /// The schema's name of the value; unknown values show their number.
    public var description: String {
        switch rawValue {
        case 1: "exchange"
        case 2: "risk"
        case 3: "quoter"
        case 4: "tracker"
        case 5: "supervisor"
        case 6: "operator"
        default: "unknown(\(rawValue))"
        }
    }
}

public struct SessionChange: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public let rawValue: UInt8

    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let opened = SessionChange(rawValue: 1)
    public static let closed = SessionChange(rawValue: 2)
}

extension SessionChange: CustomStringConvertible {
    /// The schema's name of the value; unknown values show their number.
    public var description: String {
        switch rawValue {
        case 1: "opened"
        case 2: "closed"
        default: "unknown(\(rawValue))"
        }
    }
}

public struct SessionReason: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public let rawValue: UInt8

    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let none = SessionReason(rawValue: 0)
    public static let peerSilent = SessionReason(rawValue: 1)
    public static let logout = SessionReason(rawValue: 2)
    public static let sequenceGap = SessionReason(rawValue: 3)
    public static let duplicateSession = SessionReason(rawValue: 4)
    public static let wrongEnvironment = SessionReason(rawValue: 5)
    public static let wrongSchema = SessionReason(rawValue: 6)
    public static let unknownParticipant = SessionReason(rawValue: 7)
    public static let malformedFrame = SessionReason(rawValue: 8)
    public static let staleEpoch = SessionReason(rawValue: 9)
    /// Risk has cut this quoter off.
    public static let isolated = SessionReason(rawValue: 160)
}

extension SessionReason: CustomStringConvertible {
    /// The schema's name of the value; unknown values show their number.
    public var description: String {
        switch rawValue {
        case 0: "none"
        case 1: "peerSilent"
        case 2: "logout"
        case 3: "sequenceGap"
        case 4: "duplicateSession"
        case 5: "wrongEnvironment"
        case 6: "wrongSchema"
        case 7: "unknownParticipant"
        case 8: "malformedFrame"
        case 9: "staleEpoch"
        case 160: "isolated"
        default: "unknown(\(rawValue))"
        }
    }
}

/// Why a quote is placed or withdrawn, in the quoter's own words.
public struct InstructionReason: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public let rawValue: UInt8

    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let none = InstructionReason(rawValue: 0)
    public static let strategyChoice = InstructionReason(rawValue: 1)
    public static let staleFeed = InstructionReason(rawValue: 2)
    public static let pricingInvalid = InstructionReason(rawValue: 3)
    public static let noReference = InstructionReason(rawValue: 4)
    public static let notObliged = InstructionReason(rawValue: 5)
    public static let inventory = InstructionReason(rawValue: 6)
    public static let phase = InstructionReason(rawValue: 7)
    public static let messageBudget = InstructionReason(rawValue: 8)
    public static let shutdown = InstructionReason(rawValue: 9)
    public static let kill = InstructionReason(rawValue: 10)
    public static let quoterDown = InstructionReason(rawValue: 11)
    public static let `operator` = InstructionReason(rawValue: 12)
    public static let linkDown = InstructionReason(rawValue: 13)
    public static let risk = InstructionReason(rawValue: 14)
    /// The strategy steps back: the obligation has room for it.
    public static let slackSpent = InstructionReason(rawValue: 15)
    /// A quote kept on at a bad moment: the obligation has no room.
    public static let obligationKept = InstructionReason(rawValue: 16)
}

extension InstructionReason: CustomStringConvertible {
    /// The schema's name of the value; unknown values show their number.
    public var description: String {
        switch rawValue {
        case 0: "none"
        case 1: "strategyChoice"
        case 2: "staleFeed"
        case 3: "pricingInvalid"
        case 4: "noReference"
        case 5: "notObliged"
        case 6: "inventory"
        case 7: "phase"
        case 8: "messageBudget"
        case 9: "shutdown"
        case 10: "kill"
        case 11: "quoterDown"
        case 12: "operator"
        case 13: "linkDown"
        case 14: "risk"
        case 15: "slackSpent"
        case 16: "obligationKept"
        default: "unknown(\(rawValue))"
        }
    }
}

public struct ExchangeEventKind: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public let rawValue: UInt8

    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let dayStarted = ExchangeEventKind(rawValue: 1)
    /// Contract and phase (in reason).
    public static let phaseChanged = ExchangeEventKind(rawValue: 2)
    /// Bid/ask of the new quote; quantity and leaves = cancelled quantities of the old bid and ask legs; orderID = bid leg, ask leg is orderID + 1.
    public static let quoteAccepted = ExchangeEventKind(rawValue: 3)
    /// The old quote stands; reason = RejectReason.
    public static let quoteRejected = ExchangeEventKind(rawValue: 4)
    /// Side, price, quantity, leaves, executionID; requestID echoes.
    public static let legFilled = ExchangeEventKind(rawValue: 5)
    /// Side, quantity taken off; reason = CancelReason.
    public static let legCancelled = ExchangeEventKind(rawValue: 6)
    /// A withdrawal instruction was carried out; the legCancelled events precede it.
    public static let withdrawalAccepted = ExchangeEventKind(rawValue: 7)
    public static let orderAccepted = ExchangeEventKind(rawValue: 8)
    public static let orderRejected = ExchangeEventKind(rawValue: 9)
    public static let orderFilled = ExchangeEventKind(rawValue: 10)
    public static let orderCancelled = ExchangeEventKind(rawValue: 11)
    public static let cancelRejected = ExchangeEventKind(rawValue: 12)
    /// RequestID, contract, quantity; to every market maker.
    public static let requestForQuote = ExchangeEventKind(rawValue: 13)
    public static let requestExpired = ExchangeEventKind(rawValue: 14)
    /// Best bid and ask of a contract without the maker's own legs.
    public static let marketTop = ExchangeEventKind(rawValue: 15)
    /// Contract = underlying index; price = last, bid, ask.
    public static let underlyingPrice = ExchangeEventKind(rawValue: 16)
    /// The member's order session.
    public static let sessionOpened = ExchangeEventKind(rawValue: 17)
    /// Reason = SessionReason.
    public static let sessionClosed = ExchangeEventKind(rawValue: 18)
    /// Contract, price, quantity.
    public static let auctionUncrossed = ExchangeEventKind(rawValue: 19)
    /// The exchange's own score of the maker for a contract: executionID = met ns, orderID = not-met ns, requestID = exempt ns, quantity = sampled met, leaves = sampled total.
    public static let makerScore = ExchangeEventKind(rawValue: 20)
    public static let dayEnded = ExchangeEventKind(rawValue: 21)
    /// Keeps the watermark moving; no meaning of its own.
    public static let heartbeat = ExchangeEventKind(rawValue: 22)
    /// Closing reference of a contract: price = settlement.
    public static let settlement = ExchangeEventKind(rawValue: 23)
    /// A customer's request the rules do not admit: contract, quantity, bid and ask of the market; reason = RejectReason.
    public static let requestRefused = ExchangeEventKind(rawValue: 24)
    /// The order under its old number: price and quantity now; it lost its place in the queue.
    public static let orderAmended = ExchangeEventKind(rawValue: 25)
    /// A non-trade instruction: effect = its kind, contract, quantity contracts, executionID = ETF shares.
    public static let instructionAccepted = ExchangeEventKind(rawValue: 26)
    /// As accepted; reason = RejectReason.
    public static let instructionRejected = ExchangeEventKind(rawValue: 27)
    /// ExecutionID no longer counts for this member; side, effect, price and quantity as it was filled.
    public static let tradeBusted = ExchangeEventKind(rawValue: 28)
    /// ExecutionID counts at price instead of bid, the price it was filled at.
    public static let tradeCorrected = ExchangeEventKind(rawValue: 29)
    /// Participant, or contract with quantity = forbidden openings (1 covered, 2 sell, 4 buy); effect = 1 account, 2 seat, 3 contract; reason = 1 on, 0 off.
    public static let restrictionChanged = ExchangeEventKind(rawValue: 30)
    /// The simulator was told to misbehave: effect = the fault's kind, quantity = its count.
    public static let faultInjected = ExchangeEventKind(rawValue: 31)
}

extension ExchangeEventKind: CustomStringConvertible {
    /// The schema's name of the value; unknown values show their number.
    public var description: String {
        switch rawValue {
        case 1: "dayStarted"
        case 2: "phaseChanged"
        case 3: "quoteAccepted"
        case 4: "quoteRejected"
        case 5: "legFilled"
        case 6: "legCancelled"
        case 7: "withdrawalAccepted"
        case 8: "orderAccepted"
        case 9: "orderRejected"
        case 10: "orderFilled"
        case 11: "orderCancelled"
        case 12: "cancelRejected"
        case 13: "requestForQuote"
        case 14: "requestExpired"
        case 15: "marketTop"
        case 16: "underlyingPrice"
        case 17: "sessionOpened"
        case 18: "sessionClosed"
        case 19: "auctionUncrossed"
        case 20: "makerScore"
        case 21: "dayEnded"
        case 22: "heartbeat"
        case 23: "settlement"
        case 24: "requestRefused"
        case 25: "orderAmended"
        case 26: "instructionAccepted"
        case 27: "instructionRejected"
        case 28: "tradeBusted"
        case 29: "tradeCorrected"
        case 30: "restrictionChanged"
        case 31: "faultInjected"
        default: "unknown(\(rawValue))"
        }
    }
}

public struct RejectReason: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public let rawValue: UInt8

    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let none = RejectReason(rawValue: 0)
    public static let unknownContract = RejectReason(rawValue: 1)
    public static let phaseForbids = RejectReason(rawValue: 2)
    public static let priceOffTick = RejectReason(rawValue: 3)
    public static let priceOutsideLimits = RejectReason(rawValue: 4)
    public static let quantityTooSmall = RejectReason(rawValue: 5)
    public static let quantityTooLarge = RejectReason(rawValue: 6)
    public static let crossedQuote = RejectReason(rawValue: 7)
    public static let duplicateID = RejectReason(rawValue: 8)
    public static let unknownOrder = RejectReason(rawValue: 9)
    public static let unknownRequest = RejectReason(rawValue: 10)
    public static let throttled = RejectReason(rawValue: 11)
    public static let restricted = RejectReason(rawValue: 12)
    public static let cancelForbidden = RejectReason(rawValue: 13)
    public static let malformed = RejectReason(rawValue: 14)
    public static let selfTrade = RejectReason(rawValue: 15)
    /// A request too soon after the contract's last one.
    public static let requestTooSoon = RejectReason(rawValue: 16)
    /// A request where the market is narrow enough already.
    public static let spreadTooNarrow = RejectReason(rawValue: 17)
    /// Covered on a put, or on the side that has no covered order.
    public static let effectForbidden = RejectReason(rawValue: 18)
    public static let closeExceedsHolding = RejectReason(rawValue: 19)
    public static let positionLimit = RejectReason(rawValue: 20)
    /// Contracts bought to open today.
    public static let purchaseLimit = RejectReason(rawValue: 21)
    /// Premium and margin, market orders at the price limit.
    public static let insufficientFunds = RejectReason(rawValue: 22)
    public static let insufficientShares = RejectReason(rawValue: 23)
    public static let amendForbidden = RejectReason(rawValue: 24)
    public static let accountRestricted = RejectReason(rawValue: 25)
    public static let seatRestricted = RejectReason(rawValue: 26)
    /// A non-trade instruction at a time that does not take it.
    public static let outsideWindow = RejectReason(rawValue: 27)
    public static let notExerciseDay = RejectReason(rawValue: 28)
    public static let unknownInstruction = RejectReason(rawValue: 29)
    /// The exchange takes nothing now.
    public static let exchangeBusy = RejectReason(rawValue: 30)
    /// The venue wants the standing quote withdrawn first.
    public static let quoteStands = RejectReason(rawValue: 31)
    public static let unequalQuote = RejectReason(rawValue: 32)
    public static let legCancelForbidden = RejectReason(rawValue: 33)
    /// The venue wants the request's number in every answer, and a request is open.
    public static let requestMissing = RejectReason(rawValue: 34)
}

extension RejectReason: CustomStringConvertible {
    /// The schema's name of the value; unknown values show their number.
    public var description: String {
        switch rawValue {
        case 0: "none"
        case 1: "unknownContract"
        case 2: "phaseForbids"
        case 3: "priceOffTick"
        case 4: "priceOutsideLimits"
        case 5: "quantityTooSmall"
        case 6: "quantityTooLarge"
        case 7: "crossedQuote"
        case 8: "duplicateID"
        case 9: "unknownOrder"
        case 10: "unknownRequest"
        case 11: "throttled"
        case 12: "restricted"
        case 13: "cancelForbidden"
        case 14: "malformed"
        case 15: "selfTrade"
        case 16: "requestTooSoon"
        case 17: "spreadTooNarrow"
        case 18: "effectForbidden"
        case 19: "closeExceedsHolding"
        case 20: "positionLimit"
        case 21: "purchaseLimit"
        case 22: "insufficientFunds"
        case 23: "insufficientShares"
        case 24: "amendForbidden"
        case 25: "accountRestricted"
        case 26: "seatRestricted"
        case 27: "outsideWindow"
        case 28: "notExerciseDay"
        case 29: "unknownInstruction"
        case 30: "exchangeBusy"
        case 31: "quoteStands"
        case 32: "unequalQuote"
        case 33: "legCancelForbidden"
        case 34: "requestMissing"
        default: "unknown(\(rawValue))"
        }
    }
}

public struct CancelReason: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public let rawValue: UInt8

    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let none = CancelReason(rawValue: 0)
    /// Asked for by the member.
    public static let member = CancelReason(rawValue: 1)
    /// Cancel on disconnect.
    public static let disconnect = CancelReason(rawValue: 2)
    public static let massCancel = CancelReason(rawValue: 3)
    public static let phaseEnd = CancelReason(rawValue: 4)
    public static let exchange = CancelReason(rawValue: 5)
    public static let immediateOrCancel = CancelReason(rawValue: 6)
    public static let fillOrKill = CancelReason(rawValue: 7)
    public static let clearing = CancelReason(rawValue: 8)
}

extension CancelReason: CustomStringConvertible {
    /// The schema's name of the value; unknown values show their number.
    public var description: String {
        switch rawValue {
        case 0: "none"
        case 1: "member"
        case 2: "disconnect"
        case 3: "massCancel"
        case 4: "phaseEnd"
        case 5: "exchange"
        case 6: "immediateOrCancel"
        case 7: "fillOrKill"
        case 8: "clearing"
        default: "unknown(\(rawValue))"
        }
    }
}

public struct RiskDecisionKind: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public let rawValue: UInt8

    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let started = RiskDecisionKind(rawValue: 1)
    public static let quoterUp = RiskDecisionKind(rawValue: 2)
    public static let quoterDown = RiskDecisionKind(rawValue: 3)
    public static let exchangeUp = RiskDecisionKind(rawValue: 4)
    public static let exchangeDown = RiskDecisionKind(rawValue: 5)
    /// Not logged one by one; the order itself is the record.
    public static let accepted = RiskDecisionKind(rawValue: 6)
    /// Code, value seen, limit; contract and quoteID.
    public static let refused = RiskDecisionKind(rawValue: 7)
    /// The quoter withdrew a contract; code = InstructionReason.
    public static let withdrawn = RiskDecisionKind(rawValue: 8)
    public static let killed = RiskDecisionKind(rawValue: 9)
    public static let released = RiskDecisionKind(rawValue: 10)
    public static let paused = RiskDecisionKind(rawValue: 11)
    public static let resumed = RiskDecisionKind(rawValue: 12)
    /// Risk took a contract's quote off; code = InstructionReason.
    public static let pulled = RiskDecisionKind(rawValue: 13)
    /// An exchange report that matches nothing we sent; booked, alarmed.
    public static let unexpectedReport = RiskDecisionKind(rawValue: 14)
    public static let dayEnded = RiskDecisionKind(rawValue: 15)
    public static let heartbeat = RiskDecisionKind(rawValue: 16)
    /// First instruction for a contract after a withdrawal or pull: the explanation no longer holds.
    public static let quoted = RiskDecisionKind(rawValue: 17)
    /// A state was set or eased; code = state, value = scope code, limit = index.
    public static let stateChanged = RiskDecisionKind(rawValue: 80)
    /// Code = 1 volume, 2 delta, 3 vega, 4 percentage; contract = the fill's; value seen, limit.
    public static let protectionTriggered = RiskDecisionKind(rawValue: 81)
    /// Value = underlying index.
    public static let protectionReset = RiskDecisionKind(rawValue: 82)
    /// Messages reached an alert mark; code = 1 the second, 2 the day; value seen, limit.
    public static let budgetAlert = RiskDecisionKind(rawValue: 83)
    /// QuoteID = the request, value = limits it names.
    public static let limitsRequested = RiskDecisionKind(rawValue: 90)
    /// QuoteID = the request, code = LimitStatus; a refused command: code 0, value = LimitVerb, limit = LimitProblem.
    public static let limitsDecided = RiskDecisionKind(rawValue: 91)
    /// Code = the limit, value = what holds from now on, limit = what held; -1 = not set; quoteID = the request.
    public static let limitChanged = RiskDecisionKind(rawValue: 92)
    /// As limitChanged: a request's time is over.
    public static let limitRestored = RiskDecisionKind(rawValue: 93)
    /// Code = the limit, value = what is held or works already, limit = the new limit; nothing that adds passes.
    public static let limitExceeded = RiskDecisionKind(rawValue: 94)
    /// What the exchange does reached a threshold; code = 1 rejections, 2 unacknowledged, 3 unresolved, 4 unexpected reports, 5 tally; contract, value seen, limit.
    public static let exchangeAlarm = RiskDecisionKind(rawValue: 95)
    /// Why a kill or halt was ordered: code = ControlCause; value = scope code, limit = index.
    public static let commandCause = RiskDecisionKind(rawValue: 96)
    /// A leg rests here that the exchange's tally does not have: side, value = ours, limit = the exchange's.
    public static let tallyCorrected = RiskDecisionKind(rawValue: 97)
    /// Single orders rest here that the exchange's tally does not have, or the other way round: side, value = ours, limit = the exchange's.
    public static let orderTallyCorrected = RiskDecisionKind(rawValue: 190)
    /// The exchange counts otherwise, and its count is taken over: code = 1 messages, 2 cancels, 3 cancelled contracts, 4 traded contracts; value = ours, limit = the exchange's.
    public static let tallyCounted = RiskDecisionKind(rawValue: 191)
    /// Code = 1 trade, 2 open, 3 sell-open, 4 lock; value = 1 on, 0 off; limit = the account.
    public static let accountSwitched = RiskDecisionKind(rawValue: 180)
    /// The exchange restricts us: code = 1 account, 2 seat; value = 1 on, 0 off.
    public static let venueRestricted = RiskDecisionKind(rawValue: 181)
    /// A frame that could not be read or is not the sender's to send: code = channel, value = its peer, limit = such frames so far; at most one a second.
    public static let frameRefused = RiskDecisionKind(rawValue: 195)
    /// A single order or its cancel: as refused, quoteID = client number; explains no missing quote.
    public static let orderRefused = RiskDecisionKind(rawValue: 100)
    /// An order in an underlying: as refused, contract = underlying index, quoteID = client number.
    public static let hedgeRefused = RiskDecisionKind(rawValue: 101)
    /// A forced close was planned; value = contracts, limit = holdings.
    public static let closePlanned = RiskDecisionKind(rawValue: 102)
    /// By a second person.
    public static let closeApproved = RiskDecisionKind(rawValue: 103)
    /// Value = contracts closed, limit = contracts planned.
    public static let closeDone = RiskDecisionKind(rawValue: 104)
}

extension RiskDecisionKind: CustomStringConvertible {
    /// The schema's name of the value; unknown values show their number.
    public var description: String {
        switch rawValue {
        case 1: "started"
        case 2: "quoterUp"
        case 3: "quoterDown"
        case 4: "exchangeUp"
        case 5: "exchangeDown"
        case 6: "accepted"
        case 7: "refused"
        case 8: "withdrawn"
        case 9: "killed"
        case 10: "released"
        case 11: "paused"
        case 12: "resumed"
        case 13: "pulled"
        case 14: "unexpectedReport"
        case 15: "dayEnded"
        case 16: "heartbeat"
        case 17: "quoted"
        case 80: "stateChanged"
        case 81: "protectionTriggered"
        case 82: "protectionReset"
        case 83: "budgetAlert"
        case 90: "limitsRequested"
        case 91: "limitsDecided"
        case 92: "limitChanged"
        case 93: "limitRestored"
        case 94: "limitExceeded"
        case 95: "exchangeAlarm"
        case 96: "commandCause"
        case 97: "tallyCorrected"
        case 190: "orderTallyCorrected"
        case 191: "tallyCounted"
        case 180: "accountSwitched"
        case 181: "venueRestricted"
        case 195: "frameRefused"
        case 100: "orderRefused"
        case 101: "hedgeRefused"
        case 102: "closePlanned"
        case 103: "closeApproved"
        case 104: "closeDone"
        default: "unknown(\(rawValue))"
        }
    }
}

public struct RefusalCode: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public let rawValue: UInt8

    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let none = RefusalCode(rawValue: 0)
    public static let unknownContract = RefusalCode(rawValue: 1)
    public static let notMarketMakerContract = RefusalCode(rawValue: 2)
    public static let accountNotFiled = RefusalCode(rawValue: 3)
    public static let phaseForbids = RefusalCode(rawValue: 4)
    public static let priceOffTick = RefusalCode(rawValue: 5)
    public static let priceOutsideLimits = RefusalCode(rawValue: 6)
    public static let crossedQuote = RefusalCode(rawValue: 7)
    public static let oneSidedQuote = RefusalCode(rawValue: 8)
    public static let spreadExceedsMaximum = RefusalCode(rawValue: 9)
    public static let quantityBelowMinimum = RefusalCode(rawValue: 10)
    public static let quantityAboveMaximum = RefusalCode(rawValue: 11)
    public static let positionLimit = RefusalCode(rawValue: 12)
    public static let directionLimit = RefusalCode(rawValue: 13)
    public static let totalPositionLimit = RefusalCode(rawValue: 14)
    public static let purchaseLimit = RefusalCode(rawValue: 15)
    public static let insufficientFunds = RefusalCode(rawValue: 16)
    public static let messageRate = RefusalCode(rawValue: 17)
    public static let dailyMessageCount = RefusalCode(rawValue: 18)
    public static let noLimitSet = RefusalCode(rawValue: 19)
    public static let killed = RefusalCode(rawValue: 20)
    public static let paused = RefusalCode(rawValue: 21)
    public static let exchangeDown = RefusalCode(rawValue: 22)
    public static let duplicateQuoteID = RefusalCode(rawValue: 23)
    public static let staleCommand = RefusalCode(rawValue: 24)
    public static let closeExceedsHolding = RefusalCode(rawValue: 25)
    public static let malformed = RefusalCode(rawValue: 26)
    public static let requestUnknown = RefusalCode(rawValue: 27)
    /// A response quote may not be withdrawn before its hold time.
    public static let holdTime = RefusalCode(rawValue: 28)
    public static let priceCollar = RefusalCode(rawValue: 29)
    public static let overflow = RefusalCode(rawValue: 30)
    public static let dayEnded = RefusalCode(rawValue: 31)
    /// A response quote may not be replaced by this one before its hold time.
    public static let holdReplacement = RefusalCode(rawValue: 32)
    /// A leg is larger than the desk allows one to be.
    public static let orderQuantityLimit = RefusalCode(rawValue: 80)
    /// A leg is worth more than the desk allows one to be.
    public static let orderValueLimit = RefusalCode(rawValue: 81)
    /// Contracts opened today, working ones counted as filled.
    public static let openingLimit = RefusalCode(rawValue: 82)
    /// Shares, at worst over all that works.
    public static let deltaLimit = RefusalCode(rawValue: 83)
    /// Shares for 1 % of the underlying, at worst over all that works.
    public static let gammaLimit = RefusalCode(rawValue: 84)
    /// 1/10 000 yuan a volatility point, at worst over all that works.
    public static let vegaLimit = RefusalCode(rawValue: 85)
    /// Would meet a quote of ours or of the account group.
    public static let selfTrade = RefusalCode(rawValue: 86)
    /// Market-maker protection has pulled the underlying.
    public static let protection = RefusalCode(rawValue: 87)
    /// Only what reduces the position passes.
    public static let reducingOnly = RefusalCode(rawValue: 88)
    public static let halted = RefusalCode(rawValue: 89)
    /// The quoter is cut off.
    public static let isolated = RefusalCode(rawValue: 90)
    /// The contract's cancels of the day against what it traded.
    public static let cancelRatio = RefusalCode(rawValue: 91)
    /// Account, process, contract or kind of instruction; value = wanted, limit = granted: 1 buy open, 2 sell open, 4 buy close, 8 sell close.
    public static let notPermitted = RefusalCode(rawValue: 180)
    /// The underlying is not on the allow-list for openings.
    public static let openingNotPermitted = RefusalCode(rawValue: 181)
    /// Value = 1 trade, 2 open, 3 sell-open, 4 lock.
    public static let accountRestricted = RefusalCode(rawValue: 182)
    /// Value = 1 account, 2 seat.
    public static let restrictedByExchange = RefusalCode(rawValue: 183)
    /// Below the least at the open; value = held, limit = least, 1/10 000 yuan.
    public static let clearingReserve = RefusalCode(rawValue: 184)
    /// A cancel of the order is under way.
    public static let repeatedCancel = RefusalCode(rawValue: 170)
    /// No order of ours rests under this number.
    public static let unknownOrder = RefusalCode(rawValue: 171)
    /// A kind, side or effect of order this desk does not send.
    public static let orderKindForbidden = RefusalCode(rawValue: 172)
    /// Orders resting and in flight.
    public static let tooManyOrders = RefusalCode(rawValue: 173)
    /// Shares of one order in an underlying; or not a whole lot.
    public static let hedgeQuantityLimit = RefusalCode(rawValue: 174)
    /// Worth of one order in an underlying.
    public static let hedgeValueLimit = RefusalCode(rawValue: 175)
    /// Shares bought less sold, working ones counted as filled.
    public static let hedgePositionLimit = RefusalCode(rawValue: 176)
    /// More sold than was there at the start of the day: what is bought today is not sold today.
    public static let insufficientShares = RefusalCode(rawValue: 177)
    /// Softly refused: waits for a person; value = the refusal's code.
    public static let heldForReview = RefusalCode(rawValue: 178)
    /// Nobody released it in time.
    public static let reviewExpired = RefusalCode(rawValue: 179)
}

extension RefusalCode: CustomStringConvertible {
    /// The schema's name of the value; unknown values show their number.
    public var description: String {
        switch rawValue {
        case 0: "none"
        case 1: "unknownContract"
        case 2: "notMarketMakerContract"
        case 3: "accountNotFiled"
        case 4: "phaseForbids"
        case 5: "priceOffTick"
        case 6: "priceOutsideLimits"
        case 7: "crossedQuote"
        case 8: "oneSidedQuote"
        case 9: "spreadExceedsMaximum"
        case 10: "quantityBelowMinimum"
        case 11: "quantityAboveMaximum"
        case 12: "positionLimit"
        case 13: "directionLimit"
        case 14: "totalPositionLimit"
        case 15: "purchaseLimit"
        case 16: "insufficientFunds"
        case 17: "messageRate"
        case 18: "dailyMessageCount"
        case 19: "noLimitSet"
        case 20: "killed"
        case 21: "paused"
        case 22: "exchangeDown"
        case 23: "duplicateQuoteID"
        case 24: "staleCommand"
        case 25: "closeExceedsHolding"
        case 26: "malformed"
        case 27: "requestUnknown"
        case 28: "holdTime"
        case 29: "priceCollar"
        case 30: "overflow"
        case 31: "dayEnded"
        case 32: "holdReplacement"
        case 80: "orderQuantityLimit"
        case 81: "orderValueLimit"
        case 82: "openingLimit"
        case 83: "deltaLimit"
        case 84: "gammaLimit"
        case 85: "vegaLimit"
        case 86: "selfTrade"
        case 87: "protection"
        case 88: "reducingOnly"
        case 89: "halted"
        case 90: "isolated"
        case 91: "cancelRatio"
        case 180: "notPermitted"
        case 181: "openingNotPermitted"
        case 182: "accountRestricted"
        case 183: "restrictedByExchange"
        case 184: "clearingReserve"
        case 170: "repeatedCancel"
        case 171: "unknownOrder"
        case 172: "orderKindForbidden"
        case 173: "tooManyOrders"
        case 174: "hedgeQuantityLimit"
        case 175: "hedgeValueLimit"
        case 176: "hedgePositionLimit"
        case 177: "insufficientShares"
        case 178: "heldForReview"
        case 179: "reviewExpired"
        default: "unknown(\(rawValue))"
        }
    }
}

public struct ControlVerb: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public let rawValue: UInt8

    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let kill = ControlVerb(rawValue: 1)
    public static let release = ControlVerb(rawValue: 2)
    public static let pause = ControlVerb(rawValue: 3)
    public static let resume = ControlVerb(rawValue: 4)
    public static let cancelAll = ControlVerb(rawValue: 5)
    public static let status = ControlVerb(rawValue: 6)
    /// Only what reduces the position passes.
    public static let reduce = ControlVerb(rawValue: 80)
    /// Quotes come off and none passes; two release.
    public static let halt = ControlVerb(rawValue: 81)
    /// A quoter is cut off, its quotes come off; two release.
    public static let isolate = ControlVerb(rawValue: 82)
    /// Close what the scope holds: a plan, for another person to approve.
    public static let planClose = ControlVerb(rawValue: 100)
    /// By another person than the planner; the scope is halted and closed.
    public static let approveClose = ControlVerb(rawValue: 101)
    /// Let an order held for review pass; scope its contract, text its client number.
    public static let releaseOrder = ControlVerb(rawValue: 102)
    /// Market-maker protection of the scope counts anew.
    public static let resetProtection = ControlVerb(rawValue: 83)
    /// One of the account's switches on; text = trade, open, sell-open or lock, then the reason.
    public static let restrict = ControlVerb(rawValue: 180)
    /// The switch in the text off; two persons.
    public static let lift = ControlVerb(rawValue: 181)
}

extension ControlVerb: CustomStringConvertible {
    /// The schema's name of the value; unknown values show their number.
    public var description: String {
        switch rawValue {
        case 1: "kill"
        case 2: "release"
        case 3: "pause"
        case 4: "resume"
        case 5: "cancelAll"
        case 6: "status"
        case 80: "reduce"
        case 81: "halt"
        case 82: "isolate"
        case 100: "planClose"
        case 101: "approveClose"
        case 102: "releaseOrder"
        case 83: "resetProtection"
        case 180: "restrict"
        case 181: "lift"
        default: "unknown(\(rawValue))"
        }
    }
}

public struct LimitVerb: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public let rawValue: UInt8

    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let show = LimitVerb(rawValue: 1)
    public static let apply = LimitVerb(rawValue: 2)
    /// What was previewed, by its hash.
    public static let preview = LimitVerb(rawValue: 3)
    public static let approve = LimitVerb(rawValue: 4)
    public static let reject = LimitVerb(rawValue: 5)
    /// By the maker, before a decision.
    public static let withdraw = LimitVerb(rawValue: 6)
    /// By one person, at once, only tighter.
    public static let tighten = LimitVerb(rawValue: 7)
    public static let history = LimitVerb(rawValue: 8)
}

extension LimitVerb: CustomStringConvertible {
    /// The schema's name of the value; unknown values show their number.
    public var description: String {
        switch rawValue {
        case 1: "show"
        case 2: "apply"
        case 3: "preview"
        case 4: "approve"
        case 5: "reject"
        case 6: "withdraw"
        case 7: "tighten"
        case 8: "history"
        default: "unknown(\(rawValue))"
        }
    }
}

public struct LimitStatus: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public let rawValue: UInt8

    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let pending = LimitStatus(rawValue: 1)
    /// Its time has not come.
    public static let approved = LimitStatus(rawValue: 2)
    public static let inForce = LimitStatus(rawValue: 3)
    /// Its time is over; what it changed came back.
    public static let ended = LimitStatus(rawValue: 4)
    public static let rejected = LimitStatus(rawValue: 5)
    public static let withdrawn = LimitStatus(rawValue: 6)
    /// Nobody approved it in time.
    public static let expired = LimitStatus(rawValue: 7)
    /// What it was to change had changed before its time came.
    public static let lapsed = LimitStatus(rawValue: 8)
}

extension LimitStatus: CustomStringConvertible {
    /// The schema's name of the value; unknown values show their number.
    public var description: String {
        switch rawValue {
        case 1: "pending"
        case 2: "approved"
        case 3: "inForce"
        case 4: "ended"
        case 5: "rejected"
        case 6: "withdrawn"
        case 7: "expired"
        case 8: "lapsed"
        default: "unknown(\(rawValue))"
        }
    }
}

public struct LimitProblem: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public let rawValue: UInt8

    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let none = LimitProblem(rawValue: 0)
    public static let malformed = LimitProblem(rawValue: 1)
    public static let unknownLimit = LimitProblem(rawValue: 2)
    public static let outOfRange = LimitProblem(rawValue: 3)
    public static let notRemovable = LimitProblem(rawValue: 4)
    public static let repeatedLimit = LimitProblem(rawValue: 5)
    public static let noChange = LimitProblem(rawValue: 6)
    public static let notTighter = LimitProblem(rawValue: 7)
    public static let badEffective = LimitProblem(rawValue: 8)
    public static let badExpiry = LimitProblem(rawValue: 9)
    public static let personMissing = LimitProblem(rawValue: 10)
    public static let reasonMissing = LimitProblem(rawValue: 11)
    public static let unknownRequest = LimitProblem(rawValue: 12)
    public static let alreadyDecided = LimitProblem(rawValue: 13)
    public static let expired = LimitProblem(rawValue: 14)
    public static let samePerson = LimitProblem(rawValue: 15)
    public static let notMaker = LimitProblem(rawValue: 16)
    /// Limits in force have changed since the request was made.
    public static let baseChanged = LimitProblem(rawValue: 17)
    public static let notPreviewed = LimitProblem(rawValue: 18)
    public static let hashDiffers = LimitProblem(rawValue: 19)
    public static let badHash = LimitProblem(rawValue: 20)
    public static let tooMany = LimitProblem(rawValue: 21)
}

extension LimitProblem: CustomStringConvertible {
    /// The schema's name of the value; unknown values show their number.
    public var description: String {
        switch rawValue {
        case 0: "none"
        case 1: "malformed"
        case 2: "unknownLimit"
        case 3: "outOfRange"
        case 4: "notRemovable"
        case 5: "repeatedLimit"
        case 6: "noChange"
        case 7: "notTighter"
        case 8: "badEffective"
        case 9: "badExpiry"
        case 10: "personMissing"
        case 11: "reasonMissing"
        case 12: "unknownRequest"
        case 13: "alreadyDecided"
        case 14: "expired"
        case 15: "samePerson"
        case 16: "notMaker"
        case 17: "baseChanged"
        case 18: "notPreviewed"
        case 19: "hashDiffers"
        case 20: "badHash"
        case 21: "tooMany"
        default: "unknown(\(rawValue))"
        }
    }
}

/// Why trading was stopped (seed 001 art. 24).
public struct ControlCause: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public let rawValue: UInt8

    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let none = ControlCause(rawValue: 0)
    public static let forceMajeure = ControlCause(rawValue: 1)
    public static let technicalFailure = ControlCause(rawValue: 2)
    public static let unexpectedEvent = ControlCause(rawValue: 3)
    public static let humanError = ControlCause(rawValue: 4)
}

extension ControlCause: CustomStringConvertible {
    /// The schema's name of the value; unknown values show their number.
    public var description: String {
        switch rawValue {
        case 0: "none"
        case 1: "forceMajeure"
        case 2: "technicalFailure"
        case 3: "unexpectedEvent"
        case 4: "humanError"
        default: "unknown(\(rawValue))"
        }
    }
}

public struct ControlOutcome: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public let rawValue: UInt8

    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let accepted = ControlOutcome(rawValue: 1)
    public static let refused = ControlOutcome(rawValue: 2)
    /// The exchange confirms that nothing is live.
    public static let confirmed = ControlOutcome(rawValue: 3)
    public static let waiting = ControlOutcome(rawValue: 4)
}

extension ControlOutcome: CustomStringConvertible {
    /// The schema's name of the value; unknown values show their number.
    public var description: String {
        switch rawValue {
        case 1: "accepted"
        case 2: "refused"
        case 3: "confirmed"
        case 4: "waiting"
        default: "unknown(\(rawValue))"
        }
    }
}
