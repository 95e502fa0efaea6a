import Market
import Obligations
import Settings

/// The needs at which slack is alerted, as files and command lines write them: `0.5, 0.8, 0.95`.
enum AlertNeeds {
    private static let accepted =
        "one to eight rising numbers above 0, up to 1, with at most six decimals"

    /// `alerts: {needRatios: [0.5, 0.8]}`.
    static func read(_ node: SettingsNode) throws(SettingsError) -> [Ratio] {
        let fields = try node.fields(required: ["needRatios"])
        guard let list = fields["needRatios"] else { throw node.error("missing key") }
        var ratios: [Ratio] = []
        for item in try list.items() {
            guard let ratio = next(try item.text(), after: ratios) else {
                throw item.error("\"\(try item.text())\" is not accepted", accepted: accepted)
            }
            ratios.append(ratio)
        }
        return ratios
    }

    /// `0.5,0.8` of a command line.
    static func read(_ text: String) throws(SettingsError) -> [Ratio] {
        var ratios: [Ratio] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let ratio = next(String(part), after: ratios) else {
                throw SettingsError(
                    file: "--alert-needs", line: 0, path: "",
                    problem: "\"\(part)\" is not accepted", accepted: accepted)
            }
            ratios.append(ratio)
        }
        return ratios
    }

    private static func next(_ text: String, after ratios: [Ratio]) -> Ratio? {
        guard ratios.count < 8, let value = DecimalText.value(text, decimals: 6),
            value > 0, value <= 1_000_000
        else { return nil }
        if let last = ratios.last, millionths(last) >= value { return nil }
        return Ratio(value, 1_000_000)
    }

    static func text(_ ratios: [Ratio]) -> String {
        ratios.map { DecimalText.text(millionths($0), decimals: 6) }.joined(separator: ", ")
    }

    private static func millionths(_ ratio: Ratio) -> Int64 { ratio.num * 1_000_000 / ratio.den }
}
