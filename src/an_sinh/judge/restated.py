"""Two scorecards -> what is said anew: all that differs as data beside verdicts, figures and targets.

Two entries are compared by what they say, not by how: an empty key, `false` and no key are the same, `5.0` is 5, and
one source is a list of one. Where the two sides are two years, what belongs to a year's file alone (its date, its
note, its default source) differs by nature and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from itertools import zip_longest
from typing import Any

from an_sinh.judge.scorecard import Line, Scorecard
from an_sinh.programme.model import NEVER_EXCEEDED, DataModel, Programme, Source, YearOfActuals
from an_sinh.terms import Against, Basis, Form, Period, in_time
from an_sinh.values import dataclass


class Aspect(StrEnum):
    """What may be said anew of an indicator though figure, target and verdict are the same."""

    REPORTED = "reported"
    """The authority's verdict by either yardstick, where it is not the status itself."""
    INFERRED = "inferred"
    PROVISIONAL = "provisional"
    SOURCE = "source"
    NOTE = "note"
    AS_OF = "as_of"
    NAME = "name"
    UNIT = "unit"
    GROUP = "group"
    LEAD = "lead"
    DEFINITION = "definition"
    """Direction, limits, baseline, breaks, years, how it is summed, a target of another year."""
    OWN_FIGURE = "own-figure"
    """The year's own figure, where the sum is the same."""
    OTHER_YEARS = "other-years"
    """An entry of another year that was read on both sides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restatement:
    """Something of the programme as a whole that differs: a published headline, a source, a name."""

    what: str
    """Its key in the data: `published`, `sources`, `groups`, `name` …; `order` for that of the indicators."""
    year: Period | None
    """The year whose file says it; None for targets.yaml, and where the two sides are two years."""
    old: object
    """As the old side says it, in the data's own keys; None where it says nothing."""
    new: object


def target_of(line: Line) -> tuple[Form | None, Decimal | None, Decimal | None]:
    """What makes two targets the same: form and edges."""
    edges = line.target
    return line.form, edges.low if edges else None, edges.high if edges else None


# --- of an indicator --------------------------------------------------------------------------------------------------


def line_restated(old: Line | None, new: Line | None, old_card: Scorecard, new_card: Scorecard) -> Iterator[Aspect]:
    """What is said anew of an indicator; its definition where one side has no such indicator."""
    if old is None or new is None:
        yield Aspect.DEFINITION
        return
    same_year = old_card.year == new_card.year
    hidden = _judged_key(old_card, old) if same_year else None
    before, now = _facts(old, old_card, hidden), _facts(new, new_card, hidden)
    if _is_told_by_the_status(old, new):
        before[Aspect.REPORTED], now[Aspect.REPORTED] = before[Aspect.REPORTED][1:], now[Aspect.REPORTED][1:]
    if not same_year:
        before[Aspect.AS_OF] = now[Aspect.AS_OF] = None
    if old.actual != new.actual:
        before[Aspect.OWN_FIGURE] = now[Aspect.OWN_FIGURE] = None
    if same_year and target_of(old) != target_of(new):  # which is told
        for facts in (before, now):
            facts[Aspect.DEFINITION]["targets"].pop(hidden, None)
    yield from (what for what in Aspect if before.get(what) != now.get(what))
    if same_year and _differ_in_other_years(old, old_card, new_card):
        yield Aspect.OTHER_YEARS


def _is_told_by_the_status(old: Line, new: Line) -> bool:
    """Whether the verdict by this yardstick is the status itself on each side that has one."""
    said = (Basis.REPORTED, Basis.INFERRED)
    return all(line.reported is None or (line.basis in said and line.reported is line.status) for line in (old, new))


def _judged_key(card: Scorecard, line: Line) -> Period | str | None:
    """The key of the target that judges the line."""
    if card.against is Against.ANNUAL:
        return card.year if line.indicator.target(card.year) is not None else card.whole_year
    return "term" if line.indicator.target("term") else card.programme.years[1]


_SAID_APART = {"name": Aspect.NAME, "unit": Aspect.UNIT, "group": Aspect.GROUP, "lead": Aspect.LEAD}


def _facts(line: Line, card: Scorecard, judged: Period | str | None) -> dict[Aspect, Any]:
    """Everything that is said of an indicator beside figure, target and verdict, by what it is."""
    indicator, entry, target = line.indicator, line.entry, line.written_target
    reported = entry.reported if entry else None
    verdicts = {against: reported.by(against) for against in Against} if reported else {}
    other = next(each for each in Against if each is not card.against)
    defined = _defined(line)
    targets = {key: each.said() for key, each in (indicator.targets or {}).items() if each is not None}
    if judged in targets:  # its source, note and mark are told by these names
        targets[judged] = {k: v for k, v in targets[judged].items() if k not in ("source", "note", "inferred")}
    told = {what: defined.pop(key, None) for key, what in _SAID_APART.items()}
    notes = (defined.pop("note", None), _said_by(entry, "note"), _said_by(target, "note"))
    itself = not line.parts  # what is of its parts is told of them
    sources = (
        line.sources if itself else (),
        defined.pop("source", None),
        _said_by(entry, "source"),
        _said_by(reported, "source"),
    )
    marks = tuple(_said_by(each, "inferred") for each in (entry, reported, target))
    return {
        **told,
        Aspect.REPORTED: (verdicts.get(card.against), verdicts.get(other)),
        Aspect.INFERRED: (line.inferred if itself else (), *marks),
        Aspect.PROVISIONAL: (line.provisional and itself, _said_by(entry, "provisional")),
        Aspect.SOURCE: sources,
        Aspect.NOTE: notes,
        Aspect.AS_OF: _said_by(entry, "as_of"),
        Aspect.DEFINITION: {**defined, "targets": targets},
        Aspect.OWN_FIGURE: entry.value if entry else None,
    }


