import Messaging
import Wire

/// Latest status of each process, as its PUB socket tells it; a line may be missed, never needed.
final class StatusBoard {
    private var sockets: [SubscriberHolder] = []
    private let buffer = ReceiveBuffer()
    private(set) var latest: [DeskRole: StatusReport] = [:]

    /// Sockets cannot be copied, so each sits in its own box.
    private final class SubscriberHolder {
        var socket: SubscriberSocket
        let role: DeskRole
        init(_ socket: consuming SubscriberSocket, role: DeskRole) {
            self.socket = socket
            self.role = role
        }
    }

    init(context: MessagingContext, endpoints: DeskEndpoints) throws {
        let names: [(DeskRole, DeskEndpoints.Name)] = [
            (.exchange, .exchangeStatus), (.risk, .riskStatus), (.quoter, .quoterStatus),
            (.tracker, .trackerStatus),
        ]
        for (role, name) in names {
            var socket = try SubscriberSocket(in: context)
            try socket.subscribe(toPrefix: [])
            try socket.connect(to: try Endpoint(parsing: endpoints[name]))
            sockets.append(SubscriberHolder(socket, role: role))
        }
    }

    func drain() {
        for holder in sockets {
            while let outcome = try? holder.socket.receive(into: buffer.bytes) {
                guard case .message(let count) = outcome else { break }
                guard let frame = try? Frame(buffer.prefix(count)),
                    let report = try? frame.root(StatusReport.self)
                else { continue }
                latest[holder.role] = report
            }
        }
    }
}
