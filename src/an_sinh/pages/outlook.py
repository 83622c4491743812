"""An outlook said in words: a section for each answer, the best first."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

from an_sinh.judge.outlook import OutlookReport, Point, Prospect
from an_sinh.pages.page import Cell, Column, Grid, Row, Section, Sheet, spell_target
from an_sinh.pages.phrases import NOTHING, say_in, spell_figure, words
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


def outlook_sheet(report: OutlookReport, language: str) -> Sheet:
    """An outlook in words."""
    say = words(language)
    sections = []
    for outlook in BEST_FIRST:
        rows = tuple(prospect_row(line, language) for line in report.lines if line.outlook is outlook)
        if rows:
            sections.append(Section(heading=outlook_word(outlook, language), mark=MARKS[outlook], rows=rows))
    headings = (say.col_latest, say.col_target, say.col_ratio, say.col_projection, say.col_required)
    programme = f"{say.programme} {visible(report.programme.id)}"
    return Sheet(
        title=say.outlook_title.format(programme=programme, last=report.programme.years[1], year=report.year),
        grids=(Grid(columns=tuple(Column(heading=heading) for heading in headings), sections=tuple(sections)),),
        headline=_headline(report, language),
        counts=(),
        closing=(say.outlook_legend,),
        language=language,
        decimal_mark=say.decimal_mark,
    )


def outlook_word(outlook: Outlook, language: str) -> str:
    """An outlook as a heading."""
    say = words(language)
    if outlook in (Outlook.UNSCORED, Outlook.WITHDRAWN):
        return say.unscored if outlook is Outlook.UNSCORED else say.withdrawn
    told: str = getattr(say, "outlook_" + outlook.value.replace("-", "_"))
    return told


def _headline(report: OutlookReport, language: str) -> str:
    say = words(language)
    told = (count_words(outlook, number, language) for outlook in BEST_FIRST if (number := report.counts[outlook]))
    return say.list_comma.join(told)


def count_words(outlook: Outlook, number: int, language: str) -> str:
    """How many have an outlook: `4 on track`."""
    return words(language).n_outlook.format(n=number, outlook=outlook_word(outlook, language).lower())


def prospect_row(line: Prospect, language: str) -> Row:
    """One indicator: its latest figure, the target, ratio, projection and pace needed, and what they rest on."""
    name = visible(say_in(line.indicator.name, language)).strip()
    unit = visible(say_in(line.indicator.unit, language)).strip() if line.indicator.unit else ""
    return Row(
        name=f"{name} ({unit})" if unit else name,
        cells=tuple(Cell(text=text) for text in _cells(line, language)),
        notes=tuple(_notes(line, language)),
    )


def _cells(line: Prospect, language: str) -> Iterator[str]:
    decimals = 1 + max((_decimals(figure) for figure in _figures(line)), default=0)
    yield spell_figure(line.actual.value, language) if line.actual else NOTHING
    yield spell_target(line.edges, language)
    yield spell_figure(_cut(line.ratio), language) if line.ratio is not None else NOTHING
    required = None if line.outlook is Outlook.REACHED else line.required_pace  # 0, which the heading says
    for figure, signed in ((line.projection, False), (required, True)):
        known = figure is not None and line.outlook is not Outlook.WITHDRAWN
        yield (
            spell_figure(_rounded(figure, decimals), language, signed=signed)
            if known and figure is not None
            else NOTHING
        )


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


def _notes(line: Prospect, language: str) -> Iterator[str]:
    say = words(language)
    if line.reason is not None:
        yield reason_words(line.reason, language)
    parts = []
    if line.baseline is not None and line.actual is not None:
        parts.append(
            say.seen_from.format(baseline=_point(line.baseline, language), actual=_point(line.actual, language))
        )
    elif line.actual is not None:
        parts.append(_point(line.actual, language))
    if line.method is not None:
        parts.append(say.method_linear if line.method is Method.LINEAR else say.method_compound)
    if line.actual is not None and line.actual.provisional:
        parts.append(say.provisional)
    if parts:
        yield say.list_semicolon.join(parts)


def _point(point: Point, language: str) -> str:
    return words(language).point_in.format(figure=spell_figure(point.value, language), year=point.year)


def reason_words(reason: OutlookReason, language: str) -> str:
    """Why an indicator has no outlook."""
    told: str = getattr(words(language), reason.value.replace("-", "_"))
    return told
