"""The site of a programme: every page there, every link alive, in every language; nothing comes from elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from an_sinh import load, score
from an_sinh.pages.languages import spoken
from an_sinh.pages.say import Say
from an_sinh.pages.score import headline
from an_sinh.render.as_site import file_name, write_site
from tests.conftest import HANOI, PAGES, ROOT
from tests.support_web import Element, elements

LANGUAGES = spoken()
DATA = {
    "parts": ROOT / "tests" / "data" / "good" / "parts-of-a-number",
    "districts": ROOT / "examples" / "districts",
    "hostile": PAGES / "hostile",
}


@pytest.fixture(scope="module", params=sorted(DATA))
def files(request: pytest.FixtureRequest) -> Mapping[str, bytes]:
    return write_site(load(DATA[request.param]), "vi")


@pytest.fixture(scope="module")
def hanoi() -> Mapping[str, bytes]:
    return write_site(load(HANOI), "vi")


def page_of(files: Mapping[str, bytes], name: str) -> Element:
    return elements(files[name].decode())


Pages = Mapping[str, Element]


@pytest.fixture(scope="module")
def pages(files: Mapping[str, bytes]) -> Pages:
    return read(files)


def read(files: Mapping[str, bytes]) -> dict[str, Element]:
    return {name: elements(data.decode()) for name, data in files.items() if name.endswith(".html")}


def ids(page: Element) -> list[str]:
    return [each.attributes["id"] for each in page.walk() if "id" in each.attributes]


def links(page: Element) -> list[str]:
    return [each.attributes["href"] for each in page.walk() if "href" in each.attributes] + [
        each.attributes["src"] for each in page.walk() if "src" in each.attributes
    ]


def test_no_link_is_dead_and_every_anchor_is_there(files: Mapping[str, bytes], pages: Pages) -> None:
    anchors = {name: set(ids(page)) for name, page in pages.items()}
    lost, followed = [], 0
    for name, page in pages.items():
        for link in links(page):
            parts = urlsplit(link)
            if parts.scheme:
                assert parts.scheme in ("http", "https"), link
                continue
            followed += 1
            to = normpath((PurePosixPath(name).parent / unquote(parts.path)).as_posix()) if parts.path else name
            if to not in files or (parts.fragment and unquote(parts.fragment) not in anchors[to]):
                lost.append((name, link))
    assert lost == []
    assert followed > 300


def test_every_page_is_led_to(pages: Pages) -> None:
    reached, waiting = set[str](), ["index.html"]
    while waiting:
        name = waiting.pop()
        if name in reached or name not in pages:
            continue
        reached.add(name)
        for each in pages[name].all("a"):
            parts = urlsplit(each.attributes["href"])
            if not parts.scheme and parts.path:
                waiting.append(normpath((PurePosixPath(name).parent / unquote(parts.path)).as_posix()))
    assert set(pages) - reached == set()


def test_ids_are_once_on_a_page_and_every_page_has_one_heading_and_its_language(pages: Pages) -> None:
    for name, page in pages.items():
        found = ids(page)
        assert len(found) == len(set(found)), name
        assert len(page.all("h1")) == 1, name
        (html,) = page.all("html")
        assert html.attributes["lang"] == (name.partition("/")[0] if "/" in name else "vi")


def test_every_page_is_there_in_every_language_and_leads_to_itself_in_the_others(pages: Pages) -> None:
    for name, page in pages.items():
        others = [each.attributes for each in page.all("a") if "hreflang" in each.attributes]
        found = {each["hreflang"]: each["href"] for each in others}
        assert tuple(found) == LANGUAGES
        inside = name.partition("/")[2] or name
        for language, address in found.items():
            assert normpath((PurePosixPath(name).parent / address).as_posix()) == f"{language}/{inside}"


def test_nothing_is_fetched_from_elsewhere_and_nothing_else_may_run(pages: Pages) -> None:
    for name, page in pages.items():
        parts = [each.attributes for tag in ("script", "link", "img") for each in page.all(tag)]
        fetched = [each.get("src", "") or each.get("href", "") for each in parts]
        assert [each for each in fetched if urlsplit(each).scheme or each.startswith("//")] == [], name
        (policy,) = [each.attributes["content"] for each in page.all("meta") if "http-equiv" in each.attributes]
        assert policy.startswith("default-src 'none'; style-src 'self' 'sha256-")
        assert "unsafe" not in policy
        assert page.all("iframe") + page.all("form") == []


def test_names_of_files_are_plain_and_differ_where_capitals_are_not_told_apart(files: Mapping[str, bytes]) -> None:
    assert all(re.fullmatch(r"[a-z0-9._~/-]+", name) for name in files)
    assert len({name.casefold() for name in files}) == len(files)


IDS = st.text(st.sampled_from("aAbB/.-~ đĐộ\u0301\u200b%?#\\:1"), min_size=1, max_size=8)


@given(st.lists(IDS, min_size=2, max_size=8, unique=True))
def test_two_ids_have_never_one_file(ids: list[str]) -> None:
    names = [file_name(each) for each in ids]
    assert len({name.casefold() for name in names}) == len(ids)
    for name in names:
        assert re.fullmatch(r"[a-z0-9_-][a-z0-9._~-]*|~[0-9a-f]+", name)
        assert len(name) < 170


@pytest.mark.parametrize("id_", ["con", "aux", "COM1", "nul/a", "index", "..", ".", "x" * 300, "a.", "a "])
def test_a_name_that_a_system_keeps_for_itself_is_not_taken(id_: str) -> None:
    assert "~" in file_name(id_)
    assert file_name("poverty-rate") == "poverty-rate"
    assert file_name("malnutrition/weight") == "malnutrition.weight"


# --- what the pages say -----------------------------------------------------------------------------------------------


def test_the_way_in_opens_in_the_language_asked_for_and_tells_the_year_that_answers(hanoi: Mapping[str, bytes]) -> None:
    told = headline(score(load(HANOI), 2022).tally, Say.of("vi"), percent=True)
    (heading,) = page_of(hanoi, "index.html").all("h1")
    assert heading.text() == f"2022: {told}"
    english = write_site(load(DATA["hostile"]), "en")["index.html"].decode()
    assert elements(english).all("html")[0].attributes["lang"] == "en"


def test_there_is_a_page_of_each_year_indicator_lead_source_and_place() -> None:
    made = load(DATA["districts"])
    files = write_site(made, "en")
    for language in LANGUAGES:
        for year in made.actuals:
            assert f"{language}/years/{year}.html" in files
        for id_ in made.indicators:
            assert f"{language}/indicators/{file_name(id_)}.html" in files
        for id_ in made.places:
            assert f"{language}/places/{file_name(id_)}.html" in files
        for id_ in made.sources:
            assert f"{language}/sources/{file_name(id_)}.html" in files


def test_a_year_against_the_term_has_a_page_where_anything_is_judged_so(hanoi: Mapping[str, bytes]) -> None:
    page = page_of(hanoi, "en/years/2025-term.html")
    assert page.all("h1")[0].text().startswith("25/26 met")


def test_a_source_names_all_that_rests_on_it(hanoi: Mapping[str, bytes]) -> None:
    page = page_of(hanoi, "en/sources/bao-dan-sinh-2023-01-03.html")
    text = " ".join(each.text() for each in page.all("section"))
    assert "Poverty rate" in text
    assert "2022 " in text
    assert any(each.attributes["href"].startswith("http") for each in page.all("a"))


def test_a_lead_counts_its_own_indicators_alone(hanoi: Mapping[str, bytes]) -> None:
    made = load(HANOI)
    leads = {tuple(each.lead.items()) for each in made.indicators.values() if each.lead}
    pages = [name for name in hanoi if name.startswith("en/leads/") and not name.endswith("index.html")]
    assert len(pages) == len(leads) > 1
    for name in pages:
        rows = [each for each in page_of(hanoi, name).all("tr") if "data-kind" in each.attributes]
        bars = page_of(hanoi, name).all("b", "bar-sum")
        assert all(each.text() == "–" or int(each.text().split("/")[1]) <= len(rows) for each in bars)


def test_the_search_has_every_page_in_every_language(files: Mapping[str, bytes]) -> None:
    text = files["index.js"].decode()
    assert "<" not in text
    found = json.loads(text.removeprefix("window.ANSINH_SITE=").removesuffix(";\n"))
    assert tuple(found["languages"]) == LANGUAGES
    for kind, path, names, _ids in found["entries"]:
        assert len(names) == len(found["kinds"][kind]) == len(LANGUAGES)
        assert all(f"{language}/{path}" in files for language in LANGUAGES)


def test_the_same_data_make_the_same_bytes() -> None:
    folder = DATA["hostile"]
    assert write_site(load(folder), "en") == write_site(load(folder), "en")


def test_ids_that_differ_in_capitals_or_signs_alone_have_their_own_pages(tmp_path: Path) -> None:
    names = ["Rate", "rate", "rate.", "tỷ-lệ", "ty-le", "con"]
    (tmp_path / "actuals").mkdir()
    lines = "".join(f"  {each!r}: {{name: {each}, group: g, better: higher, targets: {{2021: 1}}}}\n" for each in names)
    (tmp_path / "targets.yaml").write_text(
        f"programme: {{id: x, name: x, years: [2021, 2021]}}\ngroups: {{g: g}}\nindicators:\n{lines}", "utf-8"
    )
    (tmp_path / "actuals" / "2021.yaml").write_text("year: 2021\nactuals: {}\n", "utf-8")
    files = write_site(load(tmp_path), "en")
    pages = [name for name in files if name.startswith("en/indicators/")]
    assert len({name.casefold() for name in pages}) == len(names)


def test_a_language_that_only_the_data_have_has_its_pages_too_where_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "actuals").mkdir()
    (tmp_path / "targets.yaml").write_text(
        "programme: {id: x, name: {en: Name, es: Nombre}, years: [2021, 2021]}\ngroups: {g: g}\n"
        "indicators: {a: {name: {en: Rate, es: Tasa}, group: g, better: higher, targets: {2021: 1}}}\n",
        "utf-8",
    )
    (tmp_path / "actuals" / "2021.yaml").write_text("year: 2021\nactuals: {a: 2}\n", "utf-8")
    files = write_site(load(tmp_path), "es")
    assert page_of(files, "es/indicators/a.html").all("h1")[0].text() == "Tasa"
    assert page_of(files, "index.html").all("html")[0].attributes["lang"] == "es"
