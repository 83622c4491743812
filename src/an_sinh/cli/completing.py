"""What a shell offers on Tab: years, ids, groups and statuses from the data at hand.

A glance at the lines of targets.yaml, not a reading: it must be quick, and a wrong guess costs nothing. What comes from
the data is offered only where every shell takes it as it is. An id may hold what it likes, but bash inserts what it is
given, zsh evaluates it, and neither may run what somebody wrote into a data file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import typer

from an_sinh.cli.locate import find_data
from an_sinh.pages.languages import spoken
from an_sinh.terms import REPORTED_OUTLOOKS, Status

# Texts, not patterns: a start that completes nothing compiles none of them.
_KEY = r"""( *)(?:"([^"]+)"|'([^']+)'|([^\s#"'{\[][^:#]*?))\s*:(?=\s|$)"""
_PERIOD = r"([1-9][0-9]{3}(?:-(?:0[1-9]|1[0-2]))?)(?:\.yaml)?"
_MOST_BYTES = 1_000_000
_TAKEN_AS_IT_IS = r"\w[\w./%+@-]*"
"""Letters and digits of any script, and signs that mean nothing to any of the four shells; none of them first."""

_KIND = r"\bkind: *(\{[^}]*\}|[^,}#]+)"


_NAMES = r"\b(?:name|title): *\{([^}]*)\}"
_LANGUAGE = r"(?:^|, *)([a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{1,8})*):"


def _offered(words: Iterable[str], incomplete: str) -> list[str]:
    """Those that begin as what is typed and that a shell takes as they are."""
    return [word for word in words if word.startswith(incomplete) and re.fullmatch(_TAKEN_AS_IT_IS, word)]


def complete_years(context: typer.Context, incomplete: str) -> list[str]:
    """The years that have a file of actuals, or a folder of places', the latest first, each before the parts of it."""
    try:
        names = os.listdir(_data(context) / "actuals")  # noqa: PTH208  # half the time of iterdir
    except OSError:
        return []
    found = {match[1] for name in names if (match := re.fullmatch(_PERIOD, name))}
    years = sorted(found, key=lambda each: (each[:4], len(each) == 4, each), reverse=True)
    return [year for year in years if year.startswith(incomplete)]


def complete_groups(context: typer.Context, incomplete: str) -> list[str]:
    """The ids of the groups."""
    return _offered(_keys_below(context, "groups"), incomplete)


def complete_indicators(context: typer.Context, incomplete: str) -> list[str]:
    """The ids of the indicators."""
    return _offered(_keys_below(context, "indicators"), incomplete)


def complete_places(context: typer.Context, incomplete: str) -> list[str]:
    """The ids of the places."""
    try:
        folder = _data(context)
        in_yaml = [match for line in _lines(folder / "places.yaml") if (match := re.match(_KEY, line)) and not match[1]]
        ids = [match[2] or match[3] or match[4] for match in in_yaml]
        ids += [line.split(",", 1)[0].strip('"') for line in _lines(folder / "places.csv")[1:]]
    except OSError:
        return []
    return _offered(ids, incomplete)


def complete_kinds(context: typer.Context, incomplete: str) -> list[str]:
    """The kinds of places, as far as a line tells them: `kind: rural`, or `kind: {vi: …, en: …}`."""
    try:
        lines = _lines(_data(context) / "places.yaml")
    except OSError:
        return []
    found = (match for line in lines if (match := re.search(_KIND, line)))
    texts = [text.split(":")[-1].strip(" '\"") for match in found for text in match[1].strip("{}").split(",")]
    return _offered(dict.fromkeys(texts), incomplete)


def _lines(file: Path) -> list[str]:
    try:
        with file.open(encoding="utf-8", errors="replace") as opened:
            return opened.read(_MOST_BYTES).splitlines()
    except FileNotFoundError:
        return []


def complete_statuses(incomplete: str) -> list[str]:
    """The statuses."""
    return [status.value for status in Status if status.value.startswith(incomplete)]


def complete_outlooks(incomplete: str) -> list[str]:
    """What an authority may say of the way to the term's target."""
    return [outlook.value for outlook in REPORTED_OUTLOOKS if outlook.value.startswith(incomplete)]


def complete_codes(incomplete: str) -> list[str]:
    """The codes of problems."""
    from an_sinh.programme.codes import CODES

    return [code for code in CODES if code.startswith(incomplete)]


def complete_languages(context: typer.Context, incomplete: str) -> list[str]:
    """The languages that are spoken, and those that a line of targets.yaml has a name in: `name: {es: …, en: …}`."""
    try:
        lines = _lines(_data(context) / "targets.yaml")
    except OSError:
        lines = []
    found = (match for line in lines for match in re.finditer(_NAMES, line))
    tags = [tag for match in found for tag in re.findall(_LANGUAGE, match[1])]
    return _offered(dict.fromkeys((*spoken(), *tags)), incomplete)


def complete_conditions(incomplete: str) -> list[str]:
    """What `--fail-on` knows: the statuses and `gate.Trait`, spelled here because `gate` brings in the model."""
    known = (*(status.value for status in Status), "discrepancy", "provisional", "inferred", "published", "rollup")
    return [word for word in known if word.startswith(incomplete)]


def _data(context: typer.Context) -> Path:
    asked = context.params.get("data")
    return find_data(Path(asked) if asked else None).path


def _keys_below(context: typer.Context, part: str) -> Iterator[str]:
    try:
        with (_data(context) / "targets.yaml").open(encoding="utf-8", errors="replace") as file:
            lines = file.read(_MOST_BYTES).splitlines()
    except OSError:
        return
    inside, indent, at, entry = False, "", _Within(), ""
    for line in lines:
        match = re.match(_KEY, line)
        if match is None:
            continue
        key = match[2] or match[3] or match[4]
        if not match[1]:
            inside, indent = match[4] == part, ""
        elif inside:
            indent = indent or match[1]
            if match[1] == indent:
                at, entry = _Within(), key
                yield key
            elif part == "indicators" and at.is_part(key, len(match[1])):
                yield f"{entry}/{key}"


class _Within:
    """Which of an indicator's inner keys, line by line, are the names of its parts."""

    def __init__(self) -> None:
        self._outer = self._inner = 0

    def is_part(self, key: str, indent: int) -> bool:
        """Whether the key is a part's; the one above them all is `parts`."""
        if not self._outer or indent <= self._outer:
            self._outer, self._inner = (indent if key == "parts" else 0), 0
            return False
        self._inner = self._inner or indent
        return indent == self._inner
