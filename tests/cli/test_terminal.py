"""What a person sees in a terminal, in a pipe, and where letters or colours are missing: nothing lost, all in sight."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len

from an_sinh.render.screen import Screen, spell_for

if TYPE_CHECKING:
    from tests.conftest import Ansinh, Environment, Quick, Terminal

ESCAPE = "\x1b"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
RIVER = ("--data", "tests/pages/river-town")
SCORE = ("score", "2022", "--all")

# --- in a terminal ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "lines", "language", "command"),
    [
        pytest.param(80, 24, "en", SCORE, id="80x24-en"),
        pytest.param(80, 24, "vi", SCORE, id="80x24-vi"),
        pytest.param(120, 40, "vi", ("score", "2025", "--against", "term"), id="120x40-vi"),
        pytest.param(40, 24, "en", ("score", "2023", "--against", "term"), id="40x24-en"),
    ],
)
def test_a_terminal_gets_everything_in_colours_within_its_width(
    terminal: Terminal, quick: Quick, columns: int, lines: int, language: str, command: tuple[str, ...]
) -> None:
    sent = terminal(columns, *command, "--all", "--lang", language, lines=lines).page
    assert COLOUR.search(sent), "no colours"
    page = COLOUR.sub("", sent)
    assert ESCAPE not in page
    assert_fits(page, columns)
    assert_nothing_lost(page, scorecard(quick, *command, "--lang", language), language)


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("width", [20, 21, 29, 37, 40, 57, 58, 59, 60, 66, 72, 79, 80, 81, 100, 120, 200])
def test_every_width_has_everything(quick: Quick, width: int, language: str) -> None:
    for data in (("--data", "data"), RIVER):
        page = quick(*SCORE, *data, "--lang", language, screen=Screen(width=width)).page
        assert_fits(page, width)
        assert_nothing_lost(page, scorecard(quick, *SCORE, *data, "--lang", language), language)


def test_the_status_is_never_told_by_colour_alone(quick: Quick) -> None:
    coloured = quick(*SCORE, *RIVER, screen=Screen(width=80, colour=True)).page
    plain = quick(*SCORE, *RIVER, screen=Screen(width=80)).page
    assert coloured != plain
    assert [line.rstrip() for line in COLOUR.sub("", coloured).splitlines()] == plain.splitlines()
    for sign in "▲●✗○?":
        assert re.search(rf"^{re.escape(sign)} \w", plain, re.MULTILINE), f"no heading with {sign}"


@pytest.mark.parametrize(
    "wish", [{"NO_COLOR": "1"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, {"TERM": "dumb"}, {"TERM": None}], ids=str
)
def test_a_terminal_without_colours_gets_no_escape(terminal: Terminal, wish: Environment) -> None:
    page = terminal(80, *SCORE, "--summary", env=wish).page
    assert ESCAPE not in page
    assert "23/27 met" in page
    assert_fits(page, 80)


# --- in a pipe -------------------------------------------------------------------------------------------------------


def test_a_pipe_gets_no_escape_and_nothing_wrapped(quick: Quick) -> None:
    page = quick(*SCORE, env={"TERM": "xterm-256color", "COLUMNS": "40"}).page
    assert ESCAPE not in page
    for row in scorecard(quick, *SCORE)["indicators"]:
        assert any(line.startswith(f"  {named(row)}  ") for line in page.splitlines()), row["name"]


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("command", [SCORE, ("score", "2023", "--against", "term"), (*SCORE, *RIVER)], ids=" ".join)
def test_the_units_of_a_column_stand_below_each_other(quick: Quick, command: tuple[str, ...], language: str) -> None:
    """And so do the decimal marks: 92.5 over 0.128 is read at a glance."""
    arguments = (*command, "--lang", language)
    ends: dict[int, set[int]] = {0: set(), 1: set(), 2: set()}
    lines = quick(*arguments).page.splitlines()
    names = {named(row): row for row in scorecard(quick, *arguments)["indicators"]}
    for line in lines:
        cells = list(re.finditer(r"\S+( \S+)*", line))
        if not line.startswith("  ") or len(cells) < 4 or cells[0][0] not in names:
            continue
        for column, cell in enumerate(cells[1:4]):
            if last := re.findall(r"\d[\d.,]*", cell[0])[-1:]:
                whole = re.match(r"\d+(,\d{3})*" if language == "en" else r"\d+(\.\d{3})*", last[0])
                assert whole
                before = line[: cell.start() + cell[0].rindex(last[0])]
                ends[column].add(cell_len(before) + len(whole[0]))
    assert [len(found) for found in ends.values()] == [1, 1, 1]


@pytest.mark.parametrize(
    ("wishes", "colours"),
    [
        pytest.param({"FORCE_COLOR": "1"}, True, id="forced"),
        pytest.param({"FORCE_COLOR": "1", "TERM": "dumb"}, True, id="forced-upon-a-dumb-one"),
        pytest.param({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, id="no-color-wins"),
        pytest.param({"FORCE_COLOR": ""}, False, id="an-empty-wish-is-none"),
        pytest.param({"FORCE_COLOR": "1", "NO_COLOR": ""}, True, id="nor-is-an-empty-ban"),
    ],
)
def test_a_pipe_gets_colours_only_where_they_are_forced(quick: Quick, wishes: Environment, colours: bool) -> None:
    page = quick(*SCORE, env=wishes).page
    assert (ESCAPE in page) is colours
    assert [line.rstrip() for line in COLOUR.sub("", page).splitlines()] == quick(*SCORE).page.splitlines()


@pytest.mark.parametrize("format_", ["json", "prose"])
def test_forced_colours_stay_out_of_what_has_none(quick: Quick, format_: str) -> None:
    assert ESCAPE not in quick(*SCORE, "--format", format_, env={"FORCE_COLOR": "1"}).page


# --- with few letters ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wish", "language", "told"),
    [
        pytest.param({"PYTHONIOENCODING": "ascii"}, "vi", ["^ Vuot", "x Khong dat", "-0,75"], id="named"),
        pytest.param(
            {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
            "en",
            ["^ Exceeded", "x Unmet", "-0.75", "! the authority reported: exceeded"],
            id="by-the-locale",
        ),
    ],
)
def test_ascii_loses_no_figure(ansinh: Ansinh, quick: Quick, wish: Environment, language: str, told: list[str]) -> None:
    arguments = (*SCORE, *RIVER, "--lang", language)
    done = ansinh(*arguments, env=wish)
    assert (done.code, done.err) == (0, b"")
    page, full = done.out.decode("ascii"), quick(*arguments).page
    assert [figures(line) for line in page.splitlines()] == [figures(line) for line in full.splitlines()]
    assert [each for each in told if each not in page] == []


@pytest.mark.parametrize(("encoding", "format_"), [("latin-1", "table"), ("cp1258", "prose"), ("cp437", "table")])
def test_no_encoding_is_a_crash(ansinh: Ansinh, quick: Quick, encoding: str, format_: str) -> None:
    arguments = ("score", "2025", "--against", "term", "--lang", "vi", "--format", format_)
    done = ansinh(*arguments, env={"PYTHONIOENCODING": encoding})
    assert (done.code, done.err) == (0, b"")
    assert figures(done.out.decode(encoding)) == figures(quick(*arguments).page)


@pytest.mark.parametrize("encoding", ["cp1258", "cp1252", "ascii"])
def test_an_encoding_keeps_every_tone_that_it_can_hold(ansinh: Ansinh, encoding: str) -> None:
    """Windows-1258 has the tones as marks of their own; what comes back composed is the Vietnamese that was sent."""
    utf8 = ansinh("score", "2022", "--lang", "vi").out
    found = ansinh("score", "2022", "--lang", "vi", env={"PYTHONIOENCODING": encoding}).out
    told = unicodedata.normalize("NFC", found.decode(encoding))

    lost = {word for word in utf8.decode().split() if word.isalpha()} - set(told.split())

    assert bool(lost) is (encoding != "cp1258")


@pytest.mark.parametrize("letter", [chr(code) for code in range(0x1EA0, 0x1EFA)] + list("ăâđêôơưĂÂĐÊÔƠƯàáã"))
def test_every_letter_of_vietnamese_survives_windows_1258(letter: str) -> None:
    assert unicodedata.normalize("NFC", spell_for(letter, "cp1258").decode("cp1258")) == letter


def test_one_long_name_makes_no_other_line_long(quick: Quick, tmp_path: Path) -> None:
    """Outside a terminal a name of 100,000 letters stands whole, on a line of its own above its figures."""
    names = ["x" * 100_000, *(f"N{n}" for n in range(50))]
    indicators = "".join(
        f"  i{n}: {{name: {name}, group: g, better: higher, targets: {{2022: 5}}}}\n" for n, name in enumerate(names)
    )
    (tmp_path / "actuals").mkdir()
    (tmp_path / "actuals" / "2022.yaml").write_text("year: 2022\nactuals: {i0: 1}\n")
    (tmp_path / "targets.yaml").write_text(
        "programme: {id: P, name: P, years: [2020, 2025]}\ngroups: {g: G}\nindicators:\n" + indicators
    )

    lines = quick("score", "2022", "--data", tmp_path).page.splitlines()

    at = next(n for n, line in enumerate(lines) if names[0] in line)
    assert lines[at].strip() == names[0]
    assert lines[at + 1].split() == ["5", "1", "4", "worse"]
    assert max(len(line) for line in lines if names[0] not in line) < 200


def test_an_ascii_terminal_has_its_width_kept(terminal: Terminal) -> None:
    """The stand-ins are as wide as what they stand for; only a letter without a plain twin is not (川 is \\u5ddd)."""
    sent = terminal(40, *SCORE, *RIVER, "--lang", "vi", env={"PYTHONIOENCODING": "ascii"}).page
    assert sent.isascii()
    page = COLOUR.sub("", sent)
    assert_fits("\n".join(line for line in page.splitlines() if "Letters to" not in line), 40)


def test_machine_output_is_utf_8_everywhere(ansinh: Ansinh) -> None:
    arguments = (*SCORE, "--format", "json", "--lang", "vi")
    assert ansinh(*arguments, env={"PYTHONIOENCODING": "ascii"}).stdout == ansinh(*arguments).stdout


def test_complaints_reach_an_ascii_terminal(ansinh: Ansinh) -> None:
    done = ansinh("score", "2030", "--data", "data", "--lang", "vi", env={"PYTHONIOENCODING": "ascii"})
    assert (done.code, done.out) == (3, b"")
    assert "2030 khong thuoc cac nam cua chuong trinh, 2021 den 2025" in done.err.decode("ascii")


# --- what is held ----------------------------------------------------------------------------------------------------


def scorecard(quick: Quick, *arguments: str) -> dict[str, Any]:
    """The same run's JSON, which is not made by what makes pages."""
    found: dict[str, Any] = json.loads(quick(*arguments, "--format", "json").page, parse_float=Decimal)
    return found


