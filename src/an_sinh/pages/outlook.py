"""An outlook said in words: a section for each answer, the best first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from an_sinh.figures import decimals, tidy, to_places
from an_sinh.judge.outlook import STANDARD, OutlookReport, Point, Prospect
from an_sinh.pages.lines import WATCHED, programme_named, spell_target
from an_sinh.pages.page import NONE_HERE, Cell, Column, Grid, Page, Row, Section
from an_sinh.pages.say import NOTHING, Say, marked
from an_sinh.pages.score import agreement_words
from an_sinh.terms import Basis, Direction, Method, Outlook, OutlookReason

_LATEST, _RATIO = 0, 2
"""Which cells of a row hold the latest figure and the ratio."""
BEST_FIRST = (
    Outlook.REACHED,
    Outlook.ON_TRACK,
    Outlook.BEHIND,
    Outlook.FAR_BEHIND,
    Outlook.MOVING_AWAY,
    Outlook.UNSCORED,
    Outlook.WITHDRAWN,
)
MARKS = {
    Outlook.REACHED: "▲",
    Outlook.ON_TRACK: "●",
    Outlook.BEHIND: "◐",
    Outlook.FAR_BEHIND: "◔",
    Outlook.MOVING_AWAY: "▼",
    Outlook.UNSCORED: "?",
    Outlook.WITHDRAWN: "–",
}
_EXACT = Context(prec=400)
WORDS: Mapping[Outlook, str] = {
    Outlook.REACHED: marked("Reached"),
    Outlook.ON_TRACK: marked("On track"),
    Outlook.BEHIND: marked("Behind"),
    Outlook.FAR_BEHIND: marked("Far behind"),
    Outlook.MOVING_AWAY: marked("Moving away"),
    Outlook.UNSCORED: marked("Not judged"),
    Outlook.WITHDRAWN: marked("Withdrawn"),
}
REASONS: Mapping[OutlookReason, str] = {
    OutlookReason.NO_MEANING: marked("no meaning here"),
    OutlookReason.NO_ACTUAL: marked("no figure yet"),
    OutlookReason.GAP_IN_YEARS: marked("a year is missing"),
    OutlookReason.NO_TARGET: marked("no target"),
    OutlookReason.NO_PREVIOUS_YEAR: marked("no figure a year ago"),
    OutlookReason.NO_BASE: marked("no percentage of zero or less"),
    OutlookReason.SERIES_BREAK: marked("defined anew"),
    OutlookReason.ONE_POINT: marked("fewer than two figures"),
    OutlookReason.PART_UNSCORED: marked("a part is not judged"),
}


def outlook_page(report: OutlookReport, say: Say) -> Page:
    """An outlook in words."""
    say = say.counting(report.programme.year_starts)
    sections = []
    for outlook in BEST_FIRST:
        of_outlook = (line for line in report.lines if line.outlook is outlook and not line.is_watched)
        rows = tuple(row for line in of_outlook for row in (prospect_row(line, say), *part_rows(line, say)))
        if rows:
            sections.append(Section(heading=outlook_word(outlook, say), mark=MARKS[outlook], rows=rows))
    apart = [line for line in report.lines if line.is_watched]
    watched = tuple(row for line in apart for row in (watched_row(line, say), *part_rows(line, say)))
    if watched:
        sections.append(Section(heading=say.text(WATCHED), mark=NONE_HERE, rows=watched))
    headings = (
        say.text("latest"),
        say.text("target"),
        say.text("ratio"),
        say.text("projected"),
        say.text("needed a year"),
    )
    programme = programme_named(report.programme, say)
    return Page(
        title=say.text(
            "{programme} · will the targets of {last} be reached? As seen in {year}",
            programme=programme,
            last=say.year(report.programme.years[1]),
            year=say.year(report.year),
        ),
        grids=(Grid(columns=tuple(Column(heading=heading) for heading in headings), sections=tuple(sections)),),
        headline=_headline(report, say),
        counts=(),
        closing=tuple(_closing(report, say)),
        language=say.language,
        decimal_mark=say.decimal_mark,
    )


def _closing(report: OutlookReport, say: Say) -> Iterator[str]:
    """Whose word some of it is, whether it agrees with what the authority printed, and what a ratio is."""
    said = sum(line.basis in (Basis.REPORTED, Basis.INFERRED) and not line.is_watched for line in report.lines)
    if said:
        yield say.plural(
            "{n} as the authority said, and not computed", "{n} as the authority said, and not computed", said
        )
    for each in report.published:
        yield agreement_words(each, say)
    yield _legend(report, say)


def _legend(report: OutlookReport, say: Say) -> str:
    """What the ratio is, and from where on it is called what."""
    on_track, behind = map(say.figure, (report.programme.outlook or STANDARD).bounds)
    return say.text(
        "ratio: yearly growth seen over yearly growth needed; {on_track} is on track, {behind} behind",
        on_track=on_track,
        behind=behind,
    )


def outlook_word(outlook: Outlook, say: Say) -> str:
    """An outlook as a heading."""
    return say.text(WORDS[outlook])


def _headline(report: OutlookReport, say: Say) -> str:
    told = (count_words(outlook, number, say) for outlook in BEST_FIRST if (number := report.counts[outlook]))
    return ", ".join(told)


def count_words(outlook: Outlook, number: int, say: Say) -> str:
    """How many have an outlook: `4 on track`."""
    return say.text("{n} {outlook}", n=number, outlook=outlook_word(outlook, say).lower())


def prospect_row(line: Prospect, say: Say) -> Row:
    """One indicator: its latest figure, the target, ratio, projection and pace needed, and what they rest on."""
    name = say.named(line.indicator)
    unit = say.unit_of(line.indicator)
    return Row(
        id=line.id,
        name=f"{name} ({unit})" if unit else name,
        cells=tuple(_row_cells(line, say)),
        notes=tuple(_notes(line, say)),
    )


def part_rows(line: Prospect, say: Say) -> tuple[Row, ...]:
    """A row for each part, to stand below its indicator's, with its own outlook in words."""
    return tuple(replace(watched_row(part, say), is_part=True, stands_for=0) for part in line.parts)


