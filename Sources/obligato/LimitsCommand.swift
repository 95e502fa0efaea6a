import ArgumentParser
import Runtime

/// `obligato limits`: limits while a desk runs; two persons change them, one tightens them.
struct LimitsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "limits",
        abstract: "Limits of a running desk: show, request, preview, approve. 额度管理",
        discussion: """
            A request changes nothing. Its preview replays the day under it; a second person approves \
            exactly that preview by its hash (docs/risk.md). Exit code 1: refused.
            """,
        subcommands: [
            Show.self, Apply.self, Preview.self, Approve.self, Reject.self, Withdraw.self,
            Tighten.self, History.self, Export.self,
        ])

    /// Which run, and how it is printed.
    struct Target: ParsableArguments {
        @Argument(help: "The run folder of a desk.")
        var folder: String
        @Flag(help: "JSON instead of text.")
        var json = false

        func tell(_ body: (LimitsDesk) throws -> LimitsDesk.Outcome) throws {
            let outcome = try guarded { try body(LimitsDesk(folder: folder, asJSON: json)) }
            print(outcome.text)
            if !outcome.holds { throw ExitCode(1) }
        }
    }

    /// Who asks.
    struct Person: ParsableArguments {
        @Option(help: "Who says it; goes into the record.")
        var person: String
    }

    /// What is to hold, why, and until when.
    struct Wish: ParsableArguments {
        @Option(help: "Why; goes into the record.")
        var reason: String
        @Option(
            parsing: .upToNextOption,
            help: "NAME=VALUE, one or more; `limits show` has the names. VALUE none removes.")
        var set: [String]
        @Option(help: "Session time at which what it changed comes back, 14:30:00.")
        var expires: String?
    }

    /// `obligato limits show`
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Every limit: in force, at the start of the day, used.")
        @OptionGroup var target: Target
        func run() throws { try target.tell { try $0.show() } }
    }

    /// `obligato limits apply`
    struct Apply: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Request a change; nothing changes before a second person approves it.")
        @OptionGroup var target: Target
        @OptionGroup var who: Person
        @OptionGroup var wish: Wish
        @Option(help: "Session time from which it holds, 10:30:00; at once if not given.")
        var effective: String?
        func run() throws {
            try target.tell {
                try $0.apply(
                    wish.set, effective: effective, expires: wish.expires,
                    word: .init(person: who.person, reason: wish.reason))
            }
        }
    }

    /// `obligato limits preview`
    struct Preview: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Replay the day so far under a request; prints figures and their hash.")
        @OptionGroup var target: Target
        @Argument(help: "The request's number.")
        var request: UInt32
        @OptionGroup var who: Person
        func run() throws {
            try target.tell { try $0.preview(request, word: .init(person: who.person)) }
        }
    }

    /// `obligato limits approve`
    struct Approve: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Approve exactly one preview; the maker cannot.")
        @OptionGroup var target: Target
        @Argument(help: "The request's number.")
        var request: UInt32
        @OptionGroup var who: Person
        @Option(help: "The preview's hash, 64 hexadecimal digits.")
        var hash: String
        func run() throws {
            try target.tell {
                try $0.approve(request, hash: hash, word: .init(person: who.person))
            }
        }
    }

    /// `obligato limits reject`
    struct Reject: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Refuse a request; the maker cannot.")
        @OptionGroup var target: Target
        @Argument(help: "The request's number.")
        var request: UInt32
        @OptionGroup var who: Person
        func run() throws {
            try target.tell { try $0.reject(request, word: .init(person: who.person)) }
        }
    }

    /// `obligato limits withdraw`
    struct Withdraw: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a request back; only the maker can.")
        @OptionGroup var target: Target
        @Argument(help: "The request's number.")
        var request: UInt32
        @OptionGroup var who: Person
        func run() throws {
            try target.tell { try $0.withdraw(request, word: .init(person: who.person)) }
        }
    }

    /// `obligato limits tighten`
    struct Tighten: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "One person, at once; only to values that let less through. 紧急收紧")
        @OptionGroup var target: Target
        @OptionGroup var who: Person
        @OptionGroup var wish: Wish
        func run() throws {
            try target.tell {
                try $0.tighten(
                    wish.set, expires: wish.expires,
                    word: .init(person: who.person, reason: wish.reason))
            }
        }
    }

    /// `obligato limits export`
    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The limits the next day is to begin with, for --limits of day and backtest.",
            discussion: """
                What was approved or tightened without an end of its own outlives the day, with who asked and who \
                approved as comments. The same limits give the same bytes and the same hash.
                """)
        @Argument(help: "The run folder of a desk.")
        var folder: String
        @Option(help: "File to write; must not exist yet. Without it: standard output.")
        var out: String?
        func run() throws {
            let desk = try guarded { try LimitsDesk(folder: folder, asJSON: false) }
            let outcome = try guarded { try desk.export(to: out) }
            print(outcome.text, terminator: "")
        }
    }

    /// `obligato limits history`
    struct History: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Every request: who, when, old, new, and what became of it.")
        @OptionGroup var target: Target
        @Argument(help: "One request's number; all if not given.")
        var request: UInt32 = 0
        func run() throws { try target.tell { try $0.history(request) } }
    }
}
