"""Fuzz the loader: bytes of targets.yaml and of a year's file; whatever they are, a programme or located problems.

    make fuzz SECONDS=600

The input is split at the first line `%%%`; without one it is a year's file beside sound targets. Anything that is
raised but a DataError is a finding, and its input becomes a case of tests/test_fuzz.py.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from an_sinh.errors import Problem

TARGETS = b"""\
programme: {id: P, name: {vi: C, en: P}, years: [2021, 2023]}
sources: {s: {title: S, date: 2023-01-09, url: "https://example.org"}}
groups: {g: G}
indicators:
  a: {name: A, group: g, unit: "%", better: lower, limits: {from: 0, to: 100}, source: s, targets: {2022: {under: 3}}}
  b: {name: B, group: g, better: higher, cumulative: true, targets: {2022: 5, term: {from: 1, to: 9}}}
  c: {name: C, group: g, targets: {2022: true}}
"""


def try_input(folder: Path, data: bytes) -> bool:
    """Load and judge; whether a programme came of it. Raises what should never be raised."""
    from an_sinh.errors import DataError
    from an_sinh.loading import read_programme
    from an_sinh.scorecard import score
    from an_sinh.terms import Against

    targets, split, actuals = data.partition(b"\n%%%\n")
    if not split:
        targets, actuals = TARGETS, data
    (folder / "actuals").mkdir(exist_ok=True)
    (folder / "targets.yaml").write_bytes(targets)
    (folder / "actuals" / "2022.yaml").write_bytes(actuals)
    try:
        programme = read_programme(folder, "", None)
    except DataError as error:
        see(error.problems)
        return False
    if programme.years[0] <= 2022 <= programme.years[1]:
        for against in Against:
            score(programme, 2022, against)
    return True


def see(problems: Sequence[Problem]) -> None:
    """Hold problems to what is promised of each: a place, and one line in either language."""
    from an_sinh.terms import Language

    assert problems
    for problem in problems:
        assert min(problem.line, problem.column) >= 1
        for language in Language:
            assert len(problem.describe(language).splitlines()) == 1


def main() -> None:
    """Fuzz until the time is over; the arguments are libFuzzer's."""
    import atheris

    with atheris.instrument_imports(include=["an_sinh", "ruamel"]):
        import an_sinh.loading
        import an_sinh.scorecard  # noqa: F401  # what is imported here is watched

    folder = Path(tempfile.mkdtemp())

    def one(data: bytes) -> None:
        try_input(folder, data)

    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
