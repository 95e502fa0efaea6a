#!/usr/bin/env python3
"""Recomputes presence from exported CSV streams, knowing nothing of the product's code.

usage: recompute_presence.py DIR      DIR holds quotes.csv phases.csv bbo.csv contracts.csv obligations.json
Prints "equal N contracts" and exits 0, or names the first contracts that differ and exits 1.

The rule (SSE-DEV): continuous trading 09:30-11:30 and 13:00-14:57; both sides rest with at least 10 contracts;
own bid < 0.0500: spread <= 0.0250, else 10 % of the bid (20 % from 62 days to expiry); all inclusive.
Exempt: contract halted or in a circuit breaker; the market without the maker at a price limit.
"""
import csv, json, sys
from collections import defaultdict
from pathlib import Path

S = 1_000_000_000
SPANS = [((9 * 60 + 30) * 60 * S, (11 * 60 + 30) * 60 * S), (13 * 3600 * S, (14 * 60 + 57) * 60 * S)]


def rows(folder, name):
    with open(folder / f"{name}.csv") as file:
        yield from csv.DictReader(file)


def valid(quote, days):
    bid, bid_qty, ask, ask_qty = quote
    if bid_qty < 10 or ask_qty < 10 or bid <= 0 or ask <= bid:
        return False
    if bid < 500:
        return ask - bid <= 250
    return (ask - bid) * (5 if days >= 62 else 10) <= bid


def main():
    folder = Path(sys.argv[1])
    contracts = {r["contract"]: r for r in rows(folder, "contracts")}
    changes = defaultdict(list)
    for kind in ("quotes", "bbo"):
        for r in rows(folder, kind):
            values = tuple(int(r[k]) for k in ("bid_ticks", "bid_qty", "ask_ticks", "ask_qty"))
            changes[r["contract"]].append((int(r["ts_ns"]), kind, values))
    for r in rows(folder, "phases"):
        changes[r["contract"]].append((int(r["ts_ns"]), "phase", r["phase"]))
    figures = json.loads((folder / "obligations.json").read_text())
    wrong = []
    for row in figures["rules"]:
        if row["kind"] != "presence":
            continue
        name = row["contract"]
        info = contracts[name]
        days = int(info["days_to_expiry"])
        up, down = int(info["limit_up_ticks"]), int(info["limit_down_ticks"])
        state = {"quotes": (0, 0, 0, 0), "bbo": (0, 0, 0, 0), "phase": "S"}
        met = exempt = 0
        edges = sorted(changes[name], key=lambda c: c[0])
        marks = [0] + [c[0] for c in edges] + [24 * 3600 * S]
        for index in range(len(marks) - 1):
            if index > 0:
                state[edges[index - 1][1]] = edges[index - 1][2]
            length = sum(max(0, min(marks[index + 1], b) - max(marks[index], a)) for a, b in SPANS)
            if not length:
                continue
            bid, bid_qty, ask, ask_qty = state["bbo"]
            locked = (bid_qty > 0 and bid >= up) or (ask_qty > 0 and ask <= down)
            if state["phase"] in ("V", "P", "C", "B", "U", "E") or locked:
                exempt += length
            elif valid(state["quotes"], days):
                met += length
        session = sum(b - a for a, b in SPANS)
        expected = (session, met, session - met - exempt, exempt, 0)
        found = tuple(row[k] for k in ("session_ns", "met_ns", "not_met_ns", "exempt_ns", "unknown_ns"))
        if expected != found:
            wrong.append(f"{name}: recomputed {expected}, obligations.json {found}")
        if sum(row["causes"].values()) != row["not_met_ns"]:
            wrong.append(f"{name}: causes add up to {sum(row['causes'].values())}, not met is {row['not_met_ns']}")
    for line in wrong[:5]:
        print(line)
    if wrong:
        print(f"{len(wrong)} differences")
        return 1
    print(f"equal {sum(r['kind'] == 'presence' for r in figures['rules'])} contracts")
    return 0


sys.exit(main())
