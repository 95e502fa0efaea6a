import Foundation
import Seal
import Sim
import TestSupport
import Testing

/// Another engine's cases and its day of two million messages; a checkout without them skips.
@Suite(.rule("SSE-TR-03", "H31"))
struct `Matching as others published it` {
    private struct Cases: Decodable {
        struct Message: Decodable {
            let type: String
            let order_id: UInt64
            let side: String?
            let qty: Int32?
            let price: Int64?
            let ioc: Bool?

            var message: OrderMessage {
                let kind: OrderMessage.Kind =
                    switch type {
                    case "new": ioc == true ? .immediate : .new
                    case "cancel": .cancel
                    default: .modify
                    }
                return OrderMessage(
                    kind, order: order_id, isSell: side == "sell", price: price ?? 0,
                    quantity: qty ?? 0)
            }
        }

        struct Case: Decodable {
            let messages: [Message]
            let expected_reports: [String]
            let sha256: String
        }

        let cases: [String: Case]
    }

    private static let shared = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "../shared").standardizedFileURL

    private static func path(_ relative: String) -> String? {
        let path = shared.appending(path: relative).path
        guard FileManager.default.fileExists(atPath: path) else {
            print("skipped: no ../shared/\(relative)")
            return nil
        }
        return path
    }

    @Test
    func `every case is exact, line for line and in its digest`() throws {
        guard let path = Self.path("reference/matching_conformance_cases.json") else { return }
        let data = try Data(contentsOf: URL(filePath: path))
        let cases = try JSONDecoder().decode(Cases.self, from: data).cases
        #expect(cases.count == 22)
        for (name, example) in cases.sorted(by: { $0.key < $1.key }) {
            let found = try MatchingText.reports(of: example.messages.map(\.message))
            #expect(found.lines == example.expected_reports, "\(name)")
            #expect(found.digest == example.sha256, "\(name)")
        }
    }

    @Test
    func `the cut of 20 000 orders gives the published text`() throws {
        let folder = "data/matching_workload_normal/"
        guard let orders = Self.path(folder + "orders_normal_seed23_20000.csv.gz") else { return }
        let file = try MatchFile.read(orders)
        #expect(file.messages.count == 39_878)
        let found = try MatchingText.reports(of: file.messages, orderCount: file.orderCount)
        #expect(
            found.digest == "7e32c8ad534265a77e66b9fc1df15cc61fe3030434a5b0ab9548704d23bb0395")
    }

    /// Two million messages: seconds in release, so a debug build leaves them out.
    @Test
    func `the whole day of a million orders gives the published text`() throws {
        #if DEBUG
            print("skipped: a million orders are for a release build")
        #else
            let folder = "data/matching_workload_normal/"
            guard let orders = Self.path(folder + "orders_normal_seed23_1000000.csv.gz") else {
                return
            }
            let file = try MatchFile.read(orders)
            #expect(file.messages.count == 1_996_097)
            let bytes = try MatchingText.bytes(of: file.messages, orderCount: file.orderCount)
            #expect(
                SHA256.digest(bytes).hex
                    == "e9b2e3926854410b01a035aeb25dd05f1e597c233be8263de9eb49b6713d367e")
        #endif
    }
}
