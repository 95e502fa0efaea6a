"""What to quote: the part to change. A chain is valued from yesterday's settlements and quoted around that value,
as wide as a share of what the rules permit, leaning against what is held.
"""
import math

# sse-dev: from which bid (ticks) and days to expiry, how wide: ticks, or a share of the bid.
WIDEST = [(500, 62, 0.20), (500, 0, 0.10), (0, 0, 250)]


def normal(x):
    return 0.5 * math.erfc(-x * 0.7071067811865476)


def black_scholes(is_call, spot, strike, deviation):
    """Value without carry; deviation = volatility × √years."""
    if deviation <= 0:
        return max(0.0, spot - strike if is_call else strike - spot)
    d = math.log(spot / strike) / deviation + 0.5 * deviation
    call = spot * normal(d) - strike * normal(d - deviation)
    return call if is_call else call - spot + strike


def implied_deviation(is_call, spot, strike, value):
    """By bisection; 0 where the value is no more than intrinsic."""
    low, high = 0.0, 4.0
    for _ in range(50):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if black_scholes(is_call, spot, strike, middle) < value else (low, middle)
    return low


class Contract:
    """One option: terms from the instrument list, and what the strategy remembers of it. Prices in ticks of 0.0001."""

    def __init__(self, row, close):
        self.index, self.is_call, self.unit = row.index, row.typeCode == CALL, row.unit
        self.strike, self.days = row.strike, row.daysToExpiry
        self.low, self.high = row.limitDown, row.limitUp
        self.deviation = implied_deviation(self.is_call, close, row.strike, row.previousSettlement)
        # What the model does not explain of the settlement stays what it was.
        self.basis = row.previousSettlement - black_scholes(self.is_call, close, row.strike, self.deviation)

    def value(self, spot):
        return black_scholes(self.is_call, spot, self.strike, self.deviation) + self.basis

    def widest(self, bid):
        for least, days, width in WIDEST:
            if bid >= least and self.days >= days:
                return width if width >= 1 else int(width * bid)
        return 2


CALL = 1  # typeCode of the instrument list


class Strategy:
    def __init__(self, width=0.7, quantity=10, lean=0.5, full=200):
        """width: share of the widest permitted; lean: share of the half width given up at `full` contracts held."""
        self.width, self.quantity, self.lean, self.full = width, quantity, lean, full

    def wish(self, contract, spot, net):
        """(bid, ask, quantity) in ticks and contracts; None = nothing to quote."""
        value = contract.value(spot)
        if not math.isfinite(value):
            return None
        value = max(1.0, value)
        width = max(2, int(self.width * contract.widest(int(value))))
        pressure = max(-1.0, min(1.0, net / self.full))
        centre = value - pressure * self.lean * width / 2
        bid = max(contract.low, 1, int(centre - width / 2))
        ask = min(contract.high, bid + width)
        while ask - bid > max(1, contract.widest(bid)):
            ask -= 1
        return (bid, ask, self.quantity) if bid < ask else None
