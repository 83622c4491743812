"""A programme as a site of plain files, opened from disk or put on any server: nothing is fetched from elsewhere.

Each language has its own folder with the same pages in it, each of which leads to itself in the others. Names of files
are made of ids in such a way that no two are the same, on file systems that don't tell capitals from small letters too.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from an_sinh.judge.outlook import OutlookReport, outlook
from an_sinh.judge.places import PlacesReport, place_card, places
from an_sinh.judge.scorecard import Scorecard, score
from an_sinh.pages.languages import spoken
from an_sinh.pages.lines import programme_named
from an_sinh.pages.places import place_name
from an_sinh.pages.say import Say
from an_sinh.pages.web.outlook import outlook_web
from an_sinh.pages.web.score import score_web
from an_sinh.pages.web.show import show_web
from an_sinh.pages.web.site import (
    Lead,
    ListPage,
    Rests,
    Seen,
    home_page,
    lead_key,
    lead_page,
    leads_of,
    leads_page,
    over_places,
    place_page,
    places_list_page,
    source_page,
    sources_page,
    what_rests,
    years_page,
)
from an_sinh.render.as_html import PageStyle, SitePage, laid_out, own_name, write_html, write_show_html
from an_sinh.render.as_html import stylesheet as shared_style
from an_sinh.render.templating import render
from an_sinh.terms import Against
from an_sinh.values import dataclass

if TYPE_CHECKING:
    from an_sinh.pages.page import Page
    from an_sinh.programme.model import Programme

_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}(/[a-z0-9][a-z0-9_-]{0,79})?")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9]|index)([./].*)?")
_WIDEST_BAR = 100


def file_name(id_: str) -> str:
    """A name for the file of what has this id, of letters that every system takes and no address needs to escape.

    A plain id is its own name, its slash a dot. Any other is cut down to what is plain in it, with a mark that none of
    the plain ones has and the first half of its SHA-256, so that `A` and `a`, or `a/b` and `a.b`, are never one file.
    """
    if _PLAIN.fullmatch(id_) and not _RESERVED.fullmatch(id_):
        return id_.replace("/", ".")
    letters = unicodedata.normalize("NFD", id_.casefold().replace("đ", "d"))
    kept = re.sub(r"[^a-z0-9]+", "-", "".join(char for char in letters if not unicodedata.combining(char)))
    return f"{kept.strip('-')[:40].rstrip('-')}~{sha256(id_.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Site:
    """What is in the site, whatever the language."""

    languages: tuple[str, ...]
    """Those that are spoken, and one that only the data have where it was asked for."""
    seen: Seen
    leads: tuple[Lead, ...]
    reports: tuple[PlacesReport, ...]
    courses: Mapping[str, tuple[Scorecard, ...]]
    """Each place's years, those in which any place gave figures."""
    ahead: OutlookReport | None
    rests: Rests
    paths: Mapping[str, str]
    """What has a page, by its kind and id, and where it is in the folder of a language."""

    @property
    def report(self) -> PlacesReport | None:
        """The places of the latest year in which anything is judged in any."""
        judged = (each for each in reversed(self.reports) if any(place.tally.judged for place in each.places))
        return next(judged, self.reports[-1] if self.reports else None)


def write_site(programme: Programme, opens_in: str) -> dict[str, bytes]:
    """Every file of the site by its path; `index.html` opens in one of the languages."""
    site = _whole(programme, spoken() if opens_in in spoken() else (*spoken(), opens_in))
    files = {"site.css": _bytes(_style()), "site.js": _bytes(render("site.js")), "index.js": _bytes(_index(site))}
    for language in site.languages:
        say = Say.of(language).counting(programme.year_starts)
        for key, write in _pages(site, say):
            path = site.paths[key]
            files[f"{language}/{path}"] = _bytes(write(_standing(site, say, key, f"{language}/{path}")))
            if key == "home" and language == opens_in:
                files["index.html"] = _bytes(write(_standing(site, say, key, "index.html")))
    return files


def _bytes(text: str) -> bytes:
    return text.encode()


def _style() -> str:
    lengths = "".join(f".x{length} {{ flex-grow: {length}; }}\n" for length in range(1, _WIDEST_BAR + 1))
    return shared_style() + lengths


# --- what there is ----------------------------------------------------------------------------------------------------


