import Glibc

/// One child of the supervisor: started with its output in a log file, watched by pid.
struct ChildProcess {
    enum Ending: Equatable, CustomStringConvertible {
        case exit(Int32)
        case signal(Int32)

        var description: String {
            switch self {
            case .exit(let code): "exit code \(code)"
            case .signal(let number): "signal \(number)"
            }
        }
    }

    struct StartFailure: Error, CustomStringConvertible {
        let program: String
        let code: Int32
        var description: String {
            "cannot start \(program): \(String(cString: strerror(code)))"
        }
    }

    let pid: pid_t
    private(set) var ending: Ending?

    /// Starts `program` in this process's group; standard output and error are appended to `log`.
    init(program: String, arguments: [String], log: String) throws(StartFailure) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var arguments: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, program, &actions, nil, arguments, environ)
        guard code == 0 else { throw StartFailure(program: program, code: code) }
        pid = child
    }

    var isRunning: Bool { ending == nil }

    /// Looks once, without waiting, whether the child has ended.
    mutating func poll() {
        guard ending == nil else { return }
        var status: Int32 = 0
        guard waitpid(pid, &status, WNOHANG) == pid else { return }
        let number = status & 0x7f
        ending = number == 0 ? .exit((status >> 8) & 0xff) : .signal(number)
    }

    func send(_ number: Int32) {
        if ending == nil { kill(pid, number) }
    }

    /// A role of this very program on a run folder; it ends by itself when this process is gone.
    static func start(_ role: DeskRole, in folder: RunFolder) throws(StartFailure) -> ChildProcess {
        try ofThisProgram(
            [role.rawValue, "--config", folder.configuration], log: folder.log(role))
    }

    /// This very program with other arguments; it ends by itself when this process is gone.
    static func ofThisProgram(_ arguments: [String], log: String) throws(StartFailure)
        -> ChildProcess
    {
        // For the child alone: this process may outlive whoever started it.
        setenv(ParentWatch.variable, String(getpid()), 1)
        defer { unsetenv(ParentWatch.variable) }
        return try ChildProcess(program: "/proc/self/exe", arguments: arguments, log: log)
    }

    /// Asks it to end, and makes it end when it has not within so many real nanoseconds.
    mutating func end(within patience: Int64) {
        let clock = MonotonicClock()
        let deadline = clock.now() + patience
        poll()
        send(SIGTERM)
        while isRunning, clock.now() < deadline {
            usleep(2_000)
            poll()
        }
        guard isRunning else { return }
        send(SIGKILL)
        usleep(20_000)
        poll()
    }
}
