import Glibc

/// The machine a figure was measured on, in one line.
enum MachineLine {
    static var text: String {
        var system = utsname()
        uname(&system)
        let release = withUnsafeBytes(of: &system.release) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        return "\(cores) × \(processor), Linux \(release), load \(load)"
    }

    private static var processor: String {
        let lines = (try? TextFile.read("/proc/cpuinfo"))?.split(separator: "\n") ?? []
        let line = lines.first { $0.hasPrefix("model name") }
        let name = line?.split(separator: ":", maxSplits: 1).last ?? "unknown processor"
        return String(name.drop { $0 == " " })
    }

    private static var load: String {
        let text = (try? TextFile.read("/proc/loadavg")) ?? ""
        return text.split(separator: " ").first.map(String.init) ?? "unknown"
    }
}
