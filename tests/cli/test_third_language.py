"""A further language is a file: a made-up one, each vowel with two dots, is spoken wherever a page is for people."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import write_mo

from an_sinh.pages import languages
from an_sinh.pages.say import Say

if TYPE_CHECKING:
    from tests.conftest import Quick

ROOT = Path(__file__).parents[2]
DOTTED = str.maketrans("aeiouAEIOU", "äëïöüÄËÏÖÜ")
MARKS = {"decimal mark": "'", "thousands mark": "_"}


def made_up(text: str) -> str:
    """A text in the made-up language; its slots, and what a command line holds, stay."""
    parts = re.split(r"(\{[^}]*\}|--[a-z]+|\bansinh\b)", text)
    return "".join(part if at % 2 else part.translate(DOTTED) for at, part in enumerate(parts))


@pytest.fixture(scope="module")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogues of an installation that has the made-up language too, compiled once for all tests."""
    spec = importlib.util.spec_from_file_location("words", ROOT / "docs" / "words.py")
    assert spec is not None
    assert spec.loader is not None
    words = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(words)
    catalogue = words.extracted()
    for message in catalogue:
        if message.id:
            forms = message.id if isinstance(message.id, str) else message.id[:2]
            text = MARKS.get(message.context or "")
            message.string = text or (made_up(forms) if isinstance(forms, str) else tuple(map(made_up, forms)))
    installed = tmp_path_factory.mktemp("locale")
    folder = installed / "qx" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "an_sinh.mo").open("wb") as file:
        write_mo(file, catalogue)
    (installed / "vi").symlink_to(languages.CATALOGUES / "vi")
    return installed


@pytest.fixture
def qx(catalogues: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The made-up language, as an installation would have it: its catalogue beside Vietnamese's."""
    monkeypatch.setattr(languages, "CATALOGUES", catalogues)
    languages.spoken.cache_clear()
    Say.of.cache_clear()
    yield "qx"
    languages.spoken.cache_clear()
    Say.of.cache_clear()


DATA = "".join(path.read_text("utf-8") for path in sorted((ROOT / "data").rglob("*.yaml")))


def english_in(page: str) -> set[str]:
    """The words of a page with a vowel without dots that no text of the data has."""
    told = re.sub(r"--[a-z]+", "", page)
    return {word for word in re.findall(r"[^\W\d_]+", told) if re.search("[aeiou]", word) and word not in DATA}


@pytest.mark.parametrize(
    "line",
    [
        "score 2022",
        "score 2022 --format markdown",
        "score 2022 --format prose",
        "score 2025 --against term --by lead",
        "show poverty-rate",
        "diff 2022 2023",
        "diff 2022 2023 --format prose",
        "trend",
        "outlook 2024",
        "focus 2022",
        "focus 2022 --format prose",
        "check 2022",
    ],
)
def test_a_made_up_language_is_spoken_throughout(line: str, qx: str, quick: Quick) -> None:
    run = quick(*line.split(), "--lang", qx)
    assert run.code in (0, 1)
    page = run.out.decode()
    assert re.search("[äëïöü]", page)
    assert english_in(page) == set()


def test_its_numerals_and_names_are_its_own(qx: str, quick: Quick) -> None:
    page = quick("score", "2022", "--lang", qx).page
    assert "203_027" in page
    assert "(85'2 %)" in page


def test_it_is_known_by_its_tag_and_by_the_environment(qx: str, quick: Quick) -> None:
    asked = quick("score", "2022", "--lang", qx).page
    assert quick("score", "2022", env={"ANSINH_LANG": "qx"}).page == asked
    wrong = quick("score", "2022", "--lang", "qy")
    assert wrong.code == 2
    assert "en, qx or vi" in wrong.stderr


def test_its_help_is_whole_too(qx: str, quick: Quick) -> None:
    page = quick("score", "--help", env={"ANSINH_LANG": qx}).page
    assert page.startswith("Üsägë: ansinh score")
    assert "--lang en|" in page


def test_without_its_catalogue_it_is_not_spoken(quick: Quick) -> None:
    run = quick("score", "2022", "--lang", "qx")
    assert run.code == 2
    assert "en or vi" in run.stderr
