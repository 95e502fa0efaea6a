import Wire

/// A short hash over everything a desk agreed on, clock origin and folders left out.
enum ConfigurationHash {
    static func text(of desk: DeskConfiguration) -> String {
        var plain = desk
        plain.runFolder = ""
        plain.certificate = desk.certificate.map { _ in "certificate.json" }
        plain.filing = desk.filing.map { _ in "filing.yaml" }
        plain.endpoints = DeskEndpoints([:])
        plain.clock = SessionClock(
            monotonicOrigin: 0, origin: desk.clock.origin, speed: desk.clock.speed)
        var hasher = StateHasher()
        Array(plain.yaml.utf8).withUnsafeBytes { hasher.combine($0) }
        return String(hasher.value, radix: 16)
    }
}
