/// Sums over the reports of a run, and a fingerprint of its trades in their order.
package struct MatchTally: Hashable, Sendable {
    package private(set) var orderAcks = 0
    package private(set) var cancelAcks = 0
    package private(set) var modifyAcks = 0
    package private(set) var rejects = 0
    package private(set) var trades = 0
    package private(set) var quantity: Int64 = 0
    /// Price times quantity, modulo 2^64.
    package private(set) var notional: UInt64 = 0
    /// Over resting order, incoming order and quantity of each trade.
    package private(set) var fingerprint: UInt64 = 0

    package init() {}
}

extension MatchTally: MatchReportSink {
    @inline(__always)
    mutating func take(_ report: MatchReport) {
        switch report.kind {
        case .orderAck: orderAcks &+= 1
        case .trade: take(trade: report)
        case .cancelAck: cancelAcks &+= 1
        case .modifyAck: modifyAcks &+= 1
        case .cancelReject, .modifyReject: rejects &+= 1
        }
    }

    @inline(__always)
    private mutating func take(trade: MatchReport) {
        trades &+= 1
        quantity &+= Int64(trade.quantity)
        notional &+= UInt64(bitPattern: trade.price &* Int64(trade.quantity))
        fingerprint =
            fingerprint &* 0x9e37_79b9_7f4a_7c15 &+ trade.maker &* 31 &+ trade.order &* 7
            &+ UInt64(bitPattern: Int64(trade.quantity))
    }
}
