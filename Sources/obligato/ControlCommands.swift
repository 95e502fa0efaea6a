import ArgumentParser
import Runtime

/// Who asks risk for what, in which run.
struct ControlOptions: ParsableArguments {
    @Argument(help: "The run folder of a running desk.")
    var folder: String

    @Option(help: "Who asks; goes into the record.")
    var person: String

    @Option(help: "Why; goes into the record.")
    var reason: String

    @Option(help: "Scope: all, underlying:CODE or contract:CODE.")
    var scope = "all"

    func send(_ verb: ControlClient.Verb) throws {
        let outcome = try guarded {
            try ControlClient(folder: folder).send(
                verb, person: person, reason: reason, scope: scope)
        }
        print(outcome.text)
        if !outcome.holds { throw ExitCode(1) }
    }
}

/// `obligato kill`: block and pull everything; success only on the exchange's confirmation.
struct KillCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kill", abstract: "Block new quotes and pull what is live. 紧急停止")
    @OptionGroup var options: ControlOptions
    func run() throws { try options.send(.kill) }
}

/// `obligato release`: ends a kill; needs two different persons.
struct ReleaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "End a kill; a second person must ask too. 解除")
    @OptionGroup var options: ControlOptions
    func run() throws { try options.send(.release) }
}

/// `obligato pause`: no new quotes; withdrawals pass.
struct PauseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Refuse new quotes and pull what is live. 暂停")
    @OptionGroup var options: ControlOptions
    func run() throws { try options.send(.pause) }
}

/// `obligato resume`: ends a pause.
struct ResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "End a pause. 恢复")
    @OptionGroup var options: ControlOptions
    func run() throws { try options.send(.resume) }
}
