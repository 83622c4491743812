"""JUnit XML: one testcase for each indicator id, counted right, the same in every language, read back by others."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Failure, JUnitXml, Skipped
from xmlschema import XMLSchema

from an_sinh.judge.scorecard import Scorecard, score
from an_sinh.programme.loading import load
from an_sinh.render.as_junit import Case, Outcome, Suite, score_junit, write_junit
from an_sinh.terms import Against, Status
from an_sinh.text import visible
from tests.conftest import examples

CALM = examples(150)
ROOT = Path(__file__).parents[2]
DATA = Path(__file__).parents[1] / "data"
GOOD = DATA / "good"
HANOI = score(load(ROOT / "data", [2022]), 2022)


@cache
def jenkins() -> XMLSchema:
    """What Jenkins takes."""
    return XMLSchema(DATA / "jenkins-junit.xsd")


TRICKY = st.sampled_from([*"<>&\"'\n\r\t\0\x1b\ufffe\uffff\u2028\ud800", "]]>", "&#0;"])
TEXTS = st.lists(TRICKY | st.text(max_size=4), min_size=1, max_size=8).map("".join).filter(bool)


def _junit(card: Scorecard) -> str:
    return score_junit(card, card.lines)


def _good_cards() -> Iterator[Any]:
    for folder in sorted(GOOD.iterdir()):
        programme = load(folder)
        for year in programme.actuals:
            if programme.years[0] <= year <= programme.years[1]:
                for against in Against:
                    yield pytest.param(score(programme, year, against), id=f"{folder.name}-{year}-{against.value}")


CARDS = [*_good_cards(), pytest.param(HANOI, id="programme-08")]


def _case(folder: str, year: int, indicator: str, against: Against = Against.ANNUAL) -> ET.Element:
    """The testcase of one indicator of the corpus."""
    card = score(load(GOOD / folder), year, against)
    found = ET.fromstring(_junit(card)).find(f".//testcase[@name='{indicator}']")
    assert found is not None
    return found


# --- what it says -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("card", CARDS)
def test_each_indicator_is_a_testcase_by_its_id(card: Scorecard) -> None:
    cases = ET.fromstring(_junit(card)).findall("./testsuite/testcase")
    assert [case.get("name") for case in cases] == [line.id for line in card.lines]
    classes = [f"{card.programme.id}.{line.indicator.group}" for line in card.lines]
    assert [case.get("classname") for case in cases] == classes


@pytest.mark.parametrize("card", CARDS)
def test_unmet_and_discrepancies_fail_and_what_has_no_verdict_is_skipped(card: Scorecard) -> None:
    for case, line in zip(ET.fromstring(_junit(card)).iter("testcase"), card.lines, strict=True):
        if line.indicator.is_watched:
            expected = "skipped"
        elif line.status is Status.UNMET or line.discrepancy:
            expected = "failure"
        else:
            expected = "" if line.status.is_met else "skipped"
        assert [below.tag for below in case] == [expected] * bool(expected)
        assert all(below.get("message") for below in case)


@pytest.mark.parametrize("card", CARDS)
def test_the_counts_are_right(card: Scorecard) -> None:
    root = ET.fromstring(_junit(card))
    counted = [line for line in card.lines if not line.indicator.is_watched]
    failed = sum(line.status is Status.UNMET or line.discrepancy for line in counted)
    passed = sum(line.status.is_met and not line.discrepancy for line in counted)
    counts = {"tests": len(card.lines), "failures": failed, "errors": 0}
    for element in (root, root[0]):
        assert {key: int(element.get(key, "")) for key in counts} == counts
    assert int(root[0].get("skipped", "")) == len(card.lines) - failed - passed


@pytest.mark.parametrize(
    ("folder", "year", "indicator", "kind", "message"),
    [
        pytest.param(
            "province-reported",
            2022,
            "figures-win",
            "unmet",
            "the figures say unmet, the authority reported met; expected at least 95, found 94.9",
            id="unmet-and-a-discrepancy",
        ),
        pytest.param(
            "province-reported",
            2022,
            "met-is-not-exceeded",
            "discrepancy",
            "the figures say exceeded, the authority reported met; expected at least 90, found 90.5; provisional",
            id="a-discrepancy-upwards",
        ),
        pytest.param(
            "exact-decimals",
            2022,
            "percent-not-quite",
            "unmet",
            "expected at least 0.39999999999999999999999999999, from 0.3 the year before, found "
            "0.3999999999999999999999999999",
            id="every-digit",
        ),
        pytest.param("water-within", 2022, "below", "unmet", "expected -2 to 8.5 °C, found -2.5 °C", id="band"),
        pytest.param("hospital-lower", 2024, "fehler-a", "unmet", "expected under 3, found 3", id="under"),
        pytest.param(
            "hospital-lower", 2024, "infektionen", "unmet", "expected at most 4.3 %, found 4.31 %", id="lower"
        ),
        pytest.param(
            "railway-milestones", 2022, "pont", "unmet", "expected to be done, found not done", id="milestone"
        ),
        pytest.param(
            "sdg-office-changes",
            2023,
            "by-points",
            "unmet",
            "expected at most 5.1 %, from 5.2 % the year before, found 5.15 %",
            id="change",
        ),
    ],
)
def test_a_failure_says_what_was_expected_and_found(
    folder: str, year: int, indicator: str, kind: str, message: str
) -> None:
    [failure] = _case(folder, year, indicator)
    assert (failure.tag, failure.get("type"), failure.get("message")) == ("failure", kind, message)


@pytest.mark.parametrize(
    ("folder", "year", "indicator", "kind", "message"),
    [
        pytest.param(
            "province-reported", 2022, "not-started", "not-started", "not started: as reported", id="not-started"
        ),
        pytest.param("every-reason", 2022, "no-actual", "no-actual", "not judged: no figure yet", id="no-actual"),
        pytest.param("every-reason", 2022, "no-target", "no-target", "not judged: no target; found 5", id="no-target"),
        pytest.param(
            "forestry-withdrawn", 2021, "ab-2023", "withdrawn", "withdrawn: not counted in this year", id="withdrawn"
        ),
    ],
)
def test_a_skipped_one_says_why(folder: str, year: int, indicator: str, kind: str, message: str) -> None:
    [skipped] = _case(folder, year, indicator)
    assert (skipped.tag, skipped.get("type"), skipped.get("message")) == ("skipped", kind, message)


def test_a_verdict_without_a_figure_is_the_authoritys() -> None:
    found = ET.fromstring(_junit(HANOI)).find(".//testcase[@name='hospital-beds-per-10k']/failure")
    assert found is not None
    assert found.get("message") == "expected met, found unmet, as the authority reported"
    assert found.text == (
        "unmet: Hospital beds per 10,000 people (beds)\nactuals/2022.yaml:58:3\nsource: nguoi-ha-noi-2023-01-10"
    )


def test_the_whole_tally_is_told_whatever_is_listed() -> None:
    suite = ET.fromstring(score_junit(HANOI, HANOI.lines[:1]))[0]
    assert (suite.get("name"), suite.get("tests")) == ("08-CTr/TU 2022 annual", "1")
    assert {each.get("name"): each.get("value") for each in suite.iter("property")} == {
        "programme": "08-CTr/TU",
        "year": "2022",
        "against": "annual",
        "met_or_exceeded": "23",
        "total": "27",
        "unscored": "0",
    }


def test_nothing_comes_from_a_clock() -> None:
    root = ET.fromstring(_junit(HANOI))
    assert {element.get("time", "0") for element in root.iter()} == {"0"}
    assert not any("timestamp" in element.attrib for element in root.iter())


# --- other suites, such as a check's gates ----------------------------------------------------------------------------

GATES = Suite(
    name="08-CTr/TU 2022 gates",
    cases=(
        Case(classname="08-CTr/TU.gates", name="min-met 20"),
        Case(classname="08-CTr/TU.gates", name="min-met 24", outcome=Outcome.FAILURE, kind="gate", message="found 23"),
        Case(classname="08-CTr/TU.gates", name="no", outcome=Outcome.SKIPPED, message="why", details=("a", "b")),
    ),
)


def test_other_suites_stand_behind_and_are_counted() -> None:
    root = ET.fromstring(score_junit(HANOI, HANOI.lines, [GATES]))
    assert [suite.get("name") for suite in root] == ["08-CTr/TU 2022 annual", "08-CTr/TU 2022 gates"]
    assert (root.get("tests"), root.get("failures")) == ("30", "4")
    assert [root[1].get(key) for key in ("tests", "failures", "skipped")] == ["3", "1", "1"]


# --- read back by others ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("card", CARDS)
def test_jenkins_takes_it(card: Scorecard) -> None:
    jenkins().validate(score_junit(card, card.lines, [GATES]))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        pytest.param(' name="x"', "", id="a-suite-without-a-name"),
        pytest.param(' tests="0"', ' tests="many"', id="a-count-that-is-none"),
        pytest.param(' time="0"', ' time="now"', id="a-time-that-is-none"),
        pytest.param(' name="x"', ' name="x" line="3"', id="an-attribute-it-does-not-know"),
    ],
)
def test_the_schema_refuses_what_jenkins_does_not_take(right: str, wrong: str) -> None:
    text = write_junit([Suite(name="x", cases=())])
    assert jenkins().is_valid(text)
    assert right in text
    assert not jenkins().is_valid(text.replace(right, wrong))


def test_junitparser_reads_it_back() -> None:
    read = JUnitXml.fromstring(_junit(HANOI).encode())
    assert (read.tests, read.failures, read.errors) == (27, 3, 0)
    [suite] = list(read)
    results = {case.name: [type(result) for result in case.result] for case in suite}
    assert [name for name, found in results.items() if found == [Failure]] == [
        "hospital-beds-per-10k",
        "health-managed-population-share",
        "life-expectancy",
    ]
    assert [name for name, found in results.items() if found == [Skipped]] == ["school-health-programme-participation"]
    assert sum(not found for found in results.values()) == 23
    properties = suite.properties()  # type: ignore[no-untyped-call]  # junitparser annotates the others
    assert {prop.name: prop.value for prop in properties}["met_or_exceeded"] == "23"


@CALM
@given(TEXTS)
def test_any_text_is_legal_xml_and_seen(text: str) -> None:
    """Also what XML has no place for, such as a control character: it is shown as its escape."""
    change = {"name": {"": text}, "unit": {"": text}, "group": text}
    lines = [line._replace(id=text, indicator=line.indicator.model_copy(update=change)) for line in HANOI.lines]
    card = replace(HANOI, programme=replace(HANOI.programme, id=text), lines=tuple(lines))
    root = ET.fromstring(_junit(card).encode())
    seen = visible(text).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")
    cases = list(root.iter("testcase"))
    assert {case.get("name") for case in cases} == {seen}
    assert {case.get("classname") for case in cases} == {f"{seen}.{seen}"}
    details = {below.text.split("\n")[0] for case in cases for below in case if below.text}
    name = seen.strip()
    assert details == {f"{word}: {f'{name} ({name})' if name else name}" for word in ("unmet", "not started")}
    jenkins().validate(_junit(card))


# --- the command ------------------------------------------------------------------------------------------------------


def _ansinh(*arguments: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "an_sinh", "score", "2022", "--format", "junit", *arguments],
        cwd=ROOT,
        env={**os.environ, **env},
        capture_output=True,
        check=False,
    )


def test_it_is_the_same_in_every_language_and_on_every_terminal() -> None:
    expected = _junit(HANOI).encode()
    assert expected.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="ansinh" tests="27"')
    assert _ansinh().stdout == expected
    assert _ansinh("--lang", "vi").stdout == expected
    assert _ansinh(ANSINH_LANG="vi", PYTHONIOENCODING="ascii").stdout == expected


def test_filters_apply_to_the_testcases() -> None:
    root = ET.fromstring(_ansinh("--status", "unmet").stdout)
    assert (root.get("tests"), root.get("failures")) == ("3", "3")
