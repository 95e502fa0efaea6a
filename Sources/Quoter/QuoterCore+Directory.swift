import Ledger
import Market
import Pricing
import StrategyKit
import Wire

extension QuoterCore {
    /// Builds the day from its directory; the same one again changes nothing, another one is ignored.
    mutating func applyInstruments(
        _ frame: Frame, on channel: Channel, into outbox: inout Outbox
    ) throws(WireError) {
        guard follows(frame, on: channel, into: &outbox) else { return }
        let found: InstrumentDirectory
        do {
            found = try InstrumentList.directory(from: frame)
        } catch .wire(let error) {
            throw error
        } catch {
            counters.ignoredEntries += 1
            return
        }
        guard directory == nil else {
            if directory != found { counters.ignoredEntries += 1 }
            return
        }
        directory = found
        build(found)
        if session == .ready { takeWaitingSnapshot() }
    }

    private mutating func build(_ directory: InstrumentDirectory) {
        let count = directory.contracts.count
        slots = Array(repeating: QuoteSlot(), count: count)
        places = Array(repeating: Place(desk: 0, position: 0), count: count)
        bookSequences = Array(repeating: 0, count: count)
        phaseTimes = Array(repeating: QuoterCore.never, count: count)
        touched.reserveCapacity(count)
        positions = PositionBook(contracts: count)
        ledger = ProfitAndLoss(
            units: directory.contracts.map(\.unit),
            feePerContract: configuration.tuning.feePerContract)
        starts = Array(repeating: nil, count: count)
        hedges = directory.underlyings.map { _ in
            Hedge(sellable: configuration.hedge?.openingShares ?? 0)
        }
        shareLedger = ShareLedger(
            underlyings: directory.underlyings.count,
            feeMillionths: configuration.hedge?.feeMillionths ?? 0)
        desks = directory.underlyings.map { underlying in
            UnderlyingDesk(
                underlying, in: directory, terms: configuration.terms,
                tuning: configuration.tuning, strategy: configuration.strategy)
        }
        if let ours = configuration.underlyings {
            for (number, underlying) in directory.underlyings.enumerated() {
                desks[number].isOurs = ours.contains(underlying.code)
            }
        }
        for (number, desk) in desks.enumerated() {
            for (position, contract) in desk.layout.contracts.enumerated() {
                places[contract.int] = Place(desk: number, position: position)
            }
        }
        let interval = QuoterCore.markInterval.nanoseconds
        nextMark = SessionTime(
            nanoseconds: (max(0, now.nanoseconds) / interval + 1) * interval)
    }
}
