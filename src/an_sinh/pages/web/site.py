"""What a site has besides the pages that are there already: its way in, and lists of years, leads and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from an_sinh.judge.answer import answer
from an_sinh.judge.scorecard import Line, Scorecard, Tally, count
from an_sinh.pages.drawings import Bar
from an_sinh.pages.lines import PARTS, name_of, programme_named
from an_sinh.pages.page import Grid, Page
from an_sinh.pages.places import place_indicator_page, place_name
from an_sinh.pages.say import NOTHING, Say
from an_sinh.pages.score import headline
from an_sinh.pages.web.parts import status_bar
from an_sinh.pages.web.places import places_web
from an_sinh.pages.web.score import score_web
from an_sinh.pages.web.trend import trend_web, year_key
from an_sinh.programme.model import Place, Programme
from an_sinh.terms import Part, Period, in_time
from an_sinh.text import on_the_web, visible
from an_sinh.values import dataclass

if TYPE_CHECKING:
    from an_sinh.judge.places import PlacesReport

Lead = tuple[tuple[str, str], ...]
"""A lead's name as each language has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of a list: what it names, what is said of it, and where it leads."""

    name: str
    text: str = ""
    below: str = ""
    leads_to: str = ""
    bar: Bar | None = None
    tone: str = ""
    """The code of a status whose sign stands before the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryList:
    """Lines under a heading."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """A page of lists."""

    title: str
    headline: str
    programme: str
    lists: tuple[EntryList, ...]
    facts: tuple[tuple[str, str, str], ...] = ()
    """A label, what it says, and an address on the web for a link."""
    subject: str = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """All that a site is made of: a programme's scorecards by both yardsticks, in the order of the years."""

    programme: Programme
    annual: tuple[Scorecard, ...]
    months: tuple[Scorecard, ...]
    """Parts of years."""
    term: tuple[Scorecard, ...]
    """Those of the years in which anything is judged against the term."""

    @property
    def periods(self) -> tuple[Scorecard, ...]:
        """The years, each behind its parts."""
        starts = self.programme.year_starts
        return tuple(sorted((*self.annual, *self.months), key=lambda card: in_time(card.year, starts)))

    @property
    def latest(self) -> Scorecard:
        """The year that answers where none is named."""
        found = answer(reversed(self.annual))
        assert found is not None
        return found.card


# --- the way in, and the years ----------------------------------------------------------------------------------------


def home_page(seen: Seen, say: Say) -> Page:
    """All indicators over all years, below the headline of the year that answers."""
    page = trend_web(seen.annual, say, everything=True)
    latest = seen.latest
    told = headline(latest.tally, say, percent=True)
    return replace(page, headline=say.text("{year}: {headline}", year=say.year(latest.year), headline=told))


def years_page(seen: Seen, reports: Sequence[PlacesReport], say: Say) -> ListPage:
    """Every year by each yardstick, and that of the places."""
    lists = [
        EntryList(
            heading=say.text("Each year against its own plan"),
            entries=tuple(_year(card, say) for card in reversed(seen.periods)),
        ),
        EntryList(
            heading=say.text("Against the end-of-term targets"),
            entries=tuple(_year(card, say) for card in reversed(seen.term)),
        ),
        EntryList(
            heading=say.text("Places"),
            entries=tuple(
                Entry(name=say.year(each.year), leads_to=f"places:{each.year}", text=_told_places(each, say))
                for each in reversed(reports)
            ),
        ),
    ]
    return _listed(seen.programme, say.text("Years"), lists, say)


def _year(card: Scorecard, say: Say) -> Entry:
    return Entry(
        name=say.year(card.year),
        text=headline(card.tally, say, percent=True),
        leads_to=year_key(card),
        bar=status_bar(card.tally, say) if card.tally.total else None,
    )


def _told_places(report: PlacesReport, say: Say) -> str:
    counted = [each for each in report.places if not each.is_withdrawn]
    gave = sum(each.gave_figures for each in counted)
    return say.text("{n} of {total} places gave figures", n=gave, total=len(counted))


def _listed(programme: Programme, title: str, lists: Iterable[EntryList], say: Say) -> ListPage:
    named = programme_named(programme, say)
    kept = tuple(each for each in lists if each.entries)
    return ListPage(title=f"{title} · {named}", headline=title, programme=say.shown(programme.name), lists=kept)


# --- who answers for what ---------------------------------------------------------------------------------------------


def leads_of(programme: Programme) -> tuple[Lead, ...]:
    """Every lead once, in the order of the data."""
    leads = (tuple(each.lead.items()) for each in programme.indicators.values() if each.lead)
    return tuple(dict.fromkeys(leads))


def lead_key(lead: Lead) -> str:
    """What a lead's page is known by: its names, and the languages that they are in."""
    return "lead:" + "\n".join([*(name for _, name in lead), *(tag for tag, _ in lead)])


def _is_of(line: Line, lead: Lead) -> bool:
    return line.indicator.lead is not None and tuple(line.indicator.lead.items()) == lead


def leads_page(seen: Seen, say: Say) -> ListPage:
    """Every lead with the headline of its indicators in the year that answers."""
    latest, entries = seen.latest, []
    for lead in leads_of(seen.programme):
        tally = count(line for line in latest.lines if _is_of(line, lead))
        bar = status_bar(tally, say) if tally.total else None
        entries.append(Entry(name=say.shown(dict(lead)), text=headline(tally, say), leads_to=lead_key(lead), bar=bar))
    heading = say.text("In {year}, by who answers for them", year=say.year(latest.year))
    return _listed(seen.programme, say.text("Leads"), [EntryList(heading=heading, entries=tuple(entries))], say)


