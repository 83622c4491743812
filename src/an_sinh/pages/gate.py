"""A check said in words: each gate with what it expected and found, and whether all are open."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from an_sinh.figures import round_percent
from an_sinh.judge.gate import Gate, Kind, Trait, Verdict
from an_sinh.judge.scorecard import Scorecard
from an_sinh.pages.page import agreement_words, headline, name_of
from an_sinh.pages.phrases import NOTHING, spell_figure, words


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRow:
    """One gate in words."""

    passed: bool
    name: str
    """As it is typed, such as `--min-met 24`; in words where nobody typed it."""
    told: str
    names: tuple[str, ...]
    """The indicators that closed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateSheet:
    """A whole check in words."""

    rows: tuple[GateRow, ...]
    passed: bool
    outcome: str
    headline: str
    gate_heading: str
    told_heading: str


def gate_sheet(verdict: Verdict, language: str) -> GateSheet:
    """A check in words."""
    say = words(language)
    return GateSheet(
        rows=tuple(_row(gate, verdict.card, language) for gate in verdict.gates),
        passed=verdict.passed,
        outcome=say.gate_open if verdict.passed else say.gate_closed,
        headline=headline(verdict.card.tally, language, percent=True),
        gate_heading=say.col_gate,
        told_heading=say.col_found,
    )


def _row(gate: Gate, card: Scorecard, language: str) -> GateRow:
    say = words(language)
    names = {Kind.ALL_MET: say.gate_default, Kind.JUDGED: say.gate_nothing}
    closing = () if gate.passed else tuple(f"{line.id}: {name_of(line, language)}" for line in gate.lines)
    name = names.get(gate.kind, f"--{gate.name}")
    return GateRow(passed=gate.passed, name=name, told=_told(gate, card, language), names=closing)


def _told(gate: Gate, card: Scorecard, language: str) -> str:
    say, tally = words(language), card.tally
    match gate.kind:
        case Kind.ALL_MET:
            phrase = say.gate_all_met if tally.judged else say.gate_all_met_blind
            return phrase.format(total=tally.total, found=tally.met_or_exceeded)
        case Kind.MIN_MET:
            slots = {"found": tally.met_or_exceeded, "total": tally.total}
            if not gate.asked.endswith("%"):
                return say.gate_min_met.format(least=gate.asked, **slots)
            least = Decimal(gate.asked.removesuffix("%"))
            spelled = say.percent_form.format(figure=spell_figure(least, language))
            percent = _apart(gate.found, least, language) if isinstance(gate.found, Decimal) else NOTHING
            return say.gate_min_percent.format(least=spelled, percent=percent, **slots)
        case Kind.FAIL_ON if gate.asked == Trait.PUBLISHED:
            found = [agreement_words(each, language) for each in card.published] or [say.gate_published_none]
            return say.list_semicolon.join([say.gate_published, *found])
        case Kind.FAIL_ON:
            return say.gate_fail_on.format(found=gate.found)
        case Kind.NO_REGRESSION:
            if gate.found is None:
                return say.gate_regression_blind.format(year=gate.asked)
            return say.gate_regression.format(found=gate.found)
        case Kind.JUDGED:
            return say.gate_judged
        case _:
            assert_never(gate.kind)


def _apart(found: Decimal, least: Decimal, language: str) -> str:
    """A share with as many decimals as it takes to tell it from what was asked for: 85.19 %, where 85.2 % was."""
    shown = found
    for places in range(1, 7):
        shown = round_percent(found, places)
        if (shown >= least) is (found >= least) and (shown == least) is (found == least):
            break
    return words(language).percent_form.format(figure=spell_figure(shown, language))
