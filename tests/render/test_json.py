"""JSON, contract part 4: key for key, figures with the digits of the data, null where there is none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from an_sinh.render.as_json import write

if TYPE_CHECKING:
    from tests.conftest import Quick

ROOT = Path(__file__).parents[2]

# Written down here, not taken from the code: in the contract's order.
CARD = ["schema", "programme", "year", "against", "latest", "tally", "published", "groups", "indicators"]
TALLY = [
    *("met_or_exceeded", "total", "exceeded", "met", "unmet", "not_started"),
    *("unscored", "withdrawn", "computed", "reported", "inferred", "discrepancies", "provisional"),
]
PUBLISHED = ["as_of", "agrees", "differences", "release"]
DIFFERENCE = ["count", "published", "found"]
GROUP = ["id", "tally"]
INDICATOR = [
    *("id", "name", "group", "unit", "status", "basis", "reason", "reported", "discrepancy"),
    *("actual", "target", "gap", "achieved_percent", "provisional"),
    *("inferred", "source", "sources", "note", "figure_year", "year_share_percent", "parts", "counts", "mean", "place"),
]
TARGET = ["form", "low", "high"]

RUNS = [
    "score 2022",
    "score 2025 --against term",
    "score 2023 --against term",
    "score 2022 --data tests/pages/river-town",
    "score 2022 --data tests/pages/hostile",
]


def score(quick: Quick, line: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(quick(*line.split(), "--format", "json").page, parse_float=Decimal)
    return found


# --- keys ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", RUNS)
def test_the_keys_are_the_contracts_in_its_order(quick: Quick, line: str) -> None:
    card = score(quick, line)
    assert list(card) == CARD
    assert card["groups"]
    assert card["indicators"]
    assert list(card["tally"]) == TALLY
    for each in card["published"]:
        assert list(each) == PUBLISHED
        assert all(list(difference) == DIFFERENCE for difference in each["differences"])
    for group in card["groups"]:
        assert list(group) == GROUP
        assert list(group["tally"]) == TALLY
    for row in card["indicators"]:
        assert list(row) == INDICATOR
        assert row["target"] is None or list(row["target"]) == TARGET


@pytest.mark.parametrize("line", RUNS)
def test_types_and_words(quick: Quick, line: str) -> None:
    card = score(quick, line)
    assert card["schema"] == "ansinh/score/1"
    assert card["against"] in {"annual", "term"}
    assert all(type(count) is int for count in card["tally"].values())
    reasons = {"no-actual", "no-target", "no-previous-year", "no-base", "gap-in-years", "series-break"}
    verdicts = {"exceeded", "met", "unmet", "not-started"}
    for row in card["indicators"]:
        assert row["status"] in verdicts | {"unscored", "withdrawn"}
        assert row["basis"] == ("none" if row["status"] not in verdicts else row["basis"])
        assert row["basis"] in {"computed", "reported", "inferred", "none"}
        assert (row["reason"] in reasons) if row["status"] == "unscored" else (row["reason"] is None)
        assert row["reported"] in verdicts | {None}
        assert type(row["discrepancy"]) is bool
        assert type(row["provisional"]) is bool
        assert isinstance(row["source"], list)
        assert re.fullmatch(r"(targets|actuals/\d{4})\.yaml:\d+:\d+", row["place"])


@pytest.mark.parametrize("line", RUNS)
def test_the_tallies_are_those_of_the_rows(quick: Quick, line: str) -> None:
    card = score(quick, line)
    assert card["tally"] == counted(card["indicators"])
    for group in card["groups"]:
        assert group["tally"] == counted([row for row in card["indicators"] if row["group"] == group["id"]])
    sums = {key: sum(group["tally"][key] for group in card["groups"]) for key in TALLY}
    assert sums == card["tally"]


def counted(rows: list[dict[str, Any]]) -> dict[str, int]:
    status = [row["status"].replace("-", "_") for row in rows]
    found = {key: status.count(key) for key in TALLY}
    found |= {key: [row["basis"] for row in rows].count(key) for key in ("computed", "reported", "inferred")}
    found["met_or_exceeded"] = found["met"] + found["exceeded"]
    found["total"] = len(rows) - found["withdrawn"]
    found["discrepancies"] = sum(row["discrepancy"] for row in rows)
    found["provisional"] = sum(row["provisional"] for row in rows)
    return found


# --- values ----------------------------------------------------------------------------------------------------------


def test_the_contracts_own_example(quick: Quick) -> None:
    card = score(quick, "score 2022")
    assert (card["programme"], card["year"], card["against"]) == ("08-CTr/TU", 2022, "annual")
    assert list(card["tally"].values()) == [23, 27, 9, 14, 3, 1, 0, 0, 5, 8, 14, 0, 0]
    assert card["published"] == [{"as_of": "2023-01-09", "agrees": True, "differences": [], "release": None}]
    jobs = next(row for row in card["indicators"] if row["id"] == "jobs-created")
    place = jobs.pop("place")
    assert jobs == {
        "id": "jobs-created",
        "name": "Jobs created",
        "group": "social-security",
        "unit": "persons",
        "status": "exceeded",
        "basis": "computed",
        "reason": None,
        "reported": "exceeded",
        "discrepancy": False,
        "actual": 203027,
        "target": {"form": "value", "low": 160000, "high": 160000},
        "gap": 43027,
        "achieved_percent": Decimal("126.891875"),
        "provisional": False,
        "inferred": [],
        "source": ["nguoi-ha-noi-2023-01-10", "vietnamplus-2023-06", "hanoi-times-2022-10-06"],
        "sources": {
            "actual": ["nguoi-ha-noi-2023-01-10", "vietnamplus-2023-06"],
            "reported": ["nguoi-ha-noi-2023-01-10"],
            "target": ["hanoi-times-2022-10-06"],
            "base": [],
        },
        "note": None,
        "figure_year": 2022,
        "year_share_percent": None,
        "parts": None,
        "counts": True,
        "mean": None,
    }
    file, line, column = place.split(":")
    assert (ROOT / "data" / file).read_text("utf-8").splitlines()[int(line) - 1][int(column) - 1 :].startswith("jobs-")


def test_a_year_that_was_nearly_all_met(quick: Quick) -> None:
    tally = score(quick, "score 2025 --against term")["tally"]
    assert (tally["met_or_exceeded"], tally["total"], tally["withdrawn"]) == (25, 26, 1)


def test_published_headlines_agree_differ_or_cannot_be_decided(quick: Quick) -> None:
    published = score(quick, "score 2022 --data tests/pages/river-town")["published"]
    assert [each["agrees"] for each in published] == [True, None, False, False]
    assert [each["as_of"] for each in published] == ["2023-02-01", "2023-03-01", "2023-04", None]
    assert [[difference["count"] for difference in each["differences"]] for each in published] == [
        [],
        ["met_or_exceeded"],
        ["met_or_exceeded", "total", "not_started"],
        ["unmet"],
    ]
    assert published[3]["differences"] == [{"count": "unmet", "published": 3, "found": 4}]


# By the rules of the contract's part 2, by hand: actual, form, low, high, gap, achieved per cent.
RIVER = {
    "school-meals": ("12999.5", "value", "12000", "13000", "999.5", "108.329167"),
    "library-visits": ("4500", "range", "4000", "4500", "500", "112.5"),
    "waiting-time": ("9.5", "value", "9.5", "9.5", "0", "100"),
    "accidents": ("3", "under", None, "3", "0", "100"),
    "noise": ("44", "under", "45", "55", "11", "125"),
    "clean-water": ("97.25", "over", "95", None, "2.25", "102.368421"),
    "plastic": ("2.500", "value", "2.5", "2.5", "0", "100"),
    "households-in-need": ("201", "change_percent", "200", "200", "-1", "98"),
    "trees": ("1204", "change", "1204", "1204", "0", None),
    "mean-age": ("18", "change", "18.25", "18.25", "0.25", "200"),
    "water-level": ("-0.75", "range", "-0.5", "1.25", "-0.25", None),
    "fish": ("12", "change", None, None, None, None),
    "night-school": (None, "value", "3", "3", None, None),
    "sister-town": (None, None, None, None, None, None),
    "swimmers": ("640", None, None, None, None, None),
    "toll": (None, None, None, None, None, None),
}


@pytest.mark.parametrize("id_", RIVER)
def test_figures_by_hand(quick: Quick, id_: str) -> None:
    rows = score(quick, "score 2022 --data tests/pages/river-town")["indicators"]
    row = next(row for row in rows if row["id"] == id_)
    target = row["target"] or {"form": None, "low": None, "high": None}
    found = (row["actual"], target["form"], target["low"], target["high"], row["gap"], row["achieved_percent"])
    actual, form, *figures = RIVER[id_]
    wanted = [exact(actual), form, *map(exact, figures)]
    assert [Decimal(each) if type(each) is int else each for each in found] == wanted


def exact(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def test_a_milestone_is_true_or_false_and_has_no_edges(quick: Quick) -> None:
    rows = {row["id"]: row for row in score(quick, "score 2022 --data tests/pages/river-town")["indicators"]}
    assert (rows["footbridge"]["actual"], rows["ferry-landing"]["actual"]) == (True, False)
    assert rows["footbridge"]["target"] == {"form": "milestone", "low": None, "high": None}
    assert (rows["footbridge"]["gap"], rows["footbridge"]["achieved_percent"]) == (None, None)


# --- digits ----------------------------------------------------------------------------------------------------------


FIGURES = [
    "2.23",
    "92.0",
    "0.10",
    "0.095",
    "203027",
    "9007199254740993",
    "0.1000000000000000055511151231",
    "1234567890123456789012345678",
    "-0.5",
    "0",
]


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_keeps_its_digits(quick: Quick, tmp_path: Path, figure: str) -> None:
    """As text: a float on the way would change them, and Decimal("92.0") == Decimal("92") would not see it."""
    page = page_of(quick, tmp_path, figure)
    assert re.findall(r'"actual": ([^\[].*),\n', page) == [figure]
    assert re.findall(r'"(?:low|high)": (.*?),?\n', page) == [figure, figure]


@pytest.mark.parametrize(("figure", "value"), [("8.0E+1", "80"), ("1e3", "1000"), ("1e-7", "0.0000001")])
def test_an_exponent_is_written_out(quick: Quick, tmp_path: Path, figure: str, value: str) -> None:
    """Every reader of JSON takes plain digits for the same number."""
    found = re.findall(r'"actual": (.*),\n', page_of(quick, tmp_path, figure))
    assert Decimal(found[0]) == Decimal(value)
    assert "e" not in found[0].lower()


def page_of(quick: Quick, folder: Path, figure: str) -> str:
    """The JSON of one indicator whose target and actual are this figure."""
    (folder / "actuals").mkdir()
    (folder / "targets.yaml").write_text(
        "programme: {id: P, name: P, years: [2022, 2022]}\n"
        "groups: {g: G}\n"
        f"indicators:\n  one: {{name: One, group: g, better: higher, targets: {{2022: {figure}}}}}\n"
    )
    (folder / "actuals" / "2022.yaml").write_text(f"year: 2022\nactuals: {{one: {figure}}}\n")
    return quick("score", "2022", "--format", "json", "--data", folder).page


@pytest.mark.parametrize("line", RUNS)
def test_a_percentage_has_at_most_six_decimals(quick: Quick, line: str) -> None:
    percents = [row["achieved_percent"] for row in score(quick, line)["indicators"]]
    told = [Decimal(each) for each in percents if each is not None]
    assert all(-int(each.as_tuple().exponent) <= 6 for each in told)
    assert any(each != each.to_integral_value() for each in told) or "hostile" in line


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError, match="no JSON for float"):
        write({"figure": 2.23})  # type: ignore[dict-item]  # that is the point


# --- the text --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", RUNS)
def test_what_a_terminal_would_obey_is_escaped(quick: Quick, line: str) -> None:
    page = quick(*line.split(), "--format", "json").page
    obeyed = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
    assert obeyed.findall(page) == []


def test_escaped_texts_are_the_texts_of_the_data(quick: Quick) -> None:
    card = score(quick, "score 2022 --data tests/pages/hostile")
    names = {row["id"]: row["name"] for row in card["indicators"]}
    assert card["programme"] == "H\x1b[31m-1"
    assert names["escape"] == "red \x1b[31m and bell \x07"
    assert names["reversed"] == "right \u202e to left \u2069"
    assert names["lines"] == "one\ntwo\r\nthree\u2028four\x85five\ttab"
    assert names["hidden"] == "zero\u200bwidth \ufeff and \x9b31m"


def test_letters_are_letters_in_utf_8_and_a_line_end_is_last(quick: Quick) -> None:
    done = quick("score", "2022", "--format", "json", "--lang", "vi")
    assert "Tỷ lệ thất nghiệp".encode() in done.out
    assert done.out.startswith(b"{\n")
    assert done.out.endswith(b"}\n")
    assert b"\r" not in done.out


class Digits(str):
    """A number's text, as it stands in the JSON."""

    __slots__ = ()


@pytest.mark.parametrize("line", RUNS)
def test_numbers_are_plain_digits(quick: Quick, line: str) -> None:
    page = quick(*line.split(), "--format", "json").page
    found = list(numbers(json.loads(page, parse_float=Digits, parse_int=Digits, parse_constant=Digits)))
    assert len(found) > 30
    assert [each for each in found if not re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?", each)] == []


def numbers(value: object) -> Iterator[Digits]:
    if isinstance(value, dict):
        for each in value.values():
            yield from numbers(each)
    elif isinstance(value, list):
        for each in value:
            yield from numbers(each)
    elif isinstance(value, Digits):
        yield value