def lead_page(seen: Seen, lead: Lead, say: Say) -> Page:
    """The indicators that one lead answers for, over the years; the counts are of these alone."""
    page = trend_web(seen.annual, say, rows=lambda line: _is_of(line, lead), everything=True)
    tallies = {card.year: count(line for line in card.lines if _is_of(line, lead)) for card in seen.annual}
    bars = tuple(status_bar(tally, say, say.year(year), _met(tally)) for year, tally in tallies.items())
    name = say.shown(dict(lead))
    return replace(page, title=f"{name} · {page.title}", headline=name, bars=bars)


def _met(tally: Tally) -> str:
    """A headline in short: a dash, and never 0, where nothing is judged."""
    return f"{tally.met_or_exceeded}/{tally.total}" if tally.judged else NOTHING


# --- places -----------------------------------------------------------------------------------------------------------


def place_page(place: Place, cards: Sequence[Scorecard], say: Say) -> Page:
    """One place: the year of it that answers, and the counts of all its years."""
    found = answer(reversed(cards))
    assert found is not None
    page = score_web(found.card, cards, say, everything=True)
    bars = tuple(status_bar(card.tally, say, say.year(card.year), _met(card.tally)) for card in cards)
    name = place_name(place, say)
    told = say.text(
        "{year}: {headline}", year=say.year(found.card.year), headline=headline(found.card.tally, say, percent=True)
    )
    return replace(page, headline=f"{name}, {told}", bars=bars)


def places_list_page(report: PlacesReport, say: Say) -> Page:
    """The places of a year."""
    page = places_web(report, report.places, None, say, alone=False)
    return replace(page, headline=say.text("Places in {year}", year=say.year(report.year)))


def over_places(report: PlacesReport, indicator: str, say: Say) -> Grid:
    """One indicator over all places of a year."""
    page = place_indicator_page(report, report.places, indicator, say)
    first, *rest = page.grids[0].sections
    places = (each.place.id for each in report.places if not each.is_withdrawn)
    rows = tuple(row if row.is_part else replace(row, leads_to=f"place:{next(places)}") for row in first.rows)
    heading = say.text("Places in {year}", year=say.year(report.year))
    return replace(page.grids[0], heading=heading, sections=(replace(first, rows=rows), *rest))


# --- sources ----------------------------------------------------------------------------------------------------------

Rests = Mapping[str, Mapping[str, Mapping[Period, tuple[str, ...]]]]
"""By source and indicator the years, and what of each rests on the source: the codes of parts."""


def what_rests(seen: Seen) -> Rests:
    """What every source is cited for, by both yardsticks."""
    starts = seen.programme.year_starts
    found: dict[str, dict[str, dict[Period, dict[str, None]]]] = {id_: {} for id_ in seen.programme.sources}
    for card in (*seen.periods, *seen.term):
        for line in card.lines:
            for part in Part:
                for source in getattr(line.sources, part):
                    years = found.setdefault(source, {}).setdefault(line.id, {})
                    years.setdefault(card.year, {})[part.value] = None

    def in_order(years: Mapping[Period, Mapping[str, None]]) -> dict[Period, tuple[str, ...]]:
        return {year: tuple(years[year]) for year in sorted(years, key=lambda each: in_time(each, starts))}

    return {source: {id_: in_order(years) for id_, years in each.items()} for source, each in found.items()}


def sources_page(seen: Seen, rests: Rests, say: Say) -> ListPage:
    """Every source, and how many indicators rest on it."""
    entries = []
    for id_, source in seen.programme.sources.items():
        n = len(rests[id_])
        told = say.plural("{n} indicator", "{n} indicators", n) if n else say.text("nothing rests on it")
        below = ", ".join(_said_by(seen.programme, id_, say))
        entries.append(Entry(name=say.shown(source.title), text=told, below=below, leads_to=f"source:{id_}"))
    lists = [EntryList(heading=say.text("Who said it"), entries=tuple(entries))]
    return _listed(seen.programme, say.text("Sources"), lists, say)


def _said_by(programme: Programme, id_: str, say: Say) -> Iterator[str]:
    source = programme.sources[id_]
    if source.publisher:
        yield say.shown(source.publisher)
    if source.date:
        yield say.date(source.date)


def source_page(seen: Seen, id_: str, rests: Rests, say: Say) -> ListPage:
    """One source: who printed it and when, and all that rests on it."""
    programme, source = seen.programme, seen.programme.sources[id_]
    lines = {line.id: line for line in seen.annual[-1].lines}
    entries = tuple(
        Entry(name=name_of(lines[each], say), leads_to=f"indicator:{each}", text="; ".join(_parts(years, say)))
        for each, years in rests[id_].items()
        if each in lines
    )
    title = say.shown(source.title)
    address = visible(source.url).strip() if source.url else ""
    facts = [
        (say.text("Publisher"), say.shown(source.publisher) if source.publisher else "", ""),
        (say.text("Date"), say.date(source.date) if source.date else "", ""),
        (say.text("Address"), address, on_the_web(address)),
        (say.text("Note"), say.shown(source.note) if source.note else "", ""),
        (say.text("Id"), id_, ""),
    ]
    page = _listed(programme, title, [EntryList(heading=say.text("What rests on it"), entries=entries)], say)
    return replace(page, facts=tuple(fact for fact in facts if fact[1]))


def _parts(years: Mapping[Period, Sequence[str]], say: Say) -> Iterator[str]:
    for year, parts in years.items():
        yield f"{say.year(year)} " + ", ".join(say.text(PARTS[Part(part)]) for part in parts)
