"""The languages that a data directory speaks: the tags of its texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from an_sinh.errors import AnSinhError
from an_sinh.programme.file_text import decode, read_raw
from an_sinh.programme.model import LANGUAGE
from an_sinh.programme.yaml_text import Map, read_yaml

_TEXTS = ("name", "title", "unit", "lead", "publisher", "note", "kind")
"""The keys of targets.yaml below which a text may stand in several languages."""


def languages_in(folder: Path) -> tuple[str, ...]:
    """The tags of the texts in targets.yaml, as they come; none where it can't be read, which its reader will tell."""
    try:
        document = read_yaml(decode(read_raw(folder / "targets.yaml")))
    except (AnSinhError, OSError):
        return ()
    root = document.value
    return tuple(dict.fromkeys(_tags(root))) if isinstance(root, Map) else ()


def _tags(part: Map) -> Iterator[str]:
    for key, value in part.items():
        if key == "groups" and isinstance(value, Map):
            yield from (tag for text in value.values() for tag in _of(text))
        elif key in _TEXTS:
            yield from _of(value)
        elif isinstance(value, Map):
            yield from _tags(value)


def _of(text: Any) -> Iterator[str]:
    if isinstance(text, Map):
        yield from (tag for tag in text if LANGUAGE.fullmatch(tag))
