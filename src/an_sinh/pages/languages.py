"""The languages that an-sinh speaks: English, which stands in the sources, and each that has a catalogue.

Apart from `say` because help and completion ask for it, and must start quickly.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

ENGLISH = "en"
CATALOGUES = Path(__file__).with_name("locale")


@cache
def spoken() -> tuple[str, ...]:
    """Their tags, English first."""
    return (ENGLISH, *sorted(name for name in os.listdir(CATALOGUES) if compiled(name).is_file()))  # noqa: PTH208  # half the time of iterdir


def lacks_words(language: str) -> bool:
    """Whether ansinh speaks a language, and the build has not compiled its words: an install that is not whole."""
    return language.isalpha() and (CATALOGUES / language).is_dir() and not compiled(language).is_file()


def compiled(language: str) -> Path:
    """The catalogue of a language as the build has compiled it."""
    return CATALOGUES / language / "LC_MESSAGES" / "an_sinh.mo"


def is_tag(text: str) -> bool:
    """Whether a text may name a language: `en`, `pt-BR`."""
    return re.fullmatch(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{1,8})*", text) is not None


def is_of(tag: str, language: str) -> bool:
    """Whether a text's tag is of a language: `es-MX` is of `es`, and `pt-BR` of `pt-br`."""
    return tag.lower() == language.lower() or tag.lower().split("-")[0] == language.lower()
