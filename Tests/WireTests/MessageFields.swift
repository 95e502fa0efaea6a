import Market
import Wire

/// The fields of a message by name, as text, found by reflection: no test lists them by hand.
func fields<Message: WireMessage>(of message: Message, of _: Message.Type) -> [String: String] {
    var found = ["message": "\(Message.self)"]
    collect(message, at: "", into: &found)
    return found
}

/// The fields of a group's entries, and how many there are.
func groupFields<Entry: WireBlock>(_ name: String, _ entries: [Entry]) -> [String: String] {
    var found = ["\(name).count": "\(entries.count)"]
    for (position, entry) in entries.enumerated() {
        collect(entry, at: "\(name)[\(position)].", into: &found)
    }
    return found
}

private func collect(_ block: Any, at prefix: String, into found: inout [String: String]) {
    for child in Mirror(reflecting: block).children {
        guard let label = child.label else { continue }
        if child.value is Envelope {
            collect(child.value, at: prefix + label + ".", into: &found)
        } else {
            found[prefix + label] = text(of: child.value)
        }
    }
}

/// Numbers as digits, enumerations by the schema's name, text as it is.
private func text(of value: Any) -> String {
    switch value {
    case let text as FixedText6: text.text
    case let text as FixedText20: text.text
    case let text as FixedText32: text.text
    case let text as FixedText64: text.text
    case let number as any BinaryInteger: "\(number)"
    case let named as any RawRepresentable: "\(named)"
    default:
        // A Market type around one integer: Price, Quantity, ContractIndex…
        Mirror(reflecting: value).children.first.map { text(of: $0.value) } ?? "?"
    }
}

/// Encodes with an outbox whose stamp is known; the fields are the message's with that stamp.
func encoded<Message: WireMessage>(
    _ message: Message, _ encode: (inout Outbox, Message) -> Void
) -> (bytes: [UInt8], fields: [String: String]) {
    var outbox = Outbox(instance: 7, environment: 1, epoch: 5, capacity: 256)
    outbox.begin(causation: 41, now: SessionTime(hour: 9, minute: 30))
    encode(&outbox, message)
    var stamped = message
    stamped.envelope = Envelope(
        instance: 7, environment: 1, epoch: 5, sequence: 1, causation: 41,
        sessionTime: SessionTime(hour: 9, minute: 30))
    return (Array(outbox.bytes(of: outbox.frames[0])), fields(of: stamped, of: Message.self))
}

/// Opens a frame over bytes; the frame does not outlive `body`.
func reading<Answer>(
    _ bytes: [UInt8], _ body: (Frame) throws(WireError) -> Answer
) throws(WireError) -> Answer {
    let outcome = bytes.withUnsafeBytes { raw -> Result<Answer, WireError> in
        do throws(WireError) {
            return .success(try body(try Frame(raw)))
        } catch {
            return .failure(error)
        }
    }
    return try outcome.get()
}

func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
        let digits = String(byte, radix: 16)
        return byte < 16 ? "0" + digits : digits
    }.joined()
}
