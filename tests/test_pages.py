"""Every page: its command lines are run, what it shows of them is what comes out, and its links lead somewhere.

`support_pages.py` says how a page is read. A page is under test as soon as it is there.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.main import get_command

from an_sinh import load, score
from an_sinh.cli.app import COMMANDS, app
from tests.conftest import HANOI, ROOT
from tests.support_docs import commands
from tests.support_pages import (
    Part,
    Reader,
    add_commands,
    commands_in_pages,
    fences,
    make_repository,
    new_folder,
    outside_fences,
    pages,
    parts,
)

if TYPE_CHECKING:
    from tests.conftest import Quick

PAGES = pages()

NOT_RUN = {
    "python -m pip install ./an-sinh": "installs what test_dist.py tries",
    "uv tool install dist/*.whl": "the same",
    "pipx install dist/*.whl": "the same",
    "pipx install an_sinh-*.whl": "the same",
}
"""Lines of shell that no test runs, each with the reason."""

MADE = {line: "works on the repository, for minutes" for line in commands_in_pages(PAGES) if line.startswith("make ")}
"""What make does is not tried here, but test_every_make_target_is_there holds its name."""

HELD_ELSEWHERE = {
    "docs/commands.md": "test_man.py holds it to the commands, test_help.py runs their examples",
    "docs/problems.md": "test_docs.py applies each example to the directory at the top of the page",
}

PICTURES = {
    ("docs/library.md", "group"): "of pandas, which is no dependency",
    ("docs/data-format.md", "path:line:column: code: what is wrong (what to do)"): "the form of a line",
    ("docs/problems.md", "path:line:column: code: what is wrong (what to do)"): "the form of a line",
}
"""Blocks of text, by page and first line, that nothing prints."""

PARTS = [part for name, page in PAGES.items() if name not in HELD_ELSEWHERE for part in parts(name, page)]


@pytest.mark.parametrize("part", PARTS, ids=str)
def test_a_page_can_be_followed(part: Part, quick: Quick, tmp_path: Path) -> None:
    for program in ("jq", "git"):
        if part.needs(program) and shutil.which(program) is None:
            pytest.skip(f"{program} is not installed here")

    def call(arguments: Sequence[str], folder: Path, env: Mapping[str, str]) -> tuple[int, str]:
        run = quick(*arguments, cwd=folder, env=env, together=True)
        return run.code, run.stdout

    folder = new_folder(tmp_path / "checkout", empty=part.empty)
    if part.needs("git|--since"):
        make_repository(folder)
    path = add_commands(commands(tmp_path / "commands"))
    Reader(folder=folder, commands=path, call=call, not_run={**NOT_RUN, **MADE}).follow(part)


def test_what_is_not_run_is_still_there() -> None:
    assert set(NOT_RUN) <= commands_in_pages(PAGES)
    assert set(HELD_ELSEWHERE) <= set(PAGES)


def test_a_block_of_text_is_printed_by_something() -> None:
    found = set()
    for name, page in PAGES.items():
        if name in HELD_ELSEWHERE:
            continue
        blocks = fences(page)
        for before, block in zip([None, *blocks], blocks, strict=False):
            printed = before is not None and before.language in {"sh", "python"} and before.section == block.section
            if block.language == "text" and not printed and not block.title:
                found.add((name, block.text.partition("\n")[0]))
    assert found == {key for key in PICTURES if key[0] not in HELD_ELSEWHERE}


def test_the_answer_on_the_first_page_is_that_of_the_program() -> None:
    tally = score(load(HANOI), 2022).tally
    words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    words += ["ten", "eleven", "twelve", "thirteen", "fourteen"]
    page = " ".join(PAGES["docs/index.md"].split()).lower()
    assert f"met **{tally.met_or_exceeded} of its {tally.total} indicators**" in page
    assert f"{words[tally.exceeded]} were exceeded and {words[tally.met]} met" in page
    assert f"{words[tally.unmet]} were unmet and {words[tally.not_started]} was not started" in page
    assert f"{words[tally.computed]} of the {tally.total} verdicts are computed" in page
    assert f"{words[tally.reported]} are the authority's own" in page
    assert f"the other {tally.inferred} nobody printed" in page
    unnamed = [id_ for id_ in load(HANOI).indicators if id_.startswith("unnamed-")]
    assert f"{words[len(unnamed)]} indicators are named by no source" in page


# --- what a page names ------------------------------------------------------------------------------------------------


def slug(heading: str) -> str:
    """The anchor of a heading, as a forge makes it; the site is told to make the same (mkdocs.yml)."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def anchors(page: str) -> set[str]:
    return {slug(heading) for heading in re.findall(r"^#+ (.+)$", outside_fences(page), re.MULTILINE)}


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name: str) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", outside_fences(PAGES[name])):
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = (ROOT / name).parent / path if path else ROOT / name
        assert target.exists(), link
        assert not anchor or anchor in anchors(target.read_text("utf-8")), link


def test_every_make_target_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = {word for page in PAGES.values() for word in re.findall(r"(?:^|`)make ([a-z-]+)", page, re.MULTILINE)}
    assert {"score", "test", "regold"} <= named
    assert {word for word in named if f"\n{word}: " not in makefile} == set()


def test_the_readme_has_every_command() -> None:
    table = re.findall(r"^\| (`ansinh .*?) \|", PAGES["README.md"], re.MULTILINE)
    named = {word for row in table for word in re.findall(r"`(?:ansinh )?([a-z]+)", row)}
    assert named == set(COMMANDS)


def options_of(command: Any) -> set[str]:
    return {name for each in command.params for name in (*each.opts, *each.secondary_opts)} | {"--help"}


GROUP: Any = get_command(app)
OPTIONS = {name: options_of(GROUP.get_command(None, name)) for name in COMMANDS}


OTHERS: set[str] = set()
"""Options of other programs that a page names alone."""


@pytest.mark.parametrize("name", PAGES)
def test_every_command_and_option_that_is_named_is_there(name: str) -> None:
    for span in re.findall(r"`([^`\n]+)`", outside_fences(PAGES[name])):
        words = span.split()
        if words[0] == "ansinh" and len(words) > 1 and not words[1].startswith("-"):
            assert words[1] in COMMANDS, span
            known = OPTIONS[words[1]]
        elif re.match("--[a-z]", words[0]):
            known = set().union(*OPTIONS.values()) | options_of(GROUP) | OTHERS
        elif words[0] in COMMANDS and len(words) > 1:
            known = OPTIONS[words[0]]
        else:
            continue
        assert {option for option in re.findall(r"(?<!\S)--[a-z][a-z-]*", span) if option not in known} == set(), span
