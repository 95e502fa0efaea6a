import Foundation
import Strategies
import StrategyKit
import TestSupport
import Testing

/// Closed forms against the published tables and, where the tables end, against what they approximate.
@Suite(.rule("C3.4a"))
struct `Closed forms` {
    /// One line of the paper's tables; the full formula's figures of 20 000 paths stand beside it.
    private struct Line {
        let riskAversion: Double
        let isInventory: Bool
        let profit: Double
        let profitDeviation: Double
        let holdingDeviation: Double
    }

    @Test func `Avellaneda and Stoikov's printed spreads come out of the constant part`() {
        for (gamma, printed) in [(0.1, 1.29), (0.01, 1.33)] {
            let form = AvellanedaStoikov.closedForm(
                covariance: 0, variance: 4, timeLeft: 0, riskAversion: gamma, decay: 1.5)
            #expect(abs(form.width - printed) < 0.005, "\(form.width)")
            #expect(form.shift == 0)
        }
        // The full formula: γσ²(T−t) more, and the reservation price q·γσ²(T−t) lower.
        let full = AvellanedaStoikov.closedForm(
            covariance: 3 * 4, variance: 4, timeLeft: 0.5, riskAversion: 0.1, decay: 1.5)
        #expect(abs(full.width - (0.2 + 20 * Foundation.log(1 + 0.1 / 1.5))) < 1e-12)
        #expect(abs(full.shift - -0.6) < 1e-12)
    }

    @Test func `Avellaneda and Stoikov's simulated figures come out within the note's tolerances`()
    {
        guard let lines = lines() else { return }
        for line in lines {
            let found = simulate(line, paths: 1_000)
            let name = "γ \(line.riskAversion), \(line.isInventory ? "inventory" : "symmetric")"
            #expect(abs(found.profit / line.profit - 1) < 0.05, "\(name): \(found.profit)")
            #expect(
                abs(found.profitDeviation / line.profitDeviation - 1) < 0.15,
                "\(name): \(found.profitDeviation)")
            #expect(
                abs(found.holdingDeviation / line.holdingDeviation - 1) < 0.15,
                "\(name): \(found.holdingDeviation)")
        }
    }

    /// The stationary quotes from the slowest eigenvector of the paper's linear system, by power iteration.
    @Test(arguments: [(0.01, 0.3, 0.9, 0.3), (0.05, 0.3, 0.9, 0.3), (0.01, 0.6, 2, 0.5)])
    func `Guéant, Lehalle and Fernandez-Tapia approximate the exact stationary quotes`(
        gamma: Double, sigma: Double, rate: Double, decay: Double
    ) {
        let held = 30
        let alpha = decay * gamma * sigma * sigma / 2
        let eta = rate * Foundation.pow(1 + gamma / decay, -(1 + decay / gamma))
        let count = 2 * held + 1
        let top = alpha * Double(held * held) + 2 * eta
        var vector = Array(repeating: 1.0, count: count)
        for _ in 0..<20_000 {
            var next = vector
            for index in 0..<count {
                let q = Double(index - held)
                next[index] = (top - alpha * q * q) * vector[index]
                if index > 0 { next[index] += eta * vector[index - 1] }
                if index + 1 < count { next[index] += eta * vector[index + 1] }
            }
            let scale = next.max() ?? 1
            vector = next.map { $0 / scale }
        }
        let form = GueantLehalleFernandezTapia.closedForm(
            deviation: sigma, riskAversion: gamma, decay: decay, rate: rate)
        let constant = Foundation.log1p(gamma / decay) / gamma
        for q in -3...3 {
            let index = q + held
            let exact = Foundation.log(vector[index] / vector[index + 1]) / decay + constant
            let closed = form.half + (2 * Double(q) + 1) / 2 * form.step
            #expect(abs(closed - exact) < 0.1 * max(1, exact), "q \(q): \(closed), \(exact)")
        }
    }

    // MARK: Simulation

    /// The paper's: s0 100, T 1, σ 2, dt 0.005, k 1.5, A 140; a take moves one unit.
    private func simulate(_ line: Line, paths: Int) -> Line {
        let (sigma, dt, decay, rate) = (2.0, 0.005, 1.5, 140.0)
        var random = SeededCoins(seed: 7)
        var profits: [Double] = []
        var holdings: [Double] = []
        for _ in 0..<paths {
            var (price, cash, held) = (100.0, 0.0, 0.0)
            for step in 0..<200 {
                let left = 1 - Double(step) * dt
                let form = AvellanedaStoikov.closedForm(
                    covariance: held * sigma * sigma, variance: sigma * sigma, timeLeft: left,
                    riskAversion: line.riskAversion, decay: decay)
                let centre = price + (line.isInventory ? form.shift : 0)
                let (bid, ask) = (centre - form.width / 2, centre + form.width / 2)
                if random.unit() < rate * dt * Foundation.exp(-decay * (price - bid)) {
                    (held, cash) = (held + 1, cash - bid)
                }
                if random.unit() < rate * dt * Foundation.exp(-decay * (ask - price)) {
                    (held, cash) = (held - 1, cash + ask)
                }
                price += (random.unit() < 0.5 ? -1 : 1) * sigma * dt.squareRoot()
            }
            profits.append(cash + held * price)
            holdings.append(held)
        }
        return Line(
            riskAversion: line.riskAversion, isInventory: line.isInventory,
            profit: mean(profits), profitDeviation: deviation(profits),
            holdingDeviation: deviation(holdings))
    }

    private func mean(_ values: [Double]) -> Double {
        values.reduce(0, +) / Double(values.count)
    }

    private func deviation(_ values: [Double]) -> Double {
        let middle = mean(values)
        return (values.reduce(0) { $0 + ($1 - middle) * ($1 - middle) } / Double(values.count))
            .squareRoot()
    }

    /// Nil, and a printed line, in a clone without the reference values beside it.
    private func lines() -> [Line]? {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("../shared/reference/avellaneda_stoikov_2008.csv").standardized
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            print("skipped: no reference table avellaneda_stoikov_2008.csv")
            return nil
        }
        return text.split(whereSeparator: \.isNewline).dropFirst().map { row in
            let fields = row.split(separator: ",", omittingEmptySubsequences: false)
            func number(_ column: Int) -> Double { Double(fields[column]) ?? .nan }
            return Line(
                riskAversion: number(0), isInventory: fields[1] == "inventory", profit: number(3),
                profitDeviation: number(4), holdingDeviation: number(6))
        }
    }
}