def _whole(programme: Programme, languages: tuple[str, ...]) -> _Site:
    first, last = programme.years
    years = [year for year in programme.actuals if first <= year <= last]
    term = (score(programme, year, Against.TERM) for year in years)
    seen = Seen(
        programme=programme,
        annual=tuple(score(programme, year) for year in years),
        months=tuple(score(programme, each) for each in programme.months if first <= programme.year_of(each) <= last),
        term=tuple(card for card in term if card.tally.judged),
    )
    there = sorted({year for place in programme.places.values() for year in place.actuals if first <= year <= last})
    of_places = programme.places.items() if there else ()
    site = _Site(
        languages=languages,
        seen=seen,
        leads=leads_of(programme),
        reports=tuple(places(programme, year) for year in there),
        courses={
            id_: tuple(place_card(programme, place, year, Against.ANNUAL) for year in there) for id_, place in of_places
        },
        ahead=outlook(programme, _latest_figure(programme, years)) if years else None,
        rests=what_rests(seen),
        paths={},
    )
    return replace(site, paths=dict(_paths(site)))


def _latest_figure(programme: Programme, years: Sequence[int]) -> int:
    def has_one(year: int) -> bool:
        return any(entry is not None and entry.value is not None for entry in programme.actuals[year].entries.values())

    return next((year for year in reversed(years) if has_one(year)), years[-1])


def _paths(site: _Site) -> Iterator[tuple[str, str]]:
    seen = site.seen
    yield "home", "index.html"
    yield "years", "years/index.html"
    yield from ((f"year:{card.year}", f"years/{card.year}.html") for card in seen.periods)
    yield from ((f"term:{card.year}", f"years/{card.year}-term.html") for card in seen.term)
    yield from ((f"indicator:{id_}", f"indicators/{file_name(id_)}.html") for id_ in seen.programme.indicators)
    if site.ahead is not None:
        yield "outlook", "outlook.html"
    if site.reports:
        yield "places", "places/index.html"
        yield from ((f"places:{each.year}", f"places/in-{each.year}.html") for each in site.reports)
        yield from ((f"place:{id_}", f"places/{_of_place(id_)}.html") for id_ in seen.programme.places)
    if site.leads:
        yield "leads", "leads/index.html"
        keys = map(lead_key, site.leads)
        yield from ((key, f"leads/{file_name(key.removeprefix('lead:'))}.html") for key in keys)
    if seen.programme.sources:
        yield "sources", "sources/index.html"
        yield from ((f"source:{id_}", f"sources/{file_name(id_)}.html") for id_ in seen.programme.sources)


def _of_place(id_: str) -> str:
    """A place's name beside those of years: one that is called as they are is told from them."""
    return file_name(id_ if not re.fullmatch(r"in-[0-9]{4}", id_) else f"{id_}.")


# --- the pages of one language ----------------------------------------------------------------------------------------

_Write = Callable[[SitePage], str]


def _pages(site: _Site, say: Say) -> Iterator[tuple[str, _Write]]:
    """Each page by what it is of, and what writes it once it knows where it stands."""
    seen = site.seen
    yield "home", _page(home_page(seen, say))
    yield "years", _list(years_page(seen, site.reports, say), say)
    for card in (*seen.periods, *seen.term):
        cards = seen.annual if card.against is Against.ANNUAL else seen.term
        key = "year" if card.against is Against.ANNUAL else "term"
        yield f"{key}:{card.year}", _page(score_web(card, cards, say, everything=True))
    yield from _indicators(site, say)
    if site.ahead is not None:
        yield "outlook", _page(outlook_web(site.ahead, say))
    yield from _places(site, say)
    if site.leads:
        yield "leads", _list(leads_page(seen, say), say)
        yield from ((lead_key(lead), _page(lead_page(seen, lead, say))) for lead in site.leads)
    if seen.programme.sources:
        yield "sources", _list(sources_page(seen, site.rests, say), say)
        for id_ in seen.programme.sources:
            yield f"source:{id_}", _list(source_page(seen, id_, site.rests, say), say)


def _indicators(site: _Site, say: Say) -> Iterator[tuple[str, _Write]]:
    seen, report = site.seen, site.report
    for at, id_ in enumerate(seen.programme.indicators):
        prospect = site.ahead.rows[at] if site.ahead and site.ahead.year == seen.annual[-1].year else None
        there = over_places(report, id_, say) if report is not None else None
        shown = {say.language: show_web(seen.periods, at, say, prospect, there)}
        yield f"indicator:{id_}", partial(write_show_html, shown, say.language)


