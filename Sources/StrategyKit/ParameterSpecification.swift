/// A strategy parameter: what it is called, means, and may be.
public struct ParameterSpecification: Hashable, Sendable {
    public let name: String
    /// One sentence with the unit.
    public let summary: String
    public let defaultValue: Double
    public let range: ClosedRange<Double>
    /// Whole numbers only.
    public let isInteger: Bool

    /// A value as the command line takes it: plain decimals, no zeros at the end.
    public func text(_ value: Double) -> String {
        guard !isInteger else { return String(Int64(value.rounded())) }
        var text = DecimalText.text(Int64((value * 1_000_000_000).rounded()), decimals: 9)
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    /// A number with up to nine decimals.
    public static func decimal(
        _ name: String, _ summary: String, default value: Double, in range: ClosedRange<Double>
    ) -> ParameterSpecification {
        ParameterSpecification(
            name: name, summary: summary, defaultValue: value, range: range, isInteger: false)
    }

    /// A whole number.
    public static func integer(
        _ name: String, _ summary: String, default value: Int32, in range: ClosedRange<Int32>
    ) -> ParameterSpecification {
        ParameterSpecification(
            name: name, summary: summary, defaultValue: Double(value),
            range: Double(range.lowerBound)...Double(range.upperBound), isInteger: true)
    }
}
