"""A scorecard as the report that an office sends: what it says, in one language, and in which order.

Fonts and pages are not decided here; `render.as_docx` lays it out. Whatever the data do not hold (who issues it,
its number, place, day and signer) is no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote, urlsplit

from an_sinh.judge.places import PlacesReport
from an_sinh.judge.scorecard import Line, Scorecard, Tally, by_group, watched_apart, with_their_parts
from an_sinh.pages.annex import Annex, annex_of
from an_sinh.pages.folding import fold_name, folded
from an_sinh.pages.lines import (
    WATCHED,
    beside,
    counted_from,
    gap_cell,
    group_name,
    kind_and_id,
    name_of,
    remarks,
    spell_actual,
    spell_target,
    status_word,
    whose,
    year_behind,
)
from an_sinh.pages.prose import score_prose
from an_sinh.pages.say import Say
from an_sinh.pages.score import of_status, published_headline
from an_sinh.pages.sources import SourceWords, source_words
from an_sinh.pages.why import missing, why
from an_sinh.programme.model import Programme
from an_sinh.terms import VERDICTS, Against, Basis, Status
from an_sinh.text import visible
from an_sinh.values import dataclass

ATTENTION = (Status.UNMET, Status.NOT_STARTED, Status.UNSCORED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A text, the numbers of the sources that it rests on, and what follows them."""

    text: str
    sources: tuple[int, ...] = ()
    after: str = ""
    parts: tuple[str, ...] = ()
    """Before each number, what that source said; empty where all said the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """An indicator in the table; `number` is empty for one that does not count, and for a part, which is indented."""

    number: str
    name: str
    target: str
    actual: str
    status: str
    remarks: Statement
    is_part: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The rows of a group of indicators, or those that are watched only, or withdrawn."""

    name: str
    rows: tuple[ReportRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An indicator that is told of by itself: its name, then what is to be said of it."""

    name: str
    told: Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Items under a heading."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A source by its number; `url` is None where there is no address that may be a link."""

    number: int
    text: str
    shown: str
    """The address as it was written; shown for the link."""
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report."""

    language: str
    subject: str
    paragraphs: tuple[Statement, ...]
    """The headline and what it rests on."""
    tally_head: tuple[str, ...]
    tally: tuple[tuple[str, ...], ...]
    """A row for each group, the last for all: a name, then counts."""
    groups: tuple[Group, ...]
    attention: tuple[Listing, ...]
    nothing: str
    """Said where nothing needs attention, or where there is no row at all."""
    sources: tuple[SourceLine, ...]
    end: str
    annex: Annex | None = None
    """The places behind the figures; None for a programme without any, and for one place."""


def report_page(
    card: Scorecard,
    say: Say,
    *,
    rows: Callable[[Line], bool] | None = None,
    everything: bool = False,
    places: PlacesReport | None = None,
) -> Report:
    """A scorecard as a report. `rows` filters the indicators that are told of, and the counts stay whole.

    `everything` tells rows of the same kind one by one; `places` are what the annex tells of.
    """
    lines = [line for line in card.lines if rows is None or rows(line)]
    numbers = _Numbers(card.programme)
    programme = _programme(card.programme, say)
    say = say.counting(card.programme.year_starts, so_far=card.is_so_far)
    subject = (
        _subject_of_latest(card, say)
        if card.latest
        else say.text("Results of the indicators of {programme} up to {year} against the plan for the year")
        if card.is_so_far and card.against is Against.ANNUAL
        else say.text("Results of the indicators of {programme} in {year} against the plan for the year")
        if card.against is Against.ANNUAL
        else say.text("Results of the indicators of {programme} by {year} against the end-of-term targets")
    )
    told_of = tuple(_paragraphs(card, lines, say, numbers))
    groups = tuple(_groups(card, lines, say, numbers, everything=everything))
    attention = tuple(_attention(card, lines, say, numbers))
    tally_head, tally = _tally(card, say)
    return Report(
        language=say.language,
        subject=say.filled(subject, programme=programme, year=say.year(card.year)),
        paragraphs=told_of,
        tally_head=tally_head,
        tally=tally,
        groups=groups,
        attention=attention,
        nothing=_nothing(card, lines, say),
        sources=tuple(_sources(card.programme, numbers.given, say)),
        end=say.text(
            "This is the report on {programme} in {year}.",
            programme=kind_and_id(card.programme, say),
            year=say.year(card.year),
        ),
        annex=annex_of(places, say) if places is not None else None,
    )


def _subject_of_latest(card: Scorecard, say: Say) -> str:
    return (
        say.text(
            "Results of the indicators of {programme} by the latest figures up to {year}, each against the plan for "
            "its year"
        )
        if card.against is Against.ANNUAL
        else say.text(
            "Results of the indicators of {programme} by the latest figures up to {year} against the end-of-term "
            "targets"
        )
    )


def _nothing(card: Scorecard, lines: Sequence[Line], say: Say) -> str:
    """Why nothing needs attention; where nothing is judged, that is no pass."""
    whole = len(lines) == len(card.lines)
    if any(line.status.is_met for line in lines if not line.is_watched):
        return (
            say.text("Every indicator is met or exceeded.")
            if whole
            else say.text("Among the indicators of this report, every one is met or exceeded.")
        )
    if lines:
        return say.text("No indicator of this report is judged.")
    return (
        say.text("No indicator counts in this year") + "."
        if whole
        else say.text("No indicator matches the filters") + "."
    )


class _Numbers:
    """Numbers for sources, in the order in which they are first cited."""

    def __init__(self, programme: Programme) -> None:
        self._known = programme.sources
        self.given: dict[str, int] = {}

    def of(self, ids: Iterable[str]) -> tuple[int, ...]:
        found = {self.given.setdefault(each, len(self.given) + 1) for each in ids if each in self._known}
        return tuple(sorted(found))


def _programme(programme: Programme, say: Say) -> str:
    """What the programme calls itself and its id, with its name, which may be missing or the same."""
    called, name = kind_and_id(programme, say), say.shown(programme.name)
    return say.text("{id} “{name}”", id=called, name=name) if name not in {"", visible(programme.id)} else called


def _paragraphs(card: Scorecard, lines: Sequence[Line], say: Say, numbers: _Numbers) -> Iterator[Statement]:
    for each in score_prose(card, say, lines).splitlines():
        yield Statement(text=each)
    for found in card.published:
        cited = numbers.of(found.published.source or card.actuals.source)
        if cited:
            told = published_headline(found.published, say)
            if found.published.as_of:
                told += say.text(" of {date}", date=say.date(found.published.as_of))
            before, _, after = say.text(
                "Source of the published {headline}: {sources}.", headline=told, sources="\0"
            ).partition("\0")
            yield Statement(text=before.rstrip(), sources=cited, after=after)
    as_of = None if card.latest else card.actuals.as_of  # else each has a year of its own
    if as_of:
        yield Statement(text=say.text("The figures are as of {date}.", date=say.date(as_of)))
    if len(lines) < len(card.lines):
        yield Statement(
            text=say.text(
                "This report shows {shown} of the {total} indicators; the counts are of all.",
                shown=len(lines),
                total=len(card.lines),
            )
        )


def _tally(card: Scorecard, say: Say) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    shown: list[Status] = [*reversed(VERDICTS)]
    if card.tally.unscored:
        shown.append(Status.UNSCORED)
    if card.tally.withdrawn:
        shown.append(Status.WITHDRAWN)

    def row(name: str, tally: Tally) -> tuple[str, ...]:
        return (name, str(tally.total), str(tally.met_or_exceeded), *(str(of_status(tally, each)) for each in shown))

    head = (
        _capital(say.text("group")),
        say.text("Total"),
        say.text("Met or exceeded"),
        *(status_word(each, say) for each in shown),
    )
    groups = [
        row(group_name(card.programme, group.id, say), group.tally)
        for group in card.groups
        if group.tally.total + group.tally.withdrawn
    ]
    return head, (*groups, row(say.text("All"), card.tally))


def _groups(
    card: Scorecard, lines: Sequence[Line], say: Say, numbers: _Numbers, *, everything: bool
) -> Iterator[Group]:
    """The groups in the order of the data, numbered through.

    What is watched only and what is withdrawn stand apart, without a number.
    """
    number = 0
    counts, watched = watched_apart(lines)
    for group, members in by_group(card.programme, counts).items():
        found = []
        counted = [line for line in members if line.status is not Status.WITHDRAWN]
        for fold in folded(counted, everything=everything):
            first, number = number + 1, number + len(fold)
            row = _row(card, fold[0], str(first), say, numbers)
            if len(fold) > 1:
                row = replace(row, number=f"{first}-{number}", name=fold_name(card.programme, fold, say))
            found += [row, *(_row(card, part, "", say, numbers) for part in fold[0].parts)]
        if found:
            yield Group(name=group_name(card.programme, group, say), rows=tuple(found))
    if watched:
        rows = tuple(_row(card, line, "", say, numbers) for line in with_their_parts(watched))
        yield Group(name=say.text(WATCHED), rows=rows)
    out = (line for line in counts if line.status is Status.WITHDRAWN)
    gone = tuple(_row(card, line, "", say, numbers) for line in with_their_parts(out))
    if gone:
        yield Group(name=status_word(Status.WITHDRAWN, say), rows=gone)


def _row(card: Scorecard, line: Line, number: str, say: Say, numbers: _Numbers) -> ReportRow:
    told = [*_gap(line, say), *beside(card, line, say), *(each.removeprefix("≠ ") for each in remarks(card, line, say))]
    return ReportRow(
        number=number,
        name=name_of(line, say),
        target="" if line.parts else spell_target(line.target, say),
        actual=spell_actual(line, say) + year_behind(line, say),
        status=status_word(line.status, say),
        remarks=_with_sources(_capital("; ".join(told)), line, say, numbers),
        is_part=line.whole is not None,
    )


def _with_sources(text: str, line: Line, say: Say, numbers: _Numbers) -> Statement:
    """A text with the numbers of a line's sources, and what each of them said where they did not all say the same."""
    by_part = [(part, numbers.of(ids)) for part, ids in whose(line, say)]
    if len(by_part) < 2:
        return Statement(text=text, sources=numbers.of(line.source))
    sources = tuple(number for _, found in by_part for number in found)
    parts = tuple(part if at == 0 else "" for part, found in by_part for at in range(len(found)))
    return Statement(text=text, sources=sources, parts=parts)


def _gap(line: Line, say: Say) -> Iterator[str]:
    """How far the actual is from the target, or on whose word the status rests."""
    if line.status is Status.WITHDRAWN:
        return
    if line.gap:
        phrase = (
            say.text("{figure} better than the target") if line.gap > 0 else say.text("{figure} worse than the target")
        )
        yield phrase.format(figure=say.figure((line.shown_gap or line.gap).copy_abs()))
    else:
        cell = gap_cell(line, say)
        if cell.tail:
            yield cell.tail


def _attention(card: Scorecard, lines: Sequence[Line], say: Say, numbers: _Numbers) -> Iterator[Listing]:
    lines, _ = watched_apart(lines)
    for status in ATTENTION:
        yield from _listed([line for line in lines if line.status is status], status, card, say, numbers)
    yield from _listed([line for line in lines if line.discrepancy], None, card, say, numbers)


def _listed(
    lines: Sequence[Line], status: Status | None, card: Scorecard, say: Say, numbers: _Numbers
) -> Iterator[Listing]:
    heading = status_word(status, say) if status else say.text("Figures that differ from the reported verdict")
    if lines:
        items = tuple(Item(name=name_of(line, say), told=_told(card, line, say, numbers)) for line in lines)
        yield Listing(heading=heading, items=items)


def _told(card: Scorecard, line: Line, say: Say, numbers: _Numbers) -> Statement:
    """Why the status is what it is, who answers for it, and the notes."""
    if line.is_made_of_its_parts:
        reason = why(line, say, say.year(counted_from(card, line)))
    elif line.basis is Basis.REPORTED:
        reason = say.text("as the authority reported; there is {missing}", missing=missing(line, say))
    elif line.basis is Basis.INFERRED:
        reason = say.text(
            "nobody printed it: worked out by whoever keeps the data; there is {missing}", missing=missing(line, say)
        )
    else:
        reason = why(line, say, say.year(counted_from(card, line)))
    told = [f"{reason}."] if reason else []
    if line.indicator.lead:
        told.append(say.text("Lead: {lead}.", lead=say.shown(line.indicator.lead)))
    told += (say.text("Note: {note}", note=_sentence(say.shown(note))) for note in _notes(line))
    for part in line.parts:
        if part.basis is not Basis.NONE or part.reason is not None:
            told.append(f"{_capital(say.named(part.indicator))}: {why(part, say, say.year(counted_from(card, part)))}.")
        told += (say.text("Note: {note}", note=_sentence(say.shown(note))) for note in _notes(part))
    return _with_sources(" ".join(told), line, say, numbers)


def _notes(line: Line) -> Iterator[Mapping[str, str]]:
    for each in (line.entry, line.written_target, line.indicator):
        if each is not None and each.note:
            yield each.note


def _sources(programme: Programme, given: Mapping[str, int], say: Say) -> Iterator[SourceLine]:
    for id_, number in given.items():
        source = source_words(programme.sources[id_], say)
        text, url, link = _source(source), source.address, _link(source.address)
        yield SourceLine(number=number, text=f"{text} {url}" if url and link is None else text, shown=url, url=link)


def _link(url: str) -> str | None:
    """A web address as it may stand in a link; None for what is none, which is then shown as text.

    Word refuses a document with a malformed address, so what RFC 3986 does not allow is written in percent.
    """
    try:
        split = urlsplit(url)
        sound = split.scheme in {"http", "https"} and split.hostname and split.port != 0 and "[" not in split.netloc
    except ValueError:
        return None
    return quote(url, safe=":/?#@!$&'()*+,;=%~-._") if sound and not re.search(r"[\s\\]", split.netloc) else None


def _source(source: SourceWords) -> str:
    """Title, publisher and day, as far as they are known."""
    title = source.title if source.title.startswith("[") else f"“{source.title}”"  # in brackets it describes the page
    told = (title, source.publisher, source.date, source.note.removesuffix("."))
    return ", ".join(filter(None, told)) + "."


def _capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def _sentence(text: str) -> str:
    """The text as a sentence of its own."""
    return _capital(text) if text.endswith((".", "!", "?", "…")) else _capital(text) + "."
