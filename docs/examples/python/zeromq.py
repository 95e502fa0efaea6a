"""The four calls of libzmq this example needs, through ctypes: nothing to install but libzmq itself.

With pyzmq it is the same: zmq.Context().socket(zmq.DEALER), connect, send(flags=NOBLOCK), recv(flags=NOBLOCK), Poller.
"""
import ctypes
import ctypes.util

SUB, DEALER = 2, 5
SUBSCRIBE, LINGER, SNDHWM, RCVHWM, IMMEDIATE = 6, 17, 23, 24, 39
DONTWAIT, POLLIN, EAGAIN = 1, 1, 11


class PollItem(ctypes.Structure):
    _fields_ = [("socket", ctypes.c_void_p), ("fd", ctypes.c_int), ("events", ctypes.c_short),
                ("revents", ctypes.c_short)]


def load():
    """The library; None when the machine has none."""
    for name in ("libzmq.so.5", ctypes.util.find_library("zmq")):
        try:
            library = ctypes.CDLL(name, use_errno=True) if name else None
        except OSError:
            continue
        if library:
            library.zmq_ctx_new.restype = ctypes.c_void_p
            library.zmq_socket.restype = ctypes.c_void_p
            library.zmq_socket.argtypes = [ctypes.c_void_p, ctypes.c_int]
            library.zmq_connect.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
            library.zmq_setsockopt.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t]
            library.zmq_send.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int]
            library.zmq_recv.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
            library.zmq_poll.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_long]
            library.zmq_close.argtypes = [ctypes.c_void_p]
            library.zmq_ctx_term.argtypes = [ctypes.c_void_p]
            return library
    return None


class Context:
    def __init__(self):
        self.library = load()
        if self.library is None:
            raise OSError("libzmq.so.5 is not installed")
        self.raw = self.library.zmq_ctx_new()

    def dealer(self, address):
        return Socket(self, DEALER, address)

    def subscriber(self, address):
        return Socket(self, SUB, address)

    def wait(self, sockets, milliseconds):
        """Until one of them has something, or the time is over."""
        items = (PollItem * len(sockets))(*[PollItem(s.raw, 0, POLLIN, 0) for s in sockets])
        self.library.zmq_poll(items, len(sockets), milliseconds)

    def close(self):
        self.library.zmq_ctx_term(self.raw)


class Socket:
    BYTES = 1 << 20

    def __init__(self, context, kind, address):
        self.library = context.library
        self.raw = self.library.zmq_socket(context.raw, kind)
        self.buffer = ctypes.create_string_buffer(self.BYTES)
        for option, value in ((LINGER, 200), (SNDHWM, 10_000), (RCVHWM, 100_000)):
            self._set(option, ctypes.c_int(value))
        if kind == DEALER:
            # Nothing is kept for a peer that is not there: no old message reaches a new session.
            self._set(IMMEDIATE, ctypes.c_int(1))
        else:
            self.library.zmq_setsockopt(self.raw, SUBSCRIBE, None, 0)
        if self.library.zmq_connect(self.raw, address.encode()) != 0:
            raise OSError(ctypes.get_errno(), f"cannot connect to {address}")

    def _set(self, option, value):
        self.library.zmq_setsockopt(self.raw, option, ctypes.byref(value), ctypes.sizeof(value))

    def send(self, frame):
        """Without waiting; False when there is nobody to take it."""
        return self.library.zmq_send(self.raw, frame, len(frame), DONTWAIT) == len(frame)

    def receive(self):
        """One message without waiting; None when there is none."""
        count = self.library.zmq_recv(self.raw, self.buffer, self.BYTES, DONTWAIT)
        if count < 0:
            return None
        return ctypes.string_at(self.buffer, min(count, self.BYTES))

    def close(self):
        self.library.zmq_close(self.raw)
