"""Every language says the same: nothing untranslated, nothing left over, the same slots, numerals as Babel has them."""

from __future__ import annotations

import importlib.util
import string
from decimal import Context, Decimal, localcontext
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from an_sinh.figures import EXACT
from an_sinh.pages.languages import spoken
from an_sinh.pages.say import Say, said_in
from tests.conftest import examples

CALM = examples(200)
ROOT = Path(__file__).parents[2]
EN, VI = Say.of("en"), Say.of("vi")


def _script() -> ModuleType:
    """`docs/words.py`, which brings the catalogues up to date."""
    spec = importlib.util.spec_from_file_location("words", ROOT / "docs" / "words.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


WORDS = _script()
FILES = {path.parents[1].name: path for path in WORDS.catalogues()}
language = pytest.mark.parametrize("language", sorted(FILES))


@cache
def sources() -> Catalog:
    """What the sources say."""
    found: Catalog = WORDS.extracted()
    return found


@cache
def catalogue(language: str) -> Catalog:
    """What a language says for it."""
    found: Catalog = WORDS.catalogue(FILES[language])
    return found


def _messages(of: Catalog) -> list[Message]:
    return [message for message in of if message.id]


def _forms(texts: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else tuple(texts or ())


def _slots(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _has_a_word(text: str) -> bool:
    return any(char.isalpha() for said, _, _, _ in string.Formatter().parse(text) for char in said)


def test_there_are_texts_and_a_catalogue() -> None:
    assert len(sources()) > 300
    assert set(FILES) == set(spoken()) - {"en"} >= {"vi"}


@language
def test_a_catalogue_holds_what_the_sources_say_and_nothing_else(language: str) -> None:
    """`make words` brings it up to date."""
    said = {(message.context, _forms(message.id)) for message in _messages(sources())}
    assert {(message.context, _forms(message.id)) for message in _messages(catalogue(language))} == said
    assert not catalogue(language).obsolete


@language
def test_nothing_is_untranslated_and_nothing_fuzzy(language: str) -> None:
    messages = _messages(catalogue(language))
    assert [message.id for message in messages if message.fuzzy or not any(_forms(message.string))] == []


@language
def test_a_language_fills_the_same_slots(language: str) -> None:
    wrong = [
        message.id
        for message in _messages(catalogue(language))
        for said in _forms(message.string)
        if _slots(said) != _slots(_forms(message.id)[-1])
    ]
    assert wrong == []


@language
def test_no_english_is_left_in_a_language(language: str) -> None:
    left = [
        message.id
        for message in _messages(catalogue(language))
        if _forms(message.string)[-1:] == _forms(message.id)[-1:] and _has_a_word(_forms(message.id)[-1])
    ]
    assert left == []


@language
def test_a_language_has_as_many_plurals_as_it_says(language: str) -> None:
    words = catalogue(language)
    counted = [message for message in _messages(words) if not isinstance(message.id, str)]
    assert len(counted) > 5
    assert {len(_forms(message.string)) for message in counted} == {words.num_plurals}


def test_one_is_told_from_many() -> None:
    counts = [EN.plural("{n} problem; nothing was scored", "{n} problems; nothing was scored", n) for n in (1, 2)]
    assert counts == ["1 problem; nothing was scored", "2 problems; nothing was scored"]


def test_what_a_person_wrote_is_never_taken_for_a_slot() -> None:
    assert EN.text("{name} ({figure})", name="{0} {figure} {x.y}", figure="5") == "{0} {figure} {x.y} (5)"


# --- numerals and dates -----------------------------------------------------------------------------------------------

FIGURES = st.builds(
    lambda coefficient, power: Decimal(coefficient).scaleb(power, context=EXACT),
    st.integers(-(10**28) + 1, 10**28 - 1),
    st.integers(-30, 5),
)


@CALM
@given(FIGURES, st.sampled_from(spoken()))
def test_figures_are_spelled_as_babel_spells_them(figure: Decimal, language: str) -> None:
    places = max(0, -int(figure.as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * places if places else "")  # the digits of the data, trailing zeros too
    with localcontext(Context(prec=100)):
        babel = format_decimal(figure, pattern, language, decimal_quantization=False)
    babel = babel.removeprefix("-") if figure == 0 else babel.replace("-", "−")  # the typographic one is our choice
    assert Say.of(language).figure(figure) == babel


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
    assert (EN.figure(Decimal(figure)), VI.figure(Decimal(figure))) == (english, vietnamese)


@pytest.mark.parametrize(
    ("figure", "spelled"), [("5", "+5"), ("-5", "−5"), ("0", "0")], ids=["plus", "minus", "zero-has-no-sign"]
)
def test_a_change_carries_its_sign(figure: str, spelled: str) -> None:
    assert EN.figure(Decimal(figure), signed=True) == spelled


def test_no_digit_of_a_worked_out_figure_is_lost() -> None:
    distance = EXACT.subtract(Decimal("1e28"), Decimal("1e-28"))
    assert EN.figure(distance) == ",".join(["9", *["999"] * 9]) + "." + "9" * 28


def test_a_figure_is_spelled_the_same_whatever_the_callers_precision() -> None:
    with localcontext(Context(prec=2)):
        assert VI.figure(Decimal("-203027.25")) == "−203.027,25"
        assert VI.percent(Decimal("126.891875")) == "126,9%"


def _squeezed(text: str) -> str:
    return " ".join(text.split())


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
    assert _squeezed(EN.percent(Decimal(percent))) == english
    assert VI.percent(Decimal(percent)) == vietnamese


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
    assert _squeezed(EN.quantity(Decimal("2.23"), unit)) == english
    assert _squeezed(VI.quantity(Decimal("2.23"), unit)) == vietnamese


@pytest.mark.parametrize(
    ("date", "english", "vietnamese"),
    [
        pytest.param("2023-01-09", "2023-01-09", "09/01/2023", id="a-day"),
        pytest.param("2023-06", "2023-06", "06/2023", id="a-month"),
        pytest.param("2023", "2023", "2023", id="a-year"),
    ],
)
def test_a_date_as_people_write_it(date: str, english: str, vietnamese: str) -> None:
    assert (EN.date(date), VI.date(date)) == (english, vietnamese)


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
    assert said_in(text, language)[0] == said
