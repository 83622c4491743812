"""Markdown: the headline opens it, a forge can show it, and whatever stands in the data is text and nobody's name."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from an_sinh.judge.scorecard import score
from an_sinh.pages.page import Cell, Column, Count, Grid, Page, Row, Section
from an_sinh.pages.say import Say
from an_sinh.pages.score import score_page
from an_sinh.programme.loading import load
from an_sinh.render.as_markdown import escape, paragraph, write_markdown
from an_sinh.terms import Language, Status
from an_sinh.text import visible
from tests.conftest import examples

CALM = examples(100)
ROOT = Path(__file__).parents[2]
GOOD = Path(__file__).parents[1] / "data" / "good"
HANOI = score(load(ROOT / "data", [2022]), 2022)
EN, VI = Language.EN, Language.VI

GFM = MarkdownIt("commonmark").enable(["table", "strikethrough"])
CELL = 4  # how deep the text of a cell lies in markdown-it's tokens: table, head or body, row, cell
INVISIBLE = {"<wbr>", "<span>", "</span>"}
FORGES = re.compile(
    r"""
      @\S                     # a mention, an e-mail
    | [#!%&~^][\w"]           # an issue, a merge request, a milestone, an epic, a label, an alert
    | GH-\d | \b[0-9a-f]{7,40}\b
    | :// | (?i:www\.)      # an address
    | :[\w+-]+:               # :smile:
    | \$.+\$                  # a formula
    """,
    re.VERBOSE,
)

TRICKY = st.sampled_from(list("\\`*_[]<>|~&#$@!%^:;.-+=()'\"/ \n\t01aefwH\u00a0\u200b\ufeff\ud800"))
WORDS = st.sampled_from(
    ["@octocat", "#12", "http://", "www.", "&amp;", "&#64;", ":+1:", "GH-7", "<br>", "**", "$x$", "\\|"]
)
TEXTS = st.lists(TRICKY | WORDS | st.text(max_size=4), min_size=1, max_size=12).map("".join)
NAMES = TEXTS.filter(lambda text: visible(text).strip() != "")


# --- read back --------------------------------------------------------------------------------------------------------


def _runs(inline: Token) -> list[str]:
    """The runs of text that a forge's filters see, parted by the tags between them; anything else is markup."""
    runs = [""]
    for token in inline.children or ():
        if token.type == "text":
            runs[-1] += token.content
        elif token.type == "html_inline" and token.content in INVISIBLE:
            runs.append("")
        elif token.type == "html_inline" and token.content == "<br>":
            runs += ["\n", ""]
        elif token.type not in ("strong_open", "strong_close") or not inline.content.startswith("**"):
            raise AssertionError(f"{token.type} {token.content!r} in {inline.content!r}")
    return runs


def _text(inline: Token) -> str:
    return "\n".join(part.strip() for part in "".join(_runs(inline)).split("\n"))


def _inlines(page: str) -> list[tuple[str, str, Token]]:
    """Every text of a page with its tag (p, h3, th, td) and alignment."""
    tokens = GFM.parse(page)
    pairs = pairwise(tokens)
    styles = [(opening.tag, str(opening.attrs.get("style", "")), inline) for opening, inline in pairs]
    return [
        (tag, style.removeprefix("text-align:"), inline) for tag, style, inline in styles if inline.type == "inline"
    ]


def _tables(page: str) -> list[list[list[str]]]:
    """The texts of every table by rows, the header first."""
    tables: list[list[list[str]]] = []
    for token in GFM.parse(page):
        if token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append([])
        elif token.type == "inline" and tables and token.level == CELL:
            tables[-1][-1].append(_text(token))
    return tables


def _blocks(page: str) -> list[tuple[str, str]]:
    return [(tag, _text(inline)) for tag, _, inline in _inlines(page) if tag not in ("td", "th")]


# --- whatever stands in the data is text ------------------------------------------------------------------------------


def _sheet(*names: str) -> Page:
    """A sheet with a text wherever one can stand."""
    rows = tuple(Row(name=name, cells=(Cell(text=name), Cell(text="1", tail=name)), notes=(name,)) for name in names)
    columns = (Column(heading=names[0]), Column(heading=names[0], status=Status.MET))
    section = Section(heading=names[0], rows=rows, status=Status.MET)
    empty = Section(heading=names[0], rows=())
    return Page(
        title=names[0],
        grids=(Grid(columns=columns, sections=(section, empty), name_heading=names[0]),),
        headline=names[0],
        counts=(Count(status=Status.MET, text=names[0]),),
        closing=(names[0],),
        language=EN,
        decimal_mark=".",
    )


@CALM
@given(st.lists(NAMES, min_size=1, max_size=3))
def test_each_cell_is_read_back_as_it_was(names: list[str]) -> None:
    [[header, *rows]] = _tables(write_markdown(_sheet(*names)))
    said = [visible(name).strip() for name in names]
    assert header == [said[0], said[0], f"● {visible(names[0])}".strip()]
    assert rows == [[f"{x}\n{x}", x, f"1{visible(name)}".strip()] for x, name in zip(said, names, strict=True)]


@CALM
@given(NAMES)
def test_each_paragraph_and_heading_is_read_back_as_it_was(name: str) -> None:
    said = visible(name).strip()
    tags = ["p", "p", "p", "h3", "p"]
    found = _blocks(write_markdown(_sheet(name)))
    assert [tag for tag, _ in found] == tags
    assert [text for _, text in found[1:]] == [said, said, f"● {visible(name)}".strip(), said]
    assert found[0][1] == f"{said} · ● {visible(name)}".strip()


@CALM
@given(NAMES)
def test_no_text_links_to_anything_or_names_anybody(name: str) -> None:
    inlines = _inlines(write_markdown(_sheet(name)))
    assert len(inlines) == 11
    for _, _, inline in inlines:
        assert [run for run in _runs(inline) if FORGES.search(run)] == []


@CALM
@given(NAMES)
def test_names_of_the_data_reach_the_page_as_they_are(name: str) -> None:
    """From the data to the page, through the sheet."""
    change = {"name": {"": name}, "unit": None}
    lines = tuple(line._replace(indicator=line.indicator.model_copy(update=change)) for line in HANOI.lines)
    groups = {id_: {"": name} for id_ in HANOI.programme.groups}
    card = replace(HANOI, lines=lines, programme=replace(HANOI.programme, groups=groups))
    by_group, *by_status = _tables(write_markdown(score_page(card, Say.of(EN), everything=True)))
    names = [row[0].partition("\n")[0] for table in by_status for row in table[1:]]
    assert names == [visible(name).strip()] * 27
    assert [row[0] for row in by_group[1:]] == [visible(name).strip()] * 3


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("a | b", r"a \| b", id="pipe"),
        pytest.param("a \\| b", r"a \\\| b", id="backslash-before-a-pipe"),
        pytest.param("<script>", r"\<script\>", id="angle-brackets"),
        pytest.param("`x` *y* _z_ ~w~", r"\`x\` \*y\* \_z\_ \~<wbr>w\~", id="marks"),
        pytest.param("[x](y) ![z]", r"\[x\](y) !\[z\]", id="links-and-images"),
        pytest.param("@octocat", "@<wbr>octocat", id="mention"),
        pytest.param("5 @ 3", "5 @ 3", id="at-between-spaces"),
        pytest.param("a@b.example", "a@<wbr>b.example", id="e-mail"),
        pytest.param("a@.b", "a@<wbr>.b", id="what-githubs-parser-takes-for-one"),
        pytest.param("#123", r"\#<wbr>123", id="issue"),
        pytest.param("GH-12", "GH<wbr>-12", id="issue-by-another-name"),
        pytest.param("https://x.example", "https:<wbr>//x.example", id="address"),
        pytest.param("www.x.example", "www<wbr>.x.example", id="address-without-scheme"),
        pytest.param("_WWW.x", r"\_WWW<wbr>.x", id="address-in-capitals-behind-an-underscore"),
        pytest.param("&lt;", r"\&<wbr>lt;", id="entity"),
        pytest.param(":tada:", ":<wbr>tada:", id="emoji"),
        pytest.param("Ratio 1:2", "Ratio 1:2", id="colon"),
        pytest.param("US$", "US<span>$</span>", id="dollar"),
        pytest.param("0123abc", "0<wbr>123abc", id="commit"),
        pytest.param("30 % (of 5)", "30 % (of 5)", id="nothing-to-do"),
        pytest.param("a\nb", "a b", id="line-end"),
        pytest.param("a\x1bb", r"a\\x1bb", id="control-character"),
    ],
)
def test_a_text_is_escaped_no_more_than_it_must_be(text: str, written: str) -> None:
    assert escape(text) == written


