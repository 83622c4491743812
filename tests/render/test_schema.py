"""The schemas say what the loader does: they accept what loads, refuse what they can, and hold real output."""

from __future__ import annotations

import contextlib
import copy
import datetime
import json
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel, RootModel
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from an_sinh.errors import DataError
from an_sinh.judge.diff import diff
from an_sinh.judge.focus import focus
from an_sinh.judge.gate import check, parse_least
from an_sinh.judge.outlook import outlook
from an_sinh.judge.places import Gates, check_places, diff_places, places, summed, trend_places
from an_sinh.judge.scorecard import Scorecard, score
from an_sinh.pages.diff import Sides
from an_sinh.pages.place_years import PlaceSides
from an_sinh.pages.say import Say
from an_sinh.programme import model
from an_sinh.programme.loading import DataSet, load
from an_sinh.programme.schema import DESCRIPTIONS
from an_sinh.render.as_json import write_json
from an_sinh.render.as_schema import DATA_FILES, NAMES, schema, schema_text
from an_sinh.render.formats import WRITERS
from an_sinh.render.record import OUTPUTS
from an_sinh.render.results import (
    DiffResult,
    LintResult,
    ListResult,
    PlacesDiffResult,
    PlacesResult,
    ScoreResult,
    ShowResult,
    TrendResult,
)
from an_sinh.terms import Against, Period, Severity
from tests.conftest import examples

if TYPE_CHECKING:
    from tests.conftest import Ansinh, Quick

ROOT = Path(__file__).parents[2]
HANOI = ROOT / "data"
DATA = ROOT / "tests" / "data"
DISTRICTS = ROOT / "examples" / "districts"
GOOD = sorted(folder for folder in (DATA / "good").iterdir() if folder.is_dir())
BAD = sorted(folder for folder in (DATA / "bad").iterdir() if folder.is_dir())
STARTER = ROOT / "src" / "an_sinh" / "keep" / "starter"
VALIDATORS = {name: Draft202012Validator(schema(name)) for name in NAMES}


def _faults(name: str, document: object) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in VALIDATORS[name].iter_errors(document)]


# --- what an editor hands to a schema: YAML 1.2 by its core schema, dates as texts, keys as written -------------------

_INT = re.compile(r"[-+]?[0-9]+")
_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_MOST_NODES = 10_000


class _NoJson(Exception):
    """What YAML can say and JSON can't."""


def _read(path: Path) -> Any:
    text = path.read_bytes().decode("utf-8-sig")
    node = YAML(typ="safe", pure=True).compose(text)
    return None if node is None else _Reader().value(node)


class _Reader:
    def __init__(self) -> None:
        self.left = _MOST_NODES

    def value(self, node: Node) -> Any:
        self.left -= 1
        if self.left < 0:
            raise _NoJson("aliases that expand too far")
        if isinstance(node, MappingNode):
            return {self.key(key): self.value(value) for key, value in node.value}
        if isinstance(node, ScalarNode):
            return node.value if node.style else _scalar(node.value)
        return [self.value(each) for each in node.value]

    def key(self, node: Node) -> str:
        if not isinstance(node, ScalarNode):
            raise _NoJson("a key that is no text")
        return str(node.value)


def _scalar(text: str) -> object:
    if text in {"", "~", "null", "Null", "NULL"}:
        return None
    if text in {"true", "True", "TRUE", "false", "False", "FALSE"}:
        return text.lower() == "true"
    if _INT.fullmatch(text):
        return int(text)
    if _BASE.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text) or _NOT_FINITE.fullmatch(text):
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2.23", 2.23),
        ("1e3", 1000.0),
        ("012", 12),
        ("0x1F", 31),
        ("2022-12-31", "2022-12-31"),
        ("1_000", "1_000"),
        ("2,23", "2,23"),
        ("no", "no"),
        ("True", True),
        ("~", None),
        ("-.inf", float("-inf")),
    ],
)
def test_a_scalar_is_what_an_editor_takes_it_for(text: str, read: object) -> None:
    found = _scalar(text)
    assert (found, type(found)) == (read, type(read))


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The data files of a folder, each with the name of its schema."""
    if (folder / "targets.yaml").exists():
        yield "targets", folder / "targets.yaml"
    for path in sorted((folder / "actuals").rglob("*.yaml")):
        yield "actuals", path
    if (folder / "places.yaml").exists():
        yield "place-list", folder / "places.yaml"
    for path in sorted((folder / "places").glob("*.yaml")):
        yield "place", path


def _named(folder: Path) -> Any:
    return pytest.param(folder, id=folder.name)


# --- the schemas themselves -------------------------------------------------------------------------------------------


def test_every_command_that_writes_json_has_a_schema() -> None:
    assert sorted(OUTPUTS) == sorted(name for name, formats in WRITERS.items() if "json" in formats)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_a_schema_of_2020_12(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    assert schema(name)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema(name)["$id"] == f"urn:an-sinh:schema:{name}:1"


@pytest.mark.parametrize("name", NAMES)
def test_it_refers_to_nothing_outside_itself(name: str) -> None:
    body = schema(name)
    refs = re.findall(r'"\$ref": "([^"]+)"', schema_text(name))
    assert {ref for ref in refs if not ref.startswith("#/$defs/")} == set()
    assert {ref.removeprefix("#/$defs/") for ref in refs} == set(body.get("$defs", {}))


def _properties(part: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property that is described: those of the maps with closed keys."""
    if isinstance(part, dict):
        if part.get("additionalProperties") is False:
            for key, told in part["properties"].items():
                yield f"{path}/{key}", told
        for key, value in part.items():
            yield from _properties(value, f"{path}/{key}")
    elif isinstance(part, list):
        for each in part:
            yield from _properties(each, path)


