#!/usr/bin/env python3
"""Measures recorded markets: what the customers of Sim/scenarios/calibrated.yaml are set from.

    Sim/scenarios/measure_market.py ../shared/data

Order files: Shanghai Level-2, order by order. Quotes: minute bars of SPX options with bid and ask.
Snapshots: Shanghai stocks, every three seconds. Only the standard library is used; the figures are in
docs/simulator.md. Continuous trading is 09:30-11:30 and 13:00-14:57.
"""

import collections
import csv
import gzip
import io
import math
import statistics
import sys
import zipfile
from pathlib import Path

MORNING, LUNCH, AFTERNOON, CLOSING = 9.5 * 3600, 11.5 * 3600, 13 * 3600, (14 * 60 + 57) * 60
MINUTES = 237


def seconds(text):
    hours, minutes, rest = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def elapsed(time):
    """Seconds of continuous trading before this one; None outside it."""
    if MORNING <= time < LUNCH:
        return time - MORNING
    if AFTERNOON <= time < CLOSING:
        return time - AFTERNOON + LUNCH - MORNING
    return None


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def read_orders(folder):
    """(name, orders, trades) with one shape for both published forms."""
    entrust = folder / "sse_600519_20230201_l3_l2"
    orders = [
        (int(r["BizIndex"]), seconds(r["OrderTime"]), r["OrderType"] == "A", r["OrderNO"],
         int(r["Balance"]), r["OrderBSFlag"] == "B")
        for r in rows(entrust / "entrust.csv.gz") if r["OrderType"] in "AD"]
    trades = [
        (int(r["BizIndex"]), seconds(r["TradTime"]), r["TradeBuyNo"], r["TradeSellNo"],
         int(r["TradVolume"]), r["TradeBSFlag"])
        for r in rows(entrust / "trade.csv.gz")]
    yield "600519", orders, trades
    for code in ("600761", "605580"):
        orders = [
            (int(r["ApplSeqNum"]), seconds(r["MDTime"]), r["OrderType"] == "2", r["OrderNO"],
             int(r["OrderQty"]), r["OrderBSFlag"] == "1")
            for r in rows(folder / "sse_l3_20230711" / f"orders_{code}.csv.gz")
            if r["OrderType"] in ("2", "10")]
        flags = {"1": "B", "2": "S", "0": "N"}
        trades = [
            (int(r["ApplSeqNum"]), seconds(r["MDTime"]), r["TradeBuyNo"], r["TradeSellNo"],
             int(r["TradeQty"]), flags[r["TradeBSFlag"]])
            for r in rows(folder / "sse_l3_20230711" / f"trades_{code}.csv.gz")]
        yield code, orders, trades


def measure_orders(name, orders, trades):
    """Arrivals, sizes and lives of orders that came in continuous trading."""
    merged = sorted(
        [(o[0], "order", o) for o in orders] + [(t[0], "trade", t) for t in trades],
        key=lambda entry: entry[0])
    born, left, sizes = {}, {}, []
    lives, cancelled, filled, cancels = [], 0, 0, 0
    takers = collections.OrderedDict()
    halves = [0] * 8
    for _, kind, entry in merged:
        time = elapsed(entry[1])
        if kind == "order":
            _, at, is_add, number, quantity, _ = entry
            if is_add:
                left[number] = quantity
                if time is not None:
                    born[number] = at, time
                    sizes.append(quantity)
                    halves[min(7, int(time / (MINUTES * 60) * 8))] += 1
            else:
                cancels += time is not None
                left.pop(number, None)
                if number in born:
                    cancelled += 1
                    at, since = born.pop(number)
                    lives.append((time if time is not None else since) - since)
            continue
        _, at, buyer, seller, quantity, flag = entry
        if time is not None and flag in "BS":
            taker = buyer if flag == "B" else seller
            takers[taker] = takers.get(taker, 0) + quantity
        for number in ([buyer, seller] if flag == "N" else [seller] if flag == "B" else [buyer]):
            if number not in left:
                continue
            left[number] -= quantity
            if left[number] <= 0:
                del left[number]
                if number in born:
                    filled += 1
                    born.pop(number)
    resting_only = [size for size in sizes]
    rate, taking = len(sizes) / MINUTES, len(takers) / MINUTES
    lots = [min(size / 100, 50) for size in resting_only]
    taken = [min(size / 100, 50) for size in takers.values()]
    # Mean rate of dying by cancel: exponential lives, censored by fills and the close.
    ends = seasonality(halves)
    print(f"{name}: {rate:.1f} resting orders/min, {taking:.1f} taking orders/min, "
          f"taking share {taking / (rate + taking):.3f}")
    print(f"  resting size, lots capped at 50: mean {statistics.mean(lots):.2f}, "
          f"median {statistics.median(lots):.0f}; taken: mean {statistics.mean(taken):.2f}, "
          f"median {statistics.median(taken):.0f}")
    print(f"  ended by cancel {cancelled / len(sizes):.3f}, filled {filled / len(sizes):.3f}; life of a "
          f"cancelled one: median {statistics.median(lives):.1f} s, "
          f"mean {statistics.mean(lives):.1f} s")
    print(f"  busyness by eighths of the day: "
          + " ".join(f"{8 * n / sum(halves):.2f}" for n in halves) + f", strength {ends:.2f}")
    return {
        "rate": rate, "taking": taking, "size": statistics.mean(lots),
        "taken": statistics.mean(taken), "cancelled": cancelled / len(sizes),
        "median_life": statistics.median(lives), "mean_life": statistics.mean(lives),
        "strength": ends}


