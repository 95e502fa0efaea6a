/// Exchange time of day: nanoseconds since midnight, Shanghai time. The one clock for decisions.
public struct SessionTime: Hashable, Comparable, Sendable, BitwiseCopyable {
    public var nanoseconds: Int64

    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    public init(hour: Int, minute: Int, second: Int = 0, milliseconds: Int = 0) {
        let seconds = Int64(hour) * 3_600 + Int64(minute) * 60 + Int64(second)
        nanoseconds = seconds * 1_000_000_000 + Int64(milliseconds) * 1_000_000
    }

    public static func < (a: SessionTime, b: SessionTime) -> Bool { a.nanoseconds < b.nanoseconds }

    public static func + (a: SessionTime, b: TimeSpan) -> SessionTime {
        SessionTime(nanoseconds: a.nanoseconds + b.nanoseconds)
    }
    public static func - (a: SessionTime, b: TimeSpan) -> SessionTime {
        SessionTime(nanoseconds: a.nanoseconds - b.nanoseconds)
    }
    public static func - (a: SessionTime, b: SessionTime) -> TimeSpan {
        TimeSpan(nanoseconds: a.nanoseconds - b.nanoseconds)
    }
}

extension SessionTime: CustomStringConvertible {
    /// `09:30:00.500`, milliseconds cut, not rounded.
    public var description: String {
        func padded(_ value: Int64, _ width: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        let milliseconds = nanoseconds / 1_000_000
        let seconds = milliseconds / 1_000
        return padded(seconds / 3_600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":"
            + padded(seconds % 60, 2) + "." + padded(milliseconds % 1_000, 3)
    }
}

/// A length of session time in nanoseconds.
public struct TimeSpan: Hashable, Comparable, Sendable, BitwiseCopyable {
    public var nanoseconds: Int64

    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }
    public static func seconds(_ count: Int64) -> TimeSpan {
        TimeSpan(nanoseconds: count * 1_000_000_000)
    }
    public static func milliseconds(_ count: Int64) -> TimeSpan {
        TimeSpan(nanoseconds: count * 1_000_000)
    }
    public static func microseconds(_ count: Int64) -> TimeSpan {
        TimeSpan(nanoseconds: count * 1_000)
    }
    public static let zero = TimeSpan(nanoseconds: 0)

    public static func < (a: TimeSpan, b: TimeSpan) -> Bool { a.nanoseconds < b.nanoseconds }
    public static func + (a: TimeSpan, b: TimeSpan) -> TimeSpan {
        TimeSpan(nanoseconds: a.nanoseconds + b.nanoseconds)
    }
    public static func - (a: TimeSpan, b: TimeSpan) -> TimeSpan {
        TimeSpan(nanoseconds: a.nanoseconds - b.nanoseconds)
    }
    public static func += (a: inout TimeSpan, b: TimeSpan) { a.nanoseconds += b.nanoseconds }
}
