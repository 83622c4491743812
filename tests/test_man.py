"""The man page: made from the commands, up to date, and clean roff."""

from __future__ import annotations

import re
import shutil
import subprocess
from types import ModuleType

import pytest

from an_sinh.cli.app import COMMANDS
from an_sinh.terms import ExitCode
from tests.conftest import ROOT, environment
from tests.support_pages import script

PAGE = (ROOT / "docs" / "ansinh.1").read_text("ascii")


@pytest.fixture(scope="module")
def man() -> ModuleType:
    return script("man")


def test_the_man_page_is_what_the_commands_say(man: ModuleType) -> None:
    assert man.page() == PAGE, "make man writes it anew; then read its diff"


def test_the_page_of_commands_is_what_they_say(man: ModuleType) -> None:
    assert man.markdown() == (ROOT / "docs" / "commands.md").read_text("utf-8"), "make man writes it anew"


def test_it_has_its_parts_in_their_order() -> None:
    assert re.findall(r"^\.SH (.+)$", PAGE, re.MULTILINE) == [
        *("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "EXIT STATUS", "ENVIRONMENT", "FILES"),
        *("EXAMPLES", "SEE ALSO"),
    ]
    assert tuple(re.findall(r'^\.SS "ansinh (\S+) ', PAGE, re.MULTILINE)) == COMMANDS


def test_it_tells_every_exit_code_and_every_variable(man: ModuleType) -> None:
    assert list(man.EXIT) == [code.value for code in ExitCode]
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    asked = set(re.findall(r"environ\.get\(\"([A-Z_]+)\"", sources)) - {"TERM"}
    assert set(man.ENVIRONMENT) == asked


@pytest.mark.parametrize("text", [".SH not a request", "'br", "a\\fBb", "-0.5 ^ ` ~", "Tỷ lệ"])
def test_a_text_is_never_a_request(man: ModuleType, text: str) -> None:
    if shutil.which("groff") is None:
        pytest.skip("groff is not installed here")
    _head, line, _foot = filter(str.strip, rendered(f".TH X 1\n{man.said(text)}\n").splitlines())
    assert line.strip() == text


def test_groff_has_nothing_to_say_of_it() -> None:
    if shutil.which("groff") is None:
        pytest.skip("groff is not installed here")
    page = rendered(PAGE)
    assert "ansinh check [OPTIONS] [YEAR]" in page
    assert "    ansinh check 2022 --min-met 24           closed, exit code 1\n" in page
    assert max(map(len, page.splitlines())) <= 100


def rendered(roff: str) -> str:
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-P-c"],
        input=roff.encode("ascii"),
        env=environment({"GROFF_NO_SGR": "1"}),
        capture_output=True,
        timeout=30,
        check=True,
    )
    assert done.stderr == b""
    return re.sub(".\b", "", done.stdout.decode())
