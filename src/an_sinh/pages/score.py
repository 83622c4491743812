"""A scorecard said in words: its rows by status, its tallies, its headline and what that rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from an_sinh.figures import ratio_percent
from an_sinh.judge.scorecard import Agreement, Line, Scorecard, Tally, by_lead, count, watched_apart
from an_sinh.pages.folding import fold_name, folded
from an_sinh.pages.lines import (
    BEST_FIRST,
    WATCHED,
    group_name,
    line_row,
    of_plan,
    programme_named,
    status_word,
    year_before,
)
from an_sinh.pages.page import NONE_HERE, Cell, Column, Count, Grid, Page, Row, Section
from an_sinh.pages.say import NOTHING, Say, marked
from an_sinh.programme.model import Published
from an_sinh.terms import Against, Status

COUNTED: Mapping[Status, str] = {
    Status.EXCEEDED: marked("{n} exceeded"),
    Status.MET: marked("{n} met"),
    Status.UNMET: marked("{n} unmet"),
    Status.NOT_STARTED: marked("{n} not started"),
    Status.UNSCORED: marked("{n} not judged"),
    Status.WITHDRAWN: marked("{n} withdrawn"),
}

COUNT_WORDS: Mapping[str, str] = {
    "met_or_exceeded": marked("met or exceeded"),
    "total": marked("total"),
    "exceeded": marked("exceeded"),
    "met": marked("met"),
    "unmet": marked("unmet"),
    "not_started": marked("not started"),
    "on_track": marked("on track"),
    "behind": marked("behind"),
}


def score_page(
    card: Scorecard,
    say: Say,
    *,
    rows: Callable[[Line], bool] | None = None,
    summary: bool = False,
    by: str = "group",
    everything: bool = False,
    wide: bool = False,
) -> Page:
    """A scorecard in words.

    `rows` filters the rows, `summary` leaves them out, and the tally stays whole; `by` is what the second tally counts
    by: `group`, or `lead`. `everything` tells rows of the same kind one by one, `wide` the percentage of the plan and
    the figure of the year before too, if that year was read.
    """
    say = say.counting(card.programme.year_starts, so_far=card.is_so_far)
    lines = [line for line in card.lines if rows is None or rows(line)]
    grids = []
    if not summary:
        grids.append(_indicator_grid(card, lines, say, everything=everything, wide=wide))
    grids.append(tally_grid(card, by, say))
    closing = list(_closing(card, say))
    if not summary and len(lines) < len(card.lines):
        closing.insert(0, say.text("{shown} of {total} rows shown", shown=len(lines), total=len(card.lines)))
    return Page(
        title=against_title(card, say),
        grids=tuple(grids),
        headline=headline(card.tally, say, percent=True, so_far=card.is_so_far),
        counts=tuple(counts(card.tally, say, so_far=card.is_so_far)),
        closing=tuple(closing),
        language=say.language,
        decimal_mark=say.decimal_mark,
    )


def against_title(card: Scorecard, say: Say) -> str:
    """Whose year it is, and what it is held against; of a part of a year, up to when."""
    return title(card, programme_named(card.programme, say), say)


def title(card: Scorecard, programme: str, say: Say) -> str:
    """What was judged by which yardstick; of a part of a year, up to when."""
    phrase = (
        (
            say.text("{programme} · up to {month} against the plan for {year}")
            if card.against is Against.ANNUAL
            else say.text("{programme} · up to {month} against the end-of-term targets")
        )
        if card.is_so_far
        else _phrase_of_latest(card, say)
        if card.latest
        else say.text("{programme} · {year} against the plan for {year}")
        if card.against is Against.ANNUAL
        else say.text("{programme} · {year} against the end-of-term targets")
    )
    return phrase.format(programme=programme, year=say.year(card.whole_year), month=say.year(card.year))


def _phrase_of_latest(card: Scorecard, say: Say) -> str:
    return (
        say.text("{programme} · the latest figures up to {year}, each against the plan for its year")
        if card.against is Against.ANNUAL
        else say.text("{programme} · the latest figures up to {year}, against the end-of-term targets")
    )


def headline(tally: Tally, say: Say, *, percent: bool = False, so_far: bool = False) -> str:
    """`23/27 met (85.2 %)`; with unscored ones `1/27 met, 26 not judged`; with nothing judged, that.

    In a part of a year (`so_far`) what is not judged is open: `14/27 met so far, 13 open`.
    """
    if tally.total == 0:
        return say.text("No indicator counts in this year")
    if tally.judged == 0 and so_far:
        return say.text("Nothing is judged so far ({total} open)", total=tally.total)
    if tally.judged == 0:
        return say.text(
            "Nothing is judged: no target and actual can be compared, and the authority gave no verdict ({indicators})",
            indicators=say.plural("{n} indicator", "{n} indicators", tally.total),
        )
    slots = {"met": tally.met_or_exceeded, "total": tally.total, "n": tally.unscored}
    if so_far:
        phrase = (
            say.text("{met}/{total} met so far, {n} open") if tally.unscored else say.text("{met}/{total} met so far")
        )
        return phrase.format(**slots)
    if tally.unscored:
        return say.text("{met}/{total} met, {n} not judged", **slots)
    if not percent:
        return say.text("{met}/{total} met", **slots)
    return say.text("{met}/{total} met ({percent})", **slots, percent=share(tally, say))


def share(tally: Tally, say: Say) -> str:
    """The share of the total that is met or exceeded, as a percentage with one decimal."""
    return say.percent(ratio_percent(Decimal(tally.met_or_exceeded), Decimal(tally.total)))


def _indicator_grid(card: Scorecard, lines: list[Line], say: Say, *, everything: bool, wide: bool) -> Grid:
    sections = []
    counted, watched = watched_apart(lines)
    for status in BEST_FIRST:
        of_status = (line for line in counted if line.status is status)
        members = tuple(_rows(card, folded(of_status, everything=everything), say, wide=wide))
        if members:
            heading = status_word(status, say, so_far=card.is_so_far)
            sections.append(Section(heading=heading, rows=members, status=status))
    if watched:
        members = tuple(_rows(card, folded(watched, everything=everything), say, wide=wide))
        sections.append(Section(heading=say.text(WATCHED), rows=members, mark=NONE_HERE))
    if not sections and card.lines:
        sections.append(Section(heading=say.text("No indicator matches the filters"), rows=()))
    headings = [say.text("target"), say.text("actual"), say.text("gap")]
    if wide:
        before = say.text("the same month a year before") if card.is_so_far else say.text("the year before")
        headings += [say.text("of the plan"), before]
    return Grid(columns=tuple(Column(heading=heading) for heading in headings), sections=tuple(sections))


def _rows(card: Scorecard, folds: Iterable[Sequence[Line]], say: Say, *, wide: bool) -> Iterator[Row]:
    """A row for each fold, and below it those of its parts."""
    for fold in folds:
        yield _fold_row(card, fold, say, wide=wide)
        yield from (_fold_row(card, [part], say, wide=wide) for part in fold[0].parts)


def _fold_row(card: Scorecard, fold: Sequence[Line], say: Say, *, wide: bool) -> Row:
    """One indicator, or several of the same kind as one."""
    row = line_row(card, fold[0], say)
    if len(fold) > 1:
        row = replace(row, id="", name=fold_name(card.programme, fold, say))
    if not wide:
        return row
    before = year_before(card.programme, fold[0], fold[0].year)
    nothing = "" if fold[0].parts else NOTHING
    more = (of_plan(fold[0], say) or nothing, say.figure(before) if before is not None else nothing)
    return replace(row, cells=row.cells + tuple(Cell(text=text) for text in more))


def second_tally(card: Scorecard, by: str, say: Say, says: Sequence[Say]) -> Iterator[tuple[str, Tally]]:
    """The second tally: a name and a tally for each group, or for each lead with those without one last.

    Two leads are one where they are called the same in each of `says`.
    """
    if by == "group":
        for group in card.groups:
            if group.tally.total + group.tally.withdrawn:
                yield group_name(card.programme, group.id, say), group.tally
        return
    for lead, lines in by_lead(card.lines, lambda lead: tuple(each.shown(lead) for each in says)):
        tally = count(lines)
        if tally.total + tally.withdrawn:
            yield say.shown(lead) if lead else say.text("No lead named"), tally


def tally_grid(card: Scorecard, by: str, say: Say) -> Grid:
    """The second tally: a row for each group, or each lead, and a column for each status."""
    shown = tallied(card.tally)
    rows = [Row(name=name, cells=tally_cells(tally, shown)) for name, tally in second_tally(card, by, say, (say,))]
    heading = say.text("group") if by == "group" else say.text("Lead")
    columns = [Column(heading=say.text("met"))]
    so_far = card.is_so_far
    columns += [Column(heading=status_word(status, say, so_far=so_far), status=status) for status in shown]
    return Grid(columns=tuple(columns), sections=(Section(heading="", rows=tuple(rows)),), name_heading=heading)


def tallied(tally: Tally) -> tuple[Status, ...]:
    """The statuses that a tally has columns for: the verdicts, and what else there is of."""
    others = tuple(status for status in (Status.UNSCORED, Status.WITHDRAWN) if of_status(tally, status))
    return (*(status for status in BEST_FIRST if status.is_verdict), *others)


def tally_cells(tally: Tally, shown: Sequence[Status]) -> tuple[Cell, ...]:
    """A tally's headline, and how many have each of these statuses."""
    met = Cell(text=f"{tally.met_or_exceeded}/{tally.total}" if tally.judged else NOTHING)
    return (met, *(Cell(text=str(of_status(tally, status) or NONE_HERE)) for status in shown))


