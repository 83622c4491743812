"""What can be wrong, in two languages: no phrase missing, none left over, the same slots."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import an_sinh
from an_sinh.complaints import AND, OR, PROBLEMS, REMEDIES, THOUSANDS, Said, Slot, complain
from an_sinh.terms import Language

SOURCES = sorted(Path(an_sinh.__file__).parent.rglob("*.py"))
EN, VI = Language.EN, Language.VI
OTHERS = [language for language in Language if language is not EN]
other = pytest.mark.parametrize("language", OTHERS)


def _slots(phrase: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name is not None}


def _has_a_word(phrase: str) -> bool:
    return any(char.isalpha() for text, _, _, _ in string.Formatter().parse(phrase) for char in text)


# --- what can be wrong ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("of", [PROBLEMS, REMEDIES, OR, AND, THOUSANDS])
def test_each_language_has_its_complaints(of: Mapping[str, object]) -> None:
    assert list(of) == list(Language)


@other
def test_a_language_has_the_same_problems_with_the_same_slots(language: Language) -> None:
    english, said = ({name: [*map(_slots, pair)] for name, pair in PROBLEMS[each].items()} for each in (EN, language))
    assert said == english


@other
def test_a_language_has_the_same_remedies_with_the_same_slots(language: Language) -> None:
    english, said = ({name: _slots(text) for name, text in REMEDIES[each].items()} for each in (EN, language))
    assert said == english


@pytest.mark.parametrize("language", list(Language))
def test_every_problem_has_a_remedy(language: Language) -> None:
    assert [name for name, pair in PROBLEMS[language].items() if not all(pair)] == []


@other
def test_no_english_problem_is_left_in_a_language(language: Language) -> None:
    pairs = {name: zip(pair, PROBLEMS[language][name], strict=True) for name, pair in PROBLEMS[EN].items()}
    assert [name for name, pair in pairs.items() if any(en == said and _has_a_word(en) for en, said in pair)] == []


@pytest.mark.parametrize(
    ("slot", "english", "vietnamese"),
    [
        pytest.param("2.23", "write 2.23", "viết 2.23", id="a-text"),
        pytest.param(("2.23",), "write 2.23", "viết 2.23", id="one-name"),
        pytest.param(("1.203", "1203"), "write 1.203 or 1203", "viết 1.203 hoặc 1203", id="two-names"),
        pytest.param(("a", "b", "c"), "write a, b or c", "viết a, b hoặc c", id="three-names"),
    ],
)
def test_names_are_joined_by_the_languages_or(slot: str | tuple[str, ...], english: str, vietnamese: str) -> None:
    args: dict[str, Slot] = {"text": "'x'", "write": slot}
    assert (complain("figure", args, EN)[1], complain("figure", args, VI)[1]) == (english, vietnamese)


def test_a_phrase_can_stand_in_a_phrase() -> None:
    args: dict[str, Slot] = {"id": "'unemploymnt'", "remedy": Said("did_you_mean", ("unemployment",))}
    what, remedy = complain("unknown_indicator", args, EN)
    assert (what, remedy) == ("'unemploymnt' is not in targets.yaml", "did you mean unemployment?")
    assert complain("unknown_indicator", args, VI)[1] == "ý bạn là unemployment?"


def test_what_a_person_wrote_is_never_taken_for_a_slot() -> None:
    args: dict[str, Slot] = {"id": "'{0} {remedy} {x.y}'", "remedy": Said("did_you_mean", ("{names}",))}
    what, remedy = complain("unknown_indicator", args, EN)
    assert (what, remedy) == ("'{0} {remedy} {x.y}' is not in targets.yaml", "did you mean {names}?")


# --- the sources say what there is, and there is what the sources say -------------------------------------------------

PHRASE_AT = {  # which argument of a call names the phrase
    "fault": 1,
    "Finding": 1,
    "Flaw": 1,
    "Unreadable": 1,
    "_add": 1,
    "unknown": 1,
    "Problem": 4,
    "Complaint": 0,
    "UsageFault": 0,
}
SLOTS_BY_KEYWORD = ("fault", "Flaw", "Complaint", "UsageFault")


def _calls() -> Iterator[tuple[str, ast.Call, str]]:
    """Every call of a function by its plain name, with where it stands."""
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                yield name, node, f"{source.name}:{node.lineno}"


def _literals(node: ast.expr) -> Iterator[str]:
    """The texts that an argument may be: itself, or either side of an `if`."""
    if isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _phrases_called(calls: Mapping[str, int]) -> Iterator[tuple[str, ast.Call, str]]:
    for name, node, place in _calls():
        at = calls.get(name)
        if at is not None and at < len(node.args):
            for phrase in _literals(node.args[at]):
                yield phrase, node, place


CALLED = list(_phrases_called(PHRASE_AT))
SAID = list(_phrases_called({"Said": 0}))


def test_the_sources_name_phrases() -> None:
    assert len(CALLED) > 60
    assert len(SAID) > 8


def test_every_problem_that_the_sources_name_has_its_phrase() -> None:
    assert [f"{place}: {phrase}" for phrase, _, place in CALLED if phrase not in PROBLEMS[EN]] == []


def test_every_remedy_that_the_sources_name_has_its_phrase() -> None:
    assert [f"{place}: {phrase}" for phrase, _, place in SAID if phrase not in REMEDIES[EN]] == []


def test_every_problem_is_given_its_slots() -> None:
    wrong = []
    for phrase, node, place in CALLED:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in SLOTS_BY_KEYWORD and phrase in PROBLEMS[EN]:
            given_slots = {keyword.arg for keyword in node.keywords}
            wanted = set().union(*map(_slots, PROBLEMS[EN][phrase]))
            if None not in given_slots and given_slots != wanted:
                wrong.append(f"{place}: {phrase} wants {sorted(wanted)}")
    assert wrong == []


def _texts_of_the_sources() -> set[str]:
    """Every text literal of the sources, docstrings and the phrases' own module apart."""
    found: set[str] = set()
    for source in SOURCES:
        if source.name == "complaints.py":
            continue
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


@pytest.mark.parametrize("of", [PROBLEMS, REMEDIES], ids=["problems", "remedies"])
def test_every_complaint_is_made_somewhere(of: Mapping[str, Mapping[str, object]]) -> None:
    assert sorted(of[EN].keys() - _texts_of_the_sources()) == []
