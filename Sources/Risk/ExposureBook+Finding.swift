/// What of a contract may still trade.
extension ExposureBook {
    func hasAnything(_ contract: Int) -> Bool { hasQuote(contract) || orders.has(contract) }

    /// Something of the contract sent at or before `serial` may still trade.
    func hasAnything(_ contract: Int, upTo serial: UInt64) -> Bool {
        if live[contract].isWorking, live[contract].serial <= serial { return true }
        for place in 0..<Int(slots[contract].inFlightCount)
        where inFlight[contract * Self.inFlightMax + place].serial <= serial { return true }
        return orders.has(contract) { $0.serial <= serial }
    }

    /// Something of the contract sent after `serial` may still trade.
    func hasAnything(_ contract: Int, after serial: UInt64) -> Bool {
        if live[contract].isWorking, live[contract].serial > serial { return true }
        return newest(contract).map { $0.serial > serial } ?? false
            || orders.has(contract) { $0.serial > serial }
    }

    /// Whether an instruction waits for its answer, the link having been up all the while.
    func isWaiting(_ contract: Int, serial: UInt64) -> Bool {
        let first = contract * Self.inFlightMax
        for place in first..<first + Int(slots[contract].inFlightCount)
        where inFlight[place].serial == serial { return !inFlight[place].isLost }
        return orders.has(contract) { $0.serial == serial && !$0.isLive && !$0.isLost }
    }

    /// The newest instruction in flight.
    func newest(_ contract: Int) -> WorkingQuote? {
        let count = Int(slots[contract].inFlightCount)
        return count == 0 ? nil : inFlight[contract * Self.inFlightMax + count - 1]
    }

    func place(of id: UInt64, contract: Int) -> Int? {
        let first = contract * Self.inFlightMax
        for place in first..<first + Int(slots[contract].inFlightCount)
        where inFlight[place].id == id {
            return place
        }
        return nil
    }
}
