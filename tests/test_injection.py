"""What a terminal would obey stands in every text of the data; no command, format, language or message sends it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from an_sinh.cli.app import COMMANDS
from an_sinh.render.formats import WRITERS
from an_sinh.render.screen import Screen

if TYPE_CHECKING:
    from tests.conftest import Quick

EVIL = (
    "\x1b[31m\x1b]8;;http://a\x07\x1b]52;c;eA==\x1b\\\x1bP1$r\x9b2J\x08\x07\r\x7f"
    "\u202e\u2066\u2069\u200f\ufeff[bold red]x[/]"
)
"""CSI, OSC 8 and 52, DCS, C1, backspace, bell, carriage return, delete, overrides, isolates, marks, rich's markup."""
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
PATH = "\x1b[31m\u202e[bold]"


def evil(text: str) -> str:
    return json.dumps(text + EVIL)


TARGETS = f"""\
programme: {{id: {evil("P")}, name: {{vi: {evil("CT")}, en: {evil("P")}}}, years: [2021, 2025], note: {evil("n")}}}
sources:
  s: {{title: {evil("T")}, publisher: {evil("B")}, date: 2023, url: {evil("https://a")}, note: {evil("n")}}}
groups: {{g: {{vi: {evil("N")}, en: {evil("G")}}}}}
indicators:
  a: {{name: {evil("A")}, group: g, unit: {evil("%")}, better: higher, lead: {evil("L")}, note: {evil("n")}, source: s,
    baseline: {{year: 2020, value: 1, note: {evil("n")}}}, targets: {{2022: {{value: 5, note: {evil("n")}}}, term: 9}}}}
  b: {{name: {evil("B")}, group: g, better: higher, targets: {{2022: 5, 2023: {{change: 1}}}}}}
  c: {{name: {evil("C")}, group: g, targets: {{2022: true}}}}
  d: {{name: {evil("D")}, group: g}}
"""


PLACES = f"""\
p: {{name: {{vi: {evil("N")}, en: {evil("Q")}}}, kind: {evil("k")}, note: {evil("n")}}}
q: {{name: {evil("R")}, within: p}}
"""


