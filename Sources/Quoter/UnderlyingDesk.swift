import Glibc
import Ledger
import Market
import Pricing
import StrategyKit

/// One underlying: its chain as the strategy sees it, its pricing, and its strategy.
struct UnderlyingDesk {
    static let never = SessionTime(nanoseconds: .min / 2)

    var chain: ChainView
    var wishes: QuoteWishes
    var strategy: any QuotingStrategy
    var pricer: ChainPricer
    /// Forward over spot, and discount, per expiry.
    var carries: [Double]
    var inputs: [ExpiryInputs]
    var parity: ParityForward
    /// Nil where the calibrated curve prices.
    var fitter: SurfaceFitter?
    let previousClose: Price
    /// False where another quoter quotes: valued, never quoted nor withdrawn.
    var isOurs = true
    let clock: TimeToExpiry

    var lastTick = UnderlyingDesk.never
    var lastTickTime = UnderlyingDesk.never
    /// Last traded price, zero for unknown, and the time of its last change: what may release a response.
    var lastPrice = Price.zero
    var movedAt = UnderlyingDesk.never
    /// When continuous trading last began; the stale clock does not run before.
    var continuousSince = UnderlyingDesk.never
    var continuousCount = 0
    var isStale = false
    var calibratedAt = UnderlyingDesk.never
    /// Theoretical values changed or positions did: ask the strategy at the end of this frame.
    var isDirty = false
    /// The spot has moved since the last repricing.
    var needsReprice = false
    /// Which contracts are left out; nil when every one is quoted.
    var drops: DropPolicy?
    /// Contracts that the tracker says cannot reach the coverage bar any more.
    var isLost: [Bool]
    /// Shares held against the options.
    var hedgeShares: Int64 = 0
    /// Something is waiting for the message budget.
    var hasDeferred = false

    var layout: ChainLayout { pricer.layout }
    var hasSpot: Bool { chain.spot.isFinite && chain.spot > 0 }

    init(
        _ underlying: Underlying, in directory: InstrumentDirectory, terms: QuotingTerms,
        tuning: QuoterTuning, strategy: any QuotingStrategy
    ) {
        let layout = ChainLayout(of: underlying.index, in: directory)
        let facts = layout.contracts.map { index in
            let contract = directory.contracts[index.int]
            return ContractFacts(
                of: contract, isFar: terms.allowance.isFar(daysToExpiry: contract.daysToExpiry),
                isObliged: terms.quotesContinuously
                    && terms.obligedCodes?.contains(contract.code) ?? true,
                quantityMin: terms.quantityMin)
        }
        chain = ChainView(
            underlying: underlying.index, facts: facts, allowance: terms.allowance,
            expiryOfPosition: layout.expiryOfPosition, expiries: layout.expiries.count)
        wishes = QuoteWishes(count: facts.count)
        self.strategy = strategy
        isLost = Array(repeating: false, count: facts.count)
        drops = strategy.dropReserve.map {
            DropPolicy(contracts: facts.count, reserve: Int64($0))
        }
        pricer = ChainPricer(layout: layout)
        previousClose = underlying.previousClose
        clock = TimeToExpiry(calendar: tuning.calendar)
        parity = ParityForward(pairsMax: layout.pairs.count)
        carries = Array(repeating: 1, count: layout.expiries.count)
        let start = ExpiryInputs(
            forward: .nan, years: 0, discount: 1,
            curve: VolatilityCurve(flat: tuning.volatilityInitial))
        inputs = Array(repeating: start, count: layout.expiries.count)
        if let model = tuning.surface.model.smile {
            fitter = SurfaceFitter(
                model, expiries: layout.expiries.count, pairs: layout.pairs.count,
                contracts: layout.count, tuning: tuning.surface)
        }
        calibrateFromSettlements(on: directory.day, ratePerYear: tuning.ratePerYear)
    }

    /// Reprices if the spot moved, calibrates if it is time, and asks the strategy.
    mutating func refresh(at now: SessionTime, tuning: QuoterTuning) {
        chain.time = now
        if needsReprice {
            needsReprice = false
            reprice(at: now, ratePerYear: tuning.ratePerYear)
            hastenFit(at: now)
            if now - calibratedAt >= tuning.calibrationInterval {
                calibratedAt = now
                calibrate(gain: tuning.calibrationGain)
            }
        }
        guard hasSpot else { return }
        strategy.quote(chain, wishes: &wishes)
        applyDrops()
    }

    /// Reprices the chain and sums what is held; NaN values without a spot.
    mutating func reprice(at now: SessionTime, ratePerYear: Double) {
        updateTimes(at: now, ratePerYear: ratePerYear)
        for expiry in inputs.indices { chain.surfaces[expiry].inputs = inputs[expiry] }
        pricer.reprice(spot: chain.spot, inputs: inputs, into: &chain.valuations)
        sumInventory()
    }

    /// Time, discount and forward of each expiry as of now.
    mutating func updateTimes(at now: SessionTime, ratePerYear: Double) {
        for expiry in inputs.indices {
            let years = clock.years(days: layout.expiries[expiry].daysToExpiry, at: now)
            inputs[expiry].years = years
            inputs[expiry].discount = exp(-ratePerYear * years)
            inputs[expiry].forward = chain.spot * carries[expiry]
        }
    }

    /// Net delta in shares and vega in yuan of what is held.
    mutating func sumInventory() {
        var delta = Double(hedgeShares)
        var vega = 0.0
        for position in chain.indices {
            let net = chain.states[position].net
            guard net != 0, chain.valuations.isUsable(position) else { continue }
            let shares = Double(net) * Double(chain.facts[position].unit)
            delta += shares * chain.valuations.delta[position]
            vega += shares * chain.valuations.vega[position]
        }
        chain.netDelta = delta
        chain.netVega = vega
    }

    mutating func answer(_ request: QuoteRequestView) -> QuoteWish {
        strategy.answer(request, in: chain)
    }

    mutating func setPhase(_ phase: TradingPhase, of position: Int, at now: SessionTime) {
        let old = chain.states[position].phase
        guard old != phase else { return }
        chain.states[position].phase = phase
        if old == .continuous { continuousCount -= 1 }
        if phase == .continuous {
            if continuousCount == 0 { continuousSince = now }
            continuousCount += 1
        }
        isDirty = true
    }
}
