"""What carries over: which indicators, by whom, how far they fell short, since when, and what comes next."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from an_sinh.figures import plain
from an_sinh.judge.focus import CarryOver, Focus, focus
from an_sinh.pages.focus import focus_page, focus_prose
from an_sinh.pages.say import Say
from an_sinh.render.formats import formats_of
from an_sinh.render.screen import Screen
from tests.conftest import HANOI, ROOT
from tests.support_years import HIGHER, LOWER, WITHIN, Written, programme, reported

FORMATS = formats_of("focus")

if TYPE_CHECKING:
    from tests.conftest import Quick, Run

LIBRARY = ROOT / "examples" / "library"

Here = Callable[..., "Run"]


def carried(written: Written, year: int = 2022, against: str = "annual") -> CarryOver:
    """The one indicator that carries over."""
    ((_, (found,)),) = focus(programme({"it": written}), year, against).leads
    return found


def told(figure: Decimal | None) -> str | None:
    return None if figure is None else plain(figure)


# --- which ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "carries"),
    [
        ({"is": {2022: reported("exceeded")}}, False),
        ({"is": {2022: reported("met")}}, False),
        ({"is": {2022: reported("unmet")}}, True),
        ({"is": {2022: reported("not-started")}}, True),
        ({}, True),
        ({"years": ["2023", "2025"]}, False),
    ],
    ids=["exceeded", "met", "unmet", "not-started", "not-judged", "withdrawn"],
)
def test_the_unmet_the_not_started_and_the_unjudged_carry_over(written: Written, carries: bool) -> None:
    assert focus(programme({"it": written}), 2022).total == carries


def test_by_lead_in_file_order_and_those_without_one_last() -> None:
    found = focus(
        programme(
            {
                "a": {},
                "b": {"lead": "Second"},
                "c": {"lead": {"en": "First", "vi": "Đầu"}},
                "d": {"lead": "Second"},
                "e": {"lead": {"vi": "Đầu", "en": "First"}},
                "f": {"lead": "Nobody's", "is": {2022: reported("met")}},
            }
        ),
        2022,
    )
    assert [(lead, [each.line.id for each in members]) for lead, members in found.leads] == [
        ({"": "Second"}, ["b", "d"]),
        ({"en": "First", "vi": "Đầu"}, ["c", "e"]),
        (None, ["a"]),
    ]
    assert found.total == 5


# --- how far, since when ----------------------------------------------------------------------------------------------

SHORT = [
    pytest.param({**HIGHER, "targets": {2022: "5"}, "is": {2022: "3.5"}}, "1.5", id="higher"),
    pytest.param({**LOWER, "targets": {2022: "5"}, "is": {2022: "7"}}, "2", id="lower"),
    pytest.param({**WITHIN, "targets": {2022: {"from": "19", "to": "21"}}, "is": {2022: "23"}}, "2", id="within"),
    pytest.param({**LOWER, "targets": {2022: {"under": "5"}}, "is": {2022: "5"}}, "0", id="at-the-bound"),
    pytest.param({**HIGHER, "targets": {2022: "1e28"}, "is": {2022: "1e-28"}}, "9" * 28 + "." + "9" * 28, id="exact"),
    pytest.param({**HIGHER, "targets": {2022: "5"}, "is": {2022: reported("unmet")}}, None, id="no-figure"),
    pytest.param({"targets": {2022: "true"}, "is": {2022: "false"}}, None, id="milestone"),
    pytest.param({**HIGHER, "is": {2022: "3"}}, None, id="no-target"),
]


@pytest.mark.parametrize(("written", "expected"), SHORT)
def test_short_by(written: Written, expected: str | None) -> None:
    assert told(carried(written).short_by) == expected


UNMET, MET, IDLE = reported("unmet"), reported("met"), reported("not-started")


@pytest.mark.parametrize(
    ("said", "since"),
    [
        ({2024: UNMET}, 2024),
        ({2023: UNMET, 2024: UNMET}, 2023),
        ({2021: UNMET, 2022: UNMET, 2023: UNMET, 2024: UNMET}, 2021),
        ({2021: UNMET, 2022: MET, 2023: UNMET, 2024: UNMET}, 2023),
        ({2021: UNMET, 2023: UNMET, 2024: UNMET}, 2023),
        ({2022: IDLE, 2023: IDLE, 2024: UNMET}, 2024),
        ({2022: UNMET, 2023: UNMET, 2025: UNMET}, 2024),
        ({2021: UNMET}, 2022),
        ({}, 2021),
    ],
)
def test_since_when_is_the_unbroken_run_with_this_status(said: Mapping[int, Any], since: int) -> None:
    found = carried({"is": said}, 2024)
    assert (found.since, found.years) == (since, 2024 - since + 1)


# --- what comes next --------------------------------------------------------------------------------------------------

TERM = {"term": "9"}

NEXT = [
    # written, next year, low and high edge, change needed
    pytest.param({**HIGHER, "targets": {2022: "5", 2023: "6"}, "is": {2022: "4"}}, 2023, "6", "2", id="next-year"),
    pytest.param({**HIGHER, "targets": {2022: "5", 2024: "7"}, "is": {2022: "4"}}, 2024, "7", "3", id="a-later-year"),
    pytest.param({**HIGHER, "targets": {2022: "5", **TERM}, "is": {2022: "4"}}, None, "9", "5", id="the-terms"),
    pytest.param(
        {**HIGHER, "targets": {2022: "5", 2025: "8"}, "is": {2022: "4"}}, 2025, "8", "4", id="the-last-year's"
    ),
    pytest.param({**HIGHER, "targets": {2022: "5"}, "is": {2022: "4"}}, None, None, None, id="none"),
    pytest.param({**LOWER, "targets": {2022: "5", 2023: "4"}, "is": {2022: "7"}}, 2023, "4", "-3", id="lower"),
    pytest.param({**LOWER, "targets": {2022: "5", 2023: "9"}, "is": {2022: "7"}}, 2023, "9", "0", id="reached-already"),
    pytest.param(
        {**LOWER, "targets": {2022: "5", 2023: {"change": "-0.5"}}, "is": {2022: "7"}},
        2023,
        "6.5",
        "-0.5",
        id="a-change",
    ),
    pytest.param(
        {**LOWER, "targets": {2022: "5", 2023: {"change": "-0.5"}}, "is": {2022: UNMET}},
        2023,
        None,
        None,
        id="a-change-that-cannot-be-worked-out",
    ),
    pytest.param(
        {**WITHIN, "targets": {2022: {"from": "4", "to": "5"}, 2023: {"from": "4", "to": "6"}}, "is": {2022: "8"}},
        2023,
        "4",
        "-2",
        id="a-band-from-above",
    ),
    pytest.param(
        {**WITHIN, "targets": {2022: {"from": "4", "to": "5"}, 2023: {"from": "4", "to": "6"}}, "is": {2022: "3"}},
        2023,
        "4",
        "1",
        id="a-band-from-below",
    ),
    pytest.param(
        {**HIGHER, "targets": {2022: "5", 2023: "6"}, "is": {2022: UNMET}}, 2023, "6", None, id="no-figure-no-change"
    ),
    pytest.param({"targets": {2022: "true", 2023: "true"}, "is": {2022: "false"}}, 2023, None, None, id="a-milestone"),
    pytest.param(
        {**HIGHER, "years": ["2021", "2022"], "targets": {2022: "5", 2023: "6"}, "is": {2022: "4"}},
        None,
        None,
        None,
        id="withdrawn-next-year",
    ),
]


@pytest.mark.parametrize(("written", "year", "low", "needed"), NEXT)
def test_the_next_target_and_the_change_it_needs(
    written: Written, year: int | None, low: str | None, needed: str | None
) -> None:
    found = carried(written)
    assert found.next_year == year
    assert told(found.next_target.low if found.next_target else None) == low
    assert told(found.needed) == needed


def test_by_the_term_the_next_target_is_the_terms() -> None:
    written = {**HIGHER, "targets": {2022: "5", 2023: "6", "term": "9"}, "is": {2022: "5"}}
    found = carried(written, against="term")
    assert (found.next_year, told(found.needed), told(found.short_by)) == (None, "4", "4")


def test_after_the_last_year_nothing_comes() -> None:
    found = carried({**HIGHER, "targets": {2025: "5", "term": "9"}, "is": {2025: "4"}}, 2025)
    assert (found.next_year, found.next_target, found.needed) == (None, None, None)


# --- in words ---------------------------------------------------------------------------------------------------------


def of(indicators: Mapping[str, Written], year: int = 2022) -> Focus:
    return focus(programme(indicators), year)


@pytest.mark.parametrize(
    ("indicators", "english", "vietnamese"),
    [
        ({"a": {}, "b": {}}, "2 of 2 carry over", "2/2 chỉ tiêu chuyển tiếp"),
        ({"a": {}, "b": {"is": {2022: MET}}}, "1 of 2 carries over", "1/2 chỉ tiêu chuyển tiếp"),
        (
            {"a": {"is": {2022: MET}}, "b": {"is": {2022: MET}}},
            "Nothing carries over: all 2 are met or exceeded",
            "Không có chỉ tiêu chuyển tiếp: cả 2 đều đạt hoặc vượt",
        ),
        ({}, "No indicator counts in this year", "Không có chỉ tiêu nào được tính trong năm này"),
        ({"a": {"years": ["2024", "2025"]}}, "No indicator counts in this year", None),
    ],
)
def test_the_headline(indicators: Mapping[str, Written], english: str, vietnamese: str | None) -> None:
    assert focus_page(of(indicators), Say.of("en")).headline == english
    assert focus_prose(of(indicators), Say.of("en")).splitlines()[1].startswith(english)
    if vietnamese:
        assert focus_page(of(indicators), Say.of("vi")).headline == vietnamese


SENTENCES = [
    pytest.param(
        {**HIGHER, "targets": {2021: "5", 2022: "5", 2023: "6.5"}, "is": {2021: "4", 2022: "4"}},
        "- It: unmet, short by 1 beds, since 2021 (2 years); "
        "the next target is 6.5 (2023), which needs a change of +2.5.",
        "- It: không đạt, còn thiếu 1 beds, từ năm 2021 (2 năm); mục tiêu tới là 6,5 (2023), cần thay đổi +2,5.",
        id="all-there-is-to-say",
    ),
    pytest.param(
        {**HIGHER, "unit": "%", "targets": {2022: "95", "term": "95"}, "is": {2022: "92.5"}},
        "- It: unmet, short by 2.5 percentage points; the next target is 95, which needs a change of +2.5.",
        "- It: không đạt, còn thiếu 2,5 điểm phần trăm; mục tiêu tới là 95, cần thay đổi +2,5.",
        id="between-percentages",
    ),
    pytest.param(
        {**LOWER, "targets": {2022: "5", 2023: "9"}, "is": {2022: "7"}},
        "- It: unmet, short by 2 beds; the next target is 9 (2023), which is reached already.",
        "- It: không đạt, còn thiếu 2 beds; mục tiêu tới là 9 (2023), nay đã đạt.",
        id="reached-already",
    ),
    pytest.param(
        {**LOWER, "targets": {2022: {"under": "7"}, 2023: {"under": "7"}}, "is": {2022: "7"}},
        "- It: unmet, short by 0 beds; the next target is under 7 (2023).",
        "- It: không đạt, còn thiếu 0 beds; mục tiêu tới là dưới 7 (2023).",
        id="at-the-bound",
    ),
    pytest.param(
        {"targets": {2022: "true", 2023: "true"}, "is": {2022: "false"}},
        "- It: unmet; still to be done (2023).",
        "- It: không đạt; vẫn phải xong (2023).",
        id="a-milestone",
    ),
    pytest.param({"is": {2022: IDLE}}, "- It: not started.", "- It: chưa triển khai.", id="nothing-more-is-known"),
]


@pytest.mark.parametrize(("written", "english", "vietnamese"), SENTENCES)
def test_a_sentence_in_both_languages(written: Written, english: str, vietnamese: str) -> None:
    found = of({"it": written})
    assert focus_prose(found, Say.of("en")).splitlines()[-1] == english
    assert focus_prose(found, Say.of("vi")).splitlines()[-1] == vietnamese


def needed_cell(written: Written) -> str:
    cell = focus_page(of({"it": written}), Say.of("en")).grids[0].sections[0].rows[0].cells[-1]
    return cell.text + cell.tail


def test_what_is_reached_and_what_stands_at_a_bound_are_told_apart() -> None:
    assert needed_cell({**LOWER, "targets": {2022: "5", 2023: "9"}, "is": {2022: "7"}}) == "on target"
    bound = {2022: {"under": "7"}, 2023: {"under": "7"}}
    assert needed_cell({**LOWER, "targets": bound, "is": {2022: "7"}}) == "not past it"
    assert needed_cell({**LOWER, "targets": {2022: "5", 2023: "6"}, "is": {2022: "7"}}) == "−1"
    assert needed_cell({**LOWER, "is": {2022: "7"}}) == "–"


# --- the command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def library(quick: Quick) -> Here:
    """Runs `ansinh focus` with these options on the made-up library."""
    return lambda options, **rest: quick("focus", *options.split(), "--data", LIBRARY, **rest)


def test_json_key_for_key(library: Here) -> None:
    found = json.loads(library("2023 --format json").page)
    assert list(found) == ["schema", "programme", "year", "against", "carried", "total", "leads"]
    assert (found["schema"], found["year"], found["carried"], found["total"]) == ("ansinh/focus/1", 2023, 9, 15)
    assert [lead["lead"] for lead in found["leads"]] == [
        "Lending desk",
        "Front desk",
        "Schools desk",
        "Caretaker",
        "Archive",
        None,
    ]
    classes = found["leads"][2]["indicators"]
    lines = (LIBRARY / "actuals/2023.yaml").read_text(encoding="utf-8").splitlines()
    line = 1 + next(at for at, each in enumerate(lines) if each.startswith("  school-classes:"))
    assert json.dumps(classes, sort_keys=False) == json.dumps(
        [
            {
                "id": "school-classes",
                "name": "School classes welcomed in the year",
                "group": "visitors",
                "unit": "classes",
                "status": "unmet",
                "basis": "computed",
                "reason": None,
                "actual": 52,
                "short_by": 33,
                "since": 2021,
                "years": 3,
                "next": {"year": 2024, "form": "value", "low": 100, "high": 100},
                "needed": 48,
                "source": ["return-2023", "plan"],
                "place": f"actuals/2023.yaml:{line}:3",
                "parts": None,
            }
        ]
    )
    days = found["leads"][0]["indicators"][0]
    assert (days["status"], days["reason"], days["short_by"], days["needed"]) == (
        "unscored",
        "series-break",
        None,
        -0.5,
    )


def test_csv_says_the_same_as_json(library: Here) -> None:
    rows = list(csv.DictReader(io.StringIO(library("2023 --format csv").page)))
    leads = json.loads(library("2023 --format json").page)["leads"]
    flat = [(lead["lead"] or "", each) for lead in leads for each in lead["indicators"]]
    assert [(row["lead"], row["id"], row["since"], row["status"]) for row in rows] == [
        (lead, each["id"], str(each["since"]), each["status"]) for lead, each in flat
    ]
    assert (rows[1]["short_by"], rows[1]["next_year"], rows[1]["next_low"], rows[1]["needed"]) == (
        "400",
        "2024",
        "5000",
        "2400",
    )


def test_markdown_opens_with_the_headline_and_has_a_table_for_each_lead(library: Here) -> None:
    page = library("2023 --format markdown").page
    assert page.startswith("**9 of 15 carry over** · ✗ 6 unmet · ? 3 not judged\n\n")
    assert re.findall(r"(?m)^### (.*)$", page)[-2:] == ["Archive", "No lead named"]


def test_prose_opens_with_the_headline_and_has_a_paragraph_for_each_lead(library: Here) -> None:
    paragraphs = library("2023 --format prose").page.rstrip("\n").split("\n\n")
    assert paragraphs[0].splitlines()[1] == "9 of 15 carry over: 6 unmet, 3 not judged."
    assert [paragraph.splitlines()[0] for paragraph in paragraphs[1:]][-1] == "No lead named"
    assert all(line.startswith("- ") for paragraph in paragraphs[1:] for line in paragraph.splitlines()[1:])


def test_unnamed_the_year_is_the_latest_judged_and_said(library: Here) -> None:
    found = library("")
    assert found.stderr == "no year named: 2025, the latest in which at least half is judged\n"
    assert "what carries over from 2025, against the plan for 2025" in found.stdout


def test_against_the_term(library: Here) -> None:
    assert "what carries over from 2023, against the end-of-term targets" in library("2023 --against term").page


@pytest.mark.parametrize("format_", FORMATS)
def test_programme_08_takes_four_into_2023(quick: Quick, format_: str) -> None:
    page = quick("focus", "2022", "--data", HANOI, "--format", format_, "--lang", "en").page
    assert "School health programme participation" in page
    assert "Jobs created" not in page


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ("22", 2, "YEAR: '22' is not a year"),
        ("2030", 3, "2021 to 2025"),
        ("2023 --format html", 2, "table, prose, json, csv"),
        ("2023 --against terms", 2, "'terms'"),
    ],
)
def test_what_cannot_be_asked(library: Here, options: str, code: int, said: str) -> None:
    found = library(options)
    assert (found.code, found.stdout) == (code, "")
    assert said in found.stderr


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_page_fits_80_columns(library: Here, language: str) -> None:
    page = library(f"2023 --lang {language}", screen=Screen(width=80)).page
    assert max(map(len, page.splitlines())) <= 80
