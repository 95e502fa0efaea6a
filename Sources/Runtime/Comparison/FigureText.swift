import Market
import Obligations

/// Figures as people read them; rounding is always down, so that nothing is shown as reached that is not.
enum FigureText {
    /// `71.00 %`.
    static func percent(_ ratio: Ratio?) -> String {
        guard let millionths = ratio?.millionths else { return "–" }
        return DecimalText.text(millionths / 100, decimals: 2) + " %"
    }

    /// `-1.25 pp` from millionths.
    static func points(_ millionths: Int64?) -> String {
        guard let millionths else { return "–" }
        let sign = millionths > 0 ? "+" : ""
        return sign + DecimalText.text(millionths / 100, decimals: 2) + " pp"
    }

    /// `12.345 s`, to the millisecond.
    static func seconds(_ nanoseconds: Int64) -> String {
        DecimalText.text(nanoseconds / 1_000_000, decimals: 3) + " s"
    }

    static func signedSeconds(_ nanoseconds: Int64) -> String {
        (nanoseconds > 0 ? "+" : "") + seconds(nanoseconds)
    }

    static func yuan(_ tenThousandths: Int64) -> String {
        DecimalText.text(tenThousandths / 100, decimals: 2)
    }

    static func verdict(_ pass: Bool?) -> String {
        pass.map { $0 ? "pass 达标" : "FAIL 未达标" } ?? "no obligation 无义务"
    }

    /// Lines of cells as columns; the first column is left-aligned.
    static func table(_ rows: [[String]]) -> [String] {
        let width = (rows.map(\.count).max() ?? 0)
        let widths = (0..<width).map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            row.enumerated().map { column, cell in
                let pad = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + pad : pad + cell
            }.joined(separator: "  ")
        }
    }
}
