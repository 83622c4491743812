"""What a command hands back: a page to be written, and the exit code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from an_sinh.render.screen import Screen
from an_sinh.terms import ExitCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page, made for the screen that it will be written onto."""

    write: Callable[[Screen], str]
    for_people: bool
    """Whether it may be spelled in a poorer encoding; machine output is UTF-8 always."""
    output: Path | None = None
    code: ExitCode = ExitCode.ANSWERED
