"""An-sinh as a library: the public names, what they cost, and results that nobody can change."""

from __future__ import annotations

import csv
import importlib
import io
import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

import an_sinh
from an_sinh import diff, load, outlook, places, score
from an_sinh.errors import AnSinhError, Complaint, DataError
from an_sinh.figures import plain
from an_sinh.judge.focus import focus
from an_sinh.judge.gate import check

if TYPE_CHECKING:
    from tests.conftest import Quick

PROGRAMME_08 = Path(an_sinh.__file__).parents[2] / "data"
DISTRICTS = PROGRAMME_08.parent / "examples" / "districts"
TARGETS = """\
programme: {id: P, name: P, years: [2021, 2025]}
groups: {g: G}
indicators:
  a: {name: A, group: g, better: higher, targets: {2022: 5}}
"""


def _imported_by(code: str) -> set[str]:
    """The modules that a fresh Python has after the code, beyond those that it has anyhow."""
    tell = "import sys; before = set(sys.modules)\n{}\nprint('\\n'.join(set(sys.modules) - before))"
    run = subprocess.run(
        [sys.executable, "-c", tell.format(code)], capture_output=True, text=True, check=True, timeout=60
    )
    return set(run.stdout.split())


def test_importing_the_package_brings_in_nothing_else() -> None:
    assert _imported_by("import an_sinh") <= {"an_sinh", "typing"} | _imported_by("import typing")


def test_a_name_brings_in_what_it_needs_and_no_page() -> None:
    imported = _imported_by("from an_sinh import load")
    assert "pydantic" in imported
    assert not imported & {"typer", "rich", "click"}


@pytest.mark.parametrize("name", sorted(an_sinh.__all__))
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(an_sinh, name) is not None
    assert name in dir(an_sinh)


def test_the_promised_names_are_public() -> None:
    assert {"load", "score"} <= set(an_sinh.__all__)


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'an_sinh' has no attribute 'scoer'"):
        _ = an_sinh.scoer


def test_the_package_says_that_it_is_typed() -> None:
    assert (Path(an_sinh.__file__).parent / "py.typed").is_file()


def test_a_directory_may_be_a_text_or_a_path() -> None:
    assert load(str(PROGRAMME_08)).id == load(PROGRAMME_08).id == "08-CTr/TU"


def test_all_years_are_read_unless_some_are_named() -> None:
    assert list(load(PROGRAMME_08).actuals) == [2021, 2022, 2023, 2024, 2025]
    named = load(PROGRAMME_08, years=[2022]).actuals
    assert 2022 in named
    assert 2023 not in named


def test_results_do_not_depend_on_the_years_named() -> None:
    assert score(load(PROGRAMME_08, years=[2022]), 2022).tally == score(load(PROGRAMME_08), 2022).tally


def test_two_runs_give_equal_results() -> None:
    assert score(load(PROGRAMME_08), 2022).lines == score(load(PROGRAMME_08), 2022).lines


def _results() -> list[Any]:
    card = score(load(PROGRAMME_08), 2022)
    line = next(each for each in card.lines if each.target is not None)
    programme = card.programme
    return [
        card,
        card.tally,
        card.groups[0],
        card.published[0],
        line,
        line.target,
        programme,
        programme.actuals[2022],
        line.indicator,
        line.written_target,
        line.entry,
        next(iter(programme.sources.values())),
    ]


FIELDS = ("__dataclass_fields__", "_fields", "model_fields")


def test_results_are_frozen() -> None:
    for result in _results():
        kind = type(result)
        names = next(getattr(kind, all_) for all_ in FIELDS if hasattr(kind, all_))
        assert names
        for name in names:
            with pytest.raises((AttributeError, ValidationError)):
                setattr(result, name, None)


def test_the_version_is_in_one_place_and_costs_nothing_before_it_is_asked_for() -> None:
    assert an_sinh.__version__ == importlib.import_module("an_sinh.version").__version__
    assert "an_sinh.version" in _imported_by("import an_sinh; an_sinh.__version__")
    assert "an_sinh.version" not in _imported_by("import an_sinh")


# --- from texts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", [PROGRAMME_08, DISTRICTS], ids=lambda each: each.name)
def test_texts_are_as_good_as_a_folder(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    names = {path: path.relative_to(folder).as_posix() for path in files}
    texts = {names[path]: path.read_text("utf-8") for path in files}
    raw = {names[path]: path.read_bytes() for path in files}
    wanted = load(folder)
    for given in (texts, raw):
        found = load(given)
        for year in wanted.actuals:
            assert score(found, year).to_dict() == score(wanted, year).to_dict()
        assert list(found.places) == list(wanted.places)


def test_a_fault_in_a_text_has_its_place() -> None:
    texts = {"targets.yaml": TARGETS, "actuals/2022.yaml": "year: 2022\nactuals: {a: 2,5}\n"}
    with pytest.raises(DataError) as caught:
        load(texts)
    assert [problem.describe().split(": ")[0] for problem in caught.value.problems] == ["actuals/2022.yaml:2:16"]


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({}, "targets.yaml:1:1: missing-file: there is no targets.yaml among the texts (add it by that name)"),
        ({"2022.yaml": ""}, "there is no targets.yaml among the texts"),
        (
            {"targets.yaml": "", "2022.yaml": ""},
            "'2022.yaml' is no name of a data file (write targets.yaml, or such as actuals/2022.yaml)",
        ),
        ({"targets.yaml": "", "data/targets.yaml": ""}, "'data/targets.yaml' is no name of a data file"),
    ],
)
def test_texts_by_other_names_are_refused(texts: dict[str, str], said: str) -> None:
    with pytest.raises(AnSinhError) as caught:
        load(texts)
    assert said in str(caught.value)


