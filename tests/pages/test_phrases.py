"""Two languages that say the same: no phrase missing, none left over, the same slots, numerals as Babel has them."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator, Mapping
from decimal import Context, Decimal, localcontext
from enum import StrEnum
from pathlib import Path

import pytest
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

import an_sinh
from an_sinh import terms
from an_sinh.complaints import AND, OR, PROBLEMS, REMEDIES, THOUSANDS, Said, Slot, complain
from an_sinh.figures import EXACT
from an_sinh.pages.phrases import (
    Vietnamese,
    Words,
    say_in,
    spell_date,
    spell_figure,
    spell_percent,
    spell_quantity,
    words,
)
from an_sinh.terms import Language, Reason, Status

CALM = settings(derandomize=True, deadline=None, max_examples=200)

SOURCES = sorted(Path(an_sinh.__file__).parent.rglob("*.py"))
EN, VI = Language.EN, Language.VI


def _slots(phrase: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name is not None}


def _without_slots(phrase: str) -> str:
    return "".join(text for text, _, _, _ in string.Formatter().parse(phrase))


# --- the words of the pages -------------------------------------------------------------------------------------------


def _said(language: type[Words]) -> dict[str, str]:
    """Every phrase of a language by its name, those in maps as `ids.met`."""
    found: dict[str, str] = {}
    for name, value in vars(language).items():
        if name.startswith("__"):
            continue
        if isinstance(value, Mapping):
            found |= {f"{name}.{key}": said for key, said in value.items()}
        else:
            assert isinstance(value, str), f"{name} is a phrase, or a map of phrases"
            found[name] = value
    return found


ENGLISH = _said(Words)
OTHERS = [language for language in Language if language is not EN]
other = pytest.mark.parametrize("language", OTHERS)


def test_there_are_phrases() -> None:
    assert len(ENGLISH) > 80
    assert len(PROBLEMS[EN]) > 80
    assert len(REMEDIES[EN]) > 15
    assert len(SOURCES) > 20


def test_each_language_has_its_words() -> None:
    assert (words(EN), words(VI)) == (Words, Vietnamese)
    assert len({words(language) for language in Language}) == len(Language)


@other
def test_a_language_says_every_phrase_anew(language: Language) -> None:
    assert sorted(_said(words(language))) == sorted(ENGLISH)


@other
def test_a_language_fills_the_same_slots(language: Language) -> None:
    said = _said(words(language))
    assert {name: _slots(text) for name, text in said.items()} == {name: _slots(text) for name, text in ENGLISH.items()}


def _has_a_word(phrase: str) -> bool:
    return any(char.isalpha() for char in _without_slots(phrase))


@other
def test_no_english_phrase_is_left_in_a_language(language: Language) -> None:
    said = _said(words(language))
    assert [name for name, text in ENGLISH.items() if _has_a_word(text) and said.get(name) == text] == []


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
    """Every text literal of the sources, docstrings and the phrases' own modules apart."""
    found: set[str] = set()
    for source in SOURCES:
        if source.name in ("complaints.py", "phrases.py"):
            continue
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


@pytest.mark.parametrize("of", [PROBLEMS, REMEDIES], ids=["problems", "remedies"])
def test_every_complaint_is_made_somewhere(of: Mapping[str, Mapping[str, object]]) -> None:
    assert sorted(of[EN].keys() - _texts_of_the_sources()) == []


