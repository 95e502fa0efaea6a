import Market

/// Rows of the kinds that count.
extension ObligationLedger {
    /// Which meter of its kind the next rule has.
    struct DutyCursor {
        var auction = 0
        var triggered = 0
        var rate = 0
        var position = 0
        var check = 0
    }

    func dutyRows(_ rule: ObligationRule, _ cursor: inout DutyCursor, _ settled: DutyMeters)
        -> [ObligationReport.Row]
    {
        switch rule.kind {
        case .auctionPresence:
            defer { cursor.auction += 1 }
            return auctionRows(rule, settled.auctions[cursor.auction])
        case .triggeredResponse(let measure):
            defer { cursor.triggered += 1 }
            return triggeredRows(rule, measure, settled.triggered[cursor.triggered])
        case .rateCount(let measure):
            defer { cursor.rate += 1 }
            return [rateRow(rule, measure, settled.rates[cursor.rate])]
        case .positionLimit(let measure):
            defer { cursor.position += 1 }
            return positionRows(rule, measure, settled.positions[cursor.position])
        case .staticQuoteCheck:
            defer { cursor.check += 1 }
            return checkRows(rule, settled.checks[cursor.check])
        case .cancelRatio(let measure): return cancelRows(rule, measure, settled.book)
        case .orderToTrade(let measure): return orderRows(rule, measure, settled.book)
        case .presence, .coverage, .rfqResponse, .score: return []
        }
    }

    private func row(
        _ rule: ObligationRule, _ contract: OptionContract?, underlying: String, value: Ratio,
        best: Ratio? = nil, counts: [String: Int64]
    ) -> ObligationReport.Row {
        var row = ObligationReport.Row(
            rule: rule.id, kind: rule.kind.name, contract: contract?.tradingCode,
            underlying: underlying, value: value, best: best ?? value, threshold: rule.threshold)
        row.counts = counts
        return row
    }

    private func code(_ contract: OptionContract) -> String {
        directory.underlyings[contract.underlying.int].code
    }

    private func auctionRows(_ rule: ObligationRule, _ meter: AuctionMeter)
        -> [ObligationReport.Row]
    {
        directory.contracts.map { contract in
            let tally = meter.tally(contract.index.int)
            return row(
                rule, contract, underlying: code(contract),
                value: Ratio(tally.quoted, tally.auctions),
                best: Ratio(tally.quoted + tally.unknown, tally.auctions),
                counts: [
                    "auctions": tally.auctions, "quoted": tally.quoted, "unknown": tally.unknown,
                ])
        }
    }

    /// By underlying: the duty is a class's. Below the least number of occurrences there is none.
    private func triggeredRows(
        _ rule: ObligationRule, _ measure: TriggeredRule, _ meter: TriggeredMeter
    ) -> [ObligationReport.Row] {
        directory.underlyings.map { underlying in
            var sum = TriggeredTally()
            var open: Int64 = 0
            for contract in directory.contracts where contract.underlying == underlying.index {
                let tally = meter.tally(contract.index.int)
                sum.occurrences += tally.occurrences
                sum.answered += tally.answered
                sum.unknown += tally.unknown
                if meter.isOpen(contract.index.int) { open += 1 }
            }
            let decided = sum.occurrences - open
            let isDue = decided > 0 && decided >= Int64(measure.occurrencesMin)
            return row(
                rule, nil, underlying: underlying.code,
                value: isDue ? Ratio(sum.answered, decided) : Ratio(0, 0),
                best: isDue ? Ratio(sum.answered + sum.unknown, decided) : Ratio(0, 0),
                counts: [
                    "occurrences": decided, "answered": sum.answered, "unknown": sum.unknown,
                    "pending": open, "occurrences_min": Int64(measure.occurrencesMin),
                ])
        }
    }

