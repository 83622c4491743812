"""Two scorecards side by side, said in words: regressions first, then improvements, then everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from an_sinh.judge.diff import Change, Comparison, Diff, Movement
from an_sinh.judge.restated import Aspect, Restatement
from an_sinh.judge.scorecard import Line, Tally
from an_sinh.pages.lines import (
    WATCHED,
    WATCHED_KIND,
    kind_and_id,
    name_of,
    programme_named,
    spell_actual,
    spell_target,
    status_word,
)
from an_sinh.pages.page import Cell, Column, Grid, Page, Row, Section
from an_sinh.pages.say import NOTHING, Say, marked
from an_sinh.pages.score import COUNT_WORDS, published_headline
from an_sinh.programme.model import Published
from an_sinh.terms import Against, Status
from an_sinh.text import visible
from an_sinh.values import dataclass

SECTIONS = (
    (Change.REGRESSED, "▼"),
    (Change.IMPROVED, "▲"),
    (Change.LOST, "~"),
    (Change.GAINED, "~"),
    (Change.CHANGED, "~"),
    (Change.RESTATED, "≈"),
    (Change.ADDED, "+"),
    (Change.REMOVED, "–"),
)
HEADINGS: Mapping[str, str] = {
    "regressed": marked("Regressed"),
    "improved": marked("Improved"),
    "lost": marked("Verdict lost"),
    "gained": marked("Verdict gained"),
    "changed": marked("Other changes"),
    "changed_target": marked("Only the target changed"),
    "restated": marked("Restated"),
    "added": marked("Added"),
    "removed": marked("Withdrawn or removed"),
    WATCHED_KIND: WATCHED,
    "same": marked("Unchanged"),
}
"""What happened to an indicator, as a heading."""
RESTATED: Mapping[str, str] = {
    Aspect.REPORTED: marked("the reported verdict"),
    Aspect.INFERRED: marked("whether it was worked out"),
    Aspect.PROVISIONAL: marked("whether it is provisional"),
    Aspect.SOURCE: marked("source"),
    Aspect.NOTE: marked("note"),
    Aspect.AS_OF: marked("date"),
    Aspect.NAME: marked("name"),
    Aspect.UNIT: marked("unit"),
    Aspect.GROUP: marked("group"),
    Aspect.LEAD: marked("lead"),
    Aspect.DEFINITION: marked("definition"),
    Aspect.OWN_FIGURE: marked("the year's own figure"),
    Aspect.OTHER_YEARS: marked("entries of other years"),
    "published": marked("published headline"),
    "sources": marked("source"),
    "groups": marked("group"),
    "groups_order": marked("order of the groups"),
    "order": marked("order of the indicators"),
    "id": marked("the programme's id"),
    "years": marked("the programme's years"),
    "kind": marked("what it calls itself"),
    "exceeded": marked("whether anything is exceeded"),
    "outlook": marked("the rule of the outlook"),
}
"""What may be said anew: of an indicator, and beside the indicators."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """What the two sides are called: two years, or two states of the data for one year."""

    old: str
    new: str
    years: bool
    """Whether it is the years that differ."""


def diff_page(
    found: Diff, sides: Sides, say: Say, *, rows: Callable[[Line], bool] | None = None, everything: bool = False
) -> Page:
    """A diff in words; `everything` shows the unchanged too."""
    say = say.counting(found.new.programme.year_starts)
    shown = [moved for moved in found.lines if rows is None or rows(moved.line)]
    sections = list(_sections(shown, say))
    same = [moved for moved in shown if moved.change is Change.SAME]
    if everything and same:
        sections.append(_section(say.text("Unchanged"), "·", same, say))
    if found.lines and not shown:
        sections.append(Section(heading=say.text("No indicator matches the filters"), rows=()))
    grids: tuple[Grid, ...] = ()
    if sections:
        columns = (Column(heading=sides.old), Column(heading=sides.new), Column(heading=say.text("movement")))
        grids = (Grid(columns=columns, sections=tuple(sections)),)
    return Page(
        title=_title(found, sides, say),
        grids=grids,
        headline=_headline(found, say),
        counts=(),
        closing=(*_closing(found, len(same), everything, say), *programme_restated(found, say)),
        language=say.language,
        decimal_mark=say.decimal_mark,
    )


def _title(found: Diff, sides: Sides, say: Say) -> str:
    term = found.new.against is Against.TERM
    if sides.years:
        phrase = (
            say.text("{programme} · {old} → {new}, against the end-of-term targets")
            if term
            else say.text("{programme} · {old} → {new}, each against its own plan")
        )
    else:
        phrase = (
            say.text("{programme} · {year}, {old} → {new}, against the end-of-term targets")
            if term
            else say.text("{programme} · {year}, {old} → {new}, against the plan for {year}")
        )
    programme = programme_named(found.new.programme, say)
    return phrase.format(
        programme=programme, old=visible(sides.old), new=visible(sides.new), year=say.year(found.new.year)
    )


def _sections(shown: Sequence[Comparison], say: Say) -> Iterator[Section]:
    for heading, mark, members in parted(shown):
        yield _section(say.text(HEADINGS[heading]), mark, members, say)


def parted(shown: Sequence[Comparison]) -> Iterator[tuple[str, str, Sequence[Comparison]]]:
    """What moved by what happened to it, the gravest first: the phrase that heads it, its sign, and the indicators.

    Last what is watched only, whatever happened to it.
    """
    counted = [moved for moved in shown if not moved.is_watched]
    for change, mark in SECTIONS:
        members = [moved for moved in counted if moved.change is change]
        targets = [moved for moved in members if change is Change.CHANGED and _same_figure(moved)]
        figures = [moved for moved in members if not (change is Change.CHANGED and _same_figure(moved))]
        if figures:
            yield change.value, mark, figures
        if targets:
            yield "changed_target", mark, targets
    watched = [moved for moved in shown if moved.is_watched and moved.change is not Change.SAME]
    if watched:
        yield WATCHED_KIND, "·", watched


def _same_figure(moved: Comparison) -> bool:
    """Whether the figure, and that of each part, is the same on both sides."""
    if any(not _same_figure(part) for part in moved.parts):
        return False
    return moved.old is not None and moved.new is not None and moved.old.actual == moved.new.actual


def _section(heading: str, mark: str, members: Sequence[Comparison], say: Say) -> Section:
    each = (one for moved in members for one in (moved, *moved.parts))
    return Section(heading=heading, mark=mark, rows=tuple(moved_row(moved, say) for moved in each))


def moved_row(moved: Comparison, say: Say) -> Row:
    """One indicator on both sides, how its figure moved, and whether its target did."""
    movement = Cell(text="") if moved.parts else _movement(moved, say)
    is_part = moved.whole is not None
    return Row(
        id=moved.line.id,
        name=name_of(moved.line, say),
        cells=(_side(moved.old, say), _side(moved.new, say), movement),
        notes=tuple(_notes(moved, say)),
        is_part=is_part,
        stands_for=0 if is_part else 1,
    )


def _side(line: Line | None, say: Say) -> Cell:
    if line is None or line.status is Status.WITHDRAWN:
        return Cell(text=NOTHING)
    return Cell(text=spell_actual(line, say), status=line.status)


def _movement(moved: Comparison, say: Say) -> Cell:
    if moved.movement is None or moved.distance is None:
        return Cell(text=NOTHING)
    if moved.movement is Movement.SAME:
        return Cell(text="", tail=_unmoved(moved, say))
    phrase = say.text("{figure} better") if moved.movement is Movement.BETTER else say.text("{figure} worse")
    before, _, after = phrase.partition("{figure}")
    return Cell(text=before + say.figure(moved.distance), tail=after)


def _unmoved(moved: Comparison, say: Say) -> str:
    """The same figure, or of a band another one that is no nearer to it and no farther from it."""
    if _same_figure(moved):
        return say.text("same figure")
    return say.text("still in the band") if moved.line.status.is_met else say.text("as far off")


def _notes(moved: Comparison, say: Say) -> Iterator[str]:
    if told := restated_words(moved, say):
        yield say.text("restated: {what}", what=told)
    yield from _target_notes(moved, say)


def restated_words(moved: Comparison, say: Say) -> str:
    """What is said anew of an indicator: `source, note`; empty where nothing is.

    Beside another verdict or figure, sources and notes are others by nature where the two sides are two years.
    """
    if moved.old is None or moved.new is None:
        return ""
    expected = _BY_NATURE if moved.of_two_years and moved.change is not Change.RESTATED else ()
    return ", ".join(say.text(RESTATED[what]) for what in moved.restated if what not in expected)


_BY_NATURE = (Aspect.SOURCE, Aspect.NOTE, Aspect.PROVISIONAL, Aspect.INFERRED, Aspect.REPORTED, Aspect.OWN_FIGURE)


def programme_restated(found: Diff, say: Say) -> Iterator[str]:
    """What differs beside the indicators, a line each: a headline, a source, a name."""
    for each in found.restated:
        told = _restated_words(each, say)
        of_two_years = each.what == "published" and each.year is None
        yield told if of_two_years else say.text("restated: {what}", what=told)


def _restated_words(each: Restatement, say: Say) -> str:
    what = say.text(RESTATED[each.what])
    told = each.new if isinstance(each.new, dict) else each.old if isinstance(each.old, dict) else {}
    if each.what in ("sources", "groups") and "id" in told:
        what += f" {visible(told['id'])}"
    if each.year is not None:
        what += f" ({say.year(each.year)})"
    old, new = each.old, each.new
    if each.what == "published" and each.year is None:  # of two years: each has its own, of its own date
        sides = [_headline_words(side, say) for side in (old, new)]
        if sides[0] != sides[1]:
            return _from_to(what, sides[0], sides[1], say)
        old, new = (Published.model_validate(side).counts for side in (old, new))
    if old is None or new is None:
        return say.text("{what}: new", what=what) if old is None else say.text("{what}: gone", what=what)
    if not (isinstance(old, dict) and isinstance(new, dict)) or each.what in ("name", "note"):
        return _from_to(what, _plainly(old, say), _plainly(new, say), say)
    keys = [key for key in dict.fromkeys((*old, *new)) if old.get(key) != new.get(key)]
    parts = [_from_to(_key(key, say), _plainly(old.get(key), say), _plainly(new.get(key), say), say) for key in keys]
    return f"{what}: {', '.join(parts)}"


def _from_to(what: str, old: str, new: str, say: Say) -> str:
    return say.text("{what} {old} → {new}", what=what, old=old, new=new)


def _key(key: str, say: Say) -> str:
    """A count by its name, any other key as it stands in the data."""
    return say.text(COUNT_WORDS[key]) if key in COUNT_WORDS else key


def _headline_words(printed: object, say: Say) -> str:
    return published_headline(Published.model_validate(printed), say) if isinstance(printed, dict) else NOTHING


def _plainly(value: object, say: Say) -> str:
    """A value of the data on one line: a text, a figure, a list."""
    match value:
        case None:
            return NOTHING
        case dict():
            return say.shown(value)
        case Decimal():
            return say.figure(value)
        case list() | tuple():
            return ", ".join(_plainly(each, say) for each in value)
        case _:
            return visible(str(value)).strip()


def _target_notes(moved: Comparison, say: Say) -> Iterator[str]:
    if moved.target_changed and moved.old is not None and moved.new is not None:
        old, new = (spell_target(line.target, say) for line in (moved.old, moved.new))
        if old != new:
            yield say.text("target {old} → {new}", old=old, new=new)
        old, new = (_exceeded_from(line, say) for line in (moved.old, moved.new))
        if old != new:
            yield say.text("exceeded from {old} → {new}", old=old, new=new)


def _exceeded_from(line: Line, say: Say) -> str:
    edges = line.target
    if edges and edges.never_exceeds:
        return say.text("never")
    return say.figure(edges.far) if edges and edges.far_exceeds and edges.far is not None else NOTHING


def _headline(found: Diff, say: Say) -> str:
    if not found.differs:
        unjudged = found.new.tally.unscored
        return (
            say.text("No changes in what is known; {n} not judged", n=unjudged) if unjudged else say.text("No changes")
        )
    slots = {"old": side_headline(found.old.tally, say), "new": side_headline(found.new.tally, say)}
    if found.judged_in_both == 0:
        return say.text("{old} → {new} met (none judged in both)", **slots)
    both = _both(found, say)
    if found.net == 0:
        return say.text("{old} → {new} met (no net change in {both})", **slots, both=both)
    net = say.figure(Decimal(found.net), signed=True)
    return say.text("{old} → {new} met ({net} of {both})", **slots, net=net, both=both)


def _both(found: Diff, say: Say) -> str:
    n = found.judged_in_both
    return say.text("the one judged in both") if n == 1 else say.text("the {n} judged in both", n=n)


def side_headline(tally: Tally, say: Say) -> str:
    """One side in short: `23/27`; where nothing is judged, that."""
    if tally.judged == 0:
        return say.text("nothing judged")
    return f"{tally.met_or_exceeded}/{tally.total}"


def _closing(found: Diff, same: int, everything: bool, say: Say) -> Iterator[str]:
    gained = _gained(found, say)
    if gained:
        yield gained
    if same and found.differs:
        yield (say.text("{n} unchanged") if everything else say.text("{n} unchanged (--all shows them)")).format(n=same)


def _gained(found: Diff, say: Say) -> str:
    """How many verdicts were gained and lost, and that this is no change for the better or worse; empty if none was."""
    gained, lost = found.counts[Change.GAINED], found.counts[Change.LOST]
    parts = []
    if gained:
        parts.append(say.plural("{n} verdict gained", "{n} verdicts gained", gained))
    if lost:
        parts.append(say.plural("{n} verdict lost", "{n} verdicts lost", lost))
    return say.text("{parts}: neither improvement nor regression", parts=", ".join(parts)) if parts else ""


def diff_prose(found: Diff, sides: Sides, say: Say) -> str:
    """A diff as running text."""
    say = say.counting(found.new.programme.year_starts)
    return "\n".join(_paragraphs(found, sides, say)) + "\n"


def _paragraphs(found: Diff, sides: Sides, say: Say) -> Iterator[str]:
    was, now = side_headline(found.old.tally, say), side_headline(found.new.tally, say)
    opening = (
        say.text("From {old} to {new}, {programme} went from {was} to {now} indicators met or exceeded.")
        if sides.years
        else say.text("For {year}, {programme} went from {was} ({old}) to {now} ({new}) indicators met or exceeded.")
    )
    told = [
        say.filled(
            opening,
            programme=kind_and_id(found.new.programme, say),
            old=visible(sides.old),
            new=visible(sides.new),
            year=say.year(found.new.year),
            was=was,
            now=now,
        )
    ]
    if not found.differs:
        told.append(_headline(found, say) + ".")
    elif found.judged_in_both:
        told.append(_judged_in_both(found, say))
    if gained := _gained(found, say):
        told.append(gained + ".")
    yield " ".join(told)
    for line in programme_restated(found, say):
        yield line[:1].upper() + line[1:] + "."
    for change, _ in SECTIONS:
        members = [moved for moved in found.counted if moved.change is change]
        targets = [moved for moved in members if change is Change.CHANGED and _same_figure(moved)]
        spell = _restated_item if change is Change.RESTATED else _moved_words
        names = [spell(moved, say) for moved in members if moved not in targets]
        if names:
            yield say.text("{heading}: {names}.", heading=say.text(HEADINGS[change.value]), names="; ".join(names))
        names = [_target_words(moved, say) for moved in targets]
        if names:
            yield say.text("{heading}: {names}.", heading=say.text("Only the target changed"), names="; ".join(names))
    watched = [moved for moved in found.lines if moved.is_watched and moved.change is not Change.SAME]
    if watched:
        names = [_moved_words(moved, say) for moved in watched]
        yield say.text("{heading}: {names}.", heading=say.text(WATCHED), names="; ".join(names))


def _judged_in_both(found: Diff, say: Say) -> str:
    improved, regressed = found.counts[Change.IMPROVED], found.counts[Change.REGRESSED]
    if found.judged_in_both == 1:
        return (
            say.text("The one judged in both improved.")
            if improved
            else say.text("The one judged in both regressed.")
            if regressed
            else say.text("The one judged in both neither improved nor regressed.")
        )
    both = _both(found, say)
    if not improved and not regressed:
        return say.text("Of {both}, none improved or regressed.", both=both)
    return say.text(
        "Of {both}, {improved} improved and {regressed} regressed.",
        both=both,
        improved=improved or say.text("none"),
        regressed=regressed or say.text("none"),
    )


def _moved_words(moved: Comparison, say: Say) -> str:
    name = say.named(moved.line.indicator)
    old, new = (_told(line, say) for line in (moved.old, moved.new))
    told = say.text("{name} ({old} → {new})", name=name, old=old, new=new)
    inside = [_moved_words(part, say) for part in moved.parts if part.change is not Change.SAME]
    return f"{told}: {', '.join(inside)}" if inside else told


def _restated_item(moved: Comparison, say: Say) -> str:
    name = say.named(moved.line.indicator)
    told = restated_words(moved, say)
    named = say.text("{name} ({figure})", name=name, figure=told) if told else name
    inside = [_restated_item(part, say) for part in moved.parts if part.change is not Change.SAME]
    return f"{named}: {', '.join(inside)}" if inside else named


def _target_words(moved: Comparison, say: Say) -> str:
    name = say.named(moved.line.indicator)
    told = ", ".join(_target_notes(moved, say))
    named = say.text("{name} ({figure})", name=name, figure=told) if told else name
    inside = [_target_words(part, say) for part in moved.parts if part.change is not Change.SAME]
    return f"{named}: {', '.join(inside)}" if inside else named


def _told(line: Line | None, say: Say) -> str:
    """A side's status, and its figure where there is one: `met 76.5`."""
    if line is None:
        return NOTHING
    status = status_word(line.status, say).lower()
    figure = spell_actual(line, say)
    return status if figure in (NOTHING, "") else f"{status} {figure}"
