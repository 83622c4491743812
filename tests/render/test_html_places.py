"""The pages of places: every place with a link of its own, places by indicators to be sorted, and one scale for all."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from an_sinh import load, places
from tests.conftest import ROOT
from tests.support_web import AXE, Browser, Element, elements, web_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DISTRICTS = ROOT / "examples" / "districts"
LINES = {
    "places": "places 2022",
    "place": "places 2022 poverty-rate",
    "diff": "diff 2022 2023 --places",
    "trend": "trend --places",
    "check": "check 2022 --places --min-met 80%",
}


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    found = {}
    for name, line in LINES.items():
        folder = tmp_path_factory.mktemp(name)
        code = 1 if name == "check" else 0
        found[name] = web_page(folder, line, DISTRICTS, code=code)
    return found


@pytest.fixture(scope="module")
def roots(paths: Mapping[str, Path]) -> Mapping[str, Element]:
    return {name: elements(path.read_text("utf-8")) for name, path in paths.items()}


def test_every_place_has_a_section_with_its_own_lines(roots: Mapping[str, Element]) -> None:
    report = places(load(DISTRICTS), 2022)
    for each in report.places:
        (section,) = roots["places"].all("section", "member", id=f"place-{each.place.id}")
        rows = [row for row in section.all("tr") if row.all("td")]
        assert len(rows) == len(each.lines)
        for row, line in zip(rows, each.lines, strict=True):
            assert line.status.value in row.all("td", "actual")[0].all("span", "sign")[0].classes
        assert f"#place-{each.place.id}" in {a.attributes["href"] for a in section.all("a")}


def test_every_link_leads_somewhere_and_every_id_stands_once(roots: Mapping[str, Element]) -> None:
    for name, root in roots.items():
        ids = [each.attributes["id"] for each in root.walk() if "id" in each.attributes]
        assert (name, len(ids)) == (name, len(set(ids)))
        links = {a.attributes["href"][1:] for a in root.all("a") if a.attributes["href"].startswith("#")}
        assert links <= set(ids)


def test_an_own_target_is_marked_and_what_is_not_asked_has_its_reason(roots: Mapping[str, Element]) -> None:
    (section,) = roots["places"].all("section", "member", id="place-suoi-vang")
    texts = [row.text("en") for row in section.all("tr")]
    assert any("7 own" in text for text in texts)
    assert any("not counted:" in text for text in texts)


def test_the_heat_table_has_a_sign_and_a_word_for_each_status(roots: Mapping[str, Element]) -> None:
    report = places(load(DISTRICTS), 2022)
    (table,) = roots["places"].all("table", "heat")
    rows = [row for row in table.all("tr") if row.all("td")]
    assert len(rows) == len(report.places)
    for row, each in zip(rows, report.places, strict=True):
        _, *cells = row.all("td")
        assert [next(iter(cell.classes)) for cell in cells] == [line.status.value for line in each.lines]
        assert all(cell.all("span", "vh")[0].text("en") for cell in cells)


def test_a_plot_has_one_scale_and_each_places_own_target(roots: Mapping[str, Element]) -> None:
    """On one scale from left to right: who has less stands more to the left, and so does whose target is less."""
    report = places(load(DISTRICTS), 2022)
    (plot,) = roots["places"].all("details", id="i-poverty-rate")
    found = []
    for row in plot.all("tr"):
        dots = [each for each in row.all("circle") if "actual" in each.classes]
        if dots:
            (mark,) = (each for each in row.all("line") if each.classes & {"target", "strict"})
            found.append((float(dots[0].attributes["cx"]), float(mark.attributes["x1"])))
    lines = [each.line("poverty-rate") for each in report.places if each.line("poverty-rate").actual is not None]
    wanted = [(Decimal(line.actual or 0), line.target.near or Decimal(0)) for line in lines if line.target is not None]
    assert len(found) == len(wanted) + 1, "the whole too"
    for at in (0, 1):
        drawn = [pair[at] for pair in found[:-1]]
        known = [pair[at] for pair in wanted]
        assert [figure for _, figure in sorted(zip(drawn, known, strict=True))] == sorted(known)


def test_the_whole_of_a_sum_is_not_drawn_among_its_parts(roots: Mapping[str, Element]) -> None:
    (plot,) = roots["places"].all("details", id="i-workers-trained")
    assert not plot.all("tr")[-1].all("svg")
    assert plot.all("tr")[1].all("svg")


def test_what_the_other_pages_are_headed_by(roots: Mapping[str, Element]) -> None:
    headed = {name: root.all("h1")[0].text("en") for name, root in roots.items()}
    assert headed["diff"] == "2 rose, 0 fell"
    assert headed["check"] == "3 of 8 places pass"
    for root in roots.values():
        (heading,) = root.all("h2", id="indicators")
        assert heading.text("en") in ("Places", "Places and indicators")


def test_a_filter_counts_places_and_means_the_same_in_both_languages(roots: Mapping[str, Element]) -> None:
    root = roots["places"]
    rows = [each for each in root.all("tr") if "data-kind" in each.attributes]
    for box in root.all("input", type="checkbox"):
        assert box.parent is not None
        number = int(box.parent.all("span", "number")[0].text())
        by = "data-" + box.attributes["name"]
        assert number == sum(each.attributes[by] == box.attributes["value"] for each in rows) > 0


# --- in a browser -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    browser = Browser(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.quit()


NAMES = (
    "return [...document.querySelectorAll('.heat tbody tr')].filter(e => e.checkVisibility()).map(e => e.dataset.of)"
)


def test_the_heat_table_is_sorted_by_keyboard_and_found_in(browser: Browser, paths: Mapping[str, Path]) -> None:
    from selenium.webdriver.common.keys import Keys

    browser.open(paths["places"])
    as_the_file_has_it = browser.run(NAMES)
    heads = browser.driver.find_elements("css selector", ".heat thead button")
    browser.run("arguments[0].focus()", heads[1])
    browser.press(Keys.ENTER)
    best_first = browser.run(NAMES)
    assert best_first[:2] == ["place-may-trang", "place-cau-tre"]
    assert best_first[3:5] == ["place-suoi-vang", "place-doi-che"]
    assert browser.find("th[aria-sort]").get_attribute("aria-sort") == "ascending"
    browser.press(Keys.ENTER)
    assert browser.run(NAMES)[0] == "place-doi-che"
    assert browser.run(NAMES)[-1] == "place-vuon-cam", "with nothing judged, last either way"
    browser.press(Keys.ENTER)
    assert browser.run(NAMES) == as_the_file_has_it
    browser.find("#search").send_keys("lua")
    assert browser.run(NAMES) == ["place-lua-moi"]
    assert browser.shown("section.member") == ["place-lua-moi"]
    browser.open(paths["places"], "#place-cau-tre")
    assert browser.run("return document.querySelector(':target').getBoundingClientRect().top < 200")
    assert browser.said() == []


CUT = """
    const wide = document.documentElement.clientWidth;
    return [document.documentElement.scrollWidth <= wide,
        [...document.querySelectorAll("main *")]
            .filter(each => each.checkVisibility() && !each.closest(".vh, svg, .rows thead, .across > *"))
            .filter(each => each.getBoundingClientRect().right > wide + 0.5).map(each => each.outerHTML.slice(0, 80))];
