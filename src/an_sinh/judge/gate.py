"""A scorecard -> gates, passed or not. Nothing to judge is never a pass; nothing is rounded before it is compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from an_sinh.errors import UsageFault
from an_sinh.figures import EXACT, HUNDRED, parse_figure, plain, ratio_percent
from an_sinh.judge.diff import Change, diff
from an_sinh.judge.exported import Exported
from an_sinh.judge.scorecard import Line, Scorecard
from an_sinh.programme.model import EMPTY
from an_sinh.terms import Basis, Status
from an_sinh.text import quoted
from an_sinh.values import dataclass


class Trait(StrEnum):
    """What `--fail-on` knows beside the statuses."""

    DISCREPANCY = "discrepancy"
    PROVISIONAL = "provisional"
    INFERRED = "inferred"
    """A verdict that nobody printed."""
    PUBLISHED = "published"
    ROLLUP = "rollup"


class Kind(StrEnum):
    """The gates there are."""

    ALL_MET = "all-met"
    """Without a gate option: every counted indicator is met or exceeded."""
    MIN_MET = "min-met"
    FAIL_ON = "fail-on"
    NO_REGRESSION = "no-regression-from"
    JUDGED = "judged"
    """Closes where nothing at all is judged; it is told only then."""


FAIL_ON = (*(status.value for status in Status), *(trait.value for trait in Trait))


@dataclass(frozen=True, slots=True, kw_only=True)
class Minimum:
    """How many must be met or exceeded: a number of indicators, or a percentage of those counted."""

    number: Decimal
    percent: bool

    @property
    def text(self) -> str:
        """As it is typed: `24` or `85%`."""
        return plain(self.number) + ("%" if self.percent else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One gate: what it expects, what was found, whether it passed, and the indicators that closed it."""

    kind: Kind
    asked: str
    """What was asked of it, as typed: `24`, `85%`, `unmet`, `2021`; empty for the default gate."""
    expected: Decimal | int | bool
    found: Decimal | int | bool | None
    passed: bool
    lines: tuple[Line, ...] = ()

    @property
    def closed_by(self) -> tuple[Line, ...]:
        """The indicators that close it; none where it is open."""
        return () if self.passed else self.lines

    @property
    def name(self) -> str:
        """The gate with what was asked: `min-met 24`."""
        return f"{self.kind.value} {self.asked}".rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict(Exported):
    """All gates of a check."""

    card: Scorecard
    passed: bool
    gates: tuple[Gate, ...]


def parse_least(text: str) -> Minimum:
    """`24` or `85%` (also `85.5%`); UsageFault for anything else."""
    number = parse_figure(text.removesuffix("%"))
    percent = text.endswith("%")
    if number is None or number < 0 or (not percent and number != number.to_integral_value()):
        raise UsageFault(
            "--min-met: {text} is no number of indicators",
            "write a whole number, or a percentage up to 100%",
            text=quoted(text),
        )
    if percent and number > HUNDRED:
        raise UsageFault(
            "--min-met: {text} is no number of indicators",
            "write a whole number, or a percentage up to 100%",
            text=quoted(text),
        )
    return Minimum(number=number, percent=percent)


def check(
    card: Scorecard,
    least: Minimum | None = None,
    fail_on: Sequence[str] = (),
    since: Scorecard | None = None,
    rollup: Mapping[str, bool | None] = EMPTY,
) -> Verdict:
    """Hold a scorecard to its gates; without any, every counted indicator must be met or exceeded.

    What is watched only closes none.

    `since` is an earlier scorecard by the same yardstick: a worse verdict than there, and a lost one, closes. `rollup`
    says of each indicator that places make together whether they agree with it.
    """
    gates = list(_gates(card, least, fail_on, since, rollup))
    if not card.tally.judged:
        gates.append(Gate(kind=Kind.JUDGED, asked="", expected=1, found=0, passed=False))
    return Verdict(card=card, passed=all(gate.passed for gate in gates), gates=tuple(gates))


def _gates(
    card: Scorecard,
    least: Minimum | None,
    fail_on: Sequence[str],
    since: Scorecard | None,
    rollup: Mapping[str, bool | None],
) -> Iterator[Gate]:
    if least is None and not fail_on and since is None:
        yield _all_met(card)
    if least is not None:
        yield _min_met(card, least)
    for asked in dict.fromkeys(fail_on):
        match asked:
            case Trait.PUBLISHED:
                yield _fail_on_published(card)
            case Trait.ROLLUP:
                yield _fail_on_rollup(card, rollup)
            case _:
                yield _fail_on(card, asked)
    if since is not None:
        yield _no_regression(card, since)


