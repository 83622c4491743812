"""The pages as a site: built without a warning, its links lead somewhere, and nothing in it asks anybody else."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from selenium.webdriver.support.ui import WebDriverWait

from tests.conftest import ROOT, environment
from tests.support_pages import pages, script
from tests.support_web import Browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(folder)],
        cwd=ROOT,
        env=environment({"NO_MKDOCS_2_WARNING": "1"}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if not line.startswith("INFO ")]
    assert (done.returncode, said, done.stdout) == (0, [], "")
    return folder


class Page(HTMLParser):
    """A page's anchors, its links, and what a browser fetches for it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif "href" in given and given.get("rel") not in {"prev", "next"}:
            self.fetched.append(given["href"])
        self.fetched += [given[name] for name in ("src", "srcset", "data", "poster", "action") if name in given]


def pages_of(site: Path) -> dict[str, Page]:
    found = {path.relative_to(site).as_posix(): Page(path.read_text("utf-8")) for path in site.rglob("*.html")}
    del found["404.html"]  # is served at any address, so its links are absolute
    return found


def test_every_page_of_the_repository_is_in_the_site(site: Path) -> None:
    wanted = {f"{name.removeprefix('docs/').removesuffix('.md').lower()}.html" for name in pages()}
    assert wanted <= set(pages_of(site))
    assert len(wanted) > 10


def test_every_link_of_the_site_leads_somewhere(site: Path) -> None:
    found = pages_of(site)
    lost = []
    for name, page in found.items():
        for link in page.links + page.fetched:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = (site / name).parent / unquote(parts.path) if parts.path else site / name
            inside = target.resolve().relative_to(site.resolve()).as_posix()
            anchors = found[inside].anchors if inside in found else set()
            if not target.is_file() or (parts.fragment and unquote(parts.fragment) not in anchors):
                lost.append((name, link))
    assert lost == []
    assert sum(len(page.links) for page in found.values()) > 200


def test_every_page_stands_once_in_the_navigation(site: Path) -> None:
    text = (site / "index.html").read_text("utf-8")
    linked = re.findall(r'<a\s+href="([\w.-]+\.html)"\s+class="md-nav__link', text)
    wanted = {f"{name.removeprefix('docs/').removesuffix('.md').lower()}.html" for name in pages()}
    assert sorted(each for each in linked if each != "index.html") == sorted(
        {*wanted, "test-cases.html"} - {"index.html"}
    )


def test_the_picture_on_the_first_page_is_what_the_command_prints() -> None:
    pytest.importorskip("pty")
    assert script("shot").picture() == (ROOT / "docs" / "score.svg").read_text("utf-8"), "make shot takes it anew"


@pytest.mark.long  # it starts a browser
def test_it_is_searched_from_disk_and_asks_nobody(site: Path, tmp_path: Path) -> None:
    browser = Browser(tmp_path)
    try:
        browser.open(site / "rules.html")
        browser.asked_for()
        browser.find("#find").send_keys("chi tieu cuoi ky")
        browser.find("#find").clear()
        browser.find("#find").send_keys("thousands-separator")
        WebDriverWait(browser.driver, 10).until(lambda _: browser.run("return document.querySelector('.find li a')"))
        browser.find(".find li a").click()
        assert browser.driver.current_url.endswith("/problems.html#thousands-separator")
        assert [url for url in browser.asked_for() if not url.startswith(("file:", "data:"))] == []
        assert browser.said() == []
    finally:
        browser.quit()


# --- nobody else is asked ---------------------------------------------------------------------------------------------

NEVER_ASKED = {
    "https://unpkg.com/mermaid@11/dist/mermaid.min.js": "where a page has a diagram of mermaid's",
    "https://unpkg.com/resize-observer-polyfill": "for browsers of before 2020",
    "https://api.github.com": "where the repository's stars are shown",
    "https://${e}/api/v4": "the same of GitLab",
}
"""Addresses that the theme's script knows and, by the policy of each page, cannot reach; when it would ask them."""


def test_a_page_fetches_nothing_from_elsewhere_and_its_policy_lets_no_script_do_it(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8")
        assert [each for each in Page(text).fetched if urlsplit(each).scheme or each.startswith("//")] == []
        assert text.count('<meta http-equiv="Content-Security-Policy" content="default-src \'self\' data: blob:;') == 1
        assert 'class="mermaid"' not in text
        assert 'data-md-component="source"' not in text


def test_no_style_fetches_anything_from_elsewhere(site: Path) -> None:
    styles = [path.read_text("utf-8") for path in site.rglob("*.css")]
    assert len(styles) > 2
    for style in styles:
        assert "@import" not in style
        addressed = re.findall(r"url\(\s*[\"']?(\w+:|//)", style)
        assert set(addressed) <= {"data:"}


def addresses(script: str) -> Iterator[str]:
    """What stands in a string of a script as an address."""
    return (match[1] for match in re.finditer(r"""["'`](https?://[^"'`\s]+)["'`]""", script))


def test_the_addresses_that_the_scripts_know_are_the_known_ones(site: Path) -> None:
    scripts = [path for path in site.rglob("*.js") if "lunr" not in path.parts]
    found = {address for path in scripts for address in addresses(path.read_text("utf-8"))}
    found -= {address for address in found if address.startswith("http://www.w3.org/")}  # names, never fetched
    known = {address: [each for each in NEVER_ASKED if address.startswith(each)] for address in found}
    assert {address for address, why in known.items() if not why} == set()
    assert {each for why in known.values() for each in why} == set(NEVER_ASKED)


def test_a_vietnamese_page_says_its_language(site: Path) -> None:
    for name in ("bat-dau.html", "readme.vi.html"):
        assert '<html lang="vi"' in (site / name).read_text("utf-8")
    assert '<html lang="en"' in (site / "index.html").read_text("utf-8")
