"""GitHub's annotations: one line for each indicator that is not met, at its place; no data value begins a command."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from an_sinh.judge.scorecard import Line, Scorecard, score
from an_sinh.pages.say import Say
from an_sinh.programme.loading import load
from an_sinh.render.as_github import Level, annotate_line, annotation, score_github
from an_sinh.terms import Against, Language, Status
from an_sinh.text import visible
from tests.conftest import examples

CALM = examples(300)
if TYPE_CHECKING:
    from tests.conftest import Quick

ROOT = Path(__file__).parents[2]
HANOI_DATA = ROOT / "data"
GOOD = Path(__file__).parents[1] / "data" / "good"
HANOI = score(load(ROOT / "data", [2022]), 2022)
EN, VI = Language.EN, Language.VI

COMMANDS = ["::error::", "::set-output name=x::", "\n::add-mask::", "\r\n::stop-commands::x", "##[error]", "%0A", "%25"]
TRICKY = st.sampled_from([*"%:,= \r\n;]\u2028\x85\x0b\ud800", *COMMANDS])
TEXTS = st.lists(TRICKY | st.text(max_size=4), min_size=1, max_size=8).map("".join)


class Command(NamedTuple):
    """A workflow command as GitHub's runner takes it apart."""

    name: str
    properties: dict[str, str]
    message: str


def _unescape(text: str, pairs: str) -> str:
    """The runner's way: one escape after the other, the percent sign last."""
    for char in (*pairs, "%"):
        text = text.replace(f"%{ord(char):02X}", char)
    return text


def _parse(line: str) -> Command:
    """As the runner reads a line of output: `::name key=value,key=value::message`, the first `::` ends the head."""
    assert line.startswith("::")
    head, found, message = line[2:].partition("::")
    assert found
    name, _, written = head.partition(" ")
    pairs = (each.split("=", 1) for each in written.split(",") if each)
    return Command(name, {key: _unescape(value, "\r\n:,") for key, value in pairs}, _unescape(message, "\r\n"))


def _lines(text: str) -> list[str]:
    """As any reader of lines parts them, the strictest too."""
    assert text.endswith("\n")
    assert text.splitlines() == text.split("\n")[:-1]
    return text.splitlines()


def _commands(card: Scorecard, folder: str | None = "data", language: str = EN) -> list[Command]:
    return [_parse(line) for line in _lines(score_github(card, card.lines, folder, Say.of(language)))]


def _good_cards() -> Iterator[Any]:
    for folder in sorted(GOOD.iterdir()):
        programme = load(folder)
        for year in programme.actuals:
            if programme.years[0] <= year <= programme.years[1]:
                for against in Against:
                    yield pytest.param(score(programme, year, against), id=f"{folder.name}-{year}-{against.value}")


CARDS = [*_good_cards(), pytest.param(HANOI, id="programme-08")]


# --- what it says -----------------------------------------------------------------------------------------------------


def test_programme_08() -> None:
    place = "::{} file=data/actuals/2022.yaml,line={},col=3,title={}::{}"
    reported = "expected met, found unmet, as the authority reported"
    assert _lines(score_github(HANOI, HANOI.lines, "data", Say.of(EN))) == [
        place.format("warning", 58, "Unmet%3A Hospital beds per 10%2C000 people (beds)", reported),
        place.format("warning", 60, "Unmet%3A Population under health management (%25)", reported),
        place.format("warning", 61, "Unmet%3A Life expectancy at birth (years)", reported),
        place.format("notice", 76, "Not started%3A School health programme participation (%25)", "as reported"),
        "::notice title=Programme 08-CTr/TU · 2022 against the plan for 2022::23/27 met (85.2 %25)",
    ]


def test_the_headline_is_the_last_in_vietnamese_too() -> None:
    last = _commands(HANOI, language=VI)[-1]
    assert last.message == "23/27 chỉ tiêu đạt (85,2%)"
    assert last.properties == {"title": "Chương trình 08-CTr/TU · năm 2022 so với kế hoạch năm 2022"}


def _at_fault(line: Line) -> Line:
    """The line itself; of one that its parts make unmet or not started the first of those that do."""
    if line.status in (Status.UNMET, Status.NOT_STARTED) and not line.is_contradicted:
        return next((part for part in line.parts if part.status in (Status.UNMET, Status.NOT_STARTED)), line)
    return line


