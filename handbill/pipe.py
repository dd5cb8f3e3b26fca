"""Values sent from process to process, as pickles with their length before them."""

from __future__ import annotations

import pickle
import struct
from typing import Any


def send(stream: Any, value: Any) -> None:
    """Write one value to a stream of bytes."""
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(struct.pack(">Q", len(data)) + data)
    stream.flush()


def receive(stream: Any) -> Any:
    """Read one value from a stream of bytes. Raises EOFError where it has ended."""
    head = _exactly(stream, 8)
    return pickle.loads(_exactly(stream, struct.unpack(">Q", head)[0]))


def _exactly(stream: Any, count: int) -> bytes:
    data: bytes = stream.read(count)
    if len(data) < count:
        raise EOFError
    return data
