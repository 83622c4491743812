"""Files that were meant as data but are not read, because of their names: which name each should have."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from an_sinh.errors import DataError, Problem
from an_sinh.programme.file_text import names_in
from an_sinh.text import quoted

# Patterns as texts: compiled when a name is met that is not one of the usual, which is seldom.
_ENDING: Final = r"\.ya?ml(?:\.txt)?"
_TARGETS: Final = rf"targets?(?:[ _-]?\([0-9]+\))?(?:{_ENDING})"
_PLACES: Final = rf"places?(?:{_ENDING})"
_FOLDER: Final = r"actuals?"
_PART: Final = r"(?:[ _-]?q(?P<quarter>[1-4])|[ _-]?h(?P<half>[12])|[ _-](?P<month>[0-9]{1,2}))"
_OF_A_YEAR: Final = (
    rf"(?:[^0-9]*[^0-9a-z])?(?P<year>(?:19|20)[0-9]{{2}})(?P<part>{_PART})?(?:[ _-]?\([0-9]+\))?(?:{_ENDING})"
)
_FOLDER_OF_A_YEAR: Final = rf"(?:[^0-9]*[^0-9a-z])?(?P<year>(?:19|20)[0-9]{{2}})(?P<part>{_PART})?"
_USUAL: Final = frozenset({"targets.yaml", "actuals", "places.yaml", "places"})


class WrongName(NamedTuple):
    """A file or folder, and the name by which it would be read; both within the data directory."""

    name: str
    meant: str | None
    """None where that can't be told: `2025-13.yaml`."""


def misnamed(folder: Path) -> list[WrongName]:
    """What lies in a data directory under a slip of a name, in order; nothing where it can't be listed.

    What has its right name beside it is no such thing: `2022.yaml.txt` beside `2022.yaml` is a copy.
    """
    try:
        found = [*_at_the_top(folder), *_of_years(folder)]
    except DataError:
        return []
    found.sort(key=lambda each: each.name)
    return [each for each in found if each.meant is None or not os.path.lexists(folder / each.meant)]


def misnamed_targets(folder: Path) -> str | None:
    """The file that was meant as targets.yaml, where there is none of that name."""
    return next((each.name for each in misnamed(folder) if each.meant == "targets.yaml"), None)


def _at_the_top(folder: Path) -> Iterator[WrongName]:
    for name in names_in(folder):
        if name in _USUAL:
            continue
        if _is_like(_TARGETS, name):
            yield WrongName(name, "targets.yaml")
        elif _is_like(_PLACES, name):
            yield WrongName(name, "places.yaml")
        elif _is_like(_FOLDER, name) and (folder / name).is_dir():
            yield WrongName(f"{name}/", "actuals/")
        elif _is_of_a_year(name):
            yield WrongName(name, f"actuals/{name}")


def _of_years(folder: Path) -> Iterator[WrongName]:
    for name in names_in(folder / "actuals"):
        if "." not in name:
            yield from _folder_of_a_year(folder, name)
            continue
        found = None if _is_of_a_year(name) else re.fullmatch(_OF_A_YEAR, name, re.IGNORECASE)
        if found:
            yield WrongName(f"actuals/{name}", _meant(found))


def _folder_of_a_year(data: Path, name: str) -> Iterator[WrongName]:
    """A folder of places' actuals that is not named by its year, or the part of it: `2025-Q1`."""
    found = None if _is_of_a_year(f"{name}.yaml") else re.fullmatch(_FOLDER_OF_A_YEAR, name, re.IGNORECASE)
    if found and (data / "actuals" / name).is_dir():
        yield WrongName(f"actuals/{name}/", _meant(found, "/"))


def _meant(found: re.Match[str], ending: str = ".yaml") -> str | None:
    """The name that a file of a year, or of a part of one, should have: `2025-Q1.yaml` is of March."""
    if not found["part"]:
        return f"actuals/{found['year']}{ending}"
    month = int(found["month"] or 0) or 3 * int(found["quarter"] or 0) or 6 * int(found["half"] or 0)
    return f"actuals/{found['year']}-{month:02}{ending}" if 1 <= month <= 12 else None


def _is_like(pattern: str, name: str) -> bool:
    return re.fullmatch(pattern, name, re.IGNORECASE) is not None


def _is_of_a_year(name: str) -> bool:
    """Whether it is the name of a year's file, or of that of a part of one: `2022.yaml`, `2022-06.yaml`."""
    stem, dot, ending = name.partition(".")
    year, hyphen, month = stem.partition("-")
    if (len(year), dot, ending) != (4, ".", "yaml") or not (year.isascii() and year.isdigit()) or year[0] == "0":
        return False
    return not hyphen or (len(month) == 2 and month.isascii() and month.isdigit() and 1 <= int(month) <= 12)


def stray(name: str, meant: str | None) -> Problem:
    """A file that is not read, and the name that it should have, where that can be told."""
    if meant is None and name.endswith("/"):
        return Problem(
            "stray-file",
            "{name} is not read: a folder of places' figures is named by their year",
            "rename it, such as 2022, or 2022-06 for what stood at the end of June",
            name=quoted(name.removeprefix("actuals/")),
        ).as_warning()
    if meant is None:
        return Problem(
            "stray-file",
            "{name} is not read: a file of actuals is named by its year",
            "rename it, such as 2022.yaml, or 2022-06.yaml for what stood at the end of June",
            name=quoted(name.removeprefix("actuals/")),
        ).as_warning()
    return Problem(
        "stray-file",
        "{name} is not read: it is not named as a data file is",
        "rename it {meant}",
        name=quoted(name),
        meant=meant,
    ).as_warning()
