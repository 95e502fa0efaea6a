import ArgumentParser
import Runtime

/// `obligato review`: orders that a soft limit has stopped wait for a person.
struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review", abstract: "Let an order pass that a soft limit has stopped. 人工复核",
        discussion: """
            The decision log tells contract and number of each order that waits (orderRefused, heldForReview). It is judged \
            anew by the market of the moment; after its time it is gone.
            """)

    @Argument(help: "The run folder of a running desk.")
    var folder: String

    @Argument(help: "The order's client number.")
    var order: UInt64

    @Option(help: "Its contract: contract:CODE.")
    var scope: String

    @Option(help: "Who lets it pass; goes into the record.")
    var person: String

    func run() throws {
        var request = ControlClient.Order(.releaseOrder, person: person, reason: "\(order)")
        request.scope = scope
        let timeline = try guarded { try ControlClient(folder: folder).send(request) }
        print(timeline.lines.joined(separator: "\n"))
        if !timeline.holds { throw ExitCode(1) }
    }
}
