import Market
import Sim

/// The contracts everything is measured on: 4 underlyings × 4 expiries × 9 strikes × call and put = 288.
enum BenchmarkChain {
    static let count = 288

    static func directory() throws -> InstrumentDirectory {
        var scenario = Scenario.regularDay
        scenario.chain.strikesEachSide = 4
        for (code, twin) in zip(["510500", "588000"], scenario.underlyings) {
            var copy = twin
            copy.code = code
            scenario.underlyings.append(copy)
        }
        let directory = ChainListing.directory(for: scenario)
        guard directory.contracts.count == count else {
            throw BenchmarkFailure(description: "\(directory.contracts.count) contracts")
        }
        return directory
    }
}
