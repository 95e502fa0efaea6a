import Filing
import Market
import Testing

/// A filing of an ordinary market maker, and its variations.
enum SampleFiling {
    static let yaml = """
        schema: 1
        version: 3
        authority: sse
        purpose: initial
        state: confirmed
        sentOn: 2020-12-28
        confirmedOn: 2020-12-30
        confirmation: SSE-2020-000123
        effectiveFrom: 2021-01-04
        account:
          investorName: Example Securities
          identity: "91310000123456789X"
          securitiesAccount: D890000001
          designatedMember: Example Securities
          productManager: own account
          participants: [1]
          tradingCodes: ["00000001"]
        funds:
          sizeYuan: 200000000
          source: own capital
          leverageYuan: 0
          leverageSource: none
          leveragePercent: 0
          assetsYuan: 900000000
        trading:
          strategies:
            - name: inventory-skew
              summary: two-sided quotes around theoretical value, skewed by inventory
          execution: program places and withdraws quotes
          ordersPerSecondMax: 2000
          ordersPerDayMax: 20000000
          splitsOrdersOnly: false
        software:
          name: obligato
          version: 0.1.0
          developer: Example Securities
        contacts:
          - of: member
            name: Li
            phone: 021-00000001
            email: li@example.com
          - of: investor
            name: Wang
            phone: 021-00000002
            email: wang@example.com
        system:
          technicalParameters: four processes over ZeroMQ, one exchange session
          serverAddress: Shanghai
        highFrequency:
          serverLocation: Shanghai, exchange data centre
          testReport: report-2020-12.pdf
          emergencyPlan: plan-2020-12.pdf

        """

    static func text(_ old: String = "", _ new: String = "") throws -> String {
        guard !old.isEmpty else { return yaml }
        let range = try #require(yaml.firstRange(of: old), "\(old)")
        return String(yaml[..<range.lowerBound] + new + yaml[range.upperBound...])
    }

    static func filing(_ old: String = "", _ new: String = "") throws -> Filing {
        try Filing.load(yaml: try text(old, new), file: "f.yaml")
    }

    static func day(_ text: String) throws -> TradingDay { try #require(TradingDay(dashed: text)) }

    static func live(day: String = "2021-01-04") throws -> LiveFacts {
        LiveFacts(
            day: try self.day(day), participant: 1, strategy: "inventory-skew",
            softwareName: "obligato", softwareVersion: "0.1.0", messagesPerSecondMax: 2_000,
            messagesPerDayMax: 20_000_000, fundsYuan: 200_000_000)
    }

    static let calendar = FilingCalendar(
        holidays: Set([20_210_101, 20_210_211, 20_210_212].compactMap { TradingDay(yyyymmdd: $0) }))
}