def test_a_year_that_is_not_among_the_texts_is_told() -> None:
    with pytest.raises(DataError, match="there is no file of actuals for 2023"):
        load({"targets.yaml": TARGETS, "actuals/2022.yaml": "year: 2022\nactuals: {}\n"}, years=[2023])


# --- as dicts and as frames -------------------------------------------------------------------------------------------


def _given_out() -> list[tuple[Any, list[str | Path]]]:
    """Every kind of result, and the command line that prints the same."""
    programme, districts = load(PROGRAMME_08), load(DISTRICTS)
    card = score(programme, 2022)
    return [
        (card, ["score", "2022", "--data", PROGRAMME_08]),
        (score(programme, 2025, "term"), ["score", "2025", "--against", "term", "--data", PROGRAMME_08]),
        (diff(score(programme, 2021), card), ["diff", "2021", "2022", "--data", PROGRAMME_08]),
        (outlook(programme, 2024), ["outlook", "2024", "--data", PROGRAMME_08]),
        (places(districts, 2023), ["places", "2023", "--data", DISTRICTS]),
        (focus(programme, 2022), ["focus", "2022", "--data", PROGRAMME_08]),
        (check(card, fail_on=["unmet"]), ["check", "2022", "--fail-on", "unmet", "--data", PROGRAMME_08]),
    ]


GIVEN_OUT = _given_out()
KINDS = [f"{type(result).__name__}-{command[0]}-{at}" for at, (result, command) in enumerate(GIVEN_OUT)]


@pytest.mark.parametrize(("result", "command"), GIVEN_OUT, ids=KINDS)
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_to_dict_is_the_json(quick: Quick, result: Any, command: list[str | Path], lang: str) -> None:
    printed = json.loads(quick(*command, "--format", "json", "--lang", lang).stdout, parse_float=Decimal)
    found = result.to_dict(lang)
    assert found == printed
    assert _kinds(found) <= {dict, list, str, int, bool, Decimal, type(None)}


def _kinds(value: Any) -> set[type]:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {type(value), *(kind for each in inside for kind in _kinds(each))}


class Frame:
    """A data frame as far as it matters here."""

    def __init__(self, table: dict[str, list[Any]]) -> None:
        self.table = table


@pytest.fixture
def frames(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pandas and a polars of our own, which hold what they are given."""
    for name in ("pandas", "polars"):
        module: Any = ModuleType(name)
        module.DataFrame = type(f"{name}Frame", (Frame,), {})
        monkeypatch.setitem(sys.modules, name, module)


@pytest.mark.usefixtures("frames")
@pytest.mark.parametrize(("result", "command"), GIVEN_OUT, ids=KINDS)
def test_to_frame_is_the_csv(quick: Quick, result: Any, command: list[str | Path]) -> None:
    rows = list(csv.DictReader(io.StringIO(quick(*command, "--format", "csv").stdout, newline="")))
    table = result.to_frame(exact=True).table
    assert list(table) == list(rows[0])
    for name, column in table.items():
        assert [_as_csv(value) for value in column] == [row[name].replace("\r\n", "\n") for row in rows], name
    floats = result.to_frame().table
    assert not any(isinstance(value, Decimal) for column in floats.values() for value in column)


def _as_csv(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Decimal():
            return plain(value)
        case _:
            return str(value)


@pytest.mark.usefixtures("frames")
def test_a_milestone_among_figures_is_1_or_0_unless_it_is_wanted_exact() -> None:
    mixed = "  b: {name: B, group: g, targets: {2022: true}}\n"
    texts = {"targets.yaml": TARGETS + mixed, "actuals/2022.yaml": "year: 2022\nactuals: {a: 5, b: true}"}
    card = score(load(texts), 2022)
    assert card.to_frame().table["actual"] == [5.0, 1.0]
    assert card.to_frame(exact=True).table["actual"] == [Decimal(5), True]


@pytest.mark.usefixtures("frames")
def test_which_library_may_be_named() -> None:
    card = score(load(PROGRAMME_08), 2022)
    assert type(card.to_frame()).__name__ == "pandasFrame"
    assert type(card.to_frame(library="polars")).__name__ == "polarsFrame"


def test_without_either_library_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from an_sinh.render import as_python

    for name in ("pandas", "polars"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setattr(as_python, "find_spec", lambda _name: None)
    with pytest.raises(Complaint, match="to_frame needs pandas or polars, and neither is installed"):
        score(load(PROGRAMME_08), 2022).to_frame()


@pytest.mark.parametrize("library", ["pandas", "polars"])
@pytest.mark.parametrize("result", [result for result, _ in GIVEN_OUT], ids=KINDS)
def test_the_real_ones_take_every_result(result: Any, library: Any) -> None:
    pytest.importorskip(library)
    frame = result.to_frame(library=library)
    assert type(frame).__module__.startswith(library)
    assert len(frame) > 0


def test_the_table_on_the_page_is_what_comes_out(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pandas")
    page = (Path(__file__).parents[1] / "docs/library.md").read_text("utf-8")
    (block,) = re.findall(r"```py\n(.*?)```\n\n```text\n(.*?)```", page, re.DOTALL)
    exec(block[0], {"card": score(load(PROGRAMME_08), 2022)})
    assert capsys.readouterr().out == block[1]


def test_a_language_that_is_not_spoken_is_refused() -> None:
    with pytest.raises(Complaint, match="ansinh does not speak 'xx'"):
        score(load(PROGRAMME_08), 2022).to_dict("xx")


def test_what_only_judges_pays_for_none_of_it() -> None:
    imported = _imported_by(f"from an_sinh import load, score; score(load({str(PROGRAMME_08)!r}), 2022)")
    assert not {name for name in imported if name.startswith(("an_sinh.render", "an_sinh.pages", "an_sinh.cli"))}
