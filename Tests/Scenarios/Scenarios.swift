import TestSupport
import Testing

/// The built program, run whole. One after the other: a day has the machine to itself.
@Suite(.serialized, .rule("C1.5"))
struct `Scenarios` {}
