import Journal
import Market
import Settings
import Wire

/// Parameter changes as the quoter's journal has them.
enum ParameterHistory {
    /// Where `isRestored` lies in a frame of `ParameterChange`.
    private static let restoredOffset = WireSchema.headerLength + 48

    /// Frames of the changes that earlier lives took, in their order, marked as said again.
    ///
    /// A quoter begins each life anew; what a person has set in the meantime has to outlive a crash.
    static func changes(in folder: RunFolder, before epoch: UInt32, plan: DeskPlan) throws
        -> [[UInt8]]
    {
        guard epoch > 1 else { return [] }
        var asked: [(id: UInt64, frame: [UInt8])] = []
        var taken: Set<UInt64> = []
        try forEachRecord(of: folder, plan) { record in
            guard record.position.epoch < epoch, let frame = try? Frame(record.payload) else {
                return
            }
            if record.kind == RecordKind.input.rawValue,
                record.channel == Channel.control.rawValue,
                let change = try? frame.root(ParameterChange.self), change.isRestored == 0
            {
                asked.append((change.commandID, Array(record.payload)))
            } else if record.kind == RecordKind.output.rawValue,
                let note = try? frame.root(ParameterRecord.self)
            {
                if note.outcome == .refused {
                    taken.remove(note.commandID)
                } else {
                    taken.insert(note.commandID)
                }
            }
        }
        return asked.filter { taken.contains($0.id) }.map { change in
            var frame = change.frame
            frame[restoredOffset] = 1
            return frame
        }
    }

    static func forEachRecord(
        of folder: RunFolder, _ plan: DeskPlan, _ body: (JournalRecord) throws -> Void
    ) throws {
        let reader = try JournalReader(
            directory: folder.journal(.quoter),
            expecting: try RoleJournal.identity(.quoter, day: plan.directory.day))
        try reader.forEach { try body($0) }
    }
}
