import Market
import Wire

/// Each reject reason once, with a twin that differs in what the reason is about and is taken.
extension ExchangeConformance {
    /// One way to be refused; with `isBroken` false its sound twin.
    private struct Case {
        let reason: RejectReason
        var at = ConformancePlace.continuous
        /// How the venue differs from the regular one; `isBroken` tells the twins apart where it does.
        var venue: (inout ExchangeConfiguration, _ isBroken: Bool) -> Void = { _, _ in }
        let ask: (inout ConformanceDay, _ isBroken: Bool) -> [ExchangeEvents.Entry]
    }

    static func reasonCells() -> [Cell] {
        let cases = self.cases
        return reasons.map { reason in
            guard let found = cases.first(where: { $0.reason == reason }) else {
                return Cell(
                    "reasons", "\(reason)", "twins", expected: "\(reason)/taken",
                    found: "no case")
            }
            return Cell(
                "reasons", "\(reason)", "twins", expected: "\(reason)/taken",
                found: answer(found, isBroken: true) + "/" + answer(found, isBroken: false))
        }
    }

    private static func answer(_ found: Case, isBroken: Bool) -> String {
        var configuration = ConformanceDay.configuration
        found.venue(&configuration, isBroken)
        var day = ConformanceDay(at: found.at, configuration)
        let events = found.ask(&day, isBroken)
        let reason = ConformanceInstruction.refusal(in: events)
        if reason != .none { return "\(reason)" }
        return events.isEmpty ? "no answer" : "taken"
    }

    private static var cases: [Case] {
        quoteCases + orderCases + accountCases + venueCases + requestCases
    }

    private static var quoteCases: [Case] {
        [
            Case(reason: .unknownContract) { day, isBroken in
                day.stage.send(twoSided(day.stage.fresh(), 900, 1_100, on: isBroken ? 2 : 1))
            },
            Case(reason: .priceOffTick) { day, isBroken in
                day.stage.send(twoSided(day.stage.fresh(), isBroken ? 0 : 1, 1_100))
            },
            Case(reason: .priceOutsideLimits) { day, isBroken in
                day.stage.send(twoSided(day.stage.fresh(), 900, isBroken ? 5_001 : 5_000))
            },
            Case(reason: .crossedQuote) { day, isBroken in
                day.stage.send(twoSided(day.stage.fresh(), isBroken ? 1_100 : 1_099, 1_100))
            },
            Case(reason: .duplicateID) { day, isBroken in
                let id = day.stage.fresh()
                _ = day.stage.send(twoSided(id, 900, 1_100))
                return day.stage.send(twoSided(isBroken ? id : day.stage.fresh(), 900, 1_100))
            },
            Case(
                reason: .quoteStands,
                venue: { venue, isBroken in venue.quotes.replacesStanding = !isBroken }
            ) { day, _ in day.stage.send(twoSided(day.stage.fresh(), 900, 1_100)) },
            Case(
                reason: .unequalQuote, venue: { venue, _ in venue.quotes.acceptsUnequal = false }
            ) { day, isBroken in
                day.stage.send(
                    twoSided(
                        day.stage.fresh(), 900, 1_100, quantity: 9, askQuantity: isBroken ? 8 : 9))
            },
            Case(
                reason: .legCancelForbidden,
                venue: { venue, isBroken in venue.quotes.cancelsOneLeg = !isBroken }
            ) { day, _ in day.stage.send(about(9, day.restingBidLeg)) },
        ]
    }

    private static var orderCases: [Case] {
        [
            Case(reason: .phaseForbids, at: .pause) { day, isBroken in
                isBroken
                    ? day.stage.send(single(.limit, day.stage.fresh(), .bid, at: 850))
                    : day.stage.send(about(9, day.restingOrder))
            },
            Case(reason: .quantityTooSmall) { day, isBroken in
                day.stage.send(
                    single(.limit, day.stage.fresh(), .bid, isBroken ? 0 : 1, at: 850))
            },
            Case(reason: .quantityTooLarge) { day, isBroken in
                day.stage.send(
                    single(.limit, day.stage.fresh(), .bid, isBroken ? 51 : 50, at: 850))
            },
            Case(reason: .unknownOrder) { day, isBroken in
                day.stage.send(about(9, isBroken ? OrderID(998) : day.restingOrder))
            },
            Case(reason: .cancelForbidden, at: .openingEnd) { day, isBroken in
                isBroken
                    ? day.stage.send(about(9, day.restingOrder))
                    : day.stage.send(single(.limit, day.stage.fresh(), .bid, at: 850))
            },
            Case(reason: .malformed) { day, isBroken in
                var order = single(.limit, day.stage.fresh(), .bid, at: 850)
                if isBroken { order.sideCode = 3 }
                return day.stage.send(order)
            },
            Case(reason: .selfTrade) { day, isBroken in
                day.stage.send(
                    single(.limit, day.stage.fresh(), .bid, at: isBroken ? 1_100 : 1_099))
            },
            Case(reason: .effectForbidden) { day, isBroken in
                day.stage.send(
                    single(
                        .limit, day.stage.fresh(), .ask, at: 2_200, .coveredOpen,
                        on: isBroken ? 1 : 0))
            },
            Case(
                reason: .amendForbidden,
                venue: { venue, isBroken in venue.acceptsAmend = !isBroken }
            ) { day, _ in day.stage.send(about(8, day.restingOrder)) },
        ]
    }