def of_status(tally: Tally, status: Status) -> int:
    """How many have a status."""
    number: int = getattr(tally, status.value.replace("-", "_"))
    return number


def counts(tally: Tally, say: Say, *, so_far: bool = False) -> Iterator[Count]:
    """How many have each status, in words, the best first."""
    for status in BEST_FIRST:
        number = of_status(tally, status)
        if number:
            yield Count(status=status, text=count_words(status, number, say, so_far=so_far))


def count_words(status: Status, number: int, say: Say, *, so_far: bool = False) -> str:
    """How many have a status: `9 exceeded`; in a part of a year (`so_far`) `13 open`."""
    phrase = marked("{n} open") if (so_far or say.so_far) and status is Status.UNSCORED else COUNTED[status]
    return say.text(phrase, n=number)


def _closing(card: Scorecard, say: Say) -> Iterator[str]:
    """What the headline rests on, and whether it agrees with the published ones."""
    tally, dated = card.tally, len(card.published) > 1
    if tally.judged:
        parts = [basis_words(tally, say)]
        if tally.discrepancies:
            told = say.plural(
                "{n} differs from what was reported", "{n} differ from what was reported", tally.discrepancies
            )
            parts.append(f"≠ {told}")
        if tally.provisional:
            parts.append(say.plural("{n} provisional figure", "{n} provisional figures", tally.provisional))
        agreed = [each for each in card.published if each.agrees]
        parts += [agreement_words(each, say, dated=dated, so_far=card.is_so_far) for each in agreed]
        yield " · ".join(parts)
    for each in card.published:
        if not (each.agrees and tally.judged):
            yield agreement_words(each, say, dated=dated, so_far=card.is_so_far)