def _defined(line: Line) -> dict[str, Any]:
    """What an indicator says of itself: of one with parts which they are, of a part nothing that is its whole's."""
    defined = line.indicator.said()
    if line.parts:
        defined["parts"] = [each.id for each in line.parts]
    if line.whole is not None:
        whole = line.whole.said()
        inherited = [key for key in ("group", "lead", "counts", "source", "places", "years") if key in defined]
        defined = {key: each for key, each in defined.items() if key not in inherited or whole.get(key) != each}
    return defined


def _said_by(model: DataModel | None, key: str) -> object:
    """What stands under a key, nothing for an empty one and for `false`."""
    return (getattr(model, key) if model is not None else None) or None


def _said(part: DataModel | None) -> dict[str, Any]:
    return part.said() if part is not None else {}


def _differ_in_other_years(line: Line, old: Scorecard, new: Scorecard) -> bool:
    """Whether the indicator's entry of another year differs, among those read on both sides."""
    both = _read_on_both(old.programme, new.programme) - {old.year}
    return any(_said(old.programme.entry(line.id, year)) != _said(new.programme.entry(line.id, year)) for year in both)


def _read_on_both(old: Programme, new: Programme) -> set[Period]:
    """The years, and the parts of years, that were read on both sides."""
    return {*(old.actuals.keys() & new.actuals.keys()), *(old.months.keys() & new.months.keys())}


# --- of the programme -------------------------------------------------------------------------------------------------


def programme_restated(old: Scorecard, new: Scorecard) -> Iterator[Restatement]:
    """What differs beside the indicators: the head, sources, groups, the order, the published headlines."""
    was, now = old.programme, new.programme
    if was is not now:
        heads = (_head(old), _head(new))
        yield from _by_key(heads[0], heads[1], None)
        yield from _each("sources", was.sources, now.sources)
        yield from _each("groups", was.groups, now.groups)
        yield from _order("groups_order", tuple(was.groups), tuple(now.groups))
        yield from _order("order", tuple(was.indicators), tuple(now.indicators))
    if old.year != new.year:
        yield from _headlines_of_two_years(old, new)
        return
    for year in sorted(_read_on_both(was, now), key=in_time):
        before, after = was.read(year), now.read(year)
        if before is after or before is None or after is None:
            continue
        yield from _published(before, after, year)
        yield from _by_key(_of_year(before), _of_year(after), year)


def _head(card: Scorecard) -> dict[str, object]:
    programme = card.programme
    return {
        "id": programme.id,
        "name": _text(programme.name),
        "years": list(programme.years),
        "kind": _text(programme.kind),
        "year_starts": programme.year_starts if programme.year_starts != 1 else None,
        "exceeded": NEVER_EXCEEDED if programme.never_exceeded else None,
        "outlook": _said(programme.outlook) or None,
        "note": _text(programme.note),
    }


def _of_year(actuals: YearOfActuals) -> dict[str, object]:
    return {"as_of": actuals.as_of, "source": list(actuals.source) or None, "note": _text(actuals.note)}


def _text(text: Mapping[str, str] | None) -> object:
    """A text as it is written: alone, or by languages."""
    return None if not text else text[""] if text.keys() == {""} else dict(text)


def _by_key(old: Mapping[str, object], new: Mapping[str, object], year: Period | None) -> Iterator[Restatement]:
    for what in old:
        if old[what] != new[what]:
            yield Restatement(what=what, year=year, old=old[what], new=new[what])


def _each(what: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Restatement]:
    """Each source or group that differs, that is new or that is gone, with its id."""
    for id_ in dict.fromkeys((*old, *new)):
        before, after = (_named(id_, side.get(id_)) for side in (old, new))
        if before != after:
            yield Restatement(what=what, year=None, old=before, new=after)


def _named(id_: str, found: Any) -> dict[str, object] | None:
    if found is None:
        return None
    return {"id": id_, **(found.said() if isinstance(found, Source) else {"name": _text(found)})}


def _order(what: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Restatement]:
    """Another order of what both sides have."""
    both = set(old).intersection(new)
    before, after = ([id_ for id_ in side if id_ in both] for side in (old, new))
    if before != after:
        yield Restatement(what=what, year=None, old=before, new=after)


def _published(old: YearOfActuals, new: YearOfActuals, year: Period | None) -> Iterator[Restatement]:
    """The headlines one by one, in the order of the files."""
    for before, after in zip_longest(old.published, new.published):
        told = [each.said() if each is not None else None for each in (before, after)]
        if told[0] != told[1]:
            yield Restatement(what="published", year=year, old=told[0], new=told[1])


def _headlines_of_two_years(old: Scorecard, new: Scorecard) -> Iterator[Restatement]:
    """The headlines by the yardstick of two years, where other counts were printed; dates and sources are others."""
    printed = ([each.published for each in card.published] for card in (old, new))
    for before, after in zip_longest(*printed):
        if before is None or after is None or before.counts != after.counts:
            told = (each.said() if each is not None else None for each in (before, after))
            yield Restatement(what="published", year=None, old=next(told), new=next(told))
