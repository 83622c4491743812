"""CSV: the names and figures of JSON in rows, RFC 4180 for programs, and a dialect that Excel opens right."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from an_sinh.figures import plain
from an_sinh.judge.scorecard import Line, Scorecard, score
from an_sinh.pages.say import Say
from an_sinh.programme.loading import load
from an_sinh.render.as_csv import BYTE_ORDER_MARK, HEADINGS, harmless, write_csv, write_rows
from an_sinh.render.as_json import write_json
from an_sinh.render.fields.score import OUTPUT
from an_sinh.render.record import columns_of
from an_sinh.render.results import Dialect, ScoreResult, View
from an_sinh.terms import Against, Basis, Form, Language, Reason, Status
from an_sinh.text import visible
from tests.conftest import examples

CALM = examples(300)
ROOT = Path(__file__).parents[2]
GOOD = Path(__file__).parents[1] / "data" / "good"
HANOI = score(load(ROOT / "data", [2022]), 2022)
EN, VI = Language.EN, Language.VI
assert OUTPUT.row is not None
COLUMNS = [column.name for column in columns_of(OUTPUT.row)]

TRICKY = st.sampled_from(list("\r\n\t,;\"' =+-@\uff1d\ufeff\0"))
TEXTS = st.lists(TRICKY | st.text(max_size=4), min_size=1, max_size=8).map("".join).filter(bool)


def score_csv(card: Scorecard, lines: Iterable[Line], language: Language, dialect: Dialect = "plain") -> str:
    view = View(say=Say.of(language), programs=Say.of(language), dialect=dialect)
    return write_rows("score", ScoreResult(card=replace(card, lines=tuple(lines))), view)


def _read(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def _rows(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    header, *rows = _read(text, delimiter)
    return [dict(zip(header, row, strict=True)) for row in rows]


def _named(card: Scorecard, text: str) -> Scorecard:
    """The card with every name, unit and id of the data replaced."""
    change = {"name": {"": text}, "unit": {"": text}, "group": text}
    lines = (line._replace(id=text, indicator=line.indicator.model_copy(update=change)) for line in card.lines)
    programme = replace(card.programme, groups={text: {"": text}})
    return replace(card, programme=programme, lines=tuple(lines))


def _good_cards() -> Iterator[Any]:
    for folder in sorted(GOOD.iterdir()):
        programme = load(folder)
        for year in programme.actuals:
            if programme.years[0] <= year <= programme.years[1]:
                for against in Against:
                    yield pytest.param(score(programme, year, against), id=f"{folder.name}-{year}-{against.value}")


# --- plain: what JSON says --------------------------------------------------------------------------------------------


def _flat(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return " ".join(value)
    return plain(value) if isinstance(value, Decimal) else seen(str(value))


def seen(text: str) -> str:
    """A text as plain CSV has it: its lines stay, and nothing is in them that a terminal would obey."""
    return "\n".join(map(visible, text.replace("\r\n", "\n").split("\n")))


def _as_json_says(card: Scorecard, language: str) -> list[dict[str, str]]:
    told = json.loads(
        write_json("score", ScoreResult(card=card), Say.of(language)), parse_float=Decimal, parse_int=Decimal
    )
    rows = []
    for indicator in (each for whole in told["indicators"] for each in (whole, *_parts(whole))):
        flat: dict[str, str] = {}
        for name, value in {"part_of": None, **indicator}.items():
            if name == "target":
                flat |= {f"target_{key}": _flat(value[key] if value else None) for key in ("form", "low", "high")}
            elif name == "sources":
                flat |= {f"sources_{key}": _flat(each) for key, each in value.items()}
            elif name not in ("parts", "mean"):
                flat[name] = _flat(value)
        rows.append({name: flat[name] for name in COLUMNS})
    return rows


def _parts(whole: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The parts of an indicator as rows of their own."""
    for part in whole["parts"] or ():
        yield {**part, "part_of": whole["id"], "counts": whole["counts"]}


@pytest.mark.parametrize("card", [*_good_cards(), pytest.param(HANOI, id="programme-08")])
@pytest.mark.parametrize("language", list(Language))
def test_a_row_says_what_json_says_in_the_same_order(card: Scorecard, language: Language) -> None:
    rows = _rows(score_csv(card, card.lines, language))
    assert rows == _as_json_says(card, language)
    assert [list(row) for row in rows] == [list(COLUMNS)] * len(card.rows)


def test_the_columns_are_the_contracts() -> None:
    assert score_csv(HANOI, (), EN) == (
        "id,name,group,unit,status,basis,reason,reported,discrepancy,actual,target_form,target_low,target_high,gap,"
        "achieved_percent,provisional,inferred,source,sources_actual,sources_reported,sources_target,sources_base,note,"
        "figure_year,year_share_percent,counts,part_of,place\r\n"
    )