@pytest.mark.parametrize("text", ["1. x", "2) x", "- x", "+ x", "# x", "=== ", "---", "> x", "    x", "| x |", "~~~"])
def test_a_paragraph_is_no_list_heading_or_rule(text: str) -> None:
    page = f"{paragraph(text)}\n\nnext\n"
    assert _blocks(page) == [("p", text.strip()), ("p", "next")]


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_headline_opens_the_page_then_the_tally_then_the_rows() -> None:
    page = write_markdown(score_page(HANOI, Say.of(EN)))
    assert page.startswith(
        "**23/27 met (85.2 %)** · ▲ 9 exceeded · ● 14 met · ✗ 3 unmet · ○ 1 not started\n\n"
        "Programme 08-CTr/TU · 2022 against the plan for 2022\n\n"
        "5 computed from figures, 8 as reported, 14 inferred · agrees with the published 23/27\n\n"
        "| group | met | ▲ Exceeded | ● Met | ✗ Unmet | ○ Not started |\n"
        "| :-- | --: | --: | --: | --: | --: |\n"
        "| Social security | 8/8 | 6 | 2 | · | · |\n"
    )
    headings = [text for tag, text in _blocks(page) if tag == "h3"]
    assert headings == ["▲ Exceeded", "● Met", "✗ Unmet", "○ Not started"]
    assert page.endswith("|\n")


