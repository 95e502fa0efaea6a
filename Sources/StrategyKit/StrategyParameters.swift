/// Checked parameter values: every specified one is there, and inside its range.
public struct StrategyParameters: Hashable, Sendable {
    private let names: [String]
    private let values: [Double]

    /// Reads assignments against a specification; what is not assigned takes its default.
    ///
    /// - Parameter assignments: names and plain decimal texts, in any order.
    public init(
        _ assignments: [(name: String, text: String)] = [],
        for specification: [ParameterSpecification]
    ) throws(ParameterError) {
        try self.init(
            assignments, for: specification, over: specification.map(\.defaultValue))
    }

    /// Every parameter at its default.
    public init(defaultsOf specification: [ParameterSpecification]) {
        names = specification.map(\.name)
        values = specification.map(\.defaultValue)
    }

    /// The same values with some of them assigned anew, against the same specification.
    public func changed(
        by assignments: [(name: String, text: String)], for specification: [ParameterSpecification]
    ) throws(ParameterError) -> StrategyParameters {
        precondition(specification.count == values.count, "another strategy's specification")
        return try StrategyParameters(assignments, for: specification, over: values)
    }

    private init(
        _ assignments: [(name: String, text: String)], for specification: [ParameterSpecification],
        over start: [Double]
    ) throws(ParameterError) {
        try StrategyParameters.check(specification)
        let names = specification.map(\.name)
        var values = start
        var assigned = Array(repeating: false, count: names.count)
        for (name, text) in assignments {
            guard let position = names.firstIndex(of: name) else {
                throw .unknown(name: name, accepted: names)
            }
            guard !assigned[position] else { throw .repeated(name: name) }
            assigned[position] = true
            values[position] = try StrategyParameters.value(text, for: specification[position])
        }
        self.names = names
        self.values = values
    }

    /// Every parameter with its value as text, in the specification's order.
    public func texts(for specification: [ParameterSpecification]) -> [(
        name: String, text: String
    )] {
        zip(specification, values).map { (name: $0.name, text: $0.text($1)) }
    }

    /// A parameter's value.
    public func decimal(_ name: String) throws(ParameterError) -> Double {
        guard let position = names.firstIndex(of: name) else { throw .notSpecified(name: name) }
        return values[position]
    }

    /// A whole parameter's value.
    public func integer(_ name: String) throws(ParameterError) -> Int32 {
        guard let value = Int32(exactly: try decimal(name)) else {
            throw .notANumber(name: name, text: "not a whole number")
        }
        return value
    }

    /// A specification that contradicts itself is found before anything is quoted with it.
    private static func check(_ specification: [ParameterSpecification]) throws(ParameterError) {
        for (position, parameter) in specification.enumerated() {
            guard !specification[..<position].contains(where: { $0.name == parameter.name }) else {
                throw .inconsistent("the specification names \(parameter.name) twice")
            }
            guard parameter.range.contains(parameter.defaultValue) else {
                throw .inconsistent(
                    "the default of \(parameter.name), \(parameter.text(parameter.defaultValue)),"
                        + " is outside its range")
            }
        }
    }

    private static func value(_ text: String, for specification: ParameterSpecification)
        throws(ParameterError) -> Double
    {
        let decimals = specification.isInteger ? 0 : 9
        guard let count = DecimalText.value(text, decimals: decimals) else {
            throw .notANumber(name: specification.name, text: text)
        }
        let value = specification.isInteger ? Double(count) : Double(count) / 1_000_000_000
        guard specification.range.contains(value) else {
            throw .outOfRange(
                name: specification.name, text: text, range: specification.range)
        }
        return value
    }
}