def test_a_row_of_programme_08() -> None:
    line = next(line for line in HANOI.lines if line.id == "jobs-created")
    assert score_csv(HANOI, [line], EN).split("\r\n")[1] == (
        "jobs-created,Jobs created,social-security,persons,exceeded,computed,,exceeded,false,"
        "203027,value,160000,160000,43027,126.891875,false,"
        ",nguoi-ha-noi-2023-01-10 vietnamplus-2023-06 hanoi-times-2022-10-06,"
        "nguoi-ha-noi-2023-01-10 vietnamplus-2023-06,nguoi-ha-noi-2023-01-10,hanoi-times-2022-10-06,,,"
        "2022,,true,,actuals/2022.yaml:32:3"
    )


def test_lines_end_in_carriage_return_and_line_feed_and_there_is_no_byte_order_mark() -> None:
    text = score_csv(HANOI, HANOI.lines, VI)
    assert text.count("\r\n") == text.count("\n") == text.count("\r") == 28
    assert text.endswith("\r\n")
    assert text.startswith("id,")


def test_only_what_must_be_is_quoted() -> None:
    row = score_csv(HANOI, HANOI.lines, EN).split("\r\n")[9]
    assert row.startswith('hospital-beds-per-10k,"Hospital beds per 10,000 people",welfare,beds,')


@CALM
@given(TEXTS)
def test_any_name_is_read_back_as_it_can_be_seen(text: str) -> None:
    card = _named(HANOI, text)
    for row in _rows(score_csv(card, card.lines[:3], EN)):
        assert (row["id"], row["name"], row["group"], row["unit"]) == (seen(text),) * 4


def test_half_a_character_is_shown_for_utf_8_has_none() -> None:
    text = write_csv(["a"], [["x\ud800"]], Say.of(EN))
    assert text.encode() == b"a\r\nx\\ud800\r\n"


# --- excel ------------------------------------------------------------------------------------------------------------


def _excel(card: Scorecard, language: Language) -> list[dict[str, str]]:
    text = score_csv(card, card.lines, language, "excel")
    assert text.startswith(BYTE_ORDER_MARK)
    return _rows(text.removeprefix(BYTE_ORDER_MARK), ";" if language is VI else ",")


def test_excel_in_vietnamese_has_words_semicolons_and_decimal_commas() -> None:
    text = score_csv(HANOI, HANOI.lines, VI, "excel")
    assert text.split("\r\n")[2] == (
        "jobs-created;Giải quyết việc làm;An sinh xã hội;lượt người;Vượt;số liệu;;Vượt;không;"
        "203027;con số;160000;160000;43027;126,891875;không;"
        ";nguoi-ha-noi-2023-01-10 vietnamplus-2023-06 hanoi-times-2022-10-06;"
        "nguoi-ha-noi-2023-01-10 vietnamplus-2023-06;nguoi-ha-noi-2023-01-10;hanoi-times-2022-10-06;;;"
        "2022;;có;;actuals/2022.yaml:32:3"
    )
    assert text.startswith("\ufeffmã;chỉ tiêu;nhóm;đơn vị;kết quả;")


def test_excel_in_english_has_words_commas_and_decimal_points() -> None:
    row = next(row for row in _excel(HANOI, EN) if row["id"] == "poverty-rate")
    told = [row[name] for name in ("result", "rests on", "actual", "kind of target", "differs from that verdict")]
    assert told == ["Exceeded", "figures", "0.095", "change on the year before, in percent", "no"]


def test_a_milestone_is_done_or_not_done_in_excel() -> None:
    card = score(load(GOOD / "railway-milestones"), 2022)
    assert {"done", "not done"} <= {row["actual"] for row in _excel(card, EN)}


def test_a_negative_figure_stays_a_figure_in_excel() -> None:
    text = write_csv(["gap", "name"], [[Decimal("-0.10"), "-0.10"]], Say.of(VI), "excel")
    assert text.split("\r\n")[1] == "-0,10;'-0.10"


@pytest.mark.parametrize("language", list(Language))
def test_every_column_and_every_code_has_its_word(language: Language) -> None:
    codes = [*Status, *Basis, *Reason, *Form]
    text = write_csv(COLUMNS, [[code] * len(COLUMNS) for code in codes], Say.of(language), "excel")
    header, *rows = _read(text.removeprefix(BYTE_ORDER_MARK), ";" if language is VI else ",")
    assert len(set(header)) == len(COLUMNS) == len(HEADINGS)
    assert all(row[0] for row in rows)


