import Journal
import Market

/// Opens a role's journal for a new life, putting what a killed life left in order first.
enum RoleJournal {
    static func identity(_ role: DeskRole, day: TradingDay) throws(JournalError) -> JournalIdentity {
        guard
            let identity = JournalIdentity(
                role: role.rawValue, instance: UInt32(role.instance),
                tradingDay: UInt32(day.yyyymmdd))
        else { preconditionFailure("role name \(role.rawValue)") }
        return identity
    }

    static func open(_ role: DeskRole, in folder: RunFolder, day: TradingDay)
        throws(JournalError) -> JournalWriter
    {
        let identity = try identity(role, day: day)
        _ = try JournalRecovery.recover(directory: folder.journal(role), identity: identity)
        return try JournalWriter(directory: folder.journal(role), identity: identity)
    }
}
