import Foundation
import Market
import Sim
import TestSupport
import Testing

/// Reference cases of another engine, outside the repository; a checkout without them skips.
@Suite(.rule("SSE-TR-03"))
struct `Matching conformance` {
    private struct Cases: Decodable {
        struct Message: Decodable {
            let seq: Int
            let type: String
            let order_id: UInt64
            let side: String?
            let qty: Int32?
            let price: Int64?
            let ioc: Bool?
        }

        struct Case: Decodable {
            let messages: [Message]
            let expected_reports: [String]
        }

        let cases: [String: Case]
    }

    @Test
    func `price-time priority reports equal the reference's, line for line`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appending(path: "../shared/reference/matching_conformance_cases.json")
        guard let data = try? Data(contentsOf: file) else {
            print("skipped: no ../shared/reference/matching_conformance_cases.json")
            return
        }
        let cases = try JSONDecoder().decode(Cases.self, from: data).cases
        #expect(cases.count == 22)
        for (name, example) in cases.sorted(by: { $0.key < $1.key }) {
            #expect(reports(of: example.messages) == example.expected_reports, "\(name)")
        }
    }

    private func reports(of messages: [Cases.Message]) -> [String] {
        var engine = Engine()
        for message in messages { engine.take(message) }
        return engine.reports.enumerated().sorted {
            ($0.element.sequence, $0.element.type, $0.offset)
                < ($1.element.sequence, $1.element.type, $1.offset)
        }.map { "\($0.element.type),\($0.element.sequence),\($0.element.rest)" }
    }

    /// The reference's messages in terms of our book: modify is cancel and enter again.
    private struct Engine {
        struct Report {
            let type: Int
            let sequence: Int
            let rest: String
        }

        private(set) var reports: [Report] = []
        private var book = Book()
        private var slots: [UInt64: Int32] = [:]

        mutating func take(_ message: Cases.Message) {
            let id = message.order_id
            switch message.type {
            case "new":
                report(
                    0, message,
                    "\(code(side(message))),\(id),\(message.price ?? 0),\(message.qty ?? 0)")
                enter(message, side: side(message))
            case "cancel":
                guard let slot = slots.removeValue(forKey: id) else {
                    return report(4, message, "\(id)")
                }
                let order = book.remove(slot)
                report(2, message, "\(code(order.side)),\(id),\(order.price.ticks)")
            default:
                guard let slot = slots.removeValue(forKey: id) else {
                    return report(5, message, "\(id)")
                }
                let side = book.remove(slot).side
                report(3, message, "\(code(side)),\(id),\(message.price ?? 0),\(message.qty ?? 0)")
                enter(message, side: side)
            }
        }

        private mutating func enter(_ message: Cases.Message, side: Side) {
            var order = Order(
                id: OrderID(message.order_id), side: side,
                price: Price(ticks: message.price ?? 0),
                remaining: Quantity(contracts: message.qty ?? 0))
            var executions: [Execution] = []
            book.match(&order, into: &executions)
            for execution in executions {
                let maker = execution.resting
                report(
                    1, message,
                    "\(execution.price.ticks),\(execution.quantity),\(maker.id.value),\(order.id.value)"
                )
                if maker.remaining == .zero { slots[maker.id.value] = nil }
            }
            guard order.remaining > .zero else { return }
            if message.ioc == true {
                report(2, message, "\(code(side)),\(order.id.value),\(order.price.ticks)")
            } else {
                slots[order.id.value] = book.add(order)
            }
        }

        private mutating func report(_ type: Int, _ message: Cases.Message, _ rest: String) {
            reports.append(Report(type: type, sequence: message.seq, rest: rest))
        }

        private func side(_ message: Cases.Message) -> Side { message.side == "sell" ? .ask : .bid }
        private func code(_ side: Side) -> Int { side == .bid ? 0 : 1 }
    }
}
