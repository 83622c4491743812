"""The four pages as files, a page's elements, and a real Chromium to look at it.

`web_page(folder, "score 2023", ...)` writes one; `elements(text)` reads one; `Browser` opens one.
"""

from __future__ import annotations

import base64
import json
import os
import shlex
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from an_sinh.cli.entry import run
from tests.conftest import HANOI, ROOT

LIBRARY = ROOT / "examples" / "library"
COMMANDS = {"score": "score 2023", "diff": "diff 2023 2024", "trend": "trend", "outlook": "outlook 2024"}
AXE = ROOT / "tests" / "browser" / "node_modules" / "axe-core" / "axe.min.js"
VOID = frozenset(["meta", "link", "br", "hr", "img", "input"])


def web_page(folder: Path, line: str, data: Path = LIBRARY, language: str = "en", *, code: int = 0) -> Path:
    """The page of a command line, as a file; `code` is the exit code that is looked for."""
    path = folder / f"{line.split(maxsplit=1)[0]}-{data.name}-{language}.html"
    arguments = [*shlex.split(line), "--data", str(data), "--format", "html", "--lang", language]
    assert run([*arguments, "--output", str(path)]) == code
    return path


# --- a page's elements ------------------------------------------------------------------------------------------------


@dataclass
class Element:
    """An element with its attributes, what stands in it, and its parent."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    inside: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    def walk(self) -> Iterator[Element]:
        for each in self.inside:
            if isinstance(each, Element):
                yield each
                yield from each.walk()

    def all(self, tag: str = "", class_: str = "", **attributes: str) -> list[Element]:
        return [
            each
            for each in self.walk()
            if (not tag or each.tag == tag)
            and (not class_ or class_ in each.classes)
            and all(each.attributes.get(name.replace("_", "-")) == value for name, value in attributes.items())
        ]

    def text(self, language: str = "") -> str:
        """What a reader of one language is shown, white space made one; of a drawing and of what is hidden nothing."""
        return " ".join("".join(self._texts(language)).split())

    def _texts(self, language: str) -> Iterator[str]:
        for each in self.inside:
            if isinstance(each, str):
                yield each
            elif not (language and each.classes & {"en", "vi"} - {language}):
                yield from each._texts(language)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.at = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute twice: {attrs}"
        element = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.inside.append(element)
        if tag not in VOID:
            self.at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.at.tag == tag, f"</{tag}> closes <{self.at.tag}>"
        assert self.at.parent is not None
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.inside.append(data)


def elements(text: str) -> Element:
    """A page's elements; a tag that is not closed, or closed twice, is a failure."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.at is reader.root, f"<{reader.at.tag}> is not closed"
    return reader.root


# --- a browser --------------------------------------------------------------------------------------------------------


def _program(*names: str) -> str | None:
    return next((found for name in names if (found := shutil.which(name))), None)


class Browser:
    """A Chromium that asks nobody for anything, driven by its own driver."""

    def __init__(self, profile: Path) -> None:
        chromium = _program("chromium", "chromium-browser", "google-chrome")
        driver = _program("chromedriver", str(Path(os.environ.get("CHROMEWEBDRIVER", "")) / "chromedriver"))
        if not chromium or not driver:
            pytest.skip("no Chromium with its driver here (.ci/browsers installs them)")
        os.environ["SE_OFFLINE"] = "true"
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service

        options = webdriver.ChromeOptions()
        options.binary_location = chromium
        for switch in (
            *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
            *("--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"),
            f"--user-data-dir={profile}",
        ):
            options.add_argument(switch)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        options.add_experimental_option("perfLoggingPrefs", {"enableNetwork": True, "enablePage": False})
        self.driver = webdriver.Chrome(options=options, service=Service(driver))

    def quit(self) -> None:
        self.driver.quit()

    def cdp(self, command: str, **arguments: Any) -> Any:
        return self.driver.execute_cdp_cmd(command, arguments)

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def look(self, width: int = 1200, scheme: str = "light", media: str = "") -> None:
        """How wide the window is, which colours its reader likes, and whether it is paper."""
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        self.cdp(
            "Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": scheme}]
        )

    def open(self, path: Path, hash_: str = "") -> None:
        """The page as it is opened from disk, anew."""
        if hash_:
            self.driver.get("about:blank")  # else it would be no more than a jump within the page
        self.driver.get(f"file://{path}{hash_}")

    def find(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def press(self, *keys: str) -> None:
        from selenium.webdriver import ActionChains

        actions = ActionChains(self.driver, duration=0)
        for key in keys:
            actions.send_keys(key)
        actions.perform()

    def shown(self, selector: str = "tr[data-kind]") -> list[str]:
        """The ids of the rows that can be seen."""
        found: list[str] = self.run(
            "return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility()).map(e => e.id)",
            selector,
        )
        return found

    def pdf(self) -> bytes:
        return base64.b64decode(self.cdp("Page.printToPDF", preferCSSPageSize=True)["data"])

    def said(self) -> list[str]:
        """What stands in the console since it was last asked."""
        return [entry["message"] for entry in self._log("browser")]

    def asked_for(self) -> list[str]:
        """The addresses of all that was requested since it was last asked."""
        messages = [json.loads(entry["message"])["message"] for entry in self._log("performance")]
        return [each["params"]["request"]["url"] for each in messages if each["method"] == "Network.requestWillBeSent"]

    def _log(self, name: str) -> list[dict[str, str]]:
        found: list[dict[str, str]] = self.driver.get_log(name)  # type: ignore[no-untyped-call]
        return found

    @contextmanager
    def without_script(self) -> Iterator[None]:
        self.cdp("Emulation.setScriptExecutionDisabled", value=True)
        try:
            yield
        finally:
            self.cdp("Emulation.setScriptExecutionDisabled", value=False)


def names_of(data: Path, language: str) -> Mapping[str, str]:
    """Every indicator's name by its id."""
    from an_sinh import load
    from an_sinh.pages.say import said_in

    return {id_: said_in(each.name, language)[0] for id_, each in load(data).indicators.items()}


__all__ = ["AXE", "COMMANDS", "HANOI", "LIBRARY", "Browser", "Element", "elements", "names_of", "web_page"]