    private static var accountCases: [Case] {
        func buys(_ limit: @escaping (inout AccountTerms, Bool) -> Void, _ reason: RejectReason)
            -> Case
        {
            Case(
                reason: reason,
                venue: { venue, isBroken in
                    var terms = AccountTerms(checksHoldings: false)
                    limit(&terms, isBroken)
                    venue.account = terms
                }
            ) { day, _ in day.stage.send(single(.limit, day.stage.fresh(), .bid, 2, at: 850)) }
        }
        // 20 are held; a quote of 10 and an order of 1 rest: the buys of 2 make 33 long.
        return [
            buys({ $0.longMax = $1 ? 32 : 33 }, .positionLimit),
            buys({ $0.purchasesMax = $1 ? 32 : 33 }, .purchaseLimit),
            // 20 bought at 0.1000; 10 at 0.0900, 1 at 0.0800 and now 2 at 0.0850 to buy; 5200 yuan margin each of 10.
            buys({ $0.funds = Money(yuan: $1 ? 83_499 : 83_500) }, .insufficientFunds),
            Case(reason: .closeExceedsHolding) { day, isBroken in
                // One of the 20 is given up for exercise.
                day.stage.send(
                    single(
                        .limit, day.stage.fresh(), .ask, isBroken ? 20 : 19, at: 2_200, .close))
            },
            Case(reason: .insufficientShares) { day, isBroken in
                day.stage.send(lock(isBroken ? 990_001 : 990_000))
            },
            Case(reason: .outsideWindow, at: .pause) { day, isBroken in
                if !isBroken { _ = day.stage.advance(to: SessionTime(hour: 9, minute: 30)) }
                return day.stage.send(exercise(1))
            },
            Case(
                reason: .notExerciseDay, at: .continuous,
                venue: { venue, _ in
                    venue.actions.append(
                        ScheduledAction(
                            at: SessionTime(hour: 9, minute: 0),
                            ExchangeAction(.forceTrade, scope: .contract(ContractIndex(1)))))
                }
            ) { day, isBroken in day.stage.send(exercise(1, on: isBroken ? 1 : 0)) },
            Case(reason: .unknownInstruction) { day, isBroken in
                day.stage.send(exercise(isBroken ? 2 : 1, kind: 4))
            },
        ]
    }

    private static func acting(
        _ kind: ExchangeAction.Kind, count: Int32 = 1, _ reason: RejectReason
    ) -> Case {
        Case(
            reason: reason,
            venue: { venue, isBroken in
                let action = ExchangeAction(kind, duration: .seconds(60), count: count)
                let time = SessionTime(hour: 9, minute: isBroken ? 30 : 45)
                venue.actions.append(ScheduledAction(at: time + .seconds(59), action))
            }
        ) { day, _ in day.stage.send(single(.limit, day.stage.fresh(), .bid, at: 850)) }
    }

    private static var venueCases: [Case] {
        [
            acting(.restrictOpening, count: 4, .restricted),
            acting(.restrictAccount, .accountRestricted), acting(.restrictSeat, .seatRestricted),
            acting(.rejectStorm, .exchangeBusy), acting(.throttle, count: 0, .throttled),
        ]
    }

    private static var requestCases: [Case] {
        [
            Case(reason: .unknownRequest) { day, isBroken in
                _ = day.stage.send(about(7))
                return day.stage.send(
                    twoSided(day.stage.fresh(), 900, 1_100, answering: isBroken ? 2 : 1))
            },
            Case(
                reason: .requestMissing,
                venue: { venue, _ in venue.quotes.wantsRequestNumber = true }
            ) { day, isBroken in
                _ = day.stage.send(about(7))
                return day.stage.send(
                    twoSided(day.stage.fresh(), 900, 1_100, answering: isBroken ? 0 : 1))
            },
            Case(
                reason: .requestTooSoon,
                venue: { venue, _ in venue.requests.intervalMin = .seconds(60) }
            ) { day, isBroken in
                _ = day.stage.send(about(7))
                let wait: Int64 = isBroken ? 59 : 60
                _ = day.stage.advance(to: SessionTime(hour: 9, minute: 31) + .seconds(wait))
                return day.stage.send(about(7))
            },
            Case(
                reason: .spreadTooNarrow,
                venue: { venue, isBroken in
                    venue.requests.spreadTable = [
                        MakerTerms.SpreadTier(width: .ticks(isBroken ? 200 : 199))
                    ]
                }
            ) { day, _ in day.stage.send(about(7)) },
        ]
    }
}
