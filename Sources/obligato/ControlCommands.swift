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

    @Option(help: "all, underlying:CODE, contract:CODE, quoter:N or account:N.")
    var scope: String?

    @Flag(help: "The same as --scope all.")
    var all = false

    @Option(help: "Real seconds to wait for the exchange's confirmation.")
    var wait: Int64 = 5

    @Flag(help: "Every step and contract as JSON.")
    var json = false

    func validate() throws {
        if all, let scope, scope != "all" { throw ValidationError("--all and --scope \(scope)") }
    }

    /// What holds quotes back or lets them go on says for whom: nothing said is not everything.
    private func scope(of request: ControlRequest) throws -> String {
        if let scope { return scope }
        switch request {
        case .kill, .halt, .pause, .reduce, .cancelAll, .isolate, .release, .resume:
            guard all else {
                throw CommandFailure.usage(
                    "\(request.rawValue) of what? --all, or --scope underlying:CODE, contract:CODE, "
                        + "quoter:N, account:N")
            }
        default: break
        }
        return "all"
    }

    func send(
        _ request: ControlRequest, cause: StopCause? = nil, report: String? = nil,
        accountSwitch: String? = nil
    ) throws {
        var order = ControlClient.Order(request, person: person, reason: reason)
        order.accountSwitch = accountSwitch
        order.scope = try scope(of: request)
        order.cause = cause
        let timeline = try guarded {
            try ControlClient(folder: folder, seconds: wait).send(order)
        }
        print(json ? try timeline.json() : timeline.lines.joined(separator: "\n"))
        if let report {
            try guarded {
                try StopReport(timeline, cause: cause, folder: folder).write(to: report)
            }
        }
        if !timeline.holds { throw ExitCode(1) }
    }
}

/// Why trading stops, and the draft of the report that follows (seed 001 art. 22, 24).
struct StopOptions: ParsableArguments {
    @Option(help: "force-majeure, technical-failure, unexpected-event or human-error.")
    var cause: String?

    @Option(help: "Write a draft of the report to the exchange, with the times, to this file.")
    var report: String?

    var stopCause: StopCause? { cause.flatMap(StopCause.init) }

    func validate() throws {
        guard cause == nil || stopCause != nil else {
            let known = StopCause.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--cause: \(known)")
        }
    }
}

/// `obligato kill`: block and pull everything; success only on the exchange's confirmation.
struct KillCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kill",
        abstract: "Block new quotes, pull what is live, show the timeline. 紧急停止",
        discussion: """
            Two more ways lead to the same kill of everything: SIGUSR1 to the risk process \
            (RUN/logs/risk.pid) and a file named KILL in the run folder.
            """)
    @OptionGroup var options: ControlOptions
    @OptionGroup var stop: StopOptions
    func run() throws { try options.send(.kill, cause: stop.stopCause, report: stop.report) }
}

/// `obligato halt`: as a kill, for what is no emergency.
struct HaltCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "halt", abstract: "Block new quotes and pull what is live. 停止")
    @OptionGroup var options: ControlOptions
    @OptionGroup var stop: StopOptions
    func run() throws { try options.send(.halt, cause: stop.stopCause, report: stop.report) }
}

/// `obligato release`: ends a kill, halt or isolation; needs two different persons.
struct ReleaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "End a kill, halt or isolation; a second person must ask too. 解除")
    @OptionGroup var options: ControlOptions
    func run() throws { try options.send(.release) }
}

/// `obligato pause`: no new quotes; withdrawals pass and what rests stays.
struct PauseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Refuse new quotes; what rests stays. 暂停")
    @OptionGroup var options: ControlOptions
    func run() throws { try options.send(.pause) }
}

/// `obligato reduce`: only what makes no position larger.
struct ReduceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reduce", abstract: "Let pass only what makes no position larger. 仅减仓")
    @OptionGroup var options: ControlOptions
    func run() throws { try options.send(.reduce) }
}

/// `obligato resume`: ends a pause or a reduction.
struct ResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "End a pause or a reduction. 恢复")
    @OptionGroup var options: ControlOptions
    func run() throws { try options.send(.resume) }
}

/// `obligato cancel-all`: pulls what is live and blocks nothing.
struct CancelAllCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel-all", abstract: "Pull what is live; new quotes may follow. 全部撤单")
    @OptionGroup var options: ControlOptions
    func run() throws { try options.send(.cancelAll) }
}

/// `obligato isolate`: cuts one quoter off.
struct IsolateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "isolate",
        abstract: "Cut a quoter off: quotes pulled, session closed, logon refused. 系统隔离")
    @OptionGroup var options: ControlOptions
    func run() throws { try options.send(.isolate) }
}

/// Which of the account's switches.
struct SwitchOption: ParsableArguments {
    @Option(name: .customLong("switch"), help: "trade, open, sell-open or lock.")
    var name: String

    func validate() throws {
        guard ControlClient.Order.switches.contains(name) else {
            let known = ControlClient.Order.switches.joined(separator: ", ")
            throw ValidationError("--switch: \(known)")
        }
    }
}

/// `obligato restrict`: turns one of the account's switches on; what it closes comes off.
struct RestrictCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restrict",
        abstract: "Close trading, opening or selling to open for the account, or lock it. 限账户")
    @OptionGroup var options: ControlOptions
    @OptionGroup var which: SwitchOption
    func run() throws { try options.send(.restrict, accountSwitch: which.name) }
}

/// `obligato lift`: turns a switch of the account off; needs two different persons.
struct LiftCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lift", abstract: "End a restriction; a second person must ask too. 解除限制")
    @OptionGroup var options: ControlOptions
    @OptionGroup var which: SwitchOption
    func run() throws { try options.send(.lift, accountSwitch: which.name) }
}

/// `obligato reset-protection`: ends the freeze of market-maker protection.
struct ResetProtectionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset-protection",
        abstract: "Let an underlying quote again that market-maker protection froze. 保护重置")
    @OptionGroup var options: ControlOptions
    func run() throws { try options.send(.resetProtection) }
}

/// `obligato status`: what is shut, how much is live.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "What risk has shut and how much is live. 状态")

    @Argument(help: "The run folder of a running desk.")
    var folder: String

    @Flag(help: "As JSON.")
    var json = false

    func run() throws {
        let timeline = try guarded {
            try ControlClient(folder: folder).send(
                ControlClient.Order(.status, person: "status", reason: "status"))
        }
        let text =
            timeline.holds
            ? "\(timeline.text), \(timeline.liveAfter) live" : timeline.lines[0]
        print(json ? try timeline.json() : text)
        if !timeline.holds { throw ExitCode(1) }
    }
}
