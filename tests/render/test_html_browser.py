"""The page in a real Chromium: it asks for nothing, can be found in, spoken, heard, used by keys, and printed whole."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from pypdf import PdfReader

from tests.support_web import AXE, COMMANDS, HANOI, LIBRARY, Browser, names_of, web_page

pytestmark = pytest.mark.xdist_group("browser")  # one browser, whatever the number of workers
SUBJECTS = tuple(COMMANDS)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    browser = Browser(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.quit()


class Page(Protocol):
    def __call__(self, subject: str, data: Path = LIBRARY, language: str = "en") -> Path: ...


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    """A page of the made-up library, or of Programme 08, written once."""
    folder = tmp_path_factory.mktemp("pages")
    written: dict[tuple[str, Path, str], Path] = {}

    def write(subject: str, data: Path = LIBRARY, language: str = "en") -> Path:
        key = (subject, data, language)
        if key not in written:
            line = "score 2022" if (subject, data) == ("score", HANOI) else COMMANDS[subject]
            written[key] = web_page(folder, line, data, language)
        return written[key]

    return write


@pytest.fixture(autouse=True)
def _as_it_was(browser: Browser) -> None:
    browser.look()
    browser.said()
    browser.asked_for()


# --- nothing from elsewhere, nothing to complain of -------------------------------------------------------------------


@pytest.mark.parametrize("subject", SUBJECTS)
def test_it_asks_for_nothing_and_the_console_stays_empty(subject: str, browser: Browser, page: Page) -> None:
    path = page(subject)
    browser.open(path)
    browser.find("input[value=vi]").send_keys(" ")
    browser.find("#search").send_keys("a")
    assert [url for url in browser.asked_for() if url != "about:blank"] == [f"file://{path}"]
    assert browser.said() == []


def test_its_policy_lets_nothing_else_run_or_load(browser: Browser, page: Page) -> None:
    browser.open(page("score"))
    browser.run("""
        const script = document.createElement("script"); script.textContent = "window.owned = true";
        const image = document.createElement("img"); image.src = "https://example.org/x.png";
        const style = document.createElement("style"); style.textContent = "body { display: none }";
        document.body.append(script, image, style);
        document.body.insertAdjacentHTML("beforeend", "<p style='color: red' onclick='window.owned = true'>x</p>");
        document.body.lastChild.click();
    """)
    assert browser.run("return [window.owned, getComputedStyle(document.body).display]") == [None, "block"]
    said = browser.said()
    for refused in ("Applying inline style", "Executing inline script", "Executing inline event", "Loading the image"):
        assert any(refused in line and "Content Security Policy" in line for line in said), refused


# --- finding ----------------------------------------------------------------------------------------------------------


def choose(browser: Browser, name: str, value: str) -> None:
    browser.run(f"document.querySelector('input[name={name}][value=\"{value}\"]').click()")


def search(browser: Browser, words: str) -> None:
    browser.run(
        "const box = document.getElementById('search');"
        "box.value = arguments[0]; box.dispatchEvent(new Event('input'));",
        words,
    )


def told(browser: Browser) -> str:
    text: str = browser.find(".shown [role=status]").text
    return text


def test_filters_leave_what_was_asked_for_and_the_tally_whole(browser: Browser, page: Page) -> None:
    browser.open(page("score"))
    everything, tally = browser.shown(), browser.find(".tally").text
    assert (len(everything), told(browser)) == (16, "16 of 16 rows shown")
    assert not browser.find("#reset").is_enabled()
    choose(browser, "kind", "met")
    assert browser.shown() == ["i-reading-room-warmth", "i-shop-balance"]
    choose(browser, "kind", "withdrawn")
    assert browser.shown() == ["i-book-bus-stops", "i-reading-room-warmth", "i-shop-balance"]
    choose(browser, "group", "house")
    assert (browser.shown(), told(browser)) == (["i-reading-room-warmth"], "1 of 16 rows shown")
    assert (
        browser.run("return [...document.querySelectorAll('tr.section')].filter(e => e.checkVisibility()).length") == 1
    )
    choose(browser, "group", "lending")
    choose(browser, "group", "house")
    assert (browser.shown(), told(browser)) == ([], "0 of 16 rows shown")
    assert browser.find(".empty").text == "No indicator matches the filters"
    assert browser.find(".tally").text == tally
    browser.find("#reset").click()
    assert (browser.shown(), told(browser)) == (everything, "16 of 16 rows shown")
    assert browser.run("return document.activeElement.id") == "search"
    assert not browser.find(".empty").is_displayed()


SEARCHES = [
    pytest.param("hộ nghèo", ["i-poverty-rate"], id="as-written"),
    pytest.param("HO NGHEO", ["i-poverty-rate"], id="without-tones-in-capitals"),
    pytest.param("nghèo  hộ", ["i-poverty-rate"], id="in-any-order"),
    pytest.param("poverty", ["i-poverty-rate"], id="in-the-other-language"),
    pytest.param("\u0068\u006f\u0323\u0302 nghe\u0300o", ["i-poverty-rate"], id="decomposed"),
    pytest.param("tuoi tho", ["i-life-expectancy"], id="horned-letters"),
    pytest.param("dieu khong co", [], id="nothing"),
    pytest.param("dinh nghia", [], id="not-in-a-name"),
    pytest.param("(.*", [], id="no-pattern"),
]


@pytest.mark.parametrize(("asked", "found"), SEARCHES)
def test_a_search_needs_no_tones(asked: str, found: list[str], browser: Browser, page: Page) -> None:
    path = page("score", HANOI, "vi")
    if browser.driver.current_url != f"file://{path}":
        browser.open(path)
    search(browser, asked)
    assert browser.shown() == found
    assert told(browser) == f"hiện {len(found)} trong 27 dòng"


def test_d_with_a_bar_is_found_as_d(browser: Browser, page: Page) -> None:
    browser.open(page("score", HANOI, "vi"))
    for asked in ("đo tuoi", "ĐO TUOI", "do tuoi"):
        search(browser, asked)
        assert browser.shown() == ["i-post-retirement-age-pension-share"]


def test_what_was_found_can_be_linked_to(browser: Browser, page: Page) -> None:
    path = page("score")
    browser.open(path)
    choose(browser, "kind", "unmet")
    choose(browser, "group", "house")
    browser.find("#search").send_keys("roof\t")
    choose(browser, "language", "vi")
    hash_ = browser.run("return location.hash")
    browser.open(path, hash_)
    assert browser.shown() == ["i-roof-insulated"]
    assert browser.run("return document.documentElement.lang") == "vi"
    assert told(browser) == "hiện 1 trong 16 dòng"


def test_a_link_to_a_row_that_is_filtered_out_brings_it_back(browser: Browser, page: Page) -> None:
    browser.open(page("score"))
    choose(browser, "kind", "met")
    browser.run("location.hash = '#i-roof-insulated'")
    browser.driver.implicitly_wait(1)
    assert browser.find("#i-roof-insulated").is_displayed()
    browser.driver.implicitly_wait(0)


# --- two languages ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without"])
def test_the_language_can_be_switched(script: bool, browser: Browser, page: Page) -> None:
    path = page("score", HANOI, "vi")
    if script:
        browser.open(path)
        _switches(browser)
        assert browser.run("return [document.documentElement.lang, document.title]") == [
            "en",
            "23/27 met (85.2 %) · Programme 08-CTr/TU · 2022 against the plan for 2022",
        ]
        return
    with browser.without_script():
        browser.open(path)
        _switches(browser)


def _switches(browser: Browser) -> None:
    seen = browser.run("return document.body.innerText")
    assert "23/27 chỉ tiêu đạt (85,2%)" in seen
    assert "Tỷ lệ thất nghiệp" in seen
    assert "Unemployment rate" not in seen
    browser.find("input[value=en]").send_keys(" ")
    seen = browser.run("return document.body.innerText")
    assert "23/27 met (85.2 %)" in seen
    assert "Tỷ lệ thất nghiệp" not in seen
    assert "Unemployment rate" in seen


@pytest.mark.parametrize("subject", SUBJECTS)
def test_without_script_it_is_a_plain_page_with_every_row(subject: str, browser: Browser, page: Page) -> None:
    with browser.without_script():
        browser.open(page(subject))
        assert len(browser.shown()) == 16
        assert not browser.find(".controls").is_displayed()
        assert browser.find("h1").is_displayed()


# --- for everybody ----------------------------------------------------------------------------------------------------


ONE_OF_EACH = """
    const seen = new Set();
    document.querySelectorAll("tr[data-kind]").forEach(row => {
        if (seen.has(row.dataset.kind)) { row.remove(); }
        seen.add(row.dataset.kind);
    });
