import Glibc
import Settings

/// Looks whether loopback ports can be bound, before anything is written.
enum PortCheck {
    static func free(_ endpoints: DeskEndpoints) throws(SettingsError) {
        for name in DeskEndpoints.Name.allCases {
            let address = endpoints[name]
            guard let port = address.split(separator: ":").last.flatMap({ UInt16($0) }) else {
                continue
            }
            guard isFree(port) else {
                throw SettingsError(
                    file: address, line: 0, path: name.rawValue, problem: "port is in use",
                    accepted: "another --transport tcp:PORT with \(DeskEndpoints.Name.allCases.count)"
                        + " free ports from PORT on")
            }
        }
    }

    private static func isFree(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return true }
        defer { close(descriptor) }
        var on: Int32 = 1
        setsockopt(
            descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
