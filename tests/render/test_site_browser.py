"""The site in a real Chromium, opened from disk: it asks nobody, is found in, used by keys, heard, and fits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from an_sinh import load
from an_sinh.render.as_site import write_site
from tests.conftest import HANOI, ROOT
from tests.support_web import AXE, Browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = {
    "index.html": "hanoi",
    "vi/years/index.html": "hanoi",
    "en/years/2022.html": "hanoi",
    "vi/indicators/jobs-created.html": "hanoi",
    "en/indicators/school-health-programme-participation.html": "hanoi",
    "vi/leads/index.html": "hanoi",
    "en/sources/index.html": "hanoi",
    "en/outlook.html": "hanoi",
    "en/places/index.html": "districts",
    "vi/places/suoi-vang.html": "districts",
    "en/indicators/workers-trained.html": "districts",
}

SOME = ("vi/years/index.html", "vi/indicators/jobs-created.html", "en/places/index.html")
"""Those that are looked at each time; all of them by `make long`."""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    browser = Browser(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.quit()


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folders = {}
    for name, data in {"hanoi": HANOI, "districts": ROOT / "examples" / "districts"}.items():
        folders[name] = tmp_path_factory.mktemp(name)
        for path, text in write_site(load(data), "vi").items():
            (folders[name] / path).parent.mkdir(parents=True, exist_ok=True)
            (folders[name] / path).write_bytes(text)
    return folders


@pytest.fixture(autouse=True)
def _as_it_was(browser: Browser) -> None:
    browser.look()
    browser.said()
    browser.asked_for()


def test_it_asks_for_its_own_files_alone_and_the_console_stays_empty(browser: Browser, sites: dict[str, Path]) -> None:
    for page, site in PAGES.items():
        browser.open(sites[site] / page)
        assert browser.run("return getComputedStyle(document.querySelector('.menu')).borderBottomStyle") == "solid"
    assert [url for url in browser.asked_for() if not url.startswith("file://")] == []
    assert browser.said() == []


def test_it_is_found_in_without_tones_by_keys_alone(browser: Browser, sites: dict[str, Path]) -> None:
    from selenium.webdriver.common.keys import Keys

    browser.open(sites["hanoi"] / "vi" / "sources" / "index.html")
    while browser.run("return document.activeElement.id") != "find":
        browser.press(Keys.TAB)
    browser.press("ho ngheo")
    told = browser.find("#found-many").text
    assert told.startswith("Tìm thấy: ")
    browser.press(Keys.ARROW_DOWN)
    assert browser.run("return document.activeElement.textContent") == "Tỷ lệ hộ nghèo"
    browser.press(Keys.ENTER)
    assert browser.driver.current_url.endswith("/vi/indicators/poverty-rate.html")
    assert browser.find("h1").text == "Tỷ lệ hộ nghèo (%)"


def test_a_search_takes_either_language_and_says_when_nothing_is_called_so(
    browser: Browser, sites: dict[str, Path]
) -> None:
    from selenium.webdriver.common.keys import Keys

    browser.open(sites["hanoi"] / "vi" / "index.html")
    box = browser.find("#find")
    box.send_keys("poverty")
    assert browser.run("return document.querySelector('#found a').textContent") == "Tỷ lệ hộ nghèo"
    box.send_keys(" xyz")
    assert browser.find("#found-many").text == "Không có mục nào tên như vậy"
    assert not browser.find("#found").is_displayed()
    box.send_keys(Keys.ESCAPE)
    assert browser.find("#found-many").text == ""


def test_a_page_leads_to_itself_in_the_other_language(browser: Browser, sites: dict[str, Path]) -> None:
    browser.open(sites["hanoi"] / "vi" / "indicators" / "poverty-rate.html")
    browser.find("nav.languages a[hreflang=en]").click()
    assert browser.driver.current_url.endswith("/en/indicators/poverty-rate.html")
    assert browser.find("h1").text == "Poverty rate (% of households)"


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_stands_out_of_the_window(browser: Browser, sites: dict[str, Path], width: int) -> None:
    browser.look(width)
    for page, site in PAGES.items():
        browser.open(sites[site] / page)
        wide = browser.run("return [document.documentElement.scrollWidth, window.innerWidth]")
        assert wide[0] <= wide[1], page


LOOKS = [
    pytest.param(360, "dark", SOME, id="some"),
    pytest.param(1280, "light", tuple(PAGES), id="wide", marks=pytest.mark.long),
    pytest.param(360, "dark", tuple(PAGES), id="narrow", marks=pytest.mark.long),
]


@pytest.mark.parametrize(("width", "scheme", "pages"), LOOKS)
def test_axe_finds_nothing(
    browser: Browser, sites: dict[str, Path], width: int, scheme: str, pages: tuple[str, ...]
) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed here (.ci/browsers installs it)")
    browser.look(width, scheme)
    found = []
    for page in pages:
        browser.open(sites[PAGES[page]] / page)
        browser.cdp("Runtime.evaluate", expression=AXE.read_text("utf-8"))
        answer = browser.driver.execute_async_script(
            "const done = arguments[arguments.length - 1];axe.run(document, {runOnly: arguments[0]}).then(done);",
            RULES,
        )
        found += [(page, each["id"], each["nodes"][0]["html"][:150]) for each in answer["violations"]]
    assert found == [], "\n".join(map(str, found))


def test_an_indicator_is_printed_in_black_on_white_without_the_way_on(browser: Browser, sites: dict[str, Path]) -> None:
    browser.look(scheme="dark", media="print")
    browser.open(sites["hanoi"] / "vi" / "indicators" / "poverty-rate.html")
    assert browser.run("return getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not browser.find(".menu").is_displayed()
    assert not browser.find(".finder").is_displayed()
    assert browser.find(".picture svg").is_displayed()
    assert browser.pdf()[:4] == b"%PDF"