@pytest.mark.parametrize("name", NAMES)
def test_every_key_and_every_whole_is_described_by_a_sentence(name: str) -> None:
    body = schema(name)
    wholes = {"": body, **body.get("$defs", {})}
    found = [*wholes.items(), *_properties(body)]
    assert len(found) > 5
    assert [path for path, told in found if not told.get("description", "").endswith((".", "?"))] == []
    assert [path for path, told in wholes.items() if not told.get("title")] == []


@pytest.mark.parametrize("name", DATA_FILES)
def test_every_key_of_a_data_file_has_a_title(name: str) -> None:
    assert [path for path, told in _properties(schema(name)) if not told.get("title")] == []


def _models() -> list[type[BaseModel]]:
    return [
        each
        for each in vars(model).values()
        if isinstance(each, type) and issubclass(each, BaseModel) and each.model_fields
        if not issubclass(each, RootModel) and each is not model.PlainTarget  # no file has that much alone
    ]


def test_the_table_describes_the_fields_that_there_are() -> None:
    there = {kind: {"", *(field.alias or name for name, field in kind.model_fields.items())} for kind in _models()}
    assert len(there) == 18
    wholes = {kind for kind in DESCRIPTIONS if issubclass(kind, RootModel)}
    assert {kind: set(told) for kind, told in DESCRIPTIONS.items() if kind not in wholes} == there


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.__name__) for kind in _models()])
def test_a_map_of_a_data_file_has_the_keys_of_its_model(kind: type[BaseModel]) -> None:
    keys = [field.alias or name for name, field in kind.model_fields.items()]
    needed = [field.alias or name for name, field in kind.model_fields.items() if field.is_required()]
    maps = [each for name in DATA_FILES for each in _closed_maps(schema(name)) if list(each["properties"]) == keys]
    assert maps != []
    assert [each.get("required", []) for each in maps] == [needed] * len(maps)


