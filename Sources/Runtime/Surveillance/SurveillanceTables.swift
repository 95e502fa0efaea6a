import Market
import Surveillance
import Tables
import Wire

/// The columns of `surveil --json` and `--csv` (docs/surveillance.md): times are nanoseconds since midnight.
enum SurveillanceTables {
    static func rules(_ rules: SurveillanceRules) -> Table {
        var table = Table(
            "rules",
            [
                .text("rule"), .text("title"), .text("basis"), .text("level"), .text("scope"),
                .text("unpublished"),
            ])
        for rule in rules.rules {
            table.append([
                .text(rule.id), .text(rule.title), .text(rule.basis), .text(rule.level.rawValue),
                .text(rule.scope.rawValue), .text(rule.unpublished.joined(separator: " ")),
            ])
        }
        return table
    }

    static func alerts(
        _ report: SurveillanceReport, _ rules: SurveillanceRules, _ directory: InstrumentDirectory
    ) -> Table {
        var table = Table(
            "alerts",
            [
                .integer("alert"), .text("rule"), .text("level"), .integer("is_near"),
                .text("subject"), .integer("time_ns"), .text("contract"),
                .integer("configured"), .integer("evidence_rows"),
            ])
        for (index, alert) in report.alerts.enumerated() {
            let rule = rules.rules.first { $0.id == alert.rule }
            table.append([
                .integer(Int64(index + 1)), .text(alert.rule), .text(alert.level.rawValue),
                .init(alert.isNear), .text(alert.subject), .integer(alert.time.nanoseconds),
                .init(alert.contract.map { name($0, directory) }),
                .init(rule.map { !$0.unpublished.isEmpty || alert.isNear }),
                .integer(Int64(alert.evidenceCount)),
            ])
        }
        return table
    }

    /// The alerts as they came, one row each, with the row of the log that brought it.
    static func raised(
        _ report: SurveillanceReport, _ rules: SurveillanceRules, _ directory: InstrumentDirectory
    ) -> Table {
        var table = Table(
            "raised",
            [
                .integer("raised"), .integer("time_ns"), .text("rule"), .text("level"),
                .integer("is_near"), .text("subject"), .text("contract"), .integer("span"),
                .text("log"), .integer("sequence"), .text("measure"), .integer("value"),
                .integer("limit"), .integer("evidence_rows"), .integer("stands"),
            ])
        for row in report.raised {
            let alert = row.alert
            // The number that the rule's bar is about stands first; near ones count their repeats before it.
            let measure = alert.measures.first
            let stands = report.alerts.contains {
                $0.rule == alert.rule && $0.subject == alert.subject
                    && $0.contract == alert.contract && $0.span == alert.span
                    && $0.isNear == alert.isNear
            }
            table.append([
                .integer(Int64(row.number)), .integer(row.time.nanoseconds), .text(alert.rule),
                .text(alert.level.rawValue), .init(alert.isNear), .text(alert.subject),
                .init(alert.contract.map { name($0, directory) }), .integer(Int64(alert.span)),
                .text("\(row.log)"), .integer(Int64(clamping: row.sequence)),
                .init(measure?.name), .init(measure?.value), .init(measure?.limit),
                .integer(Int64(alert.evidenceCount)), .init(stands),
            ])
        }
        return table
    }

    static func measures(_ report: SurveillanceReport, _ rules: SurveillanceRules) -> Table {
        var table = Table(
            "measures",
            [.integer("alert"), .text("measure"), .integer("value"), .integer("limit")])
        for (index, alert) in report.alerts.enumerated() {
            for measure in alert.measures {
                table.append([
                    .integer(Int64(index + 1)), .text(measure.name), .integer(measure.value),
                    .init(measure.limit),
                ])
            }
        }
        return table
    }

    static func evidence(_ report: SurveillanceReport, _ directory: InstrumentDirectory) -> Table {
        var table = Table(
            "evidence",
            [
                .integer("alert"), .text("log"), .integer("sequence"), .integer("time_ns"),
                .text("kind"), .integer("account"), .text("contract"), .text("side"),
                .text("effect"), .integer("order_id"), .integer("price_ticks"),
                .integer("quantity"), .integer("execution_id"), .integer("code"),
                .integer("value"), .integer("limit"),
            ])
        for (index, alert) in report.alerts.enumerated() {
            for row in alert.evidence {
                let isRefused = row.kind == .refused
                table.append([
                    .integer(Int64(index + 1)), .text("\(row.log)"),
                    .integer(Int64(clamping: row.sequence)), .integer(row.time.nanoseconds),
                    .text("\(row.kind)"), .integer(Int64(row.account)),
                    .text(name(row.contract, directory)),
                    .init(isRefused ? nil : row.side == .bid ? "buy" : "sell"),
                    .init(isRefused ? nil : "\(row.effect)"),
                    .init(isRefused ? nil : Int64(clamping: row.orderID.value)),
                    .init(isRefused || row.kind == .cancelled ? nil : row.price.ticks),
                    .init(isRefused ? nil : Int64(row.quantity.contracts)),
                    .init(row.executionID == 0 ? nil : Int64(clamping: row.executionID)),
                    .init(row.code == 0 ? nil : Int64(row.code)),
                    .init(isRefused ? row.value : nil), .init(isRefused ? row.limit : nil),
                ])
            }
        }
        return table
    }

    static func figures(_ report: SurveillanceReport) -> Table {
        var table = Table(
            "figures",
            [
                .text("subject"), .text("scope"), .integer("messages"), .integer("entered"),
                .integer("cancelled"), .integer("removed"), .integer("rejected"),
                .integer("refused"), .integer("trades"), .integer("traded"),
                .integer("fast_cancels"), .integer("peak_rolling_second"),
                .integer("peak_rolling_ns"), .integer("peak_clock_second"),
                .integer("peak_clock_ns"), .integer("shares"),
            ])
        for row in report.figures {
            table.append([
                .text(row.subject), .text(row.scope.rawValue), .integer(row.messages),
                .integer(row.entered), .integer(row.cancelled), .integer(row.removed),
                .integer(row.rejected), .integer(row.refused), .integer(row.trades),
                .integer(row.traded), .integer(row.fastCancels), .integer(row.peakRolling),
                .integer(row.peakRollingTime.nanoseconds), .integer(row.peakCalendar),
                .integer(row.peakCalendarTime.nanoseconds), .integer(row.shares),
            ])
        }
        return table
    }

    static func fees(_ report: SurveillanceReport, _ directory: InstrumentDirectory) -> Table {
        var table = Table(
            "fees",
            [
                .text("subject"), .text("contract"), .integer("cancels"), .integer("cancelled"),
                .integer("traded"), .integer("trading_fees_e4"), .integer("applies"),
                .integer("fee_e4"), .integer("is_exempt"),
            ])
        for fee in report.fees {
            table.append([
                .text(fee.subject), .text(name(fee.contract, directory)), .integer(fee.cancels),
                .integer(fee.cancelled), .integer(fee.traded),
                .integer(fee.tradingFees.tenThousandths), .init(fee.applies),
                .init(fee.fee?.tenThousandths), .init(fee.isExempt),
            ])
        }
        return table
    }

    static func name(_ index: ContractIndex, _ directory: InstrumentDirectory) -> String {
        let contracts = directory.contracts
        if contracts.indices.contains(index.int) { return contracts[index.int].tradingCode }
        // An underlying's shares stand behind the contracts.
        let underlying = index.int - contracts.count
        let underlyings = directory.underlyings
        return underlyings.indices.contains(underlying) ? underlyings[underlying].code : ""
    }
}
