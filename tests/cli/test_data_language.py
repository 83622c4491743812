"""`--lang` with a language that only the data have: their texts in it, English words around them, nothing mixed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from an_sinh import load, score
from an_sinh.cli.completing import complete_languages
from an_sinh.pages.report import report_page
from an_sinh.pages.say import Say
from an_sinh.render.as_docx import write_docx
from an_sinh.text import by_direction
from tests.judge.test_forms import folder
from tests.support_report import opened

if TYPE_CHECKING:
    from tests.conftest import Quick

INDICATORS = """\
  a: {name: {en: Households, es: Hogares, ar: الأسر (سنويا)}, unit: "%", group: g, better: higher, targets: {2022: 80}}
  b: {name: {en: Wells, es: Pozos, ar: الآبار}, unit: {en: wells, ar: بئر}, group: g, better: higher, every: 9}
  c: {name: {en: Cases, ar: حالات}, unit: {en: persons, es: personas}, group: g, better: lower, targets: {2022: 3}}
  d: {name: {en: Miles, es-MX: Millas}, group: g, better: lower, targets: {2022: 3}}
"""
NAME = "الأسر (سنويا)"
NAMES = ["Hogares", "Wells", "Cases", "Millas"]


@pytest.fixture
def data(tmp_path: Path) -> str:
    at = folder(tmp_path, INDICATORS, {2022: "{a: 82.5, b: 4, c: {value: 2, note: {en: Few, es: Pocos}}, d: 3}"})
    targets = at / "targets.yaml"
    targets.write_text(
        targets.read_text("utf-8").replace("groups: {g: G}", "groups: {g: {en: Water, es: Agua}}"), "utf-8"
    )
    return str(at)


def test_texts_are_taken_and_a_name_and_its_unit_stay_together(data: str, quick: Quick) -> None:
    page = quick("score", "2022", "--data", data, "--lang", "es").page
    for told in ("Hogares (%)", "Wells (wells)", "Cases (persons)", "Millas", "Agua", "Exceeded", "met (75.0 %)"):
        assert told in page
    found = json.loads(quick("score", "2022", "--data", data, "--lang", "es", "--format", "json").page)["indicators"]
    assert [each["name"] for each in found] == NAMES
    assert [each["unit"] for each in found] == ["%", "wells", "persons", None]
    assert found[2]["note"] == "Pocos"


@pytest.mark.parametrize(
    "command",
    [
        ["score", "2022", "--format", "prose"],
        ["score", "2022", "--format", "markdown"],
        ["score", "2022", "--format", "csv"],
        ["trend"],
        ["outlook", "2022"],
        ["focus", "2022"],
        ["show", "a"],
        ["diff", "2022", "2022", "--all"],
        ["list"],
    ],
    ids=" ".join,
)
def test_every_command_that_shows_data_takes_it(data: str, quick: Quick, command: list[str]) -> None:
    ran = quick(*command, "--data", data, "--lang", "es")
    assert ran.code == 0, ran.stderr
    assert "Pozos" not in ran.stdout.replace("Also called", "") or command[0] == "show"
    assert "Hogares" in ran.stdout or command[0] == "focus"


@pytest.mark.parametrize("variable", ["ANSINH_LANG", "LC_ALL"])
def test_the_surroundings_may_ask_for_it(
    data: str, quick: Quick, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "es_ES.UTF-8")
    assert "Hogares (%)" in quick("score", "2022", "--data", data).page
    monkeypatch.setenv(variable, "de_DE.UTF-8")  # which the data have not: nothing to complain of
    assert "Households (%)" in quick("score", "2022", "--data", data).page


def test_one_that_nobody_has_is_a_usage_error_that_names_those_there_are(data: str, quick: Quick) -> None:
    ran = quick("score", "2022", "--data", data, "--lang", "de")
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr == "--lang: ansinh does not speak 'de' (write en, vi, es, ar or es-MX)\n"
    ran = quick("init", data, "--lang", "es")
    assert (ran.code, ran.stderr) == (2, "--lang: ansinh does not speak 'es' (write en or vi)\n")
    assert quick("score", "2022", "--data", data, "--lang", "no language").code == 2


class _Context:
    def __init__(self, data: str) -> None:
        self.params = {"data": data}


def test_the_shell_offers_it(data: str) -> None:
    assert complete_languages(_Context(data), "") == ["en", "vi", "es", "ar", "es-MX"]  # type: ignore[arg-type]
    assert complete_languages(_Context(data), "es") == ["es", "es-MX"]  # type: ignore[arg-type]


def test_the_page_has_it_beside_ours_each_text_with_its_tag(data: str, quick: Quick) -> None:
    page = quick("score", "2022", "--data", data, "--lang", "es", "--format", "html").page
    assert '<html lang="es">' in page
    assert '<span class="es" lang="es">Hogares</span>' in page
    assert '<span class="es" lang="en">' in page  # our own words around it
    assert 'name="language" value="es" autocomplete="off" checked' in page
    assert 'value="es"' not in quick("score", "2022", "--data", data, "--format", "html").page


# --- from right to left -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("only ours", [(False, "only ours")]),
        ("الأسر", [(True, "الأسر")]),
        ("الأسر (سنويا) (بئر) 5", [(True, "الأسر (سنويا) (بئر)"), (False, " 5")]),
        ("x: الأسر (97 بئر, y)", [(False, "x: "), (True, "الأسر"), (False, " (97 "), (True, "بئر"), (False, ", y)")]),
        ("a “הים” b", [(False, "a “"), (True, "הים"), (False, "” b")]),
        ("ال(", [(True, "ال"), (False, "(")]),
        ("", []),
    ],
)
def test_a_text_is_told_in_stretches_of_one_direction(text: str, parts: list[tuple[bool, str]]) -> None:
    assert list(by_direction(text)) == parts
    assert "".join(part for _, part in parts) == text


def test_right_to_left_names_are_isolated_in_the_page(data: str, quick: Quick) -> None:
    page = quick("score", "2022", "--data", data, "--lang", "ar", "--format", "html").page
    assert '<span class="ar" lang="ar" dir="rtl">الأسر (سنويا)</span>' in page
    assert '<span class="ar" lang="es">' not in page
    assert 'dir="rtl"' not in quick("score", "2022", "--data", data, "--lang", "es", "--format", "html").page


def test_right_to_left_names_are_runs_of_their_own_in_word(data: str) -> None:
    card = score(load(data), 2022)
    arabic, english = (
        opened(write_docx(report_page(card, Say.of(tag)))).parts["word/document.xml"] for tag in ("ar", "en")
    )
    name = "\u2067" + NAME + "\u2069"
    assert f'<w:rtl/></w:rPr><w:t xml:space="preserve">{name}' in arabic
    assert "\u2067" not in english