def test_the_page_speaks_vietnamese() -> None:
    page = write_markdown(score_page(HANOI, Say.of(VI)))
    assert page.startswith(
        "**23/27 chỉ tiêu đạt (85,2%)** · ▲ 9 vượt · ● 14 đạt · ✗ 3 không đạt · ○ 1 chưa triển khai\n"
    )
    assert "| Giải quyết việc làm (lượt người) | 160.000 | 203.027 | tốt hơn 43.027 |" in page


def test_figures_are_flush_right_and_names_flush_left() -> None:
    cells = [
        (tag, style)
        for tag, style, _ in _inlines(write_markdown(score_page(HANOI, Say.of(EN), everything=True)))
        if tag in ("td", "th")
    ]
    rows = [cells[at : at + 4] for at in range(24, len(cells), 4)]
    assert all([style for _, style in row] == ["left", "right", "right", "right"] for row in rows)
    assert len(rows) == 27 + 4


def test_each_row_stands_once_below_its_status() -> None:
    [_, *tables] = _tables(write_markdown(score_page(HANOI, Say.of(EN), everything=True)))
    assert [len(table) - 1 for table in tables] == [9, 14, 3, 1]
    [poverty] = [row for row in tables[0] if row[0].startswith("Poverty rate (% of households)\n")]
    assert poverty[1:] == ["0.128", "0.095", "0.033 better"]


def test_a_discrepancy_is_noted_below_the_name() -> None:
    page = write_markdown(score_page(score(load(GOOD / "province-reported"), 2022), Say.of(EN)))
    assert "| Figures win<br>≠ the authority reported: met | 95 | 94.9 | 0.1 worse |" in page


def test_a_summary_has_no_rows() -> None:
    page = write_markdown(score_page(HANOI, Say.of(EN), summary=True))
    assert len(_tables(page)) == 1
    assert [tag for tag, _ in _blocks(page)] == ["p", "p", "p"]


def test_filtered_rows_are_told_and_none_left_is_said() -> None:
    page = write_markdown(score_page(HANOI, Say.of(EN), rows=lambda _line: False))
    assert len(_tables(page)) == 1
    assert ("p", "0 of 27 rows shown") in _blocks(page)
    assert _blocks(page)[-1] == ("p", "No indicator matches the filters")


def test_a_cell_and_a_section_can_have_a_sign_of_their_own() -> None:
    """As the two sides of a diff have."""
    row = Row(
        name="Life expectancy", cells=(Cell(text="76.5", status=Status.MET), Cell(text="76.0", status=Status.UNMET))
    )
    section = Section(heading="Regressed", mark="▼", rows=(row,))
    grid = Grid(columns=(Column(heading="2021"), Column(heading="2022")), sections=(section,))
    page = write_markdown(replace(_sheet("x"), grids=(grid,)))
    assert "### ▼ Regressed\n\n|  | 2021 | 2022 |\n| :-- | --: | --: |\n| Life expectancy | ● 76.5 | ✗ 76.0 |\n" in page


# --- the command ------------------------------------------------------------------------------------------------------


def _ansinh(*arguments: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "ANSINH"))}
    return subprocess.run(
        [sys.executable, "-m", "an_sinh", "score", "2022", "--format", "markdown", *arguments],
        cwd=ROOT,
        env={**clean, **env},
        capture_output=True,
        check=False,
    )


def test_the_command_writes_the_readers_language_in_utf_8_whatever_the_terminal() -> None:
    """It is a renderer that reads it: what a poor terminal is given instead of `●`, `*`, would be markup."""
    run = _ansinh(ANSINH_LANG="vi", PYTHONIOENCODING="ascii")
    assert (run.returncode, run.stdout) == (0, write_markdown(score_page(HANOI, Say.of(VI))).encode())


def test_filters_apply_to_the_rows_and_the_tally_stays_whole() -> None:
    run = _ansinh("--status", "unmet")
    tables = _tables(run.stdout.decode())
    assert [len(table) for table in tables] == [4, 4]
    assert run.stdout.startswith(b"**23/27 met")