"""


@pytest.mark.parametrize("subject", SUBJECTS)
def test_axe_finds_no_violation(subject: str, browser: Browser, page: Page) -> None:
    """In both languages and schemes, wide and as a telephone; a row of each kind is enough."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed here (.ci/browsers installs it)")
    browser.open(page(subject))
    browser.run(AXE.read_text("utf-8"))
    browser.run(ONE_OF_EACH)
    found = {}
    looks = {"vi": [(1200, "light"), (1200, "dark"), (360, "dark")], "en": [(1200, "light"), (1200, "dark")]}
    for language in ("vi", "en"):
        choose(browser, "language", language)
        for width, scheme in looks[language]:
            browser.look(width, scheme)
            result = browser.driver.execute_async_script(
                "axe.run(document, {runOnly: arguments[0], resultTypes: ['violations']}).then(arguments[1])", RULES
            )
            found[width, scheme, language] = [
                (each["id"], each["nodes"][0]["html"], each["nodes"][0]["failureSummary"])
                for each in result["violations"]
            ]
            assert len(result["passes"]) > 20
    assert {where: each for where, each in found.items() if each} == {}


FOCUSED = """
    const at = document.activeElement;
    const shown = at.matches("fieldset input") ? at.nextElementSibling : at;
    const style = getComputedStyle(shown);
    return [at.id || at.value || at.getAttribute("href"), style.outlineStyle, parseFloat(style.outlineWidth)];
"""