def watched_row(line: Prospect, say: Say) -> Row:
    """As `prospect_row`, with its outlook in words, for it stands under no heading that tells it."""
    row = prospect_row(line, say)
    return replace(row, notes=(f"{MARKS[line.outlook]} {outlook_word(line.outlook, say)}", *row.notes))


def _told(line: Prospect, say: Say) -> str:
    """What stands beside an indicator whose parts have rows: why it has no outlook, or whose word that is."""
    if line.reason is not None:
        return reason_words(line.reason, say)
    if line.reported is not line.outlook or line.basis not in (Basis.REPORTED, Basis.INFERRED):
        return ""
    return say.text("as reported") if line.basis is Basis.REPORTED else say.text("inferred")


def _row_cells(line: Prospect, say: Say) -> Iterator[Cell]:
    """The cells; of what is not judged the year of its figure beside it, and why in the place of the ratio."""
    for at, text in enumerate(_cells(line, say)):
        if line.parts:
            yield Cell(text="", tail=_told(line, say) if at == _RATIO else "")
            continue
        if at == _RATIO and line.basis in (Basis.REPORTED, Basis.INFERRED):
            yield Cell(text="", tail=say.text("as reported") if line.basis is Basis.REPORTED else say.text("inferred"))
        elif line.reason is None:
            yield Cell(text=text)
        elif at == _LATEST and line.actual is not None:
            yield Cell(text=text, tail=f" ({say.year(line.actual.period)})")
        elif at == _RATIO:
            yield Cell(text="", tail=reason_words(line.reason, say))
        else:
            yield Cell(text=text)


