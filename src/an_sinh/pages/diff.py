"""Two scorecards side by side, said in words: regressions first, then improvements, then everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from an_sinh.judge.diff import Change, Diff, Moved, Movement
from an_sinh.judge.scorecard import Line, Tally
from an_sinh.pages.page import (
    Cell,
    Column,
    Grid,
    Row,
    Section,
    Sheet,
    name_of,
    spell_actual,
    spell_target,
    status_word,
)
from an_sinh.pages.phrases import NOTHING, say_in, spell_figure, words
from an_sinh.terms import Against, Status
from an_sinh.text import visible

SECTIONS = (
    (Change.REGRESSED, "▼"),
    (Change.IMPROVED, "▲"),
    (Change.LOST, "~"),
    (Change.GAINED, "~"),
    (Change.CHANGED, "~"),
    (Change.ADDED, "+"),
    (Change.REMOVED, "–"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """What the two sides are called: two years, or two states of the data for one year."""

    old: str
    new: str
    years: bool
    """Whether it is the years that differ."""


def diff_sheet(
    found: Diff, sides: Sides, language: str, *, rows: Callable[[Line], bool] | None = None, everything: bool = False
) -> Sheet:
    """A diff in words; `everything` shows the unchanged too."""
    say = words(language)
    shown = [moved for moved in found.lines if rows is None or rows(moved.line)]
    sections = list(_sections(shown, language))
    same = [moved for moved in shown if moved.change is Change.SAME]
    if everything and same:
        sections.append(_section(say.same, "·", same, language))
    if found.lines and not shown:
        sections.append(Section(heading=say.no_rows, rows=()))
    grids: tuple[Grid, ...] = ()
    if sections:
        columns = (Column(heading=sides.old), Column(heading=sides.new), Column(heading=say.col_movement))
        grids = (Grid(columns=columns, sections=tuple(sections)),)
    return Sheet(
        title=_title(found, sides, language),
        grids=grids,
        headline=_headline(found, language),
        counts=(),
        closing=tuple(_closing(found, len(same), everything, language)),
        language=language,
        decimal_mark=say.decimal_mark,
    )


def _title(found: Diff, sides: Sides, language: str) -> str:
    say = words(language)
    term = found.new.against is Against.TERM
    if sides.years:
        phrase = say.diff_title_years_term if term else say.diff_title_years
    else:
        phrase = say.diff_title_data_term if term else say.diff_title_data
    programme = f"{say.programme} {visible(found.new.programme.id)}"
    return phrase.format(programme=programme, old=visible(sides.old), new=visible(sides.new), year=found.new.year)


def _sections(shown: Sequence[Moved], language: str) -> Iterator[Section]:
    for heading, mark, members in parted(shown):
        yield _section(getattr(words(language), heading), mark, members, language)


def parted(shown: Sequence[Moved]) -> Iterator[tuple[str, str, Sequence[Moved]]]:
    """What moved by what happened to it, the gravest first: the phrase that heads it, its sign, and the indicators."""
    for change, mark in SECTIONS:
        members = [moved for moved in shown if moved.change is change]
        targets = [moved for moved in members if change is Change.CHANGED and _same_figure(moved)]
        figures = [moved for moved in members if not (change is Change.CHANGED and _same_figure(moved))]
        if figures:
            yield change.value, mark, figures
        if targets:
            yield "changed_target", mark, targets


def _same_figure(moved: Moved) -> bool:
    return moved.old is not None and moved.new is not None and moved.old.actual == moved.new.actual


def _section(heading: str, mark: str, members: Sequence[Moved], language: str) -> Section:
    return Section(heading=heading, mark=mark, rows=tuple(moved_row(moved, language) for moved in members))


def moved_row(moved: Moved, language: str) -> Row:
    """One indicator on both sides, how its figure moved, and whether its target did."""
    cells = (_side(moved.old, language), _side(moved.new, language), _movement(moved, language))
    return Row(name=name_of(moved.line, language), cells=cells, notes=tuple(_notes(moved, language)))


def _side(line: Line | None, language: str) -> Cell:
    if line is None or line.status is Status.WITHDRAWN:
        return Cell(text=NOTHING)
    return Cell(text=spell_actual(line, language), status=line.status)


def _movement(moved: Moved, language: str) -> Cell:
    say = words(language)
    if moved.movement is None or moved.distance is None:
        return Cell(text=NOTHING)
    if moved.movement is Movement.SAME:
        return Cell(text="", tail=_unmoved(moved, language))
    phrase = say.moved_better if moved.movement is Movement.BETTER else say.moved_worse
    before, _, after = phrase.partition("{figure}")
    return Cell(text=before + spell_figure(moved.distance, language), tail=after)


def _unmoved(moved: Moved, language: str) -> str:
    """The same figure, or of a band another one that is no nearer to it and no farther from it."""
    say = words(language)
    if _same_figure(moved):
        return say.moved_same
    return say.moved_inside if moved.line.status.is_met else say.moved_as_far


def _notes(moved: Moved, language: str) -> Iterator[str]:
    if moved.target_changed and moved.old is not None and moved.new is not None:
        old, new = (spell_target(line.target, language) for line in (moved.old, moved.new))
        if old != new:
            yield words(language).target_moved.format(old=old, new=new)
        old, new = (_exceeded_from(line, language) for line in (moved.old, moved.new))
        if old != new:
            yield words(language).exceeded_moved.format(old=old, new=new)


def _exceeded_from(line: Line, language: str) -> str:
    edges = line.target
    return spell_figure(edges.far, language) if edges and edges.far_exceeds and edges.far is not None else NOTHING


def _headline(found: Diff, language: str) -> str:
    say = words(language)
    if not found.differs:
        unjudged = found.new.tally.unscored
        return say.no_changes_known.format(n=unjudged) if unjudged else say.no_changes
    slots = {"old": side_headline(found.old.tally, language), "new": side_headline(found.new.tally, language)}
    if found.judged_in_both == 0:
        return say.diff_headline_none.format(**slots)
    both = _both(found, language)
    if found.net == 0:
        return say.diff_headline_same.format(**slots, both=both)
    net = spell_figure(Decimal(found.net), language, signed=True)
    return say.diff_headline.format(**slots, net=net, both=both)


def _both(found: Diff, language: str) -> str:
    say = words(language)
    return say.one_both if found.judged_in_both == 1 else say.n_both.format(n=found.judged_in_both)


def side_headline(tally: Tally, language: str) -> str:
    """One side in short: `23/27`; where nothing is judged, that."""
    if tally.judged == 0:
        return words(language).side_unjudged
    return f"{tally.met_or_exceeded}/{tally.total}"


def _closing(found: Diff, same: int, everything: bool, language: str) -> Iterator[str]:
    say = words(language)
    gained = _gained(found, language)
    if gained:
        yield gained
    if same and found.differs:
        yield (say.n_same_shown if everything else say.n_same).format(n=same)


def _gained(found: Diff, language: str) -> str:
    """How many verdicts were gained and lost, and that this is no change for the better or worse; empty if none was."""
    say = words(language)
    gained, lost = found.counts[Change.GAINED], found.counts[Change.LOST]
    parts = []
    if gained:
        parts.append(say.one_gained if gained == 1 else say.n_gained.format(n=gained))
    if lost:
        parts.append(say.one_lost if lost == 1 else say.n_lost.format(n=lost))
    return say.diff_gained.format(parts=say.list_comma.join(parts)) if parts else ""


def diff_prose(found: Diff, sides: Sides, language: str) -> str:
    """A diff as running text."""
    return "\n".join(_paragraphs(found, sides, language)) + "\n"


def _paragraphs(found: Diff, sides: Sides, language: str) -> Iterator[str]:
    say = words(language)
    was, now = side_headline(found.old.tally, language), side_headline(found.new.tally, language)
    opening = say.prose_diff if sides.years else say.prose_diff_data
    told = [
        opening.format(
            programme=visible(found.new.programme.id),
            old=visible(sides.old),
            new=visible(sides.new),
            year=found.new.year,
            was=was,
            now=now,
        )
    ]
    if not found.differs:
        told.append(_headline(found, language) + ".")
    elif found.judged_in_both:
        told.append(_judged_in_both(found, language))
    if gained := _gained(found, language):
        told.append(gained + ".")
    yield " ".join(told)
    for change, _ in SECTIONS:
        members = [moved for moved in found.lines if moved.change is change]
        targets = [moved for moved in members if change is Change.CHANGED and _same_figure(moved)]
        names = [_moved_words(moved, language) for moved in members if moved not in targets]
        if names:
            yield say.prose_list.format(heading=getattr(say, change.value), names=say.list_semicolon.join(names))
        names = [_target_words(moved, language) for moved in targets]
        if names:
            yield say.prose_list.format(heading=say.changed_target, names=say.list_semicolon.join(names))


def _judged_in_both(found: Diff, language: str) -> str:
    say = words(language)
    improved, regressed = found.counts[Change.IMPROVED], found.counts[Change.REGRESSED]
    if found.judged_in_both == 1:
        return say.prose_one_improved if improved else say.prose_one_regressed if regressed else say.prose_one_neither
    both = _both(found, language)
    if not improved and not regressed:
        return say.prose_both_none.format(both=both)
    return say.prose_both.format(
        both=both, improved=improved or say.none_of_them, regressed=regressed or say.none_of_them
    )


def _moved_words(moved: Moved, language: str) -> str:
    name = visible(say_in(moved.line.indicator.name, language)).strip()
    old, new = (_told(line, language) for line in (moved.old, moved.new))
    return words(language).prose_moved.format(name=name, old=old, new=new)


def _target_words(moved: Moved, language: str) -> str:
    name = visible(say_in(moved.line.indicator.name, language)).strip()
    told = words(language).list_comma.join(_notes(moved, language))
    return words(language).prose_item.format(name=name, figure=told) if told else name


def _told(line: Line | None, language: str) -> str:
    """A side's status, and its figure where there is one: `met 76.5`."""
    if line is None:
        return NOTHING
    status = status_word(line.status, language).lower()
    figure = spell_actual(line, language)
    return status if figure == NOTHING else f"{status} {figure}"