def test_the_keyboard_suffices(browser: Browser, page: Page) -> None:
    from selenium.webdriver.common.keys import Keys

    browser.open(page("score"))
    wanted = browser.run("""
        const all = [...document.querySelectorAll("a[href], button:not([disabled]), input")];
        return all.filter(e => !(e.type === "radio" && !e.checked)).map(e => e.id || e.value || e.getAttribute("href"));
    """)
    reached = []
    for _ in wanted:
        browser.press(Keys.TAB)
        name, outline, width = browser.run(FOCUSED)
        reached.append(name)
        assert (outline, width >= 2) == ("solid", True), f"{name} does not show that it has the focus"
    assert reached == wanted
    browser.run("document.getElementById('search').focus()")
    browser.press(Keys.TAB, Keys.SPACE)
    assert browser.shown() == ["i-card-holders", "i-items-lent", "i-returned-late", "i-pages-digitised"]
    browser.press(Keys.SPACE)
    assert len(browser.shown()) == 16
    browser.find("input[value=en]").send_keys(Keys.ARROW_LEFT)
    assert browser.run("return document.documentElement.lang") == "vi"
    browser.run("document.querySelector('.marks a').focus()")
    browser.press(Keys.ENTER)
    assert browser.run("return document.querySelector(':target').id").startswith("source-")
    browser.run("document.querySelector('.skip').focus()")
    browser.press(Keys.ENTER)
    assert browser.run("return document.activeElement.id") == "indicators"


@pytest.mark.parametrize("subject", SUBJECTS)
def test_it_fits_from_a_telephone_to_a_projector_in_one_language_at_a_time(
    subject: str, browser: Browser, page: Page
) -> None:
    browser.open(page(subject, HANOI, "vi"))
    for width in (320, 360, 600, 900, 1200, 1920):
        browser.look(width)
        assert (width, browser.run(CUT)) == (width, [])
        assert (width, browser.shown(".en")) == (width, [])


CUT = """
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > wide) { return [document.documentElement.scrollWidth]; }
    return [...document.querySelectorAll("main *")]
        .filter(each => each.checkVisibility() && !each.closest(".vh, svg, .rows thead"))
        .filter(each => each.getBoundingClientRect().right > wide + 0.5)
        .map(each => each.outerHTML.slice(0, 80));
"""


# --- on paper ---------------------------------------------------------------------------------------------------------


def bare(text: str) -> str:
    """A text without white space and ligatures, by which a line's end in a PDF is told from nothing."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


PRINTED = [
    pytest.param("score", LIBRARY, "en", id="score"),
    pytest.param("score", HANOI, "vi", id="score-of-programme-08"),
    pytest.param("diff", LIBRARY, "en", id="diff"),
    pytest.param("trend", LIBRARY, "vi", id="trend"),
    pytest.param("outlook", LIBRARY, "en", id="outlook"),
]


@pytest.mark.parametrize(("subject", "data", "language"), PRINTED)
def test_it_prints_on_a4_with_nothing_cut(
    subject: str, data: Path, language: str, browser: Browser, page: Page
) -> None:
    browser.look(1200, "dark")
    browser.open(page(subject, data, language))
    sheets = PdfReader(io.BytesIO(browser.pdf())).pages
    assert {(round(float(each.mediabox.width)), round(float(each.mediabox.height))) for each in sheets} == {(595, 842)}
    texts = [bare(each.extract_text()) for each in sheets]
    printed = "".join(texts)
    names = [name for id_, name in names_of(data, language).items() if not id_.startswith("unnamed-")]
    assert [name for name in names if bare(name) not in printed] == []
    heading = {"en": "indicator", "vi": "chỉtiêu"}[language] + re.split(r"(?=2)", bare(_first_heading(browser)))[0]
    assert sum(heading in text for text in texts) > 1, "the header row stands on each sheet of the table"
    browser.look(695, "dark", "print")  # as wide as A4 between its margins
    assert browser.run(CUT) == []
    assert browser.run("return getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def _first_heading(browser: Browser) -> str:
    text: str = browser.find(".rows thead th:nth-child(2)").text
    return text


def test_paper_has_the_addresses_of_the_sources_and_no_controls(browser: Browser, page: Page) -> None:
    browser.open(page("score", HANOI))
    printed = _printed(browser)
    assert "https://en.vietnamplus.vn/hanoi-reserves-resources-for-improving-quality-of-peoples-life" in printed
    assert "Search" not in printed
    assert "rowsshown" not in printed
    choose(browser, "kind", "unmet")
    printed = _printed(browser)
    assert "3of27rowsshown" in printed
    assert "Jobscreated(persons)" not in printed


def _printed(browser: Browser) -> str:
    return "".join(bare(each.extract_text()) for each in PdfReader(io.BytesIO(browser.pdf())).pages)
