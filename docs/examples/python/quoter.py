#!/usr/bin/env python3
"""A quoter in Python: quotes one underlying's chain through a day of a running desk, answers requests, leaves cleanly.

    obligato day --quotes 510300 --out runs/day &         # the desk's own quoter takes the other underlying
    python3 docs/examples/python/quoter.py runs/day/desk.yaml --underlying 510050
"""
import argparse
import collections
import signal
import sys
import time

from sbe import Schema
from session import Desk, MarketData, QuoteSession
from strategy import Contract, Strategy
from zeromq import Context

OPEN, CLOSE = 1, 2
CONTINUOUS = 3
MAKER = 1            # the participant the desk trades as
RETRY = 0.02         # seconds a contract rests after a refusal
ANSWER_LOST = 0.5    # seconds after which an instruction without an answer is forgotten


class Slot:
    """What stands at the exchange for one contract, and what is on its way."""

    def __init__(self):
        self.quote, self.pending, self.sent_at = None, None, 0.0  # quote: [id, bid, bid qty, ask, ask qty, effects]
        self.long = self.short = 0
        self.request, self.rests_until = 0, 0.0

    def effect(self, is_bid, quantity):
        """Close what is held, less what the standing leg may still close; open otherwise."""
        held = self.short if is_bid else self.long
        if self.quote and self.quote[5][0 if is_bid else 1] == CLOSE:
            held -= self.quote[2 if is_bid else 4]
        return CLOSE if held >= quantity else OPEN


