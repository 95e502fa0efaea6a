import Market
import Wire

extension ExposureBook {
    func hash(into hasher: inout StateHasher) {
        hasher.combine(cash)
        hasher.combine(marginHeld)
        hasher.combine(reserved)
        hasher.combine(total)
        for contract in terms.indices {
            hasher.combine(holdings.long[contract])
            hasher.combine(holdings.short[contract])
            live[contract].hash(into: &hasher)
            let first = contract * Self.inFlightMax
            hasher.combine(Int(inFlightCount[contract]))
            for place in first..<first + Int(inFlightCount[contract]) {
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
            hasher.combine(leg.quantity)
            hasher.combine(Int(leg.effect.rawValue))
        }
    }
}