def _attributes_of_the_sources() -> set[str]:
    return {
        node.attr
        for source in SOURCES
        for node in ast.walk(ast.parse(source.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
    }


def _named_by_an_enum(texts: set[str]) -> set[str]:
    """Words that are looked up by a status, a reason and the like, some behind a prefix such as `n_`."""
    enums = [each for each in vars(terms).values() if isinstance(each, type) and issubclass(each, StrEnum)]
    values = {str(member.value).replace("-", "_") for enum in enums for member in enum}
    return values | {prefix + value for prefix in texts if prefix.endswith("_") for value in values}


def test_every_word_is_used_somewhere() -> None:
    names, texts = {name.partition(".")[0] for name in ENGLISH}, _texts_of_the_sources()
    assert sorted(names - _attributes_of_the_sources() - _named_by_an_enum(texts) - texts) == []


def test_every_status_and_reason_has_its_words() -> None:
    names = [each.value.replace("-", "_") for each in (*Status, *Reason)]
    counted = ["n_" + status.value.replace("-", "_") for status in Status]
    assert [name for name in (*names, *counted) if name not in ENGLISH] == []


# --- numerals and dates -----------------------------------------------------------------------------------------------

FIGURES = st.builds(
    lambda coefficient, power: Decimal(coefficient).scaleb(power, context=EXACT),
    st.integers(-(10**28) + 1, 10**28 - 1),
    st.integers(-30, 5),
)


@CALM
@given(FIGURES, st.sampled_from(list(Language)))
def test_figures_are_spelled_as_babel_spells_them(figure: Decimal, language: Language) -> None:
    places = max(0, -int(figure.as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * places if places else "")  # the digits of the data, trailing zeros too
    with localcontext(Context(prec=100)):
        babel = format_decimal(figure, pattern, language.value, decimal_quantization=False)
    babel = babel.removeprefix("-") if figure == 0 else babel.replace("-", "−")  # the typographic one is our choice
    assert spell_figure(figure, language) == babel


@pytest.mark.parametrize(
    ("figure", "english", "vietnamese"),
    [
        pytest.param("2.23", "2.23", "2,23", id="decimals"),
        pytest.param("203027", "203,027", "203.027", id="thousands"),
        pytest.param("1203027.50", "1,203,027.50", "1.203.027,50", id="both-and-no-digit-lost"),
        pytest.param("1e5", "100,000", "100.000", id="no-exponent"),
        pytest.param("-0.5", "−0.5", "−0,5", id="the-minus-is-u-2212"),
        pytest.param("-0.0", "0.0", "0,0", id="zero-has-no-sign"),
        pytest.param("999", "999", "999", id="three-digits-are-no-group"),
    ],
)
def test_a_figure_as_people_write_it(figure: str, english: str, vietnamese: str) -> None:
    assert (spell_figure(Decimal(figure), EN), spell_figure(Decimal(figure), VI)) == (english, vietnamese)


@pytest.mark.parametrize(
    ("figure", "spelled"), [("5", "+5"), ("-5", "−5"), ("0", "0")], ids=["plus", "minus", "zero-has-no-sign"]
)
def test_a_change_carries_its_sign(figure: str, spelled: str) -> None:
    assert spell_figure(Decimal(figure), EN, signed=True) == spelled


def test_no_digit_of_a_worked_out_figure_is_lost() -> None:
    distance = EXACT.subtract(Decimal("1e28"), Decimal("1e-28"))
    assert spell_figure(distance, EN) == ",".join(["9", *["999"] * 9]) + "." + "9" * 28


def test_a_figure_is_spelled_the_same_whatever_the_callers_precision() -> None:
    with localcontext(Context(prec=2)):
        assert spell_figure(Decimal("-203027.25"), VI) == "−203.027,25"
        assert spell_percent(Decimal("126.891875"), VI) == "126,9%"


def _squeezed(text: str) -> str:
    return re.sub(r"\s", " ", text)


@pytest.mark.parametrize(
    ("percent", "english", "vietnamese"),
    [
        pytest.param("85.185", "85.2 %", "85,2%", id="one-decimal"),
        pytest.param("99.99", "99.9 %", "99,9%", id="never-up-to-100"),
        pytest.param("0.001", "0.1 %", "0,1%", id="never-down-to-0"),
        pytest.param("100", "100.0 %", "100,0%", id="a-hundred"),
        pytest.param("12689.1", "12,689.1 %", "12.689,1%", id="thousands"),
    ],
)
def test_a_percentage_as_people_write_it(percent: str, english: str, vietnamese: str) -> None:
    assert _squeezed(spell_percent(Decimal(percent), EN)) == english
    assert spell_percent(Decimal(percent), VI) == vietnamese


@pytest.mark.parametrize(
    ("unit", "english", "vietnamese"),
    [
        pytest.param("%", "2.23 %", "2,23%", id="percent"),
        pytest.param("", "2.23", "2,23", id="none"),
        pytest.param("beds", "2.23 beds", "2,23 beds", id="a-word"),
        pytest.param("% of communes", "2.23 % of communes", "2,23% of communes", id="percent-of-something"),
        pytest.param("{n}", "2.23 {n}", "2,23 {n}", id="braces-are-text"),
    ],
)
def test_a_figure_with_its_unit(unit: str, english: str, vietnamese: str) -> None:
    assert _squeezed(spell_quantity(Decimal("2.23"), unit, EN)) == english
    assert _squeezed(spell_quantity(Decimal("2.23"), unit, VI)) == vietnamese


@pytest.mark.parametrize(
    ("date", "english", "vietnamese"),
    [
        pytest.param("2023-01-09", "2023-01-09", "09/01/2023", id="a-day"),
        pytest.param("2023-06", "2023-06", "06/2023", id="a-month"),
        pytest.param("2023", "2023", "2023", id="a-year"),
    ],
)
def test_a_date_as_people_write_it(date: str, english: str, vietnamese: str) -> None:
    assert (spell_date(date, EN), spell_date(date, VI)) == (english, vietnamese)


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        pytest.param({"vi": "Việc làm", "en": "Jobs"}, "vi", "Việc làm", id="asked-for"),
        pytest.param({"vi": "Việc làm", "en": "Jobs"}, "en", "Jobs", id="asked-for-in-english"),
        pytest.param({"": "Jobs"}, "vi", "Jobs", id="written-once"),
        pytest.param({"fr": "Emplois", "en": "Jobs"}, "vi", "Jobs", id="else-english"),
        pytest.param({"fr": "Emplois", "de": "Stellen"}, "vi", "Emplois", id="else-the-first"),
        pytest.param({"fr": "Emplois", "vi-VN": "Việc làm"}, "vi", "Việc làm", id="a-region-of-it"),
    ],
)
def test_a_text_of_the_data_in_the_language_asked_for(text: dict[str, str], language: str, said: str) -> None:
    assert say_in(text, language) == said