def _closed_maps(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if part.get("additionalProperties") is False:
            yield part
        for value in part.values():
            yield from _closed_maps(value)
    elif isinstance(part, list):
        for each in part:
            yield from _closed_maps(each)


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_schema_is_fresh(name: str, request: pytest.FixtureRequest) -> None:
    path = ROOT / "schemas" / f"{name}.json"
    if request.config.getoption("regold"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(schema_text(name), "utf-8", newline="\n")
    assert path.read_bytes().decode() == schema_text(name), f"make regold writes schemas/{path.name} anew"


@pytest.mark.parametrize("path", [path for _, path in _files(HANOI)], ids=lambda path: path.name)
def test_the_data_lead_an_editor_to_their_schema(path: Path) -> None:
    first = path.read_text("utf-8").partition("\n")[0]
    named = first.removeprefix("# yaml-language-server: $schema=")
    kind = "targets" if path.name == "targets.yaml" else "actuals"
    assert (path.parent / named).resolve() == (ROOT / "schemas" / f"{kind}.json").resolve()


# --- right and wrong data files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", [_named(folder) for folder in (*GOOD, HANOI, STARTER, DISTRICTS)])
def test_it_accepts_what_is_right(folder: Path) -> None:
    files = list(_files(folder))
    assert {"targets", "actuals"} <= {kind for kind, _ in files} <= set(DATA_FILES)
    assert {path: _faults(kind, _read(path)) for kind, path in files} == {path: [] for _, path in files}


@pytest.mark.parametrize("folder", [_named(folder) for folder in BAD if folder.name.startswith("warning-")])
def test_it_accepts_what_is_only_warned_of(folder: Path) -> None:
    assert [fault for kind, path in _files(folder) for fault in _faults(kind, _read(path))] == []


BEYOND_A_SCHEMA: Mapping[str, tuple[str, ...]] = {
    "no YAML, so a schema sees nothing": (
        "encoding-latin-1",
        "encoding-utf-16",
        "encoding-windows-1258",
        "several-documents",
        "syntax-conflict-markers",
        "syntax-control-character",
        "syntax-indent",
        "syntax-reserved-character",
        "syntax-tab-indent",
        "syntax-unclosed-map",
        "syntax-unclosed-quote",
        "syntax-unknown-alias",
        "syntax-unknown-escape",
    ),
    "YAML that JSON has nothing for": (
        "alias-billion-laughs",
        "alias-of-itself",
        "key-that-is-no-text",
        "nesting-30000",
    ),
    "there is no file": ("missing-targets-file",),
    "the parser keeps one of two keys": (
        "duplicate-indicator",
        "duplicate-key-after-normalization",
        "duplicate-key-in-other-quotes",
        "duplicate-keys",
    ),
    "a tag is gone once its value is read": ("tag-of-ones-own", "tag-of-yaml", "tag-on-a-map"),
    "another spelling of a number, gone once it is read": (
        "figure-29-digits",
        "figure-29-digits-after-the-point",
        "figure-exponent-minus-29",
        "figure-hexadecimal",
        "figure-leading-point",
        "figure-leading-zero",
        "figure-octal",
        "figure-plus-sign",
        "figure-trailing-point",
    ),
    "JSON has no such number, and no keyword for it": ("figure-not-a-number",),
    "two figures or years are to be compared": (
        "baseline-percent-outside-limits",
        "baseline-percent-past-exceeded",
        "contradiction-exceeded-with-higher",
        "contradiction-exceeded-with-lower",
        "contradiction-from-above-to",
        "contradiction-from-above-to-within",
        "contradiction-limits-backwards",
        "contradiction-years-backwards",
        "outside-limits-in-targets",
        "wrong-year-of-a-target",
        "years-backwards",
    ),
    "the other half stands elsewhere: in another file, its name, or another part of this one": (
        "contradiction-milestone-and-figure",
        "contradiction-withdrawn",
        "outside-limits-in-actuals",
        "sixty-problems",
        "unknown-group",
        "unknown-group-without-groups",
        "unknown-indicator",
        "unknown-source",
        "unknown-source-without-sources",
        "wrong-year-after-the-last",
        "wrong-year-in-the-file",
        "places-defined-twice",
        "places-entry-for-what-is-not-asked",
        "places-file-of-another-year",
        "places-own-target-for-what-is-not-asked",
        "places-own-target-twice",
        "places-rollup-of-itself",
        "places-twice-in-two-files",
        "places-unknown-place-in-a-file",
        "places-unknown-place-of-own-targets",
        "places-unknown-place-without-places",
        "places-within-a-ring",
        "places-year-of-a-withdrawn-place",
    ),
    "a table is no JSON": (
        "places-figures-in-a-table",
        "places-own-target-in-a-table",
        "places-row-twice-and-row-of-another-width",
        "places-table-of-broken-quotes",
        "places-table-that-is-empty",
        "places-table-with-a-merge-conflict",
        "places-table-with-semicolons",
        "places-table-with-unknown-columns",
        "places-table-without-a-column",
        "places-twice-in-two-tables",
        "places-unknown-indicator-in-a-row",
        "places-within-in-a-table",
    ),
}
"""The bad cases that no schema can refuse, by the reason. Every other one is refused."""
PLACED = [name for names in BEYOND_A_SCHEMA.values() for name in names]


def test_every_case_beyond_a_schema_is_there_and_has_one_reason() -> None:
    assert sorted(set(PLACED)) == sorted(PLACED)
    assert set(PLACED) <= {folder.name for folder in BAD}


def _refused(folder: Path) -> dict[str, list[str]]:
    """The files that their schema refuses, with what it says; a file that is no JSON is not the schema's to judge."""
    found = {}
    for kind, path in _files(folder):
        try:
            faults = _faults(kind, _read(path))
        except (YAMLError, UnicodeDecodeError, RecursionError, _NoJson):
            continue
        if faults:
            found[path.relative_to(folder).as_posix()] = faults
    return found


@pytest.mark.parametrize("folder", [_named(folder) for folder in BAD if not folder.name.startswith("warning-")])
def test_it_refuses_what_is_wrong(folder: Path) -> None:
    refused = _refused(folder)
    if folder.name in PLACED:
        assert refused == {}, "a schema can after all: take it out of BEYOND_A_SCHEMA"
        return
    assert refused != {}, "say in BEYOND_A_SCHEMA why a schema can't, or teach it"
    wrong = {line.partition(":")[0] for line in (folder / "expected.txt").read_text("utf-8").splitlines()}
    assert set(refused) <= wrong


def _indicator(**keys: object) -> list[str]:
    indicator = {"name": "A", "group": "g", "better": "lower", **keys}
    programme = {"id": "P", "name": "P", "years": [2021, 2025]}
    return _faults("targets", {"programme": programme, "groups": {"g": "G"}, "indicators": {"a": indicator}})


def _target(target: object, year: str = "2022") -> list[str]:
    return _indicator(targets={year: target})


ONE_FORM: tuple[dict[str, Any], ...] = (
    {"value": 3},
    {"from": 30, "to": 35},
    {"about": 3},
    {"under": 3},
    {"change": -0.1},
    {"change_percent": -20},
)


@pytest.mark.parametrize("form", [3, 2.23, True, {"value": True}, *ONE_FORM], ids=str)
def test_a_target_has_any_one_form(form: object) -> None:
    assert _target(form) == []


@pytest.mark.parametrize("form", ONE_FORM, ids=str)
@pytest.mark.parametrize("other", ONE_FORM, ids=str)
def test_a_target_has_no_second_form(form: dict[str, Any], other: dict[str, Any]) -> None:
    assert (_target({**form, **other}) == []) == (form == other)
    assert _target({**form, **dict.fromkeys(other.keys() - form.keys())}) == []  # null is as good as nothing


@pytest.mark.parametrize("form", [{"from": 30}, {"to": 35}, {"from": 30, "to": None}, {"value": 3, "to": 35}], ids=str)
def test_from_needs_to(form: dict[str, Any]) -> None:
    assert _target(form) != []


@pytest.mark.parametrize("form", [{"change": -0.1}, {"change_percent": -20}], ids=str)
def test_a_change_is_no_target_of_the_term(form: dict[str, Any]) -> None:
    assert _target(form, "term") != []


@pytest.mark.parametrize("figure", [3, 2.9, "3", "2,9", "2.9%", True, [3], {"value": 3}], ids=repr)
@pytest.mark.parametrize(
    "place",
    [
        pytest.param(lambda figure: _indicator(limits={"from": figure}), id="limits-from"),
        pytest.param(lambda figure: _indicator(limits={"to": figure}), id="limits-to"),
        pytest.param(lambda figure: _indicator(baseline={"year": 2020, "value": figure}), id="baseline"),
        pytest.param(lambda figure: _target({"value": 5, "exceeded": figure}), id="exceeded"),
        pytest.param(lambda figure: _target({"from": figure, "to": 4}), id="from"),
        pytest.param(lambda figure: _target({"under": figure}), id="under"),
        pytest.param(lambda figure: _target({"change": figure}), id="change"),
    ],
)
def test_a_figure_is_a_number_everywhere(place: Callable[[object], list[str]], figure: object) -> None:
    assert (place(figure) == []) == (figure in (3, 2.9))


@pytest.mark.parametrize("cumulative", [True, False, None])
def test_milestones_are_not_summed(cumulative: bool | None) -> None:
    assert (_indicator(cumulative=cumulative, targets={"2022": True}) != []) == bool(cumulative)
    assert _indicator(cumulative=cumulative, targets={"2022": 3}) == []


def test_every_day_is_a_date() -> None:
    first = datetime.date(2023, 1, 1)
    days = [(first + datetime.timedelta(days=each)).isoformat() for each in range(731)]
    dates = [*days, "2022", 2022, "2023-01", "2023-12"]
    assert [each for each in dates if _faults("actuals", {"year": 2022, "as_of": each, "actuals": None})] == []


# --- the schema and the loader, on documents that nobody wrote --------------------------------------------------------

ODD = st.sampled_from(
    [
        *(None, True, False, 0, -1, 95, 2.5, 1e28, 1e29, 22, 2022, 10000),
        *("", " ", "a", "95", "term", "met", "not-started", "higher", "annual", "22", "2022", "2022-12", "2022-13"),
        *([], {}, ["r"], ["r", None], [2021, 2022], {"en": "A"}, {"en": ""}, {"en": None}, {"en_US": "A"}),
        *({"value": 3}, {"from": 1, "to": 2}, {"annual": "met"}, {"value": {"value": 3}}),
    ]
)
TEXTS = st.sampled_from(["A", 1.5, True, {"vi": "A", "pt-BR": 1}])
NOTES = {"source": st.sampled_from(["r", ["r"], [], None]), "note": st.one_of(TEXTS, st.none())}
FIGURES = st.sampled_from([0, 3, 2.5, 95, -1, None])
YEARS = st.sampled_from([2021, 2022, "2023"])


def _mostly(usual: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The usual, and now and then something odd."""
    return st.sampled_from(range(60)).flatmap(lambda dice: ODD if dice == 31 else usual)


def _map(
    needed: Mapping[str, st.SearchStrategy[Any]], optional: Mapping[str, st.SearchStrategy[Any]]
) -> st.SearchStrategy[dict[str, Any]]:
    """A map of these keys; now and then one that is needed is missing, or one is too many."""
    drawn = st.fixed_dictionaries(
        {key: _mostly(value) for key, value in needed.items()},
        optional={key: _mostly(value) for key, value in optional.items()},
    )
    return st.tuples(drawn, st.sampled_from(range(80))).map(lambda both: _spoil(both[0], list(needed), both[1]))


def _spoil(drawn: dict[str, Any], needed: list[str], dice: int) -> dict[str, Any]:
    if dice == 41:
        return {**drawn, "unheard-of": 1}
    lost = needed[dice - 51] if 51 <= dice < 51 + len(needed) else None
    return {key: value for key, value in drawn.items() if key != lost}


FORMS: list[dict[str, st.SearchStrategy[Any]]] = [
    {"value": st.one_of(FIGURES, st.just(True))},
    {"from": st.sampled_from([0, 3]), "to": st.sampled_from([3, 95])},
    {"about": FIGURES},
    {"under": FIGURES},
    {"over": FIGURES},
    {"change": FIGURES},
    {"change_percent": FIGURES},
    {"from_baseline_percent": FIGURES},
    {},
]
PAST = st.one_of(FIGURES, st.sampled_from(["never", "nevr"]))
DUE = st.sampled_from([None, None, None, 2030, 2019])
ANY_FORM = {key: values for form in FORMS for key, values in form.items()}
WAS = st.lists(
    _map(
        {},
        {
            **dict.fromkeys(("value", "about", "under", "over"), FIGURES),
            "until": st.sampled_from(["2021-08", 2021, "soon"]),
            **NOTES,
        },
    ),
    max_size=2,
)
TARGETS = st.one_of(
    FIGURES,
    st.just(True),
    st.sampled_from(FORMS).flatmap(lambda form: _map(form, {"exceeded": PAST, "by": DUE, "was": WAS, **NOTES})),
    _map({}, {**ANY_FORM, "exceeded": PAST}),
)
INDICATORS = _map(
    {"name": TEXTS, "group": st.just("g"), "better": st.sampled_from(["higher", "lower", "within", None])},
    {
        "unit": TEXTS,
        "limits": _map({}, {"from": FIGURES, "to": FIGURES}),
        "baseline": _map({"year": YEARS, "value": st.sampled_from([3, 2.5])}, NOTES),
        "cumulative": st.sampled_from([True, False, None]),
        "years": st.just([2021, "2025"]),
        "breaks": st.lists(YEARS, max_size=2),
        "lead": TEXTS,
        "every": st.one_of(st.none(), TARGETS),
        "targets": st.dictionaries(
            st.sampled_from(["2021", "2022", "2025", "term", "term", "trem"]), _mostly(TARGETS), max_size=3
        ),
        **NOTES,
    },
)
TARGETS_FILES = _map(
    {
        "programme": _map(
            {
                "id": TEXTS.filter(lambda text: not isinstance(text, dict)),
                "name": TEXTS,
                "years": st.just([2021, 2025]),
            },
            {"note": TEXTS, "kind": TEXTS, "exceeded": st.sampled_from(["never", None, 3])},
        ),
        "indicators": st.dictionaries(st.sampled_from(["a", "b", "2022"]), _mostly(INDICATORS), max_size=2),
    },
    {
        "sources": st.fixed_dictionaries(
            {
                "r": _mostly(
                    _map(
                        {"title": TEXTS},
                        {
                            "date": st.sampled_from([2022, "2022-12-31", "2022-12", None]),
                            "publisher": TEXTS,
                            "url": st.just("https://example.org"),
                        },
                    )
                )
            }
        ),
        "groups": st.fixed_dictionaries({"g": _mostly(TEXTS)}),
    },
)
VERDICTS = st.sampled_from(["exceeded", "met", "unmet", "not-started"])
ENTRIES = st.one_of(
    FIGURES,
    st.booleans(),
    _map(
        {},
        {
            "value": st.one_of(FIGURES, st.booleans()),
            "reported": st.one_of(
                VERDICTS,
                _map({}, {"annual": VERDICTS, "term": VERDICTS, "inferred": st.booleans(), "source": st.just("s")}),
            ),
            "inferred": st.booleans(),
            "provisional": st.booleans(),
            "as_of": st.sampled_from(["2022-12-31", "2022-12", 2022]),
            **NOTES,
        },
    ),
)
COUNTS = st.sampled_from([0, 1, 27, None])
ACTUALS_FILES = _map(
    {
        "year": st.sampled_from([2022, "2022"]),
        "actuals": st.dictionaries(st.sampled_from(["a", "b", "2022"]), _mostly(ENTRIES), max_size=3),
    },
    {
        "as_of": st.sampled_from(["2022-12-31", 2022]),
        "published": st.lists(
            _map(
                {},
                {
                    "against": st.sampled_from(["annual", "term"]),
                    **dict.fromkeys(model.COUNTS, COUNTS),
                    "release": st.sampled_from(["first", None, "last"]),
                    **NOTES,
                },
            ),
            max_size=2,
        ),
        **NOTES,
    },
)
KNOWN: dict[str, Any] = {
    "programme": {"id": "P", "name": "P", "years": [2021, 2025]},
    "sources": {"r": {"title": "R"}},
    "groups": {"g": "G"},
    "indicators": {id_: {"name": "A", "group": "g"} for id_ in ("a", "b", "2022")},
}
BEYOND = {
    "from {low} to {high} runs backwards",
    "exceeded: {exceeded} is not past the target's {near}",
    "{figure} is outside the limits {low} to {high}",
    "{id} is not one of the groups",
    "{id} is not in targets.yaml",
    "{id} is not one of the sources",
    "the target of the term is due in {year}, before the programme's first year {first}",
}
"""The phrases of the faults that only the loader can find: each compares two things."""


def _loading(targets: object, actuals: object | None = None) -> set[str]:
    """The phrases of the errors that the loader finds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "targets.yaml").write_text(json.dumps(targets), "utf-8")
        if actuals is not None:
            (folder / "actuals").mkdir()
            (folder / "actuals" / "2022.yaml").write_text(json.dumps(actuals), "utf-8")
        try:
            load(folder)
        except DataError as error:
            return {problem.text for problem in error.problems if problem.severity is Severity.ERROR}
    return set()


def _agree(faults: list[str], phrases: set[str]) -> None:
    if faults:
        assert phrases != set(), "the schema refuses what loads"
    else:
        assert phrases <= BEYOND, "the loader refuses what the schema could"


MANY = examples(200)


@MANY
@given(TARGETS_FILES)
def test_schema_and_loader_agree_on_targets(document: dict[str, Any]) -> None:
    _agree(_faults("targets", document), _loading(document))


@MANY
@given(ACTUALS_FILES)
def test_schema_and_loader_agree_on_actuals(document: dict[str, Any]) -> None:
    _agree(_faults("actuals", document), _loading(KNOWN, document))


# --- the machine outputs ----------------------------------------------------------------------------------------------

TALLY = (
    "met_or_exceeded total exceeded met unmet not_started unscored withdrawn "
    "computed reported inferred discrepancies provisional"
)
CONTRACT: Mapping[str, Mapping[str, str]] = {
    "list": {
        "": "schema programme year indicators",
        "indicators": "id name group unit names better lead cumulative target part_of place",
        "indicators.target": "form low high",
    },
    "score": {
        "": "schema programme year against latest tally published groups indicators",
        "tally": TALLY,
        "published": "as_of agrees differences release",
        "published.differences": "count published found",
        "groups": "id tally",
        "groups.tally": TALLY,
        "indicators": "id name group unit status basis reason reported discrepancy actual target gap achieved_percent "
        "provisional inferred source sources note figure_year year_share_percent parts counts mean place",
        "indicators.mean": "sum years",
        "indicators.sources": "actual reported target base",
        "indicators.target": "form low high",
        "indicators.parts": "id name group unit status basis reason reported discrepancy actual target gap "
        "achieved_percent provisional inferred source sources note figure_year year_share_percent mean place",
        "indicators.parts.mean": "sum years",
        "indicators.parts.sources": "actual reported target base",
        "indicators.parts.target": "form low high",
    },
    "places": {
        "": "schema programme year against latest indicator places whole rollup by sums",
        "places": "id name kind within tally own_targets published rank gave_figures withdrawn line statuses",
        "sums": "id name places tally",
        "sums.tally": TALLY,
        "places.tally": TALLY,
        "places.published": "as_of agrees differences release",
        "places.published.differences": "count published found",
        "places.line": "id name group unit status basis reason reported discrepancy actual target gap achieved_percent "
        "provisional inferred source sources note figure_year year_share_percent parts counts mean place own_target",
        "places.line.mean": "sum years",
        "places.line.sources": "actual reported target base",
        "places.line.target": "form low high",
        "places.line.parts": "id name group unit status basis reason reported discrepancy actual target gap "
        "achieved_percent provisional inferred source sources note figure_year year_share_percent mean place",
        "places.line.parts.mean": "sum years",
        "places.line.parts.sources": "actual reported target base",
        "places.line.parts.target": "form low high",
        "places.statuses": "id status",
        "whole": "tally published line statuses",
        "whole.tally": TALLY,
        "whole.published": "as_of agrees differences release",
        "whole.published.differences": "count published found",
        "whole.line": "id name group unit status basis reason reported discrepancy actual target gap achieved_percent "
        "provisional inferred source sources note figure_year year_share_percent parts counts mean place own_target",
        "whole.line.mean": "sum years",
        "whole.line.sources": "actual reported target base",
        "whole.line.target": "form low high",
        "whole.line.parts": "id name group unit status basis reason reported discrepancy actual target gap "
        "achieved_percent provisional inferred source sources note figure_year year_share_percent mean place",
        "whole.line.parts.mean": "sum years",
        "whole.line.parts.sources": "actual reported target base",
        "whole.line.parts.target": "form low high",
        "whole.statuses": "id status",
        "rollup": "indicator within of asked missing found says agrees",
    },
    "places-diff": {
        "": "schema programme old new against places whole",
        "places": "id name kind within tally judged_in_both net",
        "places.tally": "old new",
        "places.tally.old": TALLY,
        "places.tally.new": TALLY,
        "whole": "tally judged_in_both net",
        "whole.tally": "old new",
        "whole.tally.old": TALLY,
        "whole.tally.new": TALLY,
    },
    "places-trend": {
        "": "schema programme against years places whole",
        "places": "id name kind within years",
        "places.years": "year tally",
        "places.years.tally": TALLY,
        "whole": "year tally",
        "whole.tally": TALLY,
    },
    "places-check": {
        "": "schema programme year against passed places",
        "places": "id name kind within passed tally gates",
        "places.tally": TALLY,
        "places.gates": "gate expected found passed indicators",
    },
    "diff": {
        "": "schema programme old new against tally judged_in_both net counts restated indicators",
        "tally": "old new",
        "tally.old": TALLY,
        "tally.new": TALLY,
        "counts": "regressed improved gained lost changed restated same added removed",
        "restated": "what year old new",
        "indicators": "id change status actual movement target restated counts parts",
        "indicators.status": "old new",
        "indicators.actual": "old new",
        "indicators.target": "old new",
        "indicators.target.old": "form low high",
        "indicators.target.new": "form low high",
        "indicators.parts": "id change status actual movement target restated",
        "indicators.parts.status": "old new",
        "indicators.parts.actual": "old new",
        "indicators.parts.target": "old new",
        "indicators.parts.target.old": "form low high",
        "indicators.parts.target.new": "form low high",
    },
    "check": {
        "": "schema programme year against latest passed gates",
        "gates": "gate expected found passed indicators",
    },
    "lint": {
        "": "schema problems",
        "problems": "code severity path line column message hint",
    },
    "outlook": {
        "": "schema programme year counts indicators published",
        "counts": "moving-away far-behind behind on-track reached unscored withdrawn",
        "indicators": "id name group unit outlook reason ratio method baseline actual target projection required_pace "
        "next_target due counts required_mean basis reported parts",
        "indicators.next_target": "year form low high projection",
        "indicators.baseline": "year value",
        "indicators.actual": "year value provisional",
        "indicators.target": "form low high",
        "indicators.parts": "id name group unit outlook reason ratio method baseline actual target projection "
        "required_pace next_target due required_mean basis reported",
        "indicators.parts.next_target": "year form low high projection",
        "indicators.parts.baseline": "year value",
        "indicators.parts.actual": "year value provisional",
        "indicators.parts.target": "form low high",
        "published": "as_of agrees differences release",
        "published.differences": "count published found",
    },
    "trend": {
        "": "schema programme against years tallies indicators",
        "tallies": TALLY,
        "indicators": "id name group unit statuses actuals counts parts",
        "indicators.parts": "id name group unit statuses actuals",
    },
    "show": {
        "": "schema programme against id name group unit better lead cumulative average breaks baseline years",
        "baseline": "year value",
        "years": "year id name group unit status basis reason reported discrepancy actual target gap achieved_percent "
        "provisional inferred source sources note figure_year year_share_percent parts counts mean place",
        "years.mean": "sum years",
        "years.sources": "actual reported target base",
        "years.target": "form low high",
        "years.parts": "id name group unit status basis reason reported discrepancy actual target gap "
        "achieved_percent provisional inferred source sources note figure_year year_share_percent mean place",
        "years.parts.mean": "sum years",
        "years.parts.sources": "actual reported target base",
        "years.parts.target": "form low high",
    },
    "focus": {
        "": "schema programme year against carried total leads",
        "leads": "lead indicators",
        "leads.indicators": "id name group unit status basis reason actual short_by since years next needed source "
        "place parts",
        "leads.indicators.next": "year form low high",
        "leads.indicators.parts": "id name group unit status basis reason actual short_by since years next "
        "needed source place",
        "leads.indicators.parts.next": "year form low high",
    },
}
"""Part 4 of the contract: every object of an output, with its keys in their order."""


def _keys_told(name: str) -> dict[str, str]:
    """Every object of an output's schema with its keys; each must be needed, and none else allowed."""
    body = schema(name)
    found: dict[str, str] = {}

    def walk(part: dict[str, Any], path: str) -> None:
        if "$ref" in part:
            walk(body["$defs"][part["$ref"].rpartition("/")[2]], path)
        elif "properties" in part:
            assert part["required"] == list(part["properties"])
            assert part["additionalProperties"] is False
            found[path] = " ".join(part["properties"])
            for key, value in part["properties"].items():
                walk(value, f"{path}.{key}".lstrip("."))
        elif "items" in part:
            walk(part["items"], path)

    walk(body, "")
    return found


_IN_THE_DATAS_OWN_KEYS = ("restated.old", "restated.new")


def _keys_found(part: object, path: str = "") -> Iterator[tuple[str, str]]:
    if path in _IN_THE_DATAS_OWN_KEYS:
        return
    if isinstance(part, dict):
        yield path, " ".join(part)
        for key, value in part.items():
            yield from _keys_found(value, f"{path}.{key}".lstrip("."))
    elif isinstance(part, list):
        for each in part:
            yield from _keys_found(each, path)


@pytest.mark.parametrize("name", OUTPUTS)
def test_the_schema_of_an_output_has_the_keys_of_the_contract(name: str) -> None:
    assert _keys_told(name) == CONTRACT[name]


def _hold(name: str, printed: str, seen: set[tuple[str, str]]) -> None:
    """Hold what was printed to its schema, and note the keys of its objects."""
    document = json.loads(printed)
    assert _faults(name, document) == []
    seen.update(_keys_found(document))


def _cards(folder: Path, against: str = Against.ANNUAL) -> list[Scorecard]:
    programme = load(folder)
    first, last = programme.years
    periods: list[Period] = [*programme.actuals, *programme.months]
    return [score(programme, each, against) for each in periods if first <= programme.year_of(each) <= last]


def _scores(folder: Path) -> Iterator[object]:
    for against in Against:
        yield from (ScoreResult(card=card) for card in _cards(folder, against))


def _diffs(folder: Path) -> Iterator[object]:
    cards = _cards(folder)
    sides = Sides(old="", new="", years=True)
    for old in cards:
        yield from (DiffResult(diff=diff(old, new), sides=lambda _language: sides) for new in cards)


def _checks(folder: Path) -> Iterator[object]:
    fail_on = ["unmet", "discrepancy", "provisional", "inferred", "published"]
    cards = _cards(folder)
    for card in cards:
        yield check(card)
        yield check(card, parse_least("85.5%"), fail_on, cards[0])
        yield check(card, parse_least("24"))


def _lints(folder: Path) -> Iterator[object]:
    with contextlib.suppress(DataError):  # there are no targets that could be opened
        yield LintResult(problems=DataSet(folder, "data").lint(), files=1)


def _outlooks(folder: Path) -> Iterator[object]:
    for card in _cards(folder):
        yield outlook(load(folder), card.year)


def _trends(folder: Path) -> Iterator[object]:
    for against in Against:
        if cards := _cards(folder, against):
            yield TrendResult(cards=cards, rows=lambda _line: True)


def _shows(folder: Path) -> Iterator[object]:
    for against in Against:
        if cards := _cards(folder, against):
            yield from (ShowResult(cards=cards, at=at) for at in range(len(cards[0].rows)))


def _lists(folder: Path) -> Iterator[object]:
    for card in _cards(folder):
        programme = card.programme
        for shown in (card, None):
            yield ListResult(programme=programme, ids=tuple(programme.indicators), text=None, card=shown)


def _foci(folder: Path) -> Iterator[object]:
    for against in Against:
        for card in _cards(folder, against):
            yield focus(load(folder), card.year, against)


def _places(folder: Path) -> Iterator[object]:
    programme = load(folder)
    there = set(programme.actuals).union(*(each.actuals for each in programme.places.values()))
    for year in sorted(there & {2022, 2023, 2024}) if programme.places else ():
        report = places(programme, year)
        shown = report.places
        yield PlacesResult(report=report, places=shown, indicator=None, grid=False)
        yield PlacesResult(report=report, places=shown, indicator=None, grid=True)
        for by in ("within", "kind", "group"):
            yield PlacesResult(report=report, places=shown, indicator=None, grid=False, by=by, sums=summed(report, by))
        for indicator in programme.indicators:
            yield PlacesResult(report=report, places=shown, indicator=indicator, grid=False)


def _places_diffs(folder: Path) -> Iterator[object]:
    programme = load(folder)
    if programme.places:
        found = diff_places(programme, 2022, 2023)
        yield PlacesDiffResult(found=found, sides=lambda _say: PlaceSides("2022", "2023"))


def _places_trends(folder: Path) -> Iterator[object]:
    programme = load(folder)
    if programme.places:
        yield trend_places(programme)


def _places_checks(folder: Path) -> Iterator[object]:
    programme = load(folder)
    if programme.places and any(each.read(2022) for each in programme.places.values()):
        yield check_places(places(programme, 2022), Gates(parse_least("80%"), ["published"]))


RESULTS: Mapping[str, Callable[[Path], Iterator[object]]] = {
    "score": _scores,
    "diff": _diffs,
    "check": _checks,
    "lint": _lints,
    "outlook": _outlooks,
    "trend": _trends,
    "show": _shows,
    "focus": _foci,
    "list": _lists,
    "places": _places,
    "places-diff": _places_diffs,
    "places-trend": _places_trends,
    "places-check": _places_checks,
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_what_is_printed_of_the_corpus_fits_its_schema(name: str) -> None:
    seen: set[tuple[str, str]] = set()
    for folder in (HANOI, DISTRICTS, *GOOD, *(BAD if name == "lint" else ())):
        for result in RESULTS[name](folder):
            _hold(name, write_json(name, result, Say.of("vi")), seen)
    assert seen == set(CONTRACT[name].items())  # every object of the contract was met, its keys always in one order


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("score", ["2022"]),
        ("score", ["2022", "--against", "term", "--summary"]),
        ("diff", ["2021", "2022"]),
        ("check", ["2022", "--min-met", "23"]),
        ("lint", []),
        ("outlook", ["2023"]),
        ("trend", ["--group", "welfare"]),
        ("show", ["poverty-rate"]),
        ("focus", ["2022"]),
        ("list", ["rate", "--year", "2022"]),
    ],
    ids=["score", "score-summary", "diff", "check", "lint", "outlook", "trend", "show", "focus", "list"],
)
def test_the_commands_print_what_their_schemas_say(quick: Quick, name: str, arguments: list[str]) -> None:
    run = quick(name, *arguments, "--format", "json")
    assert run.code == 0
    assert _faults(name, json.loads(run.out)) == []


def _spoilt(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    document: dict[str, Any] = copy.deepcopy(json.loads(write_json("score", next(_scores(HANOI)), Say.of("en"))))
    change(document)
    return document


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda card: card.pop("published"), id="a-key-missing"),
        pytest.param(lambda card: card.update(more=1), id="a-key-too-many"),
        pytest.param(lambda card: card.update(schema="ansinh/score/2"), id="another-version"),
        pytest.param(lambda card: card["tally"].pop("met"), id="a-count-missing"),
        pytest.param(lambda card: card["tally"].update(met=-1), id="a-count-below-zero"),
        pytest.param(lambda card: card["indicators"][0].update(status="passed"), id="an-unknown-status"),
        pytest.param(lambda card: card["indicators"][0].update(status=None), id="no-status"),
        pytest.param(lambda card: card["indicators"][0].update(actual="2.23"), id="a-figure-as-text"),
        pytest.param(lambda card: card["indicators"][0].update(place="/home/actuals/2022.yaml:1:1"), id="a-whole-path"),
        pytest.param(lambda card: card["indicators"][0].update(target={"form": "value"}), id="a-target-without-edges"),
        pytest.param(lambda card: card["indicators"][0].update(reason="because"), id="an-unknown-reason"),
    ],
)
def test_the_schema_of_the_scorecard_refuses_anything_else(change: Callable[[dict[str, Any]], object]) -> None:
    assert _faults("score", _spoilt(len)) == []
    assert _faults("score", _spoilt(change)) != []


