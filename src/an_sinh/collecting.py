"""Python's search for cycles, left out where much is made that stays, and nothing goes in circles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_collecting() -> Iterator[None]:
    """Look for no garbage meanwhile; to look through all that was made costs a tenth and more, and finds none."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