def year(of: int) -> str:
    return f"""\
year: {of}
note: {evil("n")}
published: [{{against: annual, as_of: 2023, met_or_exceeded: 4, total: 4, note: {evil("n")}}}]
actuals:
  a: {{value: {of - 2019}, reported: exceeded, provisional: true, note: {evil("n")}, source: s}}
  b: {{value: 5, note: {evil("n")}}}
  c: {{value: false, note: {evil("n")}}}
  d: {{reported: not-started, note: {evil("n")}}}
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / PATH
    (folder / "actuals").mkdir(parents=True)
    (folder / "targets.yaml").write_text(TARGETS, "utf-8")
    for of in (2021, 2022):
        (folder / "actuals" / f"{of}.yaml").write_text(year(of), "utf-8")
    (folder / "places.yaml").write_text(PLACES, "utf-8")
    (folder / "places").mkdir()
    (folder / "places" / "p.yaml").write_text(f"not_counted: {{d: {evil('w')}}}\n", "utf-8")
    (folder / "actuals" / "2022").mkdir()
    (folder / "actuals" / "2022" / "p.yaml").write_text(
        f"year: 2022\nactuals: {{a: {{value: 1, note: {evil('n')}}}}}\n"
    )
    return folder


ARGUMENTS = {
    "score": ("2022",),
    "places": ("2022",),
    "diff": ("2021", "2022"),
    "check": ("2022",),
    "show": ("a",),
    "focus": ("2022",),
    "outlook": ("2022",),
    "trend": (),
    "list": (),
    "lint": (),
}
WITHOUT = {"record", "import", "export", "init", "schema"}
"""Commands without a format; record and import have tests of their own below, export, init and schema show no data."""


def formats(command: str) -> tuple[str, ...]:
    return tuple(WRITERS.get(command, ()))


CASES = [(command, format_) for command in COMMANDS for format_ in formats(command)]


def test_every_command_that_has_formats_is_tried() -> None:
    assert {command for command, _ in CASES} == set(ARGUMENTS)


def sound(text: str) -> None:
    beside = [text[max(0, found.start() - 80) : found.end() + 80] for found in OBEYED.finditer(text)]
    assert beside[:1] == []


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize(("command", "format_"), CASES)
def test_no_format_of_any_command_sends_it(quick: Quick, data: Path, command: str, format_: str, language: str) -> None:
    done = quick(command, *ARGUMENTS[command], "--format", format_, "--data", data, "--lang", language)
    assert done.code in (0, 1), done.stderr
    out = done.stdout
    if format_ == "csv":
        out = out.replace("\r\n", "\n")
    sound(out)
    sound(done.stderr)
    if format_ == "table" and command != "lint":
        assert "[bold red]x[/]" in out, "markup is text"


@pytest.mark.parametrize("command", sorted(ARGUMENTS))
def test_nor_does_a_terminal_get_it(quick: Quick, data: Path, command: str) -> None:
    done = quick(command, *ARGUMENTS[command], "--data", data, screen=Screen(width=80))
    sound(done.stdout)
    done = quick(command, *ARGUMENTS[command], "--data", data, screen=Screen(width=80, colour=True))
    sound(re.sub(r"\x1b\[[0-9;]*m", "", done.stdout))


@pytest.mark.parametrize("arguments", [("places", "2022", "a"), ("places", "2022", "--grid"), ("trend", "--places")])
@pytest.mark.parametrize("format_", ["table", "markdown", "json", "csv"])
def test_nor_do_places(quick: Quick, data: Path, arguments: tuple[str, ...], format_: str) -> None:
    done = quick(*arguments, "--format", format_, "--data", data)
    assert done.code == 0, done.stderr
    sound(done.stdout.replace("\r\n", "\n"))
    sound(done.stderr)


def test_nor_does_a_spreadsheet_in_its_dialect(quick: Quick, data: Path) -> None:
    done = quick("score", "2022", "--format", "csv", "--csv-dialect", "excel", "--data", data, "--lang", "vi")
    sound(done.stdout.removeprefix("\ufeff").replace("\r\n", "\n"))


WRONG = [
    ("score", "2022", "--group", EVIL),
    ("score", "2022", "--status", EVIL),
    ("score", "2022", "--format", EVIL),
    ("score", "2022", "--lang", EVIL),
    ("score", "2022", "--against", EVIL),
    ("score", "2022", "--by", EVIL),
    ("score", "2022", "--csv-dialect", EVIL),
    ("score", "2022", "--output", f"no/{PATH}/x"),
    ("score", EVIL),
    ("score", "2022", "--" + EVIL),
    ("score", "2022", EVIL),
    (EVIL,),
    ("diff", "2021", EVIL),
    ("check", "2022", "--min-met", EVIL),
    ("check", "2022", "--fail-on", EVIL),
    ("check", "2022", "--no-regression-from", EVIL),
    ("show", EVIL),
    ("schema", EVIL),
    ("record", "2022", EVIL, "5"),
    ("record", "2022", "a", EVIL),
    ("record", "2022", "a", "5", "--source", EVIL),
    ("record", "2022", "a", "5", "--as-of", EVIL),
    ("record", "2022", "a", "5", "--reported", EVIL),
    ("record", "2022", "a", "5", "--note", EVIL, "--dry-run"),
    ("record", "2022", "a", "5", "--note", EVIL),
    ("import", "2022", f"{PATH}.csv"),
    ("import", "2022", f"{PATH}.xlsx"),
    ("import", "2022", "sheet.csv"),
    ("import", "2022", "sheet.csv", "--column", EVIL),
    ("import", "2022", "sheet.csv", "--encoding", EVIL),
    ("import", "2022", "sheet.csv", "--numerals", EVIL),
    ("export", "2022", f"{PATH}.txt"),
    ("export", "2022", f"{PATH}.xlsx"),
]


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("line", WRONG, ids=[f"{at}-{line[0][:6].strip(chr(27))}" for at, line in enumerate(WRONG)])
def test_no_message_sends_it(quick: Quick, data: Path, line: tuple[str, ...], language: str) -> None:
    cells = ["id,value", f'"{EVIL}",5', f'a,"{EVIL}"']
    (data.parent / "sheet.csv").write_text("\n".join(cells).replace("\r", "") + "\n", "utf-8")
    done = quick(*line, cwd=data, env={"ANSINH_LANG": language, "ANSINH_DATA": str(data)})
    assert done.code in (0, 2, 3), done.stderr
    sound(done.stdout)
    sound(done.stderr)


KEYS = [
    ("targets.yaml", TARGETS.replace("note:", f"{evil('k')}:", 1)),
    ("targets.yaml", TARGETS.replace("group: g", f"group: {evil('g')}", 1)),
    ("targets.yaml", TARGETS.replace("better: higher", f"better: {evil('h')}", 1)),
    ("targets.yaml", TARGETS.replace("2022: 5", f"{evil('2022')}: {evil('5')}", 1)),
    ("targets.yaml", TARGETS.replace("years: [2021", f"years: [{evil('2021')}", 1)),
    ("targets.yaml", TARGETS.replace("{vi:", f"{{{evil('vi')}:", 1)),
    ("targets.yaml", TARGETS + f"  {evil('e')}: {{name: E, group: g}}\n"),
    ("actuals/2022.yaml", year(2022) + f"  {evil('e')}: 5\n"),
    ("actuals/2022.yaml", year(2022) + f"  {evil('e')}: 5\n  {evil('e')}: 5\n"),
    ("actuals/2022.yaml", year(2022).replace("source: s", f"source: [{evil('s')}]", 1)),
    ("actuals/2022.yaml", year(2022).replace("as_of: 2023", f"as_of: {evil('2023')}", 1)),
    ("actuals/2022.yaml", year(2022).replace("false", evil("false"), 1)),
    ("actuals/2022.yaml", year(2022).replace("d:", "d: !\u202ex", 1)),
    ("actuals/2022.yaml", year(2022).replace("d:", "d: *\u202ex", 1)),
    ("actuals/2022.yaml", year(2022) + "\x1b[31m"),
]


@pytest.mark.parametrize("command", ["score", "lint"])
@pytest.mark.parametrize(("name", "text"), KEYS, ids=map(str, range(len(KEYS))))
def test_no_problem_sends_it(quick: Quick, data: Path, name: str, text: str, command: str) -> None:
    (data / name).write_text(text, "utf-8")
    (data / "actuals" / f"{PATH}.yaml").write_text("", "utf-8")
    for extra in [()] if command == "score" else [("--format", each) for each in formats("lint")]:
        done = quick(command, *ARGUMENTS[command], *extra, cwd=data.parent, env={"ANSINH_DATA": PATH})
        assert done.code in (1, 3), done.stderr
        sound(done.stdout.replace("\r\n", "\n") if "csv" in extra else done.stdout)
        sound(done.stderr)
