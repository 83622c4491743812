"""Completion: whatever the data hold, what is offered to a shell is what a shell takes as it is.

The input is split at lines `%%%`: what is typed, targets.yaml, places.yaml.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from an_sinh.cli import completing
from fuzz.programme import TARGETS

_SCRATCH = tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
_DATA = Path(_SCRATCH.name)
(_DATA / "actuals").mkdir()
_OBEYED = re.compile(r"""[\s$`"'\\;&|<>()\[\]{}*?!~#^=,:]""")
"""What one of bash, zsh, fish and PowerShell does something with."""


def try_input(data: bytes) -> bool:
    """Ask for every kind of word; whether any was offered. Raises what should never be raised."""
    typed, targets, places = (*data.split(b"\n%%%\n")[:3], b"", TARGETS, b"p: {name: P}\n")[:3]
    (_DATA / "targets.yaml").write_bytes(targets)
    (_DATA / "places.yaml").write_bytes(places)
    begun = typed.decode("utf-8", "replace").replace("\0", "")
    context: Any = SimpleNamespace(params={"data": _DATA}, parent=None, command=None)
    offered: list[str] = []
    for name in ("complete_years", "complete_groups", "complete_indicators", "complete_places"):
        words = getattr(completing, name)(context, begun)
        assert all(word.startswith(begun) for word in words)
        offered += words
    for word in offered:
        assert not _OBEYED.search(word), word
        assert not word.startswith("-"), word
        assert word.isprintable(), word
    return bool(offered)
