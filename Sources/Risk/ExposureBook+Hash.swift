import Market
import Wire

extension ExposureBook {
    func hash(into hasher: inout StateHasher) {
        hasher.combine(cash)
        hasher.combine(marginHeld)
        hasher.combine(reserved)
        hasher.combine(total)
        hasher.combine(lostCount)
        hasher.combine(lostExpiry)
        orders.hash(into: &hasher)
        for contract in terms.indices {
            terms[contract].hash(into: &hasher)
            hasher.combine(holdings.long[contract])
            hasher.combine(holdings.short[contract])
            hasher.combine(slots[contract].openedToday)
            live[contract].hash(into: &hasher)
            let first = contract * Self.inFlightMax
            hasher.combine(Int(slots[contract].inFlightCount))
            for place in first..<first + Int(slots[contract].inFlightCount) {
                inFlight[place].hash(into: &hasher)
            }
        }
    }
}

extension WorkingQuote {
    func hash(into hasher: inout StateHasher) {
        hasher.combine(id)
        hasher.combine(serial)
        hasher.combine(request)
        hasher.combine(orderID)
        hasher.combine(expires)
        hasher.combine(isWithdrawal)
        hasher.combine(isLost)
        hasher.combine(isFilledEarly)
        for leg in [bid, ask] {
            hasher.combine(leg.price)
            hasher.combine(leg.reservePerContract)
            hasher.combine(leg.quantity)
            hasher.combine(Int(leg.effect.rawValue))
        }
    }
}

extension ContractTerms {
    /// The day's list decides what passes; nothing else in the state tells which one was loaded.
    func hash(into hasher: inout StateHasher) {
        hasher.combine(band.down.ticks)
        hasher.combine(band.up.ticks)
        hasher.combine(marginPerContract)
        hasher.combine(unit)
        hasher.combine(daysToExpiry)
        hasher.combine(quantityMax)
        hasher.combine(Int(underlying))
        hasher.combine(isCall)
        hasher.combine(isOurs)
        hasher.combine(isComputable)
    }
}
