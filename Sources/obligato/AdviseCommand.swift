import ArgumentParser
import Market
import Runtime

/// `obligato advise`: risk's own checks at the terminal, before anything is sent.
struct AdviseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "advise",
        abstract: "What risk's checks would say to a quote or an order, without sending it. 前端控制",
        discussion: """
            --bid, --bid-quantity, --ask, --ask-quantity: a two-sided quote. --buy or --sell PRICE (or market) \
            with --quantity: a single order. Advice of this instant; risk decides when the instruction comes. \
            Exit code 0: it would pass, 1: it would be refused, 2: usage, or nobody answers.
            """)

    @Argument(help: "The run folder of a running desk.")
    var folder: String

    @Option(help: "Contract code, trading code or #index.")
    var contract: String

    @Option(help: "Bid price in yuan.")
    var bid: String?

    @Option(help: "Contracts bid for.")
    var bidQuantity: String?

    @Option(help: "Ask price in yuan.")
    var ask: String?

    @Option(help: "Contracts offered.")
    var askQuantity: String?

    @Flag(help: "The bid closes a short position.")
    var bidCloses = false

    @Flag(help: "The ask closes a long position.")
    var askCloses = false

    @Option(help: "Number of the request the quote answers.")
    var answering: UInt64 = 0

    @Option(help: "Price of a single order to buy, in yuan, or market.")
    var buy: String?

    @Option(help: "Price of a single order to sell, in yuan, or market.")
    var sell: String?

    @Option(help: "Contracts of a single order.")
    var quantity: String?

    @Flag(help: "The single order closes what is held; without it, it opens.")
    var close = false

    @Option(help: "A single order is limit, immediate-or-cancel or fill-or-kill.")
    var working = AdviceInstruction.workings[0]

    @Option(help: "Whose instruction it would be, 1 to 8; the first with a session if not given.")
    var quoter: UInt16?

    @Option(help: "Real seconds to wait for the answer.")
    var wait: Int64 = 5

    @Flag(help: "JSON instead of text.")
    var json = false

    func validate() throws {
        if let quoter, !(1...8).contains(quoter) {
            throw ValidationError("--quoter is a number from 1 to 8")
        }
        let sides = [bid, ask, bidQuantity, askQuantity]
        let isQuote = sides.allSatisfy { $0 != nil } && buy == nil && sell == nil && quantity == nil
        let isOrder =
            sides.allSatisfy { $0 == nil } && (buy == nil) != (sell == nil) && quantity != nil
            && !bidCloses && !askCloses && answering == 0
        guard isQuote || isOrder else {
            throw ValidationError(
                "either --bid, --bid-quantity, --ask and --ask-quantity, or --quantity and one of "
                    + "--buy and --sell")
        }
    }

    func run() throws {
        // What is no price or no quantity needs no run to say so.
        let outcome = try guarded {
            let instruction = try instruction()
            return try AdviceClient(folder: folder, seconds: wait).ask(
                instruction, contract: contract, quoter: quoter ?? 0)
        }
        print(json ? try outcome.json() : outcome.text, terminator: json ? "" : "\n")
        if !outcome.wouldPass { throw ExitCode(1) }
    }

    private func instruction() throws -> AdviceInstruction {
        if let bid, let bidQuantity, let ask, let askQuantity {
            return try AdviceInstruction(
                bid: .init(price: bid, quantity: bidQuantity, effect: bidCloses ? .close : .open),
                ask: .init(price: ask, quantity: askQuantity, effect: askCloses ? .close : .open),
                answering: answering)
        }
        return try AdviceInstruction(
            buy == nil ? .ask : .bid,
            .init(
                price: buy ?? sell ?? "", quantity: quantity ?? "",
                effect: close ? .close : .open), working: working)
    }
}