def _places(site: _Site, say: Say) -> Iterator[tuple[str, _Write]]:
    if site.report is None:
        return
    yield "places", _page(places_list_page(site.report, say))
    yield from ((f"places:{each.year}", _page(places_list_page(each, say))) for each in site.reports)
    for id_, cards in site.courses.items():
        yield f"place:{id_}", _page(place_page(site.seen.programme.places[id_], cards, say))


def _page(page: Page) -> _Write:
    return partial(write_html, {page.language: page}, page.language)


def _list(page: ListPage, say: Say) -> _Write:
    def write(standing: SitePage) -> str:
        return laid_out(
            "list.html",
            (say.language,),
            say.language,
            standing,
            PageStyle(),
            page=page,
            subject=page.subject,
            skip="main",
            title=page.title,
            titles={say.language: page.title},
        )

    return write


# --- the way from page to page ----------------------------------------------------------------------------------------


def _standing(site: _Site, say: Say, key: str, path: str) -> SitePage:
    """Where a page stands, and the addresses of all others as they are from there."""
    root = "../" * path.count("/")
    own = f"{root}{say.language}/" if root else f"{say.language}/"

    def href(to: str) -> str:
        found = site.paths.get(to)
        return f"{own}{found}" if found else ""

    return SitePage(
        root=root,
        home=href("home"),
        programme=programme_named(site.seen.programme, say),
        menu=tuple((text, href(to), _is_in(key, to)) for to, text in _menu(say) if to in site.paths),
        languages=tuple((tag, own_name(tag), f"{root}{tag}/{site.paths[key]}") for tag in site.languages),
        words={
            "language": say.text("Language"),
            "pages": say.text("Pages"),
            "find": say.text("Find"),
            "none": say.text("Nothing is called so"),
            "many": say.text("Found: {n}", n="{n}"),
        },
        href=href,
    )


def _menu(say: Say) -> Iterator[tuple[str, str]]:
    yield "home", say.text("Indicators")
    yield "years", say.text("Years")
    yield "outlook", say.text("Outlook")
    yield "places", say.text("Places")
    yield "leads", say.text("Leads")
    yield "sources", say.text("Sources")


_PARENTS = {
    "year": "years",
    "term": "years",
    "indicator": "home",
    "place": "places",
    "lead": "leads",
    "source": "sources",
}


def _is_in(key: str, entry: str) -> bool:
    """Whether a page is the menu's, or one below it."""
    return key == entry or _PARENTS.get(key.partition(":")[0], key.partition(":")[0]) == entry


# --- the search -------------------------------------------------------------------------------------------------------


def _index(site: _Site) -> str:
    """All names in every language, with the paths of their pages, as a script of ours."""
    says = [Say.of(language).counting(site.seen.programme.year_starts) for language in site.languages]
    found = {
        "languages": [say.language for say in says],
        "kinds": [[word(say) for say in says] for word in _KIND_WORDS],
        "entries": [[kind, site.paths[key], names, [id_]] for kind, key, names, id_ in _entries(site, says)],
    }
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    for char in "<\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return f"window.ANSINH_SITE={text};\n"


_KIND_WORDS: Sequence[Callable[[Say], str]] = (
    lambda say: say.text("indicator"),
    lambda say: say.text("year"),
    lambda say: say.text("place"),
    lambda say: say.text("lead"),
    lambda say: say.text("source"),
)


def _entries(site: _Site, says: Sequence[Say]) -> Iterator[tuple[int, str, list[str], str]]:
    programme = site.seen.programme
    for id_, indicator in programme.indicators.items():
        yield 0, f"indicator:{id_}", [say.shown(indicator.name) for say in says], id_
    for card in site.seen.periods:
        yield 1, f"year:{card.year}", [say.year(card.year) for say in says], str(card.year)
    for id_, place in programme.places.items():
        yield 2, f"place:{id_}", [place_name(place, say) for say in says], id_
    for lead in site.leads:
        yield 3, lead_key(lead), [say.shown(dict(lead)) for say in says], ""
    for id_, source in programme.sources.items():
        yield 4, f"source:{id_}", [say.shown(source.title) for say in says], id_
