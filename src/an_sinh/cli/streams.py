"""Standard output and error as they are here: width, colour, encoding, language."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from an_sinh.pages.languages import ENGLISH, is_of, is_tag, lacks_words, spoken
from an_sinh.render.screen import SYMBOLS, Screen, spell_for

if TYPE_CHECKING:
    from an_sinh.errors import UsageFault
    from an_sinh.pages.say import Say


def stdout_screen() -> Screen:
    """The screen that stdout is; a pipe or a file has no width, and colour only where FORCE_COLOR asks for it."""
    terminal = _is_terminal(sys.stdout)
    return Screen(
        width=_width() if terminal else None,
        colour=_wants_colour(terminal),
        symbols=_can_show("".join(SYMBOLS.values()) + "–−·", _encoding(sys.stdout)),
    )


def output_screen() -> Screen:
    """The screen that a file named by `--output` is: UTF-8, no width, no colour."""
    return Screen()


def write_stdout(text: str, *, for_people: bool) -> None:
    """Write a page to stdout; machine output in UTF-8 always, a person's page in what the terminal can show."""
    encoding = _encoding(sys.stdout)
    data = spell_for(text, encoding) if for_people else text.encode()
    if os.name == "nt":
        data = data.replace(b"\n", os.linesep.encode()) if for_people else data
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def fit_for_stdout(text: str) -> str:
    """A text for people with only the letters that stdout has, for what is not ours to write: help."""
    encoding = _encoding(sys.stdout)
    return spell_for(text, encoding).decode(encoding)


def tell(line: str) -> None:
    """Say a line on stderr, where everything goes that is not data; a closed stderr is not worth failing for."""
    try:
        sys.stderr.buffer.write(spell_for(line + "\n", _encoding(sys.stderr)))
        sys.stderr.buffer.flush()
    except (OSError, ValueError, AttributeError):
        pass


def say_in(lang: str | None) -> Say:
    """What speaks the language that a command was given by `--lang`, else the one of the surroundings."""
    if lang is not None and lang not in spoken():
        raise not_spoken(lang, ())
    return say_of((), lang)


def say_for(lang: str | None, data: Path | None) -> Say:
    """As `say_in`, of a command that shows data: also a language that only they have, with English words around it.

    UsageFault where it was asked for by `--lang` and they have it not.
    """
    from an_sinh.pages.say import Say

    for at, candidate in enumerate(_candidates(lang)):
        tag = candidate.split(".")[0].replace("_", "-")
        base = tag.split("-")[0].lower()
        is_asked = lang is not None and at == 0
        if base in spoken() and (tag in spoken() or not is_asked):
            return Say.of(base)
        if not is_tag(tag):
            continue
        if lacks_words(base):
            _tell_lacking(base)
        known = _languages_of(data)
        if found := next((each for each in (tag, base) if any(is_of(said, each) for said in known)), None):
            return Say.of(found)
        if is_asked:
            raise not_spoken(candidate, known)
    return Say.of(ENGLISH)


def _languages_of(data: Path | None) -> Sequence[str]:
    """The languages that the data at hand have."""
    from an_sinh.cli.locate import find_data
    from an_sinh.programme.languages import languages_in

    return languages_in(find_data(data).path)


def not_spoken(asked: str, known: Sequence[str]) -> UsageFault:
    """A language that neither we nor the data have, and those that are there."""
    from an_sinh.errors import Phrase, UsageFault
    from an_sinh.text import quoted

    names = tuple(dict.fromkeys((*spoken(), *known)))
    return UsageFault("--lang: ansinh does not speak {text}", Phrase("write {names}", names), text=quoted(asked))


def programs_in(lang: str | None) -> Say:
    """What speaks the texts in what programs read: English, unless a language was asked for."""
    from an_sinh.pages.say import Say

    return Say.of(lang or ENGLISH)


def say_of(arguments: Sequence[str], explicit: str | None = None) -> Say:
    """What speaks the language that a command line asks for."""
    from an_sinh.pages.say import Say

    return Say.of(language_of(arguments, explicit))


def language_of(arguments: Sequence[str], explicit: str | None = None) -> str:
    """The language to speak: `--lang`, else $ANSINH_LANG, else the locale's, else English."""
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=False):
        if argument == "--lang":
            explicit = explicit or following
        elif argument.startswith("--lang="):
            explicit = explicit or argument.removeprefix("--lang=")
    for candidate in _candidates(explicit):
        tag = candidate.replace("-", "_").split("_")[0].split(".")[0].lower()
        if tag in spoken():
            return tag
        if lacks_words(tag):
            _tell_lacking(tag)
    return ENGLISH


def _candidates(explicit: str | None) -> list[str]:
    """What may name the language, the first first."""
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), None)
    return [each for each in (explicit, os.environ.get("ANSINH_LANG"), locale) if each]


@cache
def _tell_lacking(language: str) -> None:
    """Say once why it is English that is spoken; in English, for no other words are there."""
    tell(f"the words of {language} are missing here, so ansinh speaks English (install it anew, or run make words)")


def _is_terminal(stream: object) -> bool:
    try:
        return bool(stream.isatty())  # type: ignore[attr-defined]  # sys.stdout may be replaced by anything, or None
    except (AttributeError, ValueError):
        return False


def _wants_colour(terminal: bool) -> bool:
    """NO_COLOR wins over FORCE_COLOR; a dumb terminal has none."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return terminal and os.environ.get("TERM", "") not in ("dumb", "unknown", "")


def _width() -> int:
    import shutil

    return max(shutil.get_terminal_size((80, 24)).columns, 20)


def _encoding(stream: object) -> str:
    return getattr(stream, "encoding", None) or "utf-8"


def _can_show(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