@pytest.mark.parametrize("card", CARDS)
def test_each_indicator_that_is_not_met_has_one_annotation(card: Scorecard) -> None:
    unmet = {line.id for line in card.lines if line.status is Status.UNMET or line.discrepancy}
    failing = unmet - {line.id for line in card.lines if line.indicator.is_watched}
    told = unmet - failing | {line.id for line in card.lines if line.status in (Status.NOT_STARTED, Status.UNSCORED)}
    found = _commands(card)
    places = [_at_fault(line).place for line in card.lines if line.id in failing | told]
    shown = [f"{c.properties['file']}:{c.properties['line']}:{c.properties['col']}" for c in found[:-1]]
    assert shown == [f"data/{place}" for place in places]
    levels = ["warning" if line.id in failing else "notice" for line in card.lines if line.id in failing | told]
    assert [command.name for command in found] == [*levels, "notice"]
    assert all(command.message for command in found)


@pytest.mark.parametrize(
    ("folder", "year", "indicator", "title", "message"),
    [
        pytest.param(
            "province-reported",
            2022,
            "figures-win",
            "Unmet: Figures win",
            "the figures say unmet, the authority reported met; expected at least 95, found 94.9",
            id="unmet-and-a-discrepancy",
        ),
        pytest.param(
            "province-reported",
            2022,
            "met-is-not-exceeded",
            "Not as reported: Exceeded",
            "the figures say exceeded, the authority reported met; expected at least 90, found 90.5; provisional",
            id="a-discrepancy-upwards",
        ),
        pytest.param(
            "water-within", 2022, "below", "Unmet: Temperature (°C)", "expected −2 to 8.5 °C, found −2.5 °C", id="band"
        ),
        pytest.param("every-reason", 2022, "no-actual", "Not judged: No actual", "no figure yet", id="no-actual"),
    ],
)
def test_an_annotation_says_what_was_expected_and_found(
    folder: str, year: int, indicator: str, title: str, message: str
) -> None:
    card = score(load(GOOD / folder), year)
    told = annotate_line(next(line for line in card.lines if line.id == indicator), "data", Say.of(EN))
    assert told is not None
    command = _parse(told)
    assert (command.properties["title"], command.message) == (title, message)


def test_what_is_withdrawn_or_met_as_reported_has_none() -> None:
    card = score(load(GOOD / "forestry-withdrawn"), 2021)
    quiet = [line for line in card.lines if line.status is Status.WITHDRAWN]
    assert quiet
    assert [annotate_line(line, "data", Say.of(EN)) for line in quiet] == [None] * len(quiet)


def test_a_check_can_call_it_an_error() -> None:
    line = next(line for line in HANOI.lines if line.status is Status.UNMET)
    told = annotate_line(line, "data", Say.of(EN), Level.ERROR)
    assert told is not None
    assert told.startswith("::error file=data/actuals/2022.yaml,line=58,")


@pytest.mark.parametrize(
    ("folder", "file"),
    [
        pytest.param("data", "data/actuals/2022.yaml", id="below-here"),
        pytest.param(".", "actuals/2022.yaml", id="here"),
        pytest.param("", "actuals/2022.yaml", id="here-unnamed"),
        pytest.param("../x", "../x/actuals/2022.yaml", id="beside"),
        pytest.param("a,b:c%0A\nd=e", "a,b:c%0A\nd=e/actuals/2022.yaml", id="a-name-with-every-sign"),
    ],
)
def test_the_file_is_the_data_directory_and_the_place(folder: str, file: str) -> None:
    assert _commands(HANOI, folder)[0].properties["file"] == file


def test_data_that_are_not_here_have_no_file() -> None:
    assert set(_commands(HANOI, None)[0].properties) == {"title"}


# --- no data value begins a command -----------------------------------------------------------------------------------


def _at(place: str | None) -> Callable[[str], str | None]:
    return lambda _id: place


@CALM
@given(TEXTS, st.sampled_from(list(Language)))
def test_no_text_of_the_data_gets_out_of_its_line(text: str, language: Language) -> None:
    change = {"name": {"": text}, "unit": {"": text}}
    lines = [
        line._replace(id=text, indicator=line.indicator.model_copy(update=change), where=(_at(line.place), _at(None)))
        for line in HANOI.lines
    ]
    card = replace(HANOI, programme=replace(HANOI.programme, id=text), lines=tuple(lines))
    found = _commands(card, "data", language)
    assert [command.name for command in found] == ["warning", "warning", "warning", "notice", "notice"]
    assert [set(command.properties) for command in found] == [{"file", "line", "col", "title"}] * 4 + [{"title"}]
    name = visible(text).strip()
    assert all(found[at].properties["title"].endswith(f": {name} ({name})" if name else ": ") for at in range(4))