"""


@pytest.mark.parametrize("name", LINES)
def test_it_fits_and_is_for_everybody(name: str, browser: Browser, paths: Mapping[str, Path]) -> None:
    browser.open(paths[name])
    for width in (320, 900, 1280):
        browser.look(width)
        assert (width, browser.run(CUT)) == (width, [True, []])
    if not AXE.is_file():
        pytest.skip("axe-core is not installed here (.ci/browsers installs it)")
    browser.run(AXE.read_text("utf-8"))
    for width, scheme in ((1200, "light"), (360, "dark")):
        browser.look(width, scheme)
        result = browser.driver.execute_async_script(
            "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],"
            " resultTypes: ['violations']}).then(arguments[0])"
        )
        found = [(each["id"], each["nodes"][0]["html"]) for each in result["violations"]]
        assert (width, scheme, found) == (width, scheme, [])


def test_on_a_telephone_each_years_headline_has_its_year(browser: Browser, paths: Mapping[str, Path]) -> None:
    """Also where nothing is judged in it: a headline alone would be any year's."""
    browser.open(paths["diff"])
    browser.look(360)
    told = browser.run("""
        const cells = [...document.querySelectorAll("td.barred")];
        return cells.map(each => [each.checkVisibility(), getComputedStyle(each, "::before").content]);
    """)
    assert told == [[True, '"2022"'], [True, '"2023"']] * 8


def test_it_needs_nothing_else(paths: Mapping[str, Path]) -> None:
    text = paths["places"].read_text("utf-8")
    assert not re.search(r'(?:src|href)="(?!#)', text)
