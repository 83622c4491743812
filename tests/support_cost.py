"""What a piece of work costs, in yardsticks: a fixed piece of work timed just before and after it.

Seconds fail on a busy machine and pass on a quick one. A yardstick takes longer there too, so a bound in yardsticks
holds on both. One is some 10 ms on a machine of 2024.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

_TIMES = 3


def yardstick() -> float:
    """The processor seconds of the fixed piece of work."""
    begun = time.process_time()
    for _ in range(_TIMES):
        made = {str(at): Decimal(at) / 7 for at in range(20_000)}
        assert len(made) == 20_000
    return (time.process_time() - begun) / _TIMES


@contextmanager
def costing_less_than(most: float) -> Iterator[None]:
    """Hold what is done inside, here and in processes that are waited for, to so many yardsticks."""
    before, begun = yardstick(), _spent()
    yield
    taken = _spent() - begun
    assert taken / max(before, yardstick()) < most


def _spent() -> float:
    """Processor seconds so far, of this process and of those that it waited for."""
    return time.process_time() + sum(os.times()[2:4])
