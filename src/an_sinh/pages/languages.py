"""The languages that an-sinh speaks: English, which stands in the sources, and each that has a catalogue.

Apart from `say` because help and completion ask for it, and must start quickly.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

ENGLISH = "en"
CATALOGUES = Path(__file__).with_name("locale")


@cache
def spoken() -> tuple[str, ...]:
    """Their tags, English first."""
    return (ENGLISH, *sorted(name for name in os.listdir(CATALOGUES) if compiled(name).is_file()))  # noqa: PTH208  # half the time of iterdir


def compiled(language: str) -> Path:
    """The catalogue of a language as the build has compiled it."""
    return CATALOGUES / language / "LC_MESSAGES" / "an_sinh.mo"
