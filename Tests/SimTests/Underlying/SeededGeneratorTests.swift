import Sim
import TestSupport
import Testing

@Suite(.rule("DET"))
struct `Seeded chance` {
    @Test func `a seed and a stream name decide every number`() {
        var a = SeededGenerator(seed: 1, stream: "x")
        var b = SeededGenerator(seed: 1, stream: "x")
        var c = SeededGenerator(seed: 1, stream: "y")
        let first = (0..<100).map { _ in a.next() }
        #expect(first == (0..<100).map { _ in b.next() })
        #expect(first != (0..<100).map { _ in c.next() })
    }

    @Test func `the distributions have their means`() {
        var chance = SeededGenerator(seed: 3, stream: "means")
        let count = 100_000
        func mean(_ draw: (inout SeededGenerator) -> Double) -> Double {
            var sum = 0.0
            for _ in 0..<count { sum += draw(&chance) }
            return sum / Double(count)
        }
        #expect((mean { $0.uniform() } - 0.5).magnitude < 0.005)
        #expect((mean { $0.exponential(mean: 2) } - 2).magnitude < 0.03)
        #expect(mean { $0.normal() }.magnitude < 0.015)
        #expect(
            (mean {
                let x = $0.normal()
                return x * x
            } - 1).magnitude < 0.02)
        #expect((mean { Double($0.geometric(mean: 4, max: 1_000)) } - 4).magnitude < 0.05)
    }

    @Test func `a geometric number stays between 1 and its limit`() {
        var chance = SeededGenerator(seed: 4, stream: "limits")
        let drawn = (0..<10_000).map { _ in chance.geometric(mean: 30, max: 50) }
        #expect(drawn.min() == 1)
        #expect(drawn.max() == 50)
        #expect(chance.geometric(mean: 1, max: 50) == 1)
    }
}