FORMULAS = [
    pytest.param("=1+1", id="equals"),
    pytest.param("+84 24 3825", id="plus"),
    pytest.param("-2+3", id="minus"),
    pytest.param("@SUM(A1)", id="at"),
    pytest.param("\t=1", id="tab"),
    pytest.param("\r=1", id="carriage-return"),
    pytest.param("\n=1", id="line-feed"),
    pytest.param("   =1", id="spaces"),
    pytest.param("\u00a0=1", id="no-break-space"),
    pytest.param("\u3000\uff1d1", id="ideographic-space-and-full-width"),
    pytest.param("\uff0b1", id="full-width-plus"),
    pytest.param("\uff0d1", id="full-width-minus"),
    pytest.param("\uff20SUM", id="full-width-at"),
    pytest.param("\ufe661", id="small-equals"),
    pytest.param("\u200b=1", id="zero-width-space"),
    pytest.param("\ufeff=1", id="byte-order-mark"),
    pytest.param("=cmd|' /C calc'!A0", id="dde"),
]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_made_harmless(text: str) -> None:
    [row] = _read(write_csv(["name"], [[text]], Say.of(EN), "excel").removeprefix(BYTE_ORDER_MARK))[1:]
    safe = row[0]
    assert safe.startswith("'") or visible(text)[0] == "\\"
    assert safe.removeprefix("'") == visible(text)


@pytest.mark.parametrize("text", ["Jobs", "a=1", "−1", "5+5", "'=1", '"=1"', "Tỷ lệ (%)", "<=3"])
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@CALM
@given(TEXTS)
def test_no_text_becomes_a_formula_or_a_control_character(text: str) -> None:
    safe = harmless(text)
    assert safe in (visible(text), f"'{visible(text)}")
    assert not any(unicodedata.category(char) == "Cc" for char in safe)
    seen = next((char for char in safe if unicodedata.category(char)[0] not in "ZC"), " ")
    assert unicodedata.normalize("NFKC", seen)[0] not in "=+-@"


@pytest.mark.parametrize(
    "text",
    ["8.10", "8.1", "012", "1e5", "3-4", "1/2", "MAR1", "may-2022", "August 5", "TRUE", "2023-01-10", "5 %", ".5"],
)
def test_a_text_that_excel_would_make_another_of_stays_a_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    ["12", "0", "jobs-created", "unnamed-1", "01-CTr/TU", "8 giường", "%", "may", "actuals/2022.yaml:14:3", "2022"],
)
def test_a_text_that_excel_keeps_is_left_alone(text: str) -> None:
    assert harmless(text) == text


@CALM
@given(TEXTS, st.sampled_from(list(Language)))
def test_every_text_column_of_excel_is_harmless(text: str, language: Language) -> None:
    card = _named(HANOI, text)
    for row in _excel(replace(card, lines=card.lines[:2]), language):
        assert {list(row.values())[at] for at in (0, 1, 2, 3)} <= {harmless(text), harmless(visible(text).strip())}


@pytest.mark.parametrize("dialect", ["plain", "excel"])
def test_lists_are_joined_by_spaces(dialect: Dialect) -> None:
    assert write_csv(["source"], [[("a", "b")]], Say.of(EN), dialect).endswith("\r\na b\r\n")


# --- the command ------------------------------------------------------------------------------------------------------


def _ansinh(*arguments: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "ANSINH"))}
    return subprocess.run(
        [sys.executable, "-m", "an_sinh", "score", "2022", *arguments],
        cwd=ROOT,
        env={**clean, **env},
        capture_output=True,
        check=False,
    )


def test_plain_csv_speaks_english_whatever_the_locale() -> None:
    assert _ansinh("--format", "csv", ANSINH_LANG="vi").stdout == score_csv(HANOI, HANOI.lines, EN).encode()


def test_plain_csv_speaks_the_language_it_is_told_to() -> None:
    assert _ansinh("--format", "csv", "--lang", "vi").stdout == score_csv(HANOI, HANOI.lines, VI).encode()


def test_excel_speaks_the_readers_language_in_utf_8_on_any_terminal() -> None:
    run = _ansinh("--format", "csv", "--csv-dialect", "excel", ANSINH_LANG="vi", PYTHONIOENCODING="ascii")
    assert run.stdout == score_csv(HANOI, HANOI.lines, VI, "excel").encode()
    assert run.stdout.startswith(b"\xef\xbb\xbfm\xc3\xa3;")


def test_filters_apply_to_the_rows() -> None:
    run = _ansinh("--format", "csv", "--status", "unmet", "--status", "not-started", "--group", "welfare")
    assert [row["status"] for row in _rows(run.stdout.decode())] == ["unmet", "unmet", "unmet", "not-started"]


def test_a_summary_has_the_header_alone() -> None:
    assert _read(_ansinh("--format", "csv", "--summary").stdout.decode()) == [list(COLUMNS)]


def test_a_format_that_is_not_there_names_those_that_are() -> None:
    run = _ansinh("--format", "xlsx")
    assert (run.returncode, run.stdout) == (2, b"")
    assert all(name in run.stderr.decode() for name in ("table", "prose", "json", "csv", "markdown", "junit", "github"))


def test_a_dialect_that_is_not_there_is_a_usage_error() -> None:
    run = _ansinh("--format", "csv", "--csv-dialect", "lotus")
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"excel" in run.stderr