    /// The figure is the fullest window over the bar.
    private func rateRow(_ rule: ObligationRule, _ measure: RateRule, _ meter: RateMeter)
        -> ObligationReport.Row
    {
        var row = row(
            rule, nil, underlying: "",
            value: Ratio(meter.tally.windowMax, measure.messagesPerWindow),
            counts: [
                "messages": meter.tally.messages, "window_max": meter.tally.windowMax,
                "window_max_at_ns": meter.tally.windowMaxAt,
                "occurrences": meter.tally.occurrences,
            ])
        row.pass = meter.passes
        return row
    }

    private func positionRows(
        _ rule: ObligationRule, _ measure: PositionRule, _ meter: PositionMeter
    ) -> [ObligationReport.Row] {
        func line(_ contract: OptionContract?, _ underlying: String, _ slot: Int)
            -> ObligationReport.Row
        {
            let largest = meter.largest[slot]
            var row = row(
                rule, contract, underlying: underlying,
                value: Ratio(largest, measure.contractsMax), counts: ["largest": largest])
            row.pass = largest <= measure.contractsMax
            return row
        }
        switch measure.measure {
        case .contract:
            return directory.contracts.map { line($0, code($0), $0.index.int) }
        case .underlyingDirection, .underlyingTotal:
            return directory.underlyings.map { line(nil, $0.code, $0.index.int) }
        case .account: return [line(nil, "", 0)]
        }
    }

    private func checkRows(_ rule: ObligationRule, _ meter: QuoteCheckMeter)
        -> [ObligationReport.Row]
    {
        directory.underlyings.map { underlying in
            var sum = QuoteCheckTally()
            for contract in directory.contracts where contract.underlying == underlying.index {
                let tally = meter.tallies[contract.index.int]
                sum.quotes += tally.quotes
                sum.oneSided += tally.oneSided
                sum.tooSmall += tally.tooSmall
                sum.tooWide += tally.tooWide
            }
            var row = row(
                rule, nil, underlying: underlying.code, value: Ratio(sum.valid, sum.quotes),
                counts: [
                    "quotes": sum.quotes, "one_sided": sum.oneSided, "too_small": sum.tooSmall,
                    "too_wide": sum.tooWide,
                ])
            row.pass = sum.quotes == 0 ? nil : sum.valid == sum.quotes
            return row
        }
    }

    /// One row a contract that had any cancel; traded over cancelled lots.
    private func cancelRows(
        _ rule: ObligationRule, _ measure: CancelRatioRule, _ book: ActivityBook
    ) -> [ObligationReport.Row] {
        directory.contracts.compactMap { contract in
            let activity = book.contracts[contract.index.int]
            guard activity.cancels > 0 else { return nil }
            let (isExcessive, fee) = measure.fee(activity)
            var row = row(
                rule, contract, underlying: code(contract),
                value: Ratio(activity.lotsTraded, activity.lotsCancelled),
                counts: [
                    "cancels": activity.cancels, "lots_cancelled": activity.lotsCancelled,
                    "lots_traded": activity.lotsTraded,
                    "fee_ten_thousandths": fee.tenThousandths,
                ])
            row.pass = !isExcessive
            return row
        }
    }

    /// One row a product: orders over traded lots, less one.
    private func orderRows(
        _ rule: ObligationRule, _ measure: OrderToTradeRule, _ book: ActivityBook
    ) -> [ObligationReport.Row] {
        directory.underlyings.map { underlying in
            var sum = ContractActivity()
            for contract in directory.contracts where contract.underlying == underlying.index {
                let activity = book.contracts[contract.index.int]
                sum.orders += activity.orders
                sum.cancels += activity.cancels
                sum.lotsPlaced += activity.lotsPlaced
                sum.lotsTraded += activity.lotsTraded
            }
            let placed = measure.unit == .orders ? sum.orders : sum.lotsPlaced
            let fee = measure.fee(sum)
            var row = row(
                rule, nil, underlying: underlying.code,
                value: Ratio(placed - sum.lotsTraded, sum.lotsTraded),
                counts: [
                    "messages": sum.orders + sum.cancels, "lots_placed": sum.lotsPlaced,
                    "lots_traded": sum.lotsTraded, "fee_ten_thousandths": fee.tenThousandths,
                ])
            row.pass = sum.isActive ? fee == .zero : nil
            return row
        }
    }
}