def seasonality(counts):
    """Least squares of count/mean = 1 + s (12 x² - 1), x the eighth's mean place from -1/2 to 1/2."""
    mean = sum(counts) / len(counts)
    shape = []
    for index in range(len(counts)):
        low, high = index / len(counts) - 0.5, (index + 1) / len(counts) - 0.5
        shape.append(4 * (high ** 3 - low ** 3) * len(counts) - 1)
    return sum(s * (n / mean - 1) for s, n in zip(shape, counts)) / sum(s * s for s in shape)


def measure_snapshots(folder):
    spreads, ranks = collections.defaultdict(list), collections.defaultdict(list)
    for row in rows(folder / "sse_l2_snapshots_20211201" / "snapshots.csv.gz"):
        if elapsed(seconds(row["DateTime"][11:])) is None or row["InstrumentStatus"] != "TRADE":
            continue
        bid, ask = float(row["BidPrice0"]), float(row["OfferPrice0"])
        if bid > 0 and ask > 0:
            spreads[row["SecurityID"]].append(round((ask - bid) / 0.01))
            ranks[row["SecurityID"]].append((ask - bid) / (ask + bid) * 2e4)
    ticks = [statistics.mean(values) for values in spreads.values()]
    points = [statistics.mean(values) for values in ranks.values()]
    print(f"stocks: {len(ticks)} securities, spread in ticks median {statistics.median(ticks):.2f}, "
          f"in basis points median {statistics.median(points):.1f}")


def option_quotes(folder):
    """(file, member, mid, spread, bid size, ask size, time of day in s) in index points."""
    for path in sorted((folder / "us_index_options_spx_minute").glob("indexoption_*_quote_*.zip")):
        with zipfile.ZipFile(path) as archive:
            for member in archive.namelist():
                text = io.TextIOWrapper(archive.open(member), "utf-8")
                for row in csv.reader(text):
                    if not row[4] or not row[9]:
                        continue
                    bid, ask = int(row[4]) / 1e4, int(row[9]) / 1e4
                    if bid > 0 and ask > bid and int(row[0]) < 57_600_000:
                        yield member, (bid + ask) / 2, ask - bid, int(row[5]), int(row[10])


def measure_options(folder):
    buckets = collections.defaultdict(list)
    sizes, changes, bars = [], 0, 0
    last = {}
    for member, mid, spread, bid_size, ask_size in option_quotes(folder):
        edge = next(e for e in (1, 3, 10, 30, 60, 1e9) if mid < e)
        buckets[edge].append((spread, spread / mid))
        sizes += [bid_size, ask_size]
        bars += 1
        changes += last.get(member) != (mid, spread)
        last[member] = mid, spread
    print("SPX and SPXW options, minute closes, spread by price in index points:")
    for edge in sorted(buckets):
        spreads, shares = zip(*buckets[edge])
        print(f"  below {edge:g}: {len(spreads)} bars, median {statistics.median(spreads):.2f} points, "
              f"share of price median {statistics.median(shares):.4f}")
    # The tick of 1/10 000 yuan is 0.1 point at 1000 points a yuan.
    small = [s for e, b in buckets.items() if e <= 3 for s, _ in b]
    near = [share for edge, bucket in buckets.items() if 10 <= edge <= 60 for _, share in bucket]
    print(f"  spread below 3 points, in ticks of 0.1 point: median {statistics.median(small) * 10:.1f}; "
          f"share of price from 3 to 60: median {statistics.median(near):.4f}, "
          f"quartiles {statistics.quantiles(near)[0]:.4f} to {statistics.quantiles(near)[2]:.4f}")
    print(f"  sizes capped at 50: mean {statistics.mean(min(s, 50) for s in sizes):.1f}, "
          f"median {statistics.median(sizes):.0f}; quote differs from the minute before in "
          f"{changes / bars:.3f} of bars")


def main():
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    days = [measure_orders(*day) for day in read_orders(folder)]
    print("medians of the three days: " + ", ".join(
        f"{key} {statistics.median(day[key] for day in days):.3f}" for key in days[0]))
    measure_snapshots(folder)
    measure_options(folder)


main()