def _cells(line: Prospect, say: Say) -> Iterator[str]:
    places = shown_decimals(line)
    yield say.figure(line.actual.shown(line.target)) if line.actual else NOTHING
    yield spell_target(line.edges, say)
    yield say.figure(_cut(line.ratio)) if line.ratio is not None else NOTHING
    projection = line.projection_to(places)
    yield say.figure(to_places(projection, places)) if projection is not None else NOTHING
    if line.required_mean is not None:
        yield say.figure(_needed_mean(line, line.required_mean, places))
        return
    required = None if line.outlook is Outlook.REACHED else line.required_pace  # 0, which the heading says
    yield say.figure(to_places(required, places), signed=True) if required is not None else NOTHING


def _needed_mean(line: Prospect, needed: Decimal, places: int) -> Decimal:
    """What the years left must come to on average, rounded to the harder side."""
    better = line.edges.better if line.edges else None
    rounding = ROUND_FLOOR if better is Direction.LOWER else ROUND_CEILING
    return tidy(needed.quantize(Decimal(1).scaleb(-places), rounding=rounding, context=_EXACT))


def shown_decimals(line: Prospect) -> int:
    """How many decimals a figure that was worked out is shown with: one more than those it was worked out from."""
    return 1 + max((decimals(figure) for figure in _figures(line)), default=0)


def _figures(line: Prospect) -> Iterator[Decimal]:
    for point in (line.actual, line.baseline):
        if point is not None:
            yield point.value if point.mean is None else point.mean.sum
    if line.target is not None:
        yield line.target


def _cut(ratio: Decimal) -> Decimal:
    """A ratio with two decimals, never shown as more than it is."""
    return ratio.quantize(Decimal("0.01"), rounding=ROUND_FLOOR, context=_EXACT)


def _notes(line: Prospect, say: Say) -> Iterator[str]:
    if line.reason is not None:  # which stands in the row itself: one line is enough for what is not judged
        return
    parts = []
    if line.baseline is not None and line.actual is not None:
        parts.append(
            say.text(
                "from {baseline} to {actual}", baseline=_point(line.baseline, say), actual=_point(line.actual, say)
            )
        )
    elif line.actual is not None and line.method is not Method.MEAN:
        parts.append(_point(line.actual, say))
    if line.method is Method.MEAN:
        parts += _of_mean(line, say)
    elif line.method is not None:
        parts.append(say.text("straight line") if line.method is Method.LINEAR else say.text("compound growth"))
    if line.actual is not None and line.actual.provisional:
        parts.append(say.text("provisional"))
    if parts:
        yield "; ".join(parts)
    if line.differs and line.reported is not None:
        yield "≠ " + say.text("the authority reported: {status}", status=outlook_word(line.reported, say).lower())
    if line.due is not None:
        yield say.text("due in {year}", year=say.year(line.due))
    if line.next_target is not None:
        ahead = line.next_target
        near = () if ahead.edges.near is None else (ahead.edges.near,)
        yield say.text(
            "as it goes the target of {year}, {target}, is missed: {figure}",
            year=say.year(ahead.year),
            target=spell_target(ahead.edges, say),
            figure=say.figure(to_places(ahead.projection, shown_decimals(line), near)),
        )


def _of_mean(line: Prospect, say: Say) -> Iterator[str]:
    """Of how many years a mean is, and what the years left must come to."""
    actual = line.actual
    if actual is None or actual.mean is None:
        return
    first = actual.year + 1 - actual.mean.years
    if actual.mean.years == 1:
        yield say.text("the figure of {year}, and the years to come as it", year=say.year(actual.year))
    else:
        span = {"first": say.year(first), "last": say.year(actual.year)}
        yield say.text("the mean of {first}-{last}, and the years to come as it", **span)
    if line.required_mean is not None:
        needed = _needed_mean(line, line.required_mean, shown_decimals(line))
        yield say.text("the years left must come to {figure} on average", figure=say.figure(needed))


def _point(point: Point, say: Say) -> str:
    return say.text("{figure} in {year}", figure=say.figure(point.value), year=say.year(point.period))


def reason_words(reason: OutlookReason, say: Say) -> str:
    """Why an indicator has no outlook."""
    return say.text(REASONS[reason])
