"""A check said in words: each gate with what it expected and found, and whether all are open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import assert_never

from an_sinh.figures import round_percent
from an_sinh.judge.gate import Gate, Kind, Trait, Verdict
from an_sinh.judge.scorecard import Agreement, Line, Tally
from an_sinh.pages.lines import (
    gap_cell,
    name_of,
    reason_words,
    reported_mark,
    spell_actual,
    spell_target,
    status_word,
)
from an_sinh.pages.say import NOTHING, Say
from an_sinh.pages.score import against_title, agreement_words, headline
from an_sinh.programme.model import Programme
from an_sinh.terms import Basis, Status
from an_sinh.text import visible
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
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """An indicator that closes a gate, with what it rests on."""

    id: str
    name: str
    status: Status
    result: str
    actual: str
    target: str
    notes: tuple[str, ...]
    sources: str
    """Who said its figure, its verdict, its target."""
    place: str
    """File and line, from the top of the repository; empty where that is not known."""
    gates: tuple[str, ...]
    """The names of the gates that it closes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GatePage:
    """A whole check in words."""

    rows: tuple[GateRow, ...]
    passed: bool
    outcome: str
    headline: str
    gate_heading: str
    told_heading: str
    title: str = ""
    closing: tuple[Closing, ...] = ()
    """Each indicator that closes a gate, once."""
    closing_heading: str = ""
    columns: tuple[str, ...] = ()
    """What stands above the parts of each."""


def gate_page(verdict: Verdict, say: Say, folder: str | None = None) -> GatePage:
    """A check in words; `folder` is the data directory from the top of the repository, where that is known."""
    say = say.counting(verdict.card.programme.year_starts)
    rows = gate_rows(verdict.gates, verdict.card.tally, verdict.card.published, say)
    closing = tuple(_closing(verdict, rows, folder, say))
    columns = [say.text("indicator"), say.text("result"), say.text("actual"), say.text("target"), say.text("source")]
    if len({gate for each in closing for gate in each.gates}) > 1:
        columns.append(say.text("gate"))
    return GatePage(
        title=against_title(verdict.card, say),
        closing=closing,
        closing_heading=say.plural("{n} indicator closes the gate", "{n} indicators close the gate", len(closing)),
        columns=tuple(columns),
        rows=rows,
        passed=verdict.passed,
        outcome=say.text("gate open") if verdict.passed else say.text("gate closed"),
        headline=headline(verdict.card.tally, say, percent=True, so_far=verdict.card.is_so_far),
        gate_heading=say.text("gate"),
        told_heading=say.text("expected and found"),
    )


def _closing(verdict: Verdict, rows: Sequence[GateRow], folder: str | None, say: Say) -> Iterator[Closing]:
    closed: dict[str, tuple[Line, list[str]]] = {}
    for gate, row in zip(verdict.gates, rows, strict=True):
        for line in gate.closed_by:
            closed.setdefault(line.id, (line, []))[1].append(row.name)
    for line, gates in closed.values():
        yield Closing(
            id=visible(line.id),
            name=name_of(line, say),
            status=line.status,
            result=status_word(line.status, say),
            actual=spell_actual(line, say),
            target=spell_target(line.target, say),
            notes=tuple(_notes(line, say)),
            sources="; ".join(_source(verdict.card.programme, id_, say) for id_ in line.source),
            place=_place(line, folder),
            gates=tuple(gates),
        )


def _notes(line: Line, say: Say) -> Iterator[str]:
    if line.reason is not None:
        yield reason_words(line.reason, say)
    elif line.basis in (Basis.REPORTED, Basis.INFERRED):
        yield gap_cell(line, say).tail
    yield from reported_mark(line, say)


def _source(programme: Programme, id_: str, say: Say) -> str:
    """A source in short: who published it, else what it is called, and when."""
    source = programme.sources[id_]
    named = say.shown(source.publisher) if source.publisher else say.shown(source.title)
    return f"{named}, {say.date(source.date)}" if source.date else named


def _place(line: Line, folder: str | None) -> str:
    if line.place is None or folder is None:
        return ""
    name, number, _ = line.place.rsplit(":", 2)
    return visible(f"{folder}/{name}:{number}" if folder not in ("", ".") else f"{name}:{number}")


def gate_rows(gates: Iterable[Gate], tally: Tally, published: Sequence[Agreement], say: Say) -> tuple[GateRow, ...]:
    """Each gate in words, beside the counts and the published headlines that it was held to."""
    return tuple(_row(gate, tally, published, say) for gate in gates)


def _row(gate: Gate, tally: Tally, published: Sequence[Agreement], say: Say) -> GateRow:
    names = {Kind.ALL_MET: say.text("every indicator met"), Kind.JUDGED: say.text("anything judged")}
    return GateRow(
        passed=gate.passed,
        name=names.get(gate.kind, f"--{gate.name}"),
        told=_told(gate, tally, published, say),
        names=tuple(f"{line.id}: {name_of(line, say)}" for line in gate.closed_by),
        ids=tuple(line.id for line in gate.closed_by),
    )


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
                return say.text("found nothing judged in {year} to compare with", year=_year(gate.asked, say))
            return say.text("expected no worse and no lost verdict, found {found}", found=gate.found)
        case Kind.JUDGED:
            return say.text("expected something judged, found nothing")
        case _:
            assert_never(gate.kind)


def _year(asked: str, say: Say) -> str:
    return say.year(int(asked)) if asked.isdecimal() else say.date(asked)


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
