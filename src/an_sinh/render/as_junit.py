"""JUnit XML (docs/ci.md): one testcase for each indicator id, in English whatever the language.

A testcase is named by the indicator's id and classed by the ids of programme and group, so that a CI server sees the
same tests from run to run. Unmet and a discrepancy are failures; what was not started, not judged or withdrawn is
skipped, with a message. Nothing here comes from a clock: every time is 0 and there is no timestamp.

There is no one schema. This is held to that of Jenkins' xUnit plugin (junit-10.xsd), the strictest in wide use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from typing import assert_never
from xml.etree import ElementTree as ET

from an_sinh.figures import plain
from an_sinh.judge.gate import Verdict
from an_sinh.judge.scorecard import Line, Scorecard
from an_sinh.pages.gate import GatePage
from an_sinh.pages.languages import ENGLISH
from an_sinh.pages.lines import name_of, status_word
from an_sinh.pages.say import Say
from an_sinh.render.as_github import finding
from an_sinh.terms import Status
from an_sinh.text import visible
from an_sinh.values import dataclass

_ENGLISH = Say.of(ENGLISH)


class Outcome(StrEnum):
    """What became of a testcase; by the name of its element, where it has one."""

    PASSED = "passed"
    FAILURE = "failure"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One testcase."""

    classname: str
    name: str
    outcome: Outcome = Outcome.PASSED
    kind: str = ""
    """A stable word for why it did not pass: `unmet`, `discrepancy`, `no-actual`."""
    message: str = ""
    details: tuple[str, ...] = ()
    """Lines below the message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """Testcases of one kind."""

    name: str
    cases: tuple[Case, ...]
    properties: Mapping[str, str] = field(default_factory=dict)

    def number_of(self, outcome: Outcome) -> int:
        """How many testcases have an outcome."""
        return sum(case.outcome is outcome for case in self.cases)


def score_junit(card: Scorecard, lines: Iterable[Line], more: Sequence[Suite] = ()) -> str:
    """The lines of a scorecard as a suite, and what other suites there are (a check's gates) behind it."""
    return write_junit([score_suite(card, lines), *more])


def score_suite(card: Scorecard, lines: Iterable[Line]) -> Suite:
    """A testcase for each of the lines; the properties tell the whole tally."""
    programme, tally = card.programme.id, card.tally
    return Suite(
        name=f"{programme} {card.year} {card.against.value}",
        cases=tuple(line_case(programme, line) for line in lines),
        properties={
            "programme": programme,
            "year": str(card.year),
            "against": card.against.value,
            "met_or_exceeded": str(tally.met_or_exceeded),
            "total": str(tally.total),
            "unscored": str(tally.unscored),
        },
    )


def line_case(programme: str, line: Line) -> Case:
    """One indicator as a testcase; one that is watched only is skipped, whatever its status."""
    outcome, kind = _outcome(line)
    if outcome is Outcome.PASSED:
        return Case(classname=_class(programme, line), name=line.id)
    word = status_word(line.status, _ENGLISH).lower()
    told = finding(line, _ENGLISH, _exact)
    details = [f"{word}: {name_of(line, _ENGLISH)}"]
    word = f"watched only, {word}" if line.is_watched else word
    details += [line.place] if line.place else []
    details += [f"source: {' '.join(line.source)}"] if line.source else []
    return Case(
        classname=_class(programme, line),
        name=line.id,
        outcome=outcome,
        kind=kind,
        message=told if outcome is Outcome.FAILURE else f"{word}: {told}",
        details=tuple(details),
    )


def _class(programme: str, line: Line) -> str:
    return f"{programme}.{line.indicator.group}"


def _outcome(line: Line) -> tuple[Outcome, str]:
    if line.is_watched and line.status is not Status.WITHDRAWN:
        return Outcome.SKIPPED, "watched"
    match line.status:
        case Status.UNMET:
            return Outcome.FAILURE, line.status.value
        case Status.MET | Status.EXCEEDED:
            return (Outcome.FAILURE, "discrepancy") if line.discrepancy else (Outcome.PASSED, "")
        case Status.UNSCORED:
            return Outcome.SKIPPED, line.reason.value if line.reason else line.status.value
        case Status.NOT_STARTED | Status.WITHDRAWN:
            return Outcome.SKIPPED, line.status.value
        case _:
            assert_never(line.status)


def _exact(figure: Decimal, unit: str) -> str:
    return f"{plain(figure)} {unit}".rstrip()


def write_junit(suites: Sequence[Suite], name: str = "ansinh") -> str:
    """Suites as one XML document, in UTF-8."""
    root = ET.Element("testsuites", {"name": name, **_counts(suites, skipped=False)})
    for suite in suites:
        root.append(_suite(suite))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(suite: Suite) -> ET.Element:
    element = ET.Element("testsuite", {"name": _legal(suite.name), **_counts([suite], skipped=True)})
    if suite.properties:
        properties = ET.SubElement(element, "properties")
        for key, value in suite.properties.items():
            ET.SubElement(properties, "property", {"name": _legal(key), "value": _legal(value)})
    for case in suite.cases:
        element.append(_case(case))
    return element


def _counts(suites: Sequence[Suite], *, skipped: bool) -> dict[str, str]:
    """The attributes that count; `testsuites` has none for the skipped in Jenkins' schema."""
    told = {
        "tests": sum(len(suite.cases) for suite in suites),
        "failures": sum(suite.number_of(Outcome.FAILURE) for suite in suites),
        "errors": 0,
    }
    if skipped:
        told["skipped"] = sum(suite.number_of(Outcome.SKIPPED) for suite in suites)
    return {**{key: str(number) for key, number in told.items()}, "time": "0"}


def _case(case: Case) -> ET.Element:
    element = ET.Element("testcase", {"classname": _legal(case.classname), "name": _legal(case.name), "time": "0"})
    if case.outcome is not Outcome.PASSED:
        told = {"type": _legal(case.kind), "message": _legal(case.message)}
        below = ET.SubElement(element, case.outcome.value, told)
        below.text = "\n".join(map(_legal, case.details)) or None
    return element


def _legal(text: str) -> str:
    """The text without characters that XML 1.0 has no place for; they are written as their escapes."""
    return visible(text).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")


def check_junit(verdict: Verdict, page: GatePage) -> str:
    """A check: the indicators as a suite, and behind it the gates as another. The page is the English one."""
    cases = [
        Case(
            classname=f"{verdict.card.programme.id}.gates",
            name=gate.name,
            outcome=Outcome.PASSED if gate.passed else Outcome.FAILURE,
            kind="" if gate.passed else "gate",
            message="" if gate.passed else row.told,
            details=row.names,
        )
        for gate, row in zip(verdict.gates, page.rows, strict=True)
    ]
    gates = Suite(name=f"{verdict.card.programme.id} {verdict.card.year} gates", cases=tuple(cases))
    return score_junit(verdict.card, verdict.card.lines, [gates])
