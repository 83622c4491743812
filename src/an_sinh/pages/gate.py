"""A check said in words: each gate with what it expected and found, and whether all are open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import assert_never

from an_sinh.figures import round_percent
from an_sinh.judge.gate import Gate, Kind, Trait, Verdict
from an_sinh.judge.scorecard import Agreement, Tally
from an_sinh.pages.lines import name_of
from an_sinh.pages.say import NOTHING, Say
from an_sinh.pages.score import agreement_words, headline
from an_sinh.values import dataclass


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
class GatePage:
    """A whole check in words."""

    rows: tuple[GateRow, ...]
    passed: bool
    outcome: str
    headline: str
    gate_heading: str
    told_heading: str


def gate_page(verdict: Verdict, say: Say) -> GatePage:
    """A check in words."""
    return GatePage(
        rows=gate_rows(verdict.gates, verdict.card.tally, verdict.card.published, say),
        passed=verdict.passed,
        outcome=say.text("gate open") if verdict.passed else say.text("gate closed"),
        headline=headline(verdict.card.tally, say, percent=True),
        gate_heading=say.text("gate"),
        told_heading=say.text("expected and found"),
    )


def gate_rows(gates: Iterable[Gate], tally: Tally, published: Sequence[Agreement], say: Say) -> tuple[GateRow, ...]:
    """Each gate in words, beside the counts and the published headlines that it was held to."""
    return tuple(_row(gate, tally, published, say) for gate in gates)


def _row(gate: Gate, tally: Tally, published: Sequence[Agreement], say: Say) -> GateRow:
    names = {Kind.ALL_MET: say.text("every indicator met"), Kind.JUDGED: say.text("anything judged")}
    closing = () if gate.passed else tuple(f"{line.id}: {name_of(line, say)}" for line in gate.lines)
    name = names.get(gate.kind, f"--{gate.name}")
    return GateRow(passed=gate.passed, name=name, told=_told(gate, tally, published, say), names=closing)


def _told(gate: Gate, tally: Tally, published: Sequence[Agreement], say: Say) -> str:
    match gate.kind:
        case Kind.ALL_MET:
            phrase = (
                say.text("expected all {total} met, found {found}")
                if tally.judged
                else say.text("expected all {total} met, found none judged")
            )
            return phrase.format(total=tally.total, found=tally.met_or_exceeded)
        case Kind.MIN_MET:
            slots = {"found": tally.met_or_exceeded, "total": tally.total}
            if not gate.asked.endswith("%"):
                return say.text("expected at least {least} met, found {found} of {total}", least=gate.asked, **slots)
            least = Decimal(gate.asked.removesuffix("%"))
            spelled = say.text("{figure} %", figure=say.figure(least))
            percent = _apart(gate.found, least, say) if isinstance(gate.found, Decimal) else NOTHING
            return say.text(
                "expected at least {least} met, found {percent} ({found} of {total})",
                least=spelled,
                percent=percent,
                **slots,
            )
        case Kind.FAIL_ON if gate.asked == Trait.PUBLISHED:
            found = [agreement_words(each, say) for each in published if not each.is_replaced] or [
                say.text("found none")
            ]
            return "; ".join([say.text("expected a published headline that agrees"), *found])
        case Kind.FAIL_ON if gate.asked == Trait.ROLLUP:
            return _told_of_rollup(gate, say)
        case Kind.FAIL_ON:
            return say.text("expected none, found {found}", found=gate.found)
        case Kind.NO_REGRESSION:
            if gate.found is None:
                return say.text("found nothing judged in {year} to compare with", year=gate.asked)
            return say.text("expected no worse and no lost verdict, found {found}", found=gate.found)
        case Kind.JUDGED:
            return say.text("expected something judged, found nothing")
        case _:
            assert_never(gate.kind)


def _told_of_rollup(gate: Gate, say: Say) -> str:
    if gate.found is None:
        return say.text("expected figures that places make together, found none")
    return say.text("expected no figure that differs from what places give together, found {found}", found=gate.found)


def _apart(found: Decimal, least: Decimal, say: Say) -> str:
    """A share with as many decimals as it takes to tell it from what was asked for: 85.19 %, where 85.2 % was."""
    shown = found
    for places in range(1, 7):
        shown = round_percent(found, places)
        if (shown >= least) is (found >= least) and (shown == least) is (found == least):
            break
    return say.text("{figure} %", figure=say.figure(shown))
