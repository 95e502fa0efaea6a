import TestSupport
import Testing

/// The readers behind the style rules, shown to see what they must see.
@Suite(.rule("D5.2"))
struct `Source reader` {
    func code(_ text: String) -> [String] {
        SourceFile(path: "Sources/Risk/A.swift", text: text).code
    }

    @Test(arguments: [
        ("let a = b // c!", "let a = b"),
        ("let a = /* x! /* y! */ z! */ b", "let a =  b"),
        (#"let a = "b!" + c"#, #"let a = " + c"#),
        (#"let a = "b \(c! + "d!") e!" + f"#, #"let a = " + f"#),
        (##"let a = #"b"! \(c!)"# + d"##, #"let a = " + d"#),
        (#"let a = "\"b!" + c"#, #"let a = " + c"#),
        (#"func `it is "one" sentence!`() {}"#, "func `() {}"),
    ])
    func `comments and text are blank, code is not`(text: String, left: String) {
        let squeezed = code(text)[0].split(separator: " ").joined(separator: " ")
        #expect(squeezed == left.split(separator: " ").joined(separator: " "))
    }

    @Test func `lines keep their numbers over literals of several lines`() {
        let text = "let a = \"\"\"\n  x { !\n  \"\"\"\nlet b = c"
        #expect(code(text).count == 4)
        #expect(code(text)[3] == "let b = c")
    }

    @Test func `functions are measured from their first word to their last brace`() {
        let text = """
            protocol P {
                func required(_ a: Int)
                init(b: Int)
            }
            struct S {
                init(a: Int = { 1 }()) { _ = a }
                func long(
                    a: Int
                ) -> Int {
                    if a > 1 { return 2 }
                    return 3
                }
            }
            """
        let functions = FunctionLengths(SourceFile(path: "A.swift", text: text)).functions()
        #expect(functions.map(\.line) == [6, 7])
        #expect(functions.map(\.length) == [1, 6])
    }

    @Test func `the manifest's calls are read over several lines`() {
        let manifest = Manifest(
            """
            func room(_ name: String) {}
            targets: [
                // room("Comment")
                room("A"),
                room("B", ["A", yams], path: "B", exclude: ["C"]),
                shim("C", linked: [.linkedLibrary("dl")]),
                room(
                    "D",
                    [
                        "A", "B",
                    ]),
                process("e", ["D", argumentParser], exclude: ["README.md"]),
            ]
            """)
        #expect(manifest.targets.map(\.name) == ["A", "B", "C", "D", "e"])
        #expect(
            manifest.targets.map(\.dependencies) == [
                [], ["A", "Yams"], [], ["A", "B"], ["D", "ArgumentParser"],
            ])
    }

    @Test func `a drawing leaves out what a longer path implies`() {
        let manifest = Manifest(
            """
            targets: [
            room("A"), room("B", ["A"]), room("C", ["A", "B"]),
            room("Runtime", ["A", "B", "C"]), process("obligato", ["Runtime"]),
            """)
        let drawing = Drawing.block(of: manifest)
        #expect(drawing.contains("    C --> B\n"))
        #expect(!drawing.contains("    C --> A\n"))
        #expect(drawing.contains("    Runtime --> C\n"))
        #expect(drawing.contains("| C | A, B |"))
    }
}