def _all_met(card: Scorecard) -> Gate:
    tally = card.tally
    passed = tally.met_or_exceeded == tally.total > 0
    return Gate(
        kind=Kind.ALL_MET,
        asked="",
        expected=tally.total,
        found=tally.met_or_exceeded,
        passed=passed,
        lines=_missed(card),
    )


def _missed(card: Scorecard) -> tuple[Line, ...]:
    """What is counted and not met; where nothing is judged, no indicator is to blame."""
    counted = card.counted if card.tally.judged else ()
    return tuple(line for line in counted if line.status is not Status.WITHDRAWN and not line.status.is_met)


def _min_met(card: Scorecard, least: Minimum) -> Gate:
    tally = card.tally
    met = Decimal(tally.met_or_exceeded)
    if not least.percent:
        expected = int(least.number)
        passed = tally.judged > 0 and tally.met_or_exceeded >= expected
        return _least(card, least, expected, tally.met_or_exceeded, passed=passed)
    passed = tally.judged > 0 and EXACT.multiply(met, HUNDRED) >= EXACT.multiply(least.number, Decimal(tally.total))
    found = ratio_percent(met, Decimal(tally.total)) if tally.total else None
    return _least(card, least, least.number, found, passed=passed)


def _least(
    card: Scorecard, least: Minimum, expected: Decimal | int, found: Decimal | int | None, *, passed: bool
) -> Gate:
    lines = () if passed else _missed(card)
    return Gate(kind=Kind.MIN_MET, asked=least.text, expected=expected, found=found, passed=passed, lines=lines)


def _fail_on(card: Scorecard, asked: str) -> Gate:
    match asked:
        case Trait.DISCREPANCY:
            closing = tuple(line for line in card.counted if line.discrepancy)
        case Trait.PROVISIONAL:
            closing = tuple(line for line in card.counted if line.provisional)
        case Trait.INFERRED:
            closing = tuple(line for line in card.counted if line.basis is Basis.INFERRED)
        case _:
            closing = tuple(line for line in card.counted if line.status == asked)
    return Gate(kind=Kind.FAIL_ON, asked=asked, expected=0, found=len(closing), passed=not closing, lines=closing)


def _fail_on_published(card: Scorecard) -> Gate:
    """Closes unless a published headline exists and agrees; with several, each must."""
    answers = [each.agrees for each in card.published if not each.is_replaced]
    found = None if not answers or None in answers else all(answers)
    if False in answers:
        found = False
    return Gate(
        kind=Kind.FAIL_ON,
        asked=Trait.PUBLISHED.value,
        expected=True,
        found=found,
        passed=found is True,
        lines=() if found else _at_odds(card),
    )


def _at_odds(card: Scorecard) -> tuple[Line, ...]:
    """What may keep a headline from agreeing: verdicts other than reported, else what is counted more than printed.

    Where that is what is met, or nothing, it is what is not met. Where it can't be decided, it is what is not judged.
    """
    printed = [each for each in card.published if not each.is_replaced]
    if any(each.agrees is False for each in printed):
        discrepant = tuple(line for line in card.counted if line.discrepancy)
        differences = [each for one in printed for each in one.differences]
        more = {each.count.replace("_", "-") for each in differences if each.found > each.published}
        return discrepant or tuple(line for line in card.counted if line.status in more) or _missed(card)
    return tuple(line for line in card.counted if printed and line.status is Status.UNSCORED)


def _fail_on_rollup(card: Scorecard, rollup: Mapping[str, bool | None]) -> Gate:
    """Closes where all places are there and their figures are another than the whole's, and where there are none."""
    counted = [line for line in card.counted if any(each.id in rollup for each in (line, *line.parts))]
    closing = tuple(line for line in counted if any(rollup.get(each.id) is False for each in (line, *line.parts)))
    found = len(closing) if counted else None
    passed = bool(counted) and not closing
    return Gate(kind=Kind.FAIL_ON, asked=Trait.ROLLUP.value, expected=0, found=found, passed=passed, lines=closing)


def _no_regression(card: Scorecard, since: Scorecard) -> Gate:
    moved = [line for line in diff(since, card).counted if line.change in (Change.REGRESSED, Change.LOST)]
    comparable = since.tally.judged > 0
    return Gate(
        kind=Kind.NO_REGRESSION,
        asked=str(since.year),
        expected=0,
        found=len(moved) if comparable else None,
        passed=comparable and not moved,
        lines=tuple(line.line for line in moved),
    )
