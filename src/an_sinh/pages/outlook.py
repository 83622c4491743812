"""An outlook said in words: a section for each answer, the best first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

from an_sinh.judge.outlook import OutlookReport, Point, Prospect
from an_sinh.pages.page import Cell, Column, Grid, Row, Section, Sheet, programme_named, spell_target
from an_sinh.pages.say import NOTHING, Say, marked
from an_sinh.terms import Method, Outlook, OutlookReason
from an_sinh.text import visible

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
    Outlook.FAR_BEHIND: "○",
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
    OutlookReason.SERIES_BREAK: marked("defined anew"),
    OutlookReason.ONE_POINT: marked("fewer than two figures"),
}


def outlook_sheet(report: OutlookReport, say: Say) -> Sheet:
    """An outlook in words."""
    sections = []
    for outlook in BEST_FIRST:
        rows = tuple(prospect_row(line, say) for line in report.lines if line.outlook is outlook)
        if rows:
            sections.append(Section(heading=outlook_word(outlook, say), mark=MARKS[outlook], rows=rows))
    headings = (
        say.text("latest"),
        say.text("target"),
        say.text("ratio"),
        say.text("projected"),
        say.text("needed a year"),
    )
    programme = programme_named(report.programme, say)
    return Sheet(
        title=say.text(
            "{programme} · will the targets of {last} be reached? As seen in {year}",
            programme=programme,
            last=report.programme.years[1],
            year=report.year,
        ),
        grids=(Grid(columns=tuple(Column(heading=heading) for heading in headings), sections=tuple(sections)),),
        headline=_headline(report, say),
        counts=(),
        closing=(say.text("ratio: yearly growth seen over yearly growth needed; 0.95 is on track, 0.6 behind"),),
        language=say.language,
        decimal_mark=say.decimal_mark,
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
    name = visible(say.of_data(line.indicator.name)).strip()
    unit = visible(say.of_data(line.indicator.unit)).strip() if line.indicator.unit else ""
    return Row(
        name=f"{name} ({unit})" if unit else name,
        cells=tuple(Cell(text=text) for text in _cells(line, say)),
        notes=tuple(_notes(line, say)),
    )


def _cells(line: Prospect, say: Say) -> Iterator[str]:
    decimals = 1 + max((_decimals(figure) for figure in _figures(line)), default=0)
    yield say.figure(line.actual.value) if line.actual else NOTHING
    yield spell_target(line.edges, say)
    yield say.figure(_cut(line.ratio)) if line.ratio is not None else NOTHING
    required = None if line.outlook is Outlook.REACHED else line.required_pace  # 0, which the heading says
    for figure, signed in ((line.projection, False), (required, True)):
        known = figure is not None and line.outlook is not Outlook.WITHDRAWN
        yield (say.figure(_rounded(figure, decimals), signed=signed) if known and figure is not None else NOTHING)


def _figures(line: Prospect) -> Iterator[Decimal]:
    for point in (line.actual, line.baseline):
        if point is not None:
            yield point.value
    if line.target is not None:
        yield line.target


def _decimals(figure: Decimal) -> int:
    exponent = figure.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _cut(ratio: Decimal) -> Decimal:
    """A ratio with two decimals, never rounded up to a threshold that it did not reach."""
    return ratio.quantize(Decimal("0.01"), rounding=ROUND_DOWN, context=_EXACT)


def _rounded(figure: Decimal, decimals: int) -> Decimal:
    return figure.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_EXACT)


def _notes(line: Prospect, say: Say) -> Iterator[str]:
    if line.reason is not None:
        yield reason_words(line.reason, say)
    parts = []
    if line.baseline is not None and line.actual is not None:
        parts.append(
            say.text(
                "from {baseline} to {actual}", baseline=_point(line.baseline, say), actual=_point(line.actual, say)
            )
        )
    elif line.actual is not None:
        parts.append(_point(line.actual, say))
    if line.method is not None:
        parts.append(say.text("straight line") if line.method is Method.LINEAR else say.text("compound growth"))
    if line.actual is not None and line.actual.provisional:
        parts.append(say.text("provisional"))
    if parts:
        yield "; ".join(parts)


def _point(point: Point, say: Say) -> str:
    return say.text("{figure} in {year}", figure=say.figure(point.value), year=point.year)


def reason_words(reason: OutlookReason, say: Say) -> str:
    """Why an indicator has no outlook."""
    return say.text(REASONS[reason])
