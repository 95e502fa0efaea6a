import Foundation
import Market
import Sim
import TestSupport
import Testing

/// Recordings in forms that the readers do not claim: each is refused in its header or at its first odd row, by name, and none
/// is half read.
@Suite(.rule("I1", "I6"))
struct `Recordings in other forms` {
    private static func path(_ name: String) -> String? {
        let file = OrderFileSamples.data + "/" + name
        if FileManager.default.fileExists(atPath: file) { return file }
        print("skipped: no recording at \(file)")
        return nil
    }

    @Test(arguments: [
        ("sse_l2_snapshots_20211201/snapshots.csv.gz", "UpdateTime", "missing column"),
        ("szse_l2_20220601/snapshot_000400.csv.gz", "UpdateTime", "missing column"),
        ("china_option_contract_tables/contracts_20200218.csv.gz", "UpdateTime", "missing column"),
        // Its first line is no header but JSON.
        (
            "binance_usdm_feed_20240808/btcusdt_20240808.gz", "\"0.067\"]", "column named twice"
        ),
        ("databento_dbn_samples/test_data.mbp-10.dbn", nil, "not UTF-8"),
        ("databento_dbn_samples/test_data.mbo.v3.dbn.zst", nil, "not UTF-8"),
    ])
    func `as snapshots of an order file`(file: String, column: String?, problem: String) {
        guard let snapshots = Self.path(file) else { return }
        let error = #expect(throws: OrderFileError.self) {
            try OrderFileRebuild.run(
                orders: OrderFileSamples.recordings[0].orders,
                trades: OrderFileSamples.recordings[0].trades, snapshots: snapshots)
        }
        #expect(error?.file == snapshots && error?.row == 1)
        #expect(error?.column == column)
        #expect(error?.problem == problem)
    }

    @Test(arguments: [
        "sse_l2_snapshots_20211201/snapshots.csv.gz", "szse_l2_20220601/snapshot_000400.csv.gz",
        "china_option_contract_tables/contracts_20200218.csv.gz",
        "binance_usdm_feed_20240808/btcusdt_20240808.gz",
        "databento_dbn_samples/test_data.mbp-10.dbn",
    ])
    func `as an underlying's ticks`(file: String) {
        guard let ticks = Self.path(file) else { return }
        let error = #expect(throws: TickFileError.self) {
            try TickFile.read(
                file: ticks, source: ScenarioFiles.source, day: Scenario.regularDay.tradingDay)
        }
        #expect(error?.row == 1, "\(error.map(\.description) ?? "")")
    }

    /// Stock options have the index options' form; future options have points where those have 1/10 000.
    @Test(arguments: [
        (
            "us_equity_options_minute/option_usa_minute_twx_20140605_quote_american.zip",
            "call_700000_20140719", true
        ),
        (
            "us_equity_options_minute/option_usa_minute_goog_20151223_quote_american.zip",
            "put_7400000_20151224", true
        ),
        (
            "us_index_options_spx_minute/indexoption_usa_minute_spxw_20210106_quote_european.zip",
            "call_37000000_20210113", true
        ),
        (
            "es_futures_options_minute/futureoption_cme_minute_es_202003_20200106_quote_american.zip",
            "call_32500000_20200320", false
        ),
    ])
    func `as a chain's minutes`(file: String, recorded: String, isRead: Bool) throws {
        guard let archive = Self.path(file) else { return }
        let scenario = try ChainSamples.scenario(
            ChainSamples.market.replacing("call_35000000_20210115", with: recorded))
        let directory = ChainListing.directory(for: scenario)
        do throws(ChainFileError) {
            let chain = try RecordedChain.read(of: scenario, directory: directory) {
                (_: String) throws(ChainFileError) in try ZipMembers(file: archive)
            }
            #expect(isRead && chain != nil)
        } catch {
            #expect(!isRead)
            #expect("\(error)".contains("accepted: a price from 0 to 10^12"), "\(error)")
        }
    }
}
