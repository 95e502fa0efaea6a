import Messaging

/// Where each socket of a desk is bound (design: `ipc://` in the run folder by default).
public struct DeskEndpoints: Sendable, Equatable {
    public enum Name: String, CaseIterable, Sendable {
        case marketData, snapshot, orderSession, eventLog, quoteSession, decisionLog, control
        case exchangeStatus, riskStatus, quoterStatus, trackerStatus
        case quoterControl

        /// Addresses that a desk.yaml of an earlier version may lack.
        static let optional: Set<Name> = [.quoterControl]
    }

    private let addresses: [Name: String]

    public init(_ addresses: [Name: String]) { self.addresses = addresses }

    /// Sockets as files of one private folder.
    public static func ipc(folder: String) -> DeskEndpoints {
        var addresses: [Name: String] = [:]
        for name in Name.allCases { addresses[name] = "ipc://\(folder)/\(name.rawValue)" }
        return DeskEndpoints(addresses)
    }

    /// Loopback TCP on consecutive ports from `base`.
    public static func tcp(base: Int) -> DeskEndpoints {
        var addresses: [Name: String] = [:]
        for (offset, name) in Name.allCases.enumerated() {
            addresses[name] = "tcp://127.0.0.1:\(base + offset)"
        }
        return DeskEndpoints(addresses)
    }

    public subscript(_ name: Name) -> String { addresses[name] ?? "" }
}
