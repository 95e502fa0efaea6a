import Obligations

/// Where each figure's evidence stands: in the page itself, or in a file of each contract beside it.
struct EvidenceBook {
    /// Rows of evidence a page carries itself; beyond, each contract has a file.
    static let rowsInside = 4_000

    /// One contract's evidence under one rule, and the row it explains.
    struct Section {
        let row: Int
        let evidence: PresenceEvidence
        /// Nil: in the page itself.
        let file: String?
    }

    let sections: [Section]
    /// Name of the folder beside the page, and of the page.
    let folder: String
    let fileName: String
    private let places: [Int: Int]
    private let marks: Set<String>

    init(_ day: ComplianceDay, fileName: String) {
        self.fileName = fileName
        folder =
            (fileName.hasSuffix(".html") ? String(fileName.dropLast(5)) : fileName) + ".evidence"
        let all = day.evidence ?? []
        let isInside = all.reduce(0) { $0 + $1.stretches.count } <= Self.rowsInside
        var rows: [String: Int] = [:]
        for (index, row) in day.report.rules.enumerated() where row.times != nil && row.part == nil
        {
            if let contract = row.contract { rows[row.rule + "\n" + contract] = index }
        }
        var files: [String: String] = [:]
        var sections: [Section] = []
        var places: [Int: Int] = [:]
        var marks: Set<String> = []
        for evidence in all {
            guard let row = rows[evidence.rule + "\n" + evidence.contract] else { continue }
            if !isInside, files[evidence.contract] == nil {
                files[evidence.contract] = Self.name(evidence.contract, taken: files.count)
            }
            places[row] = sections.count
            sections.append(Section(row: row, evidence: evidence, file: files[evidence.contract]))
            for stretch in evidence.stretches {
                for mark in Self.marks(of: stretch, row: row) { marks.insert(mark) }
            }
        }
        // Parts of the day open to the whole day's intervals.
        for (index, row) in day.report.rules.enumerated() where row.part != nil {
            let whole = row.contract.flatMap { rows[row.rule + "\n" + $0] }
            if let place = whole.flatMap({ places[$0] }) { places[index] = place }
        }
        self.sections = sections
        self.places = places
        self.marks = marks
    }

    /// Link to the evidence of a row: all of it, or from the first stretch of a class or cause on.
    func link(_ row: Int, _ part: String? = nil) -> String? {
        guard let place = places[row] else { return nil }
        let base = "e\(sections[place].row)"
        let wanted = part.map { "\(base)-\($0)" }
        let anchor = wanted.flatMap { marks.contains($0) ? $0 : nil } ?? base
        guard let file = sections[place].file else { return "#" + anchor }
        return "\(Self.encoded(folder))/\(file)#\(anchor)"
    }

    func stretches(_ row: Int) -> [EvidenceStretch] {
        places[row].map { sections[$0].evidence.stretches } ?? []
    }

    /// The names a stretch may be found by: its class and its cause.
    static func marks(of stretch: EvidenceStretch, row: Int) -> [String] {
        ["e\(row)-\(stretch.state)"] + (stretch.cause.map { ["e\(row)-\($0.rawValue)"] } ?? [])
    }

    /// A file's name out of a contract's: what is not a letter, digit or hyphen is left out.
    private static func name(_ contract: String, taken: Int) -> String {
        let kept = contract.unicodeScalars.filter {
            $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-")
        }
        let isPlain = kept.count == contract.unicodeScalars.count && !kept.isEmpty
        let name = String(String.UnicodeScalarView(kept).prefix(60))
        return isPlain && kept.count <= 60 ? name + ".html" : "\(name)_\(taken + 1).html"
    }

    /// A relative address of a name as it stands on disk.
    static func encoded(_ name: String) -> String {
        var text = ""
        for byte in name.utf8 {
            let scalar = Unicode.Scalar(byte)
            let isPlain =
                byte < 0x80
                && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || "-_.~".unicodeScalars.contains(scalar))
            if isPlain {
                text.unicodeScalars.append(scalar)
            } else {
                let hex = String(byte, radix: 16, uppercase: true)
                text += "%" + (hex.count < 2 ? "0" : "") + hex
            }
        }
        return text
    }
}
