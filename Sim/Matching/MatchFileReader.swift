/// Takes an order file line by line; the first thing wrong ends it.
struct MatchFileReader {
    private let file: String
    private var lineNumber = 0
    private var messages: [OrderMessage] = []
    /// Ends of the six fields of the present line.
    private var fieldEnds: [Int] = []

    init(file: String, expectedRows: Int) {
        self.file = file
        messages.reserveCapacity(expectedRows)
    }

    mutating func line(_ bytes: ArraySlice<UInt8>) throws(MatchFileError) {
        lineNumber += 1
        guard lineNumber > 1 else {
            let header = MatchFile.columns.joined(separator: ",")
            guard bytes.elementsEqual(header.utf8) else {
                throw problem(
                    .badHeader, value: String(decoding: bytes.prefix(200), as: UTF8.self))
            }
            return
        }
        guard messages.count < MatchFile.rowsMax else {
            throw problem(.tooManyRows(rowsMax: MatchFile.rowsMax))
        }
        split(bytes)
        guard fieldEnds.count == MatchFile.columns.count else {
            throw problem(.fieldCount, value: String(fieldEnds.count))
        }
        messages.append(try row(bytes))
    }

    func finished() throws(MatchFileError) -> [OrderMessage] {
        guard !messages.isEmpty else { throw MatchFileError(file: file, problem: .empty) }
        return messages
    }

    private mutating func split(_ bytes: ArraySlice<UInt8>) {
        fieldEnds.removeAll(keepingCapacity: true)
        for position in bytes.indices where bytes[position] == UInt8(ascii: ",") {
            fieldEnds.append(position)
        }
        fieldEnds.append(bytes.endIndex)
    }

    private func row(_ bytes: ArraySlice<UInt8>) throws(MatchFileError) -> OrderMessage {
        let type = letter(0, bytes)
        guard let order = number(4, bytes) else { throw problem(.badOrder, 4, bytes) }
        switch type {
        case UInt8(ascii: "C"):
            for column in [1, 2, 3, 5] where !field(column, bytes).isEmpty {
                throw problem(.notEmptyOnCancel, column, bytes)
            }
            return OrderMessage(.cancel, order: order)
        case UInt8(ascii: "N"), UInt8(ascii: "M"):
            let isSell: Bool
            switch letter(1, bytes) {
            case UInt8(ascii: "B"): isSell = false
            case UInt8(ascii: "S"): isSell = true
            default: throw problem(.badSide, 1, bytes)
            }
            guard let quantity = number(3, bytes), quantity > 0, quantity <= UInt64(Int32.max)
            else { throw problem(.badQuantity, 3, bytes) }
            guard let price = number(5, bytes).flatMap(Int64.init(exactly:)),
                OrderMessage.prices.contains(price)
            else { throw problem(.badPrice, 5, bytes) }
            return OrderMessage(
                try kind(isModify: type == UInt8(ascii: "M"), bytes), order: order, isSell: isSell,
                price: price, quantity: Int32(quantity))
        default:
            throw problem(.badType, 0, bytes)
        }
    }

    private func kind(
        isModify: Bool, _ bytes: ArraySlice<UInt8>
    ) throws(MatchFileError) -> OrderMessage.Kind {
        switch letter(2, bytes) {
        case UInt8(ascii: "0"): return isModify ? .modify : .new
        case UInt8(ascii: "1"):
            guard !isModify else { throw problem(.immediateModify, 2, bytes) }
            return .immediate
        default: throw problem(.badImmediate, 2, bytes)
        }
    }

    private func field(_ column: Int, _ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let start = column == 0 ? bytes.startIndex : fieldEnds[column - 1] + 1
        return bytes[start..<fieldEnds[column]]
    }

    /// The field's only character.
    private func letter(_ column: Int, _ bytes: ArraySlice<UInt8>) -> UInt8? {
        let text = field(column, bytes)
        return text.count == 1 ? text.first : nil
    }

    /// Digits only, as far as 64 bits go.
    private func number(_ column: Int, _ bytes: ArraySlice<UInt8>) -> UInt64? {
        let text = field(column, bytes)
        guard !text.isEmpty else { return nil }
        var value: UInt64 = 0
        for byte in text {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            let (tens, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, isBeyond) = tens.addingReportingOverflow(UInt64(byte - UInt8(ascii: "0")))
            guard !isTooLarge, !isBeyond else { return nil }
            value = sum
        }
        return value
    }

    private func problem(
        _ problem: MatchFileError.Problem, _ column: Int, _ bytes: ArraySlice<UInt8>
    ) -> MatchFileError {
        self.problem(
            problem, column: MatchFile.columns[column],
            value: String(decoding: field(column, bytes).prefix(200), as: UTF8.self))
    }

    private func problem(
        _ problem: MatchFileError.Problem, column: String? = nil, value: String? = nil
    ) -> MatchFileError {
        MatchFileError(
            file: file, line: lineNumber, column: column, value: value, problem: problem)
    }
}
