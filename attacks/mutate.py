"""`make mutate`: change a room of the code bit by bit; its tests must notice.

mutmut makes the changes and runs the tests; this chooses what is changed and by which tests it is held. Of those, a
change is tried by the ones that came through its function in a first run of all. Only what runs inside the tests' own
process is seen: no test that starts `ansinh` as a process kills a change here. `mutants/` holds one room at a time.

    make mutate ROOM=keep
    make mutate ROOM=keep ARGS="--every 10"                  each tenth change, in the order of their names
    make mutate ROOM=keep ARGS=--again                       those that lived, when a test was written
    make mutate ROOM=keep ARGS="'an_sinh.keep.editing.*'"    what mutmut calls by such a name
"""

from __future__ import annotations

import argparse
import dataclasses
import re
import shutil
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import mutmut.__main__ as mutmut_run
from mutmut import configuration
from mutmut.stats import status_by_exit_code

ROOT = Path(__file__).resolve().parents[1]
MADE = ROOT / "mutants"
MARK = MADE / "room"


class Room(NamedTuple):
    """A part of the code, and the tests that hold it; paths below src/an_sinh and tests."""

    sources: Sequence[str]
    tests: Sequence[str]


DONE = {"killed", "not checked"}
HELD_EVERYWHERE = "test_survivors.py"

ROOMS: Mapping[str, Room] = {
    "judge": Room(["judge/*.py", "figures.py"], ["judge", "test_figures.py", HELD_EVERYWHERE]),
    "programme": Room(["programme/*.py", "terms.py"], ["programme", "judge/test_places.py", HELD_EVERYWHERE]),
    "keep": Room(["keep/*.py"], ["keep", "cli/test_record_cli.py", "cli/test_import_cli.py", HELD_EVERYWHERE]),
    "spreadsheet": Room(["spreadsheet/*.py"], ["spreadsheet", "cli/test_import_cli.py", HELD_EVERYWHERE]),
    "engine": Room(["engine/*.py"], ["engine", "cli/test_places_cli.py", "cli/test_facts_cli.py"]),
    "pages": Room(  # without test_words.py, which reads the words out of the sources: changed ones have others
        ["pages/*.py", "pages/web/*.py"],
        [*(f"pages/test_{each}.py" for each in ("folding", "show", "sparkline", "trend", "why")), "test_golden.py"],
    ),
}


def main() -> int:
    asked = _asked()
    room = ROOMS[asked.room]
    _make_room(asked.room)
    configuration._config = dataclasses.replace(  # noqa: SLF001  (it reads one table of pyproject.toml, and no option)
        configuration._load_config(),  # noqa: SLF001
        only_mutate=[f"src/an_sinh/{each}" for each in asked.only or room.sources],
        pytest_add_cli_args_test_selection=[f"tests/{each}" for each in asked.tests or room.tests],
    )
    _choose(asked.every, asked.again)
    mutmut_run._run(asked.names, max_children=asked.children)  # noqa: SLF001
    return _report()


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Change a room of the code bit by bit; its tests must notice.")
    parser.add_argument("room", choices=ROOMS)
    parser.add_argument("names", nargs="*", help="of changes, as mutmut calls them; * and ? stand for anything")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="each N-th change, by the order of names")
    parser.add_argument("--again", action="store_true", help="those that lived, and no other, after tests were written")
    parser.add_argument("--only", nargs="+", metavar="FILE", help="instead of the room's sources (keep/editing.py)")
    parser.add_argument("--tests", nargs="+", metavar="PATH", help="instead of the room's tests (keep/test_editing.py)")
    parser.add_argument("--children", type=int, default=2, metavar="N", help="so many changes at once")
    return parser.parse_args()


def _make_room(name: str) -> None:
    """What another room left would be tried with this one; and mutmut takes an old copy of a file for the new one."""
    if MADE.exists() and (not MARK.exists() or MARK.read_text(encoding="utf-8") != name):
        shutil.rmtree(MADE)
    MADE.mkdir(exist_ok=True)
    MARK.write_text(name, encoding="utf-8")
    for copy in MADE.glob("src/**/*"):
        if copy.is_file() and copy.suffix != ".meta" and b"__mutmut_" not in copy.read_bytes():
            copy.unlink()


def _choose(step: int, again: bool) -> None:
    """Of the changes asked for, each so-and-so-many-th: the same ones in every run on the same source.

    `again` takes those instead that were tried and lived.
    """
    whole = mutmut_run.collect_source_file_mutation_data

    def chosen(**asked: Any) -> Any:
        changes, data = whole(**asked)
        if again:
            lived = [(where, name, None) for where, name, code in changes if status_by_exit_code[code] not in DONE]
            return lived, data
        return sorted(changes, key=lambda change: _order(change[1]))[step - 1 :: step], data

    mutmut_run.collect_source_file_mutation_data = chosen


def _order(change: str) -> tuple[str, int]:
    function, _, number = change.rpartition("_")
    return function, int(number)


def _report() -> int:
    """Each module's changes, counted by what became of them, and the name of each that no test noticed."""
    counts: dict[str, Counter[str]] = {}
    alive: list[str] = []
    _, data = mutmut_run.collect_source_file_mutation_data(mutant_names=())
    for each in data.values():
        for name, code in each.exit_code_by_key.items():
            module = re.sub(r"\.x.?_?[^.]*$", "", name)
            became = status_by_exit_code[code]
            counts.setdefault(module, Counter())[became] += 1
            alive += [f"{name}: {became}"] if became not in DONE else []
    print(*sorted(alive), sep="\n")
    for module, found in sorted(counts.items()):
        print(f"{module}: {sum(found.values())} made, " + ", ".join(f"{n} {what}" for what, n in found.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
