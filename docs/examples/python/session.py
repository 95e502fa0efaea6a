"""A quote session with risk: logon until accepted, heartbeats, gap watch, logon again; and the public market data.

The rules are those of any quoter of the desk (docs/python.md): nothing reaches the exchange but through risk's checks.
"""
import re
import time

from sbe import Envelope

BEAT = 0.05      # seconds between heartbeats
PATIENCE = 0.25  # of silence, then the peer is gone


class Desk:
    """What every process of a desk agrees on: `desk.yaml` of the run folder."""

    def __init__(self, path):
        text = open(path, encoding="utf-8").read()
        self.endpoints = dict(re.findall(r"^  (\w+): '((?:ipc|tcp)://[^']*)'$", text, re.M))
        clock = {key: int(value) for key, value in
                 re.findall(r"^  (monotonicOrigin|origin|speed): (\d+)$", text, re.M)}
        self.origin, self.session_origin, self.speed = (
            clock["monotonicOrigin"], clock["origin"], clock["speed"])
        self.environment = 2 if "environment: production" in text else 1

    def now(self):
        """Session time, ns since midnight: the machine's monotonic clock, stretched."""
        return self.session_origin + max(0, time.monotonic_ns() - self.origin) * self.speed


class QuoteSession:
    """DEALER to risk. `poll` gives what to act on: ("opened", None), ("closed", reason) and frames."""

    def __init__(self, context, desk, schema, instance):
        self.schema, self.desk, self.instance = schema, desk, instance
        self.socket = context.dealer(desk.endpoints["quoteSession"])
        # A later life of the same quoter fences the earlier one.
        self.epoch = int(time.time()) & 0xFFFFFFFF
        self.is_open, self.sequence, self.expected = False, 0, 0
        self.sent = self.heard = self.asked = 0.0
        self.refusal = None

    def envelope(self, sequence=0):
        return Envelope(instance=16 + self.instance, environment=self.desk.environment, epoch=self.epoch,
                        sequence=sequence, sessionTime=self.desk.now())

    def send(self, name, groups=(), **fields):
        """One frame in the session's count; False when the session is down."""
        if not self.is_open:
            return False
        self.sequence += 1
        return self.socket.send(self.schema.encode(name, self.envelope(self.sequence), groups, **fields))

    def poll(self):
        """What has arrived, and heartbeats and logons as they fall due."""
        events = []
        while (frame := self.socket.receive()) is not None:
            self.heard = time.monotonic()
            self._take(frame, events)
        now = time.monotonic()
        if self.is_open and now - self.heard > PATIENCE:
            self._close("silent", events)
        if self.is_open and now - self.sent > BEAT:
            self.sent = now
            self.socket.send(self.schema.encode("Heartbeat", self.envelope()))
        if not self.is_open and now - self.asked > BEAT:
            self.asked = now
            self.socket.send(self.schema.encode(
                "Logon", self.envelope(self.sequence), role=self.schema.enums["ProcessRole"]["quoter"],
                participant=self.instance, heartbeatMilliseconds=int(BEAT * 1000)))
        return events

    def logout(self):
        if self.is_open:
            self.socket.send(self.schema.encode(
                "Logout", self.envelope(), reason=self.schema.enums["SessionReason"]["logout"]))
            self.is_open = False

    def _take(self, frame, events):
        name, envelope = self.schema.peek(frame)
        if name == "LogonAccepted" and not self.is_open:
            self.is_open, self.expected, self.refusal = True, envelope.sequence + 1, None
            events.append(("opened", None))
        elif name == "LogonRejected":
            self.refusal = self.schema.decode(frame)[2].reason
            self._close("rejected", events)
        elif name == "Logout":
            self._close("logout", events)
        elif name is not None and name != "Heartbeat" and self.is_open:
            if envelope.sequence != 0:
                if envelope.sequence < self.expected:
                    return
                if envelope.sequence > self.expected:
                    # Something is missing: log on again and learn what is live.
                    return self._close("gap", events)
                self.expected += 1
            events.append((name, frame))

    def _close(self, reason, events):
        if self.is_open:
            self.is_open = False
            self.asked = time.monotonic()
            events.append(("closed", reason))


class MarketData:
    """SUB for the stream, DEALER for snapshots; entries are absolute state, so a gap only asks for a snapshot."""

    def __init__(self, context, desk, schema):
        self.schema, self.desk = schema, desk
        self.stream = context.subscriber(desk.endpoints["marketData"])
        self.snapshots = context.dealer(desk.endpoints["snapshot"])
        self.expected, self.epoch, self.pending, self.asked = None, None, True, 0.0

    def poll(self):
        """Frames in the order they came."""
        frames = []
        while (frame := self.stream.receive()) is not None:
            name, envelope = self.schema.peek(frame)
            if name is None:
                continue
            if envelope.epoch != self.epoch or self.expected not in (None, envelope.sequence):
                self.pending = True
            self.epoch, self.expected = envelope.epoch, envelope.sequence + 1
            frames.append((name, frame))
        while (frame := self.snapshots.receive()) is not None:
            name, _ = self.schema.peek(frame)
            if name == "BookTops":
                self.pending = False
            if name is not None:
                frames.append((name, frame))
        if self.pending and time.monotonic() - self.asked > 0.2:
            self.asked = time.monotonic()
            self.snapshots.send(self.schema.encode(
                "SnapshotRequest", Envelope(environment=self.desk.environment)))
        return frames
