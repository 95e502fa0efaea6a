import ArgumentParser
import Foundation
import Glibc
import Runtime

/// The one executable, in the style of git. Exit code 0 = it holds, 1 = it does not, 2 = usage or configuration.
@main
struct Obligato: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "obligato",
        abstract: "A market maker's quoting engine that knows its obligations. 做市报价与义务追踪",
        version: Version.text,
        subcommands: [
            DayCommand.self, BacktestCommand.self, ExchangeCommand.self, RiskCommand.self,
            QuoterCommand.self, TrackerCommand.self, ObligationsCommand.self, MonthCommand.self,
            ReportCommand.self, ReplayCommand.self, SealCommand.self, VerifyCommand.self,
            KeyCommand.self, ExportCommand.self, RulesCommand.self, KillCommand.self,
            PauseCommand.self, ResumeCommand.self, HaltCommand.self, ReduceCommand.self,
            IsolateCommand.self, CancelAllCommand.self, ResetProtectionCommand.self,
            StatusCommand.self, ReleaseCommand.self, CloseCommand.self, ReviewCommand.self,
            RestrictCommand.self, LiftCommand.self, AdviseCommand.self,
            CheckCommand.self,
            FaultCommand.self, BenchCommand.self, ContractsCommand.self,
            PriceCommand.self, SurfaceCommand.self,
            SurveillanceCommand.self, FilingCommand.self, LimitsCommand.self,
            StrategiesCommand.self, CertifyCommand.self, ParametersCommand.self,
        ])

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as CommandFailure {
            complain(failure.description)
            Glibc.exit(failure.code)
        } catch let error as ExitCode {
            Glibc.exit(error.rawValue)
        } catch {
            if exitCode(for: error) == .success {
                print(fullMessage(for: error))
                Glibc.exit(0)
            }
            complain("obligato: \(message(for: error)); see obligato --help")
            Glibc.exit(2)
        }
    }

    private static func complain(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}

/// What a command says when it cannot do its work: one line, and the exit code.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String
    let code: Int32

    /// Usage or configuration: exit code 2.
    static func usage(_ text: String) -> CommandFailure {
        CommandFailure(description: "obligato: \(text)", code: 2)
    }

    /// What was asked does not hold: exit code 1.
    static func doesNotHold(_ text: String) -> CommandFailure {
        CommandFailure(description: "obligato: \(text)", code: 1)
    }
}
