"""What a command answers: a text to be written, and the exit code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from an_sinh.render.formats import WRITERS
from an_sinh.render.results import View
from an_sinh.render.screen import Screen
from an_sinh.terms import ExitCode
from an_sinh.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A text, made for the screen that it will be written onto."""

    write: Callable[[Screen], str]
    for_people: bool
    """Whether it may be spelled in a poorer encoding; machine output is UTF-8 always."""
    output: Path | None = None
    code: ExitCode = ExitCode.ANSWERED


def answer(
    name: str,
    result: object,
    format_: str,
    view: View,
    *,
    output: Path | None = None,
    code: ExitCode = ExitCode.ANSWERED,
) -> Answer:
    """A result, by the name of its command, in one of its formats."""
    writer = WRITERS[name][format_]
    return Answer(
        write=lambda screen: writer.write(result, replace(view, screen=screen)),
        for_people=writer.for_people,
        output=output,
        code=code,
    )


def sentence(text: str) -> Answer:
    """What was done, told to people."""
    return Answer(write=lambda _screen: text, for_people=True)