def basis_words(tally: Tally, say: Say) -> str:
    """On what the verdicts rest: `5 computed from figures, 8 as reported, 14 inferred`."""
    slots = {"computed": tally.computed, "reported": tally.reported}
    if not tally.inferred:
        return say.text("{computed} computed from figures, {reported} as reported", **slots)
    return say.text(
        "{computed} computed from figures, {reported} as reported, {inferred} inferred",
        **slots,
        inferred=tally.inferred,
    )


def published_headline(published: Published, say: Say, *, so_far: bool = False) -> str:
    """A published headline in short: `23/27`, or the counts that were printed.

    Of a part of a year (`so_far`) `14/27 met so far, 13 open`; last what was said of the way to the end of the term.
    """
    counts = published.counts
    on_the_way = [f"{number} {say.text(COUNT_WORDS[name])}" for name, number in published.outlooks.items()]
    if "met_or_exceeded" not in counts or "total" not in counts:
        each = [f"{say.text(COUNT_WORDS[name])} {number}" for name, number in counts.items()]
        return ", ".join([*each, *on_the_way])
    met, total = counts["met_or_exceeded"], counts["total"]
    told = f"{met}/{total}"
    if so_far and met < total:
        told = say.text("{met}/{total} met so far, {n} open", met=met, total=total, n=total - met)
    return f"{told} ({', '.join(on_the_way)})" if on_the_way else told


def agreement_words(
    found: Agreement,
    say: Say,
    phrases: Mapping[bool | None, str] | None = None,
    *,
    dated: bool = False,
    so_far: bool = False,
) -> str:
    """Whether a published headline agrees, in words, with the counts that differ.

    `dated` tells its date, where there are several to be told apart.
    """
    phrases = phrases or {
        True: say.text("agrees with the published {headline}"),
        False: say.text("does not agree with the published {headline}: {differences}"),
        None: say.text("the published {headline} can be neither confirmed nor denied: too many are not judged"),
    }
    told = published_headline(found.published, say, so_far=so_far)
    if dated and found.published.as_of:
        told += say.text(" of {date}", date=say.date(found.published.as_of))
    if found.is_replaced:
        return say.text("first published as {headline}, which a later release replaced", headline=told)
    return phrases[found.agrees].format(headline=told, differences=_differences(found, say))


def _differences(found: Agreement, say: Say) -> str:
    each = (
        say.text(
            "{count} published {published}, found {found}",
            count=say.text(COUNT_WORDS[d.count]),
            published=d.published,
            found=d.found,
        )
        for d in found.differences
    )
    return "; ".join(each)
