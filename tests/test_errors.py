"""A problem as a value: its slots are filled wherever it is made, and it is said alike by every language."""

from __future__ import annotations

import ast
import importlib.util
import string
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from an_sinh.errors import Complaint, DidYouMean, Phrase, Problem, Slot, did_you_mean
from an_sinh.pages.say import Say

ROOT = Path(__file__).parents[1]
EN, VI = Say.of("en"), Say.of("vi")


def _script() -> ModuleType:
    """`docs/words.py`, which knows where problems are made."""
    spec = importlib.util.spec_from_file_location("words", ROOT / "docs" / "words.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


WORDS = _script()


@cache
def made() -> list[tuple[str, str, Any]]:
    """Where the sources make a problem, its text, and the call that makes it."""
    return [
        (f"{path.name}:{line}", text, call)
        for path in sorted(WORDS.SOURCES.rglob("*.py"))
        for line, text, _, call in WORDS.problem_texts(path)
    ]


def _slots(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _counted(call: ast.Call) -> list[str]:
    """Both texts of a problem that says a number of things; each must name the number."""
    plurals = [each for each in call.args if isinstance(each, ast.Call) and getattr(each.func, "id", "") == "Plural"]
    texts = [text for plural in plurals for each in plural.args for text in WORDS.literals(each)]
    assert all("n" in _slots(text) for text in texts), texts
    return texts


def test_the_sources_make_problems() -> None:
    assert len(made()) > 200


def test_every_problem_is_given_the_slots_that_it_names_and_no_other() -> None:
    """A message whose slots are missing fails here, not in a user's run."""
    wanted: dict[int, set[str]] = {}
    wrong = []
    for _, text, call in made():
        wanted.setdefault(id(call), set()).update(_slots(text), *map(_slots, _counted(call)))
    for place, call in {id(call): (place, call) for place, _, call in made()}.values():
        name = call.func.id
        given = {each.arg for each in call.keywords}
        if name == "Phrase":
            numbered = (
                {str(at) for at in range(len(getattr(call.args[1], "elts", ())))} if len(call.args) > 1 else set()
            )
            right = wanted[id(call)] <= {"names", "all", *numbered} and (len(call.args) > 1) is bool(wanted[id(call)])
        elif name == "_Refusal":
            right = wanted[id(call)] == {"path"} | given
        else:
            right = given == wanted[id(call)]
        if not right:
            wrong.append(f"{place}: wants {sorted(wanted[id(call)])}, is given {given}")
    assert wrong == []


@pytest.mark.parametrize(
    ("slot", "english", "vietnamese"),
    [
        pytest.param("2.23", "write 2.23", "viết 2.23", id="a-text"),
        pytest.param(20_000, "write 20,000", "viết 20.000", id="a-count"),
        pytest.param(("2.23",), "write 2.23", "viết 2.23", id="one-name"),
        pytest.param(("1.203", "1203"), "write 1.203 or 1203", "viết 1.203 hoặc 1203", id="two-names"),
        pytest.param(("a", "b", "c"), "write a, b or c", "viết a, b hoặc c", id="three-names"),
    ],
)
def test_names_are_joined_by_the_languages_or(slot: Slot, english: str, vietnamese: str) -> None:
    problem = Problem("not-a-figure", "{text} is not a figure", "write {write}", text="'x'", write=slot)
    assert (problem.hint(), problem.hint(EN), problem.hint(VI)) == (english, english, vietnamese)


def test_a_remedy_offers_the_nearest_else_what_is_known() -> None:
    near = DidYouMean("unemploymnt", ("unemployment", "poverty"))
    far = DidYouMean("x", ("unemployment", "poverty"))
    told = [Complaint("{id} is not in targets.yaml", remedy, id="'x'").describe(VI) for remedy in (near, far)]
    assert told == [
        "'x' không có trong targets.yaml (ý bạn là unemployment?)",
        "'x' không có trong targets.yaml (viết unemployment hoặc poverty)",
    ]
    assert DidYouMean("x", ("poverty",), Phrase("add one")).phrase() == Phrase("add one")


def test_what_a_person_wrote_is_never_taken_for_a_slot() -> None:
    problem = Problem("c", "{id} is not in targets.yaml", did_you_mean(("{names}",)), id="'{0} {id} {x.y}'")
    assert problem.sentence(EN) == "'{0} {id} {x.y}' is not in targets.yaml (did you mean {names}?)"


def test_a_place_is_filled_in_later() -> None:
    problem = Problem("tag", "a text", "").within(("actuals", "a"), key=True)
    assert problem.at((3, 5), "data/actuals/2022.yaml").describe() == "data/actuals/2022.yaml:3:5: tag: a text"
    assert (problem.place, problem.path) == ((1, 1), ""), "the problem itself is left as it was"