class Quoter:
    def __init__(self, desk, schema, context, arguments):
        self.desk, self.schema, self.underlying_code = desk, schema, arguments.underlying
        self.session = QuoteSession(context, desk, schema, arguments.instance)
        self.market = MarketData(context, desk, schema)
        self.context, self.strategy = context, Strategy(arguments.width, arguments.quantity)
        self.underlying, self.spot, self.contracts, self.slots, self.phases = None, None, {}, {}, {}
        self.quote_id, self.last_event, self.is_ready = 0, 0, False
        self.is_stopping = self.has_ended = False
        self.dirty = set()
        self.counts = collections.Counter()
        kinds = schema.enums["ExchangeEventKind"]
        self.kinds = {value: name for name, value in kinds.items()}

    # What comes in

    def take_market(self, name, frame):
        if name == "InstrumentList" and self.underlying is None:
            _, _, _, (underlyings, contracts) = self.schema.decode(frame)
            for row in underlyings:
                if row.code.rstrip(b"\0 ").decode() == self.underlying_code:
                    self.underlying = row.index
                    self.contracts = {c.index: Contract(c, row.previousClose) for c in contracts
                                      if c.underlying == row.index}
            if self.underlying is None:
                sys.exit(f"quoter: the desk lists no underlying {self.underlying_code}")
            self.slots = {index: self.slots.get(index, Slot()) for index in self.contracts}
        elif name == "UnderlyingTicks":
            for row in self.schema.decode(frame)[3][0]:
                if row.underlying == self.underlying and row.bid > 0 and row.ask > 0:
                    spot = (row.bid + row.ask) / 2
                    if spot != self.spot:
                        self.spot = spot
                        self.dirty.update(self.contracts)
        elif name in ("PhaseChanges", "BookTops"):
            # A top of the book carries the contract's phase too: only a snapshot's is news.
            _, _, fields, (rows,) = self.schema.decode(frame)
            if name == "PhaseChanges" or fields.isSnapshot:
                for row in rows:
                    self.phase(row.contract, row.phaseCode)

    def phase(self, contract, phase):
        if contract in self.contracts and self.phases.get(contract) != phase:
            self.phases[contract] = phase
            self.dirty.add(contract)

    def take_session(self, name, frame):
        if name == "opened":
            # What was on its way is unknown until risk's snapshot and the reports say.
            self.is_ready = False
            for slot in self.slots.values():
                slot.quote = slot.pending = None
        elif name == "closed":
            self.is_ready = False
        elif name == "PositionSnapshot":
            _, _, fields, (rows,) = self.schema.decode(frame)
            self.quote_id = max(self.quote_id, fields.lastQuoteID)
            for row in rows:
                if row.contract in self.slots:
                    self.slots[row.contract].long, self.slots[row.contract].short = row.long, row.short
            self.is_ready = True
            self.dirty.update(self.contracts)
        elif name == "ExchangeEvents":
            for event in self.schema.decode(frame)[3][0]:
                if event.sequence > self.last_event:
                    self.last_event = event.sequence
                    self.take_event(self.kinds.get(event.kind), event)
        elif name == "RiskDecisions":
            for decision in self.schema.decode(frame)[3][0]:
                self.take_decision(decision)

    def take_event(self, kind, event):
        if kind == "dayEnded":
            self.has_ended = True
            return
        slot = self.slots.get(event.contract)
        if slot is None:
            return
        if kind == "quoteAccepted":
            self.counts["accepted"] += 1
            slot.quote = [event.quoteID, event.bid, event.bidQuantity, event.ask, event.askQuantity,
                          (event.effectCode, event.askEffectCode)]
            self.settle(slot, event.quoteID)
        elif kind == "quoteRejected":
            self.counts["rejected"] += 1
            self.settle(slot, event.quoteID, rest=RETRY)
        elif kind == "withdrawalAccepted":
            slot.quote = None
            self.settle(slot, event.quoteID)
        elif kind == "legCancelled" and slot.quote and event.quoteID in (0, slot.quote[0]):
            place = 2 if event.sideCode == BID else 4
            slot.quote[place] = max(0, slot.quote[place] - event.quantity)
        elif kind in ("legFilled", "orderFilled"):
            self.fill(slot, event)
        elif kind == "requestForQuote":
            self.counts["requests"] += 1
            slot.request = event.requestID
        elif kind == "requestExpired" and slot.request == event.requestID:
            slot.request = 0
        elif kind == "phaseChanged":
            self.phase(event.contract, event.phaseCode)
        self.dirty.add(event.contract)

    def fill(self, slot, event):
        self.counts["fills"] += 1
        is_bid = event.sideCode == BID
        if slot.quote and event.quoteID in (0, slot.quote[0]):
            slot.quote[2 if is_bid else 4] = event.leaves
        if event.effectCode == CLOSE:
            if is_bid:
                slot.short -= event.quantity
            else:
                slot.long -= event.quantity
        elif is_bid:
            slot.long += event.quantity
        else:
            slot.short += event.quantity

    def take_decision(self, decision):
        """Risk refuses with the reason, the value seen and the limit; it may also take a quote off by itself."""
        kinds = self.schema.enums["RiskDecisionKind"]
        if decision.kind == kinds["refused"]:
            self.counts["refused"] += 1
            codes = self.schema.enums["RefusalCode"]
            if decision.code == codes["duplicateQuoteID"]:
                self.quote_id = max(self.quote_id, decision.limit)
            slot = self.slots.get(decision.contract)
            if slot:
                if decision.code == codes["requestUnknown"]:
                    slot.request = 0
                self.settle(slot, decision.quoteID, rest=RETRY)
                self.dirty.add(decision.contract)
        elif decision.kind in (kinds["exchangeDown"], kinds["exchangeUp"], kinds["released"], kinds["resumed"]):
            for slot in self.slots.values():
                slot.pending, slot.rests_until = None, 0.0
            self.dirty.update(self.contracts)

    @staticmethod
    def settle(slot, quote_id, rest=0.0):
        if slot.pending and slot.pending[0] == quote_id:
            if slot.pending[1] == slot.request and not rest:
                slot.request = 0
            slot.pending = None
            slot.rests_until = time.monotonic() + rest if rest else 0.0

    # What goes out

    def instructions(self):
        """Entries for every contract that was touched and is not as it should be."""
        entries, later, now = [], set(), time.monotonic()
        for contract in sorted(self.dirty):
            slot = self.slots[contract]
            if slot.pending and now - slot.sent_at < ANSWER_LOST or slot.rests_until > now:
                later.add(contract)
                continue
            wish = None
            if not self.is_stopping and self.phases.get(contract) == CONTINUOUS and self.spot:
                wish = self.strategy.wish(self.contracts[contract], self.spot, slot.long - slot.short)
            if wish and self.needs(slot, wish):
                entries.append(self.quote(contract, slot, *wish))
            elif self.is_stopping and slot.quote and (slot.quote[2] or slot.quote[4]):
                entries.append(self.withdrawal(contract, slot))
        self.dirty = later
        return entries

    @staticmethod
    def needs(slot, wish):
        """A request, a leg that is missing or depleted, or prices a quarter of the width off."""
        if slot.request or slot.quote is None:
            return True
        bid, ask, quantity = wish
        _, live_bid, bid_quantity, live_ask, ask_quantity, _ = slot.quote
        tolerance = max(1, (ask - bid) // 4)
        return (bid_quantity < quantity or ask_quantity < quantity
                or abs(bid - live_bid) > tolerance or abs(ask - live_ask) > tolerance)

    def quote(self, contract, slot, bid, ask, quantity):
        self.quote_id += 1
        slot.pending, slot.sent_at = (self.quote_id, slot.request), time.monotonic()
        return dict(contract=contract, quoteID=self.quote_id, bid=bid, ask=ask, bidQuantity=quantity,
                    askQuantity=quantity, bidEffectCode=slot.effect(True, quantity),
                    askEffectCode=slot.effect(False, quantity), requestID=slot.request,
                    theoreticalMicroYuan=int(self.contracts[contract].value(self.spot) * 100))

    def withdrawal(self, contract, slot):
        self.quote_id += 1
        slot.pending, slot.sent_at = (self.quote_id, 0), time.monotonic()
        return dict(contract=contract, quoteID=self.quote_id, bidEffectCode=OPEN, askEffectCode=OPEN,
                    reason=self.schema.enums["InstructionReason"]["shutdown"])

    def send(self, entries):
        for start in range(0, len(entries), 500):
            self.counts["sent"] += len(entries[start:start + 500])
            self.session.send("QuoteInstructions", [entries[start:start + 500]], participant=MAKER,
                              expires=self.desk.now() + self.desk.speed * 1_000_000_000)

    # The day

    def turn(self):
        self.context.wait([self.session.socket, self.market.stream, self.market.snapshots], 5)
        for name, frame in self.market.poll():
            self.take_market(name, frame)
        for name, frame in self.session.poll():
            self.take_session(name, frame)
        if self.is_ready and self.underlying is not None and self.dirty:
            entries = self.instructions()
            if entries:
                self.send(entries)

    def run(self):
        while not self.is_stopping and not self.has_ended:
            self.turn()
        # Leaves nothing behind: withdraws, waits for the answers, says goodbye.
        self.is_stopping = True
        self.dirty.update(self.contracts)
        deadline = time.monotonic() + 1
        while not self.has_ended and time.monotonic() < deadline and self.is_live():
            self.turn()
        self.session.logout()
        print("quoter: " + ", ".join(f"{name} {count}" for name, count in sorted(self.counts.items())))

    def is_live(self):
        return any(slot.pending or slot.quote and (slot.quote[2] or slot.quote[4]) for slot in self.slots.values())


BID = 1  # sideCode


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("desk", help="desk.yaml of the run folder")
    parser.add_argument("--underlying", required=True, help="such as 510050")
    parser.add_argument("--instance", type=int, default=2, help="quoter number at risk, 2 to 8; 1 is the desk's own")
    parser.add_argument("--width", type=float, default=0.7, help="share of the widest permitted spread")
    parser.add_argument("--quantity", type=int, default=10, help="contracts each side")
    arguments = parser.parse_args()
    try:
        context = Context()
        quoter = Quoter(Desk(arguments.desk), Schema(), context, arguments)
    except (OSError, KeyError) as error:
        sys.exit(f"quoter: {error}")

    def stop(*_):
        quoter.is_stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    quoter.run()


if __name__ == "__main__":
    main()