@CALM
@given(TEXTS, TEXTS, TEXTS)
def test_the_runner_reads_back_what_was_written(title: str, file: str, message: str) -> None:
    written = annotation(Level.NOTICE, message, title=title, file=file, line=3)
    assert written.split("\n") == [written]
    command = _parse(written)
    assert command.message == visible(message)
    shown = "".join(each if each in "\r\n" else visible(each) for each in re.split("([\r\n])", file))
    properties = {"file": shown, "line": "3", "title": visible(title)}
    assert command.properties == {key: value for key, value in properties.items() if value}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param({"title": "a:b,c%"}, "::notice title=a%3Ab%2Cc%25::m", id="property"),
        pytest.param({"file": "a\r\nb"}, "::notice file=a%0D%0Ab::m", id="line-end-in-a-file-name"),
        pytest.param({}, "::notice::m", id="no-property"),
    ],
)
def test_the_escapes_are_those_of_githubs_toolkit(told: dict[str, str], expected: str) -> None:
    assert annotation(Level.NOTICE, "m", **told) == expected  # type: ignore[arg-type]  # texts, none of the numbers


def test_the_message_keeps_colons_and_commas() -> None:
    assert annotation(Level.ERROR, "5 %: a, b\n::error::c") == "::error::5 %25: a, b ::error::c"


# --- the command ------------------------------------------------------------------------------------------------------


def _ansinh(here: Path, *arguments: str, **env: str) -> list[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("ANSINH")}
    run = subprocess.run(
        [sys.executable, "-m", "an_sinh", "score", "2022", "--format", "github", *arguments],
        cwd=here,
        env={**clean, **env},
        capture_output=True,
        check=True,
    )
    return run.stdout.decode().splitlines()


def test_it_speaks_english_whatever_the_locale_and_utf_8_whatever_the_terminal() -> None:
    expected = _lines(score_github(HANOI, HANOI.lines, "data", Say.of(EN)))
    assert _ansinh(ROOT, ANSINH_LANG="vi", PYTHONIOENCODING="ascii") == expected
    assert _ansinh(ROOT, "--lang", "vi") == _lines(score_github(HANOI, HANOI.lines, "data", Say.of(VI)))


def test_the_file_is_relative_to_where_one_is(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "figures")
    assert "file=figures/actuals/2022.yaml,line=58" in _ansinh(tmp_path, "--data", "figures")[0]
    assert "file=figures/actuals/2022.yaml,line=58" in _ansinh(tmp_path, "--data", str(tmp_path / "figures"))[0]
    assert "file=../actuals/2022.yaml,line=58" in _ansinh(tmp_path / "figures" / "actuals", "--data", "..")[0]


def test_the_packaged_data_have_no_file(tmp_path: Path) -> None:
    assert not any("file=" in line for line in _ansinh(tmp_path))


def test_filters_apply_to_the_annotations_and_the_headline_stays() -> None:
    names = [line.partition(" ")[0] for line in _ansinh(ROOT, "--status", "not-started")]
    assert names == ["::notice", "::notice"]
    assert len(_ansinh(ROOT, "--summary")) == 1


@pytest.mark.parametrize("where", ["workspace", "git", "neither"])
def test_a_file_is_named_from_the_top_of_the_repository(quick: Quick, tmp_path: Path, where: str) -> None:
    """Wherever the command runs: GitHub looks a file up from there."""
    data = tmp_path / "repository" / "prog" / "data"
    (data / "actuals").mkdir(parents=True)
    shutil.copy(HANOI_DATA / "targets.yaml", data)
    shutil.copy(HANOI_DATA / "actuals" / "2022.yaml", data / "actuals")
    (tmp_path / "repository" / "ci").mkdir()
    top = tmp_path / "repository"
    if where == "git":
        (top / ".git").mkdir()
    env = {"GITHUB_WORKSPACE": str(top) if where == "workspace" else None}
    for here, asked in ((data.parent, "data"), (top / "ci", "../prog/data")):
        for command in (("score", "2022"), ("check", "2022", "--fail-on", "unmet"), ("lint",)):
            told = quick(*command, "--format", "github", "--data", asked, cwd=here, env=env).stdout
            files = set(re.findall(r"file=([^,:]*)", told))
            assert files, told
            wanted = f"{asked}/" if where == "neither" else "prog/data/"
            assert all(file.startswith(wanted) for file in files), files