def assert_fits(page: str, columns: int) -> None:
    assert [line for line in page.splitlines() if cell_len(line) > columns] == []


def assert_nothing_lost(page: str, card: dict[str, Any], language: str) -> None:
    """Every name, joined over the lines that it wraps to, and every figure at least as often as it should be told."""
    names = squeezed(" ".join(re.split(r" {2,}", line.strip())[0] for line in page.splitlines()))
    assert [row["id"] for row in card["indicators"] if squeezed(named(row)) not in names] == []
    wanted = Counter(spelled(each, language) for row in card["indicators"] for each in told_of(row))
    assert wanted, "nothing to look for"
    assert wanted - Counter(figures(page)) == Counter(), "figures are lost"
    assert f"{card['tally']['met_or_exceeded']}/{card['tally']['total']}" in page


def told_of(row: dict[str, Any]) -> list[Decimal]:
    """The figures that a row must show: its target's, the actual, the gap without its sign."""
    target = row["target"] or {}
    edges = {"value": ("low",), "under": ("high",), "over": ("low",), "range": ("low", "high")}
    found = [*(target.get(edge) for edge in edges.get(target.get("form", ""), ("low",))), row["actual"]]
    found += [abs(row["gap"])] if row["gap"] else []
    return [Decimal(each) for each in found if each is not None and not isinstance(each, bool)]


def named(row: dict[str, Any]) -> str:
    return f"{row['name']} ({row['unit']})" if row["unit"] else str(row["name"])


def spelled(figure: Decimal, language: str) -> str:
    text = f"{figure:,f}"
    return (text.translate(str.maketrans(",.", ".,")) if language == "vi" else text).replace("-", "−")


def figures(text: str) -> list[str]:
    """Whatever has digits; a minus before it belongs to it."""
    return [each.strip(".,").replace("-", "−") for each in re.findall(r"(?<![\w.,])[−-]?\d[\d.,]*", text)]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
