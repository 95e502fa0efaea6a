import Seal
import TestSupport
import Testing

/// Days made up of a few files.
enum MadeUp {
    static func statement(
        day: String = "2021-01-05", previous: DayStatement.Previous? = nil, salt: UInt8 = 0
    ) -> DayStatement? {
        DayStatement(
            tradingDay: day, previous: previous,
            files: ["obligations.json", "exchange/e0001-0001.seg", "manifest.json"].enumerated()
                .map { index, name in
                    SealedFile(
                        name: name, length: UInt64(index),
                        digest: SHA256.digest([UInt8(index), salt]))
                })
    }
}

@Suite(.rule("C3.8", "PEER-05"))
struct `The head of a day` {
    @Test func `states its files in order, in text that any tool can check`() throws {
        let statement = try #require(MadeUp.statement())
        let lines = statement.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.prefix(3) == ["obligato day head 1", "day 2021-01-05", "previous none"])
        #expect(
            lines[3] == "\(SHA256.digest([1, 0])) 1 exchange/e0001-0001.seg")
        #expect(lines.count == 7 && lines[6] == "")
        #expect(statement.digest == SHA256.digest(statement.text.utf8))
    }

    @Test func `is read as it was written`() throws {
        let first = try #require(MadeUp.statement(day: "2021-01-04"))
        let link = DayStatement.Previous(tradingDay: "2021-01-04", digest: first.digest)
        for statement in [first, try #require(MadeUp.statement(previous: link))] {
            let head = DayHead(statement)
            #expect(try DayHead.read(json: head.json()) == head)
            #expect(try head.json().contains("\"signature\" : \"none\""))
        }
    }

    @Test func `names the day before, so a day put in its place is another chain`() throws {
        let day = try #require(MadeUp.statement(day: "2021-01-04"))
        let forged = try #require(MadeUp.statement(day: "2021-01-04", salt: 1))
        let next = try #require(
            MadeUp.statement(
                previous: DayStatement.Previous(tradingDay: "2021-01-04", digest: day.digest)))
        #expect(next.previous?.digest == day.digest)
        #expect(next.previous?.digest != forged.digest)
    }

    @Test(arguments: [
        ("2021-01-05", "2021-01-05"), ("2021-01-05", "2021-01-06"), ("2021-1-5", "2021-01-04"),
        ("2021-01-05", "yesterday"), ("", "2021-01-04"),
    ])
    func `follows an earlier day only`(day: String, previous: String) {
        let link = DayStatement.Previous(tradingDay: previous, digest: SHA256.digest([]))
        #expect(MadeUp.statement(day: day, previous: link) == nil)
        let good = DayStatement.Previous(tradingDay: "2020-12-31", digest: SHA256.digest([]))
        #expect(MadeUp.statement(day: "2021-01-05", previous: good) != nil)
    }

    @Test func `one changed character of its page is found`() throws {
        let statement = try #require(
            MadeUp.statement(
                previous: DayStatement.Previous(
                    tradingDay: "2021-01-04", digest: SHA256.digest([7]))))
        let page = Array(try DayHead(statement).json().utf8)
        let head = try DayHead.read(json: String(decoding: page, as: UTF8.self))
        var harmless = 0
        for place in page.indices {
            var changed = page
            changed[place] ^= 1
            let text = String(decoding: changed, as: UTF8.self)
            // A space between tokens may change and means nothing: what is read is the same.
            if let read = try? DayHead.read(json: text) {
                #expect(read == head, "byte \(place)")
                harmless += 1
            }
        }
        #expect(harmless < page.count / 4)
    }

    @Test(arguments: [
        "../desk.yaml", "/etc/passwd", "a/b/c", ".hidden", "exchange/.x", "", "a b", "a\nb", "a/",
        "é",
    ])
    func `no name leads out of the run folder`(name: String) throws {
        #expect(!SealedFile.isName(name))
        #expect(SealedFile.isName("exchange/e0001-0001.seg"))
        let page = try DayHead(try #require(MadeUp.statement())).json()
        let escaped = name.replacing("\n", with: "\\n")
        #expect(throws: SealError.self) {
            try DayHead.read(json: page.replacing("manifest.json", with: escaped))
        }
    }

    @Test(arguments: ["", "{}", "[]", "null", "{\"format\": 2}", "not json"])
    func `a text that is no head is refused`(text: String) {
        #expect(throws: SealError.self) { try DayHead.read(json: text) }
    }

    @Test func `a head of another format is refused`() throws {
        let page = try DayHead(try #require(MadeUp.statement())).json()
        #expect(throws: SealError.head("format 2, accepted is 1")) {
            try DayHead.read(json: page.replacing("\"format\" : 1", with: "\"format\" : 2"))
        }
    }
}
