import Foundation
import Quoter
import Settings
import StrategyIndex
import StrategyKit

/// `certificate.json`: which build of which strategy with which parameters passed the standard days.
struct Certificate: Codable, Equatable {
    struct Parameter: Codable, Equatable {
        let name: String
        let value: String
    }

    let strategy: String
    /// Every parameter, those left at their defaults too.
    let parameters: [Parameter]
    /// The model of volatilities the days were priced with, and how it was set.
    let surface: CertifiedSurface
    /// The program's own digest, as in a run's manifest.
    let build: String
    let version: String
    let rules: String
    let duty: CertifiedDuty
    let pass: Bool
    let days: [CertifiedDay]

    /// Whether every standard day of this build was played.
    var isComplete: Bool { days.map(\.day) == StandardDay.all.map(\.name) }

    static func parameters(
        of entry: StrategyEntry, _ assignments: [(key: String, value: String)]
    ) throws -> [Parameter] {
        try entry.values(
            assignments.map { (name: $0.key, text: $0.value) }
        ).map { Parameter(name: $0.name, value: $0.text) }
    }

    static func read(_ path: String) throws(SettingsError) -> Certificate {
        let text = try TextFile.read(path)
        guard let found = try? JSONDecoder().decode(Certificate.self, from: Data(text.utf8)) else {
            throw SettingsError(
                file: path, line: 0, path: "", problem: "is no certificate",
                accepted: "certificate.json as `obligato certify` writes it")
        }
        return found
    }

    /// Why it does not cover a strategy about to run; nil = it does.
    func obstacle(
        strategy: String, parameters: [Parameter], surface: CertifiedSurface, build: String
    ) -> (path: String, problem: String)? {
        if !pass { return ("pass", "the standard days were not passed") }
        if !isComplete { return ("days", "not every standard day was played") }
        if self.strategy != strategy {
            return ("strategy", "certified is \(self.strategy), running \(strategy)")
        }
        if self.build != build {
            return ("build", "certified is build \(self.build), running \(build)")
        }
        for (certified, running) in zip(self.parameters, parameters) where certified != running {
            return (
                "parameters",
                "certified is \(certified.name)=\(certified.value), running "
                    + "\(running.name)=\(running.value)"
            )
        }
        if self.parameters.count != parameters.count {
            return ("parameters", "another set of parameters")
        }
        return self.surface.difference(to: surface).map { ("surface", $0) }
    }
}

/// Lets a strategy be promoted only on a certificate for exactly this build, strategy and parameters.
///
/// A simulated day needs none, and says so; one that is given has to fit. A production desk without one starts only
/// on somebody's word, `uncertified: REASON` in its desk.yaml.
struct CertificateGate {
    static let developmentMode = "none: development mode, the strategy is not certified"

    /// One line for the summary.
    let standing: String

    init(
        path: String?, uncertified: String?, isProduction: Bool, strategy: String,
        parameters: [(key: String, value: String)], surface: SurfaceTuning
    ) throws {
        guard let path else {
            guard !isProduction || uncertified != nil else {
                throw SettingsError(
                    file: "desk.yaml", line: 0, path: "certificate",
                    problem: "a production desk without a certificate of its strategy",
                    accepted: "certificate: FILE of `obligato certify`, or uncertified: REASON")
            }
            standing = uncertified.map { "none, by word: \($0)" } ?? Self.developmentMode
            return
        }
        let certificate = try Certificate.read(path)
        let obstacle = certificate.obstacle(
            strategy: strategy,
            parameters: try Certificate.parameters(
                of: StrategyIndex.entry(strategy), parameters),
            surface: CertifiedSurface(surface), build: RunManifest.ownBinaryHash)
        if let obstacle {
            throw SettingsError(
                file: path, line: 0, path: obstacle.path,
                problem: "no promotion on this certificate: \(obstacle.problem)",
                accepted:
                    "a passed certificate of exactly this build, strategy, parameters and surface")
        }
        standing = Self.describe(certificate)
    }

    /// The standing of the certificate a record was made on, read again from beside it.
    static func standing(of desk: DeskConfiguration) -> String {
        guard let path = desk.certificate else {
            return desk.uncertified.map { "none, by word: \($0)" } ?? developmentMode
        }
        guard let certificate = try? Certificate.read(path) else {
            return "named but not readable: \(path)"
        }
        return describe(certificate)
    }

    private static func describe(_ certificate: Certificate) -> String {
        "certified on \(certificate.days.count) standard days under \(certificate.rules)"
            + (certificate.surface == CertifiedSurface(SurfaceTuning())
                ? "" : ", surface \(certificate.surface.model)")
    }
}

extension RunFolder {
    /// The certificate the run was made on; missing when there is none.
    var certificate: String { "\(path)/certificate.json" }
}