# --- the command ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_command_prints_a_schema(quick: Quick, name: str) -> None:
    page = quick("schema", name).page
    assert page == json.dumps(json.loads(page), indent=2, ensure_ascii=False) + "\n"
    assert json.loads(page) == schema(name)


def test_the_command_writes_a_schema_to_a_file(quick: Quick, tmp_path: Path) -> None:
    assert quick("schema", "targets", "--output", tmp_path / "t.json").page == ""
    assert (tmp_path / "t.json").read_bytes() == (ROOT / "schemas" / "targets.json").read_bytes()


@pytest.mark.parametrize(
    ("asked", "language", "told"),
    [
        pytest.param(
            "target",
            "en",
            "there is no schema of 'target', only of targets, actuals, place-list, place, score, places, diff, check, "
            "lint, outlook, trend, show, focus, list, places-diff, places-trend or places-check "
            "(did you mean targets?)\n",
            id="near-one",
        ),
        pytest.param(
            "zzz",
            "en",
            "there is no schema of 'zzz', only of targets, actuals, place-list, place, score, places, diff, check, "
            "lint, outlook, trend, show, focus, list, places-diff, places-trend or places-check (name one of them)\n",
            id="near-none",
        ),
        pytest.param(
            "Check",
            "vi",
            "không có lược đồ 'Check', chỉ có targets, actuals, place-list, place, score, places, diff, "
            "check, lint, outlook, trend, show, focus, list, places-diff, places-trend hoặc places-check "
            "(ý bạn là check?)\n",
            id="in-vietnamese",
        ),
    ],
)
def test_an_unknown_name_is_a_usage_error(quick: Quick, asked: str, language: str, told: str) -> None:
    run = quick("schema", asked, env={"ANSINH_LANG": language})
    assert (run.code, run.stdout, run.stderr) == (2, "", told)


def test_no_name_is_a_usage_error(quick: Quick) -> None:
    run = quick("schema")
    assert (run.code, run.stdout) == (2, "")
    assert "NAME" in run.stderr


def test_a_shell_completes_the_names(ansinh: Ansinh) -> None:
    run = ansinh(env={"_ANSINH_COMPLETE": "complete_bash", "COMP_WORDS": "ansinh schema ", "COMP_CWORD": "2"})
    assert run.stdout.split() == list(NAMES)
