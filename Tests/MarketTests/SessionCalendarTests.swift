import Market
import TestSupport
import Testing

@Suite(.rule("SSE-TR-02"))
struct `Session calendar` {
    let calendar = SessionCalendar.shanghaiOptions

    @Test(arguments: [
        // a phase begins at its first nanosecond and ends one before the next
        (9, 15, TradingPhase.starting, TradingPhase.openingAuction),
        (9, 25, .openingAuction, .pause),
        (9, 30, .pause, .continuous),
        (11, 30, .continuous, .pause),
        (13, 0, .pause, .continuous),
        (14, 57, .continuous, .closingAuction),
        (15, 0, .closingAuction, .closed),
    ])
    func `phases are half-open`(
        hour: Int, minute: Int, before: TradingPhase, from: TradingPhase
    ) {
        let boundary = SessionTime(hour: hour, minute: minute)
        #expect(calendar.phase(at: boundary - TimeSpan(nanoseconds: 1)) == before)
        #expect(calendar.phase(at: boundary) == from)
    }

    @Test func `before the first phase the day is starting, after the last it is closed`() {
        #expect(calendar.phase(at: SessionTime(nanoseconds: .min)) == .starting)
        #expect(calendar.phase(at: SessionTime(hour: 0, minute: 0)) == .starting)
        #expect(calendar.phase(at: SessionTime(hour: 23, minute: 59)) == .closed)
        #expect(calendar.phase(at: SessionTime(nanoseconds: .max)) == .closed)
    }

    @Test(.rule("SSE-MM-02"))
    func `a regular day has 14 220 seconds of continuous trading`() {
        #expect(calendar.continuousTime == .seconds(14_220))
        #expect(
            calendar.continuousSpans.map(\.start.description) == ["09:30:00.000", "13:00:00.000"])
        #expect(
            calendar.continuousSpans.map(\.end.description) == ["11:30:00.000", "14:57:00.000"])
        #expect(calendar.opening.description == "09:15:00.000")
        #expect(calendar.closing.description == "15:00:00.000")
    }

    @Test func `a calendar has no gap, no overlap and no empty segment`() {
        func calendar(_ spans: (Int, Int)...) -> SessionCalendar? {
            SessionCalendar(
                segments: spans.map {
                    SessionCalendar.Segment(
                        phase: .continuous, start: SessionTime(hour: $0.0, minute: 0),
                        end: SessionTime(hour: $0.1, minute: 0))
                })
        }
        #expect(calendar((9, 11), (11, 15)) != nil)
        #expect(calendar() == nil)
        #expect(calendar((9, 9)) == nil)
        #expect(calendar((11, 9)) == nil)
        #expect(calendar((9, 11), (12, 15)) == nil)
        #expect(calendar((9, 11), (10, 15)) == nil)
    }

    @Test(.rule("Z24c"), arguments: TradingPhase.allCases)
    func `orders are accepted in auctions, continuous trading and halts only`(phase: TradingPhase) {
        let accepting: Set<Character> = ["C", "T", "V", "P", "U"]
        #expect(phase.acceptsOrders == accepting.contains(phase.code))
    }

    @Test func `every phase has the exchange's own letter`() {
        #expect(String(TradingPhase.allCases.map(\.code)) == "SCBTVPUE")
        #expect(TradingPhase.allCases.map(\.rawValue) == Array(0...7))
    }
}
