"""What a reader does with a page, as far as the tests need it: blocks run from top to bottom, what comes out is held.

- `sh`: commands; a block of `text` right behind one is what they print, both streams together.
- `console`: commands after `$ `, each followed by all that it prints.
- In what is printed, a line that is only `…` stands for lines that the page leaves out.
- `python`: run in the page's one session; a block of `text` behind it is what it prints.
- a block with a `title=`, or whose first line is a comment with a path, is that file.
- `<!-- run: … -->`: shell that a reader does not see: what a person does by hand at that place, such as filling a
  cell, for which there is a command here: `fill figures.xlsx F6=1250`.
- `<!-- start: empty folder -->`: this section, or from the top of a page on the whole page, starts in an empty folder;
  else each section (`##`) starts in a new checkout with `data/` and `examples/`.
- `<!-- one session -->` at the top: the sections go on from one another.

A line that only calls `ansinh` is run inside this process, because that takes a twentieth of the time; a block with
more shell than that goes to `sh` whole.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT, environment

Call = Callable[[Sequence[str], Path, Mapping[str, str]], tuple[int, str]]
"""Runs `ansinh` with these arguments in a folder; the exit code and what it printed, both streams in their order."""


def pages() -> dict[str, str]:
    """Every page there is, by its path: a new one is under test by being there."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in sorted(found)}


# --- a page's blocks --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """A fenced block of a page: its language, its `title=`, and the heading that it stands below."""

    section: str
    language: str
    title: str
    text: str
    line: int

    @property
    def file(self) -> str:
        """The path of the file that the block is; empty where it is none."""
        named = re.match(r"# ([\w./-]+\.ya?ml)\n", self.text) if self.language == "yaml" else None
        return self.title or (named[1] if named else "")


_FENCE = re.compile(r"^(`{3,})([a-z]*)(?: title=\"([^\"]*)\")?\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
_RUN = re.compile(r"^<!-- run: (.*?) -->$", re.MULTILINE | re.DOTALL)
_EMPTY = re.compile(r"^<!-- start: empty folder -->$", re.MULTILINE)
_ONE = re.compile(r"^<!-- one session -->$", re.MULTILINE)
_WORDS = re.compile(r"^<!-- *(?:run|start|one)\b.*?-->", re.MULTILINE | re.DOTALL)


def fences(page: str, level: int = 2) -> list[Fence]:
    """Every fenced block of a page, in order; sections are told by the headings of one level."""
    bare = _FENCE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), page)  # a `# comment` in a block is no heading
    headings = [(match.start(), match[1]) for match in re.finditer(rf"^#{{{level}}} (.+)$", bare, re.MULTILINE)]
    found = []
    for match in _FENCE.finditer(page):
        above = [heading for at, heading in headings if at < match.start()]
        line = page.count("\n", 0, match.start()) + 1
        found.append(
            Fence(section=(above or [""])[-1], language=match[2], title=match[3] or "", text=match[4], line=line)
        )
    assert len(found) * 2 == len(re.findall(r"^```", page, re.MULTILINE)), "a fence that these rules do not read"
    return found


def script(name: str) -> ModuleType:
    """A script of docs/ as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def outside_fences(page: str) -> str:
    return _FENCE.sub("", page)


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


# --- a page's sessions ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A page, or one section of it, that is run from a start of its own."""

    page: str
    section: str
    empty: bool
    steps: tuple[Fence, ...]
    """The blocks, and between them what is run unseen, as blocks of the language `unseen`."""

    def __str__(self) -> str:
        return f"{self.page}: {self.section}" if self.section else self.page

    def needs(self, word: str) -> bool:
        return any(re.search(rf"(?<!\S){word} ", each.text) for each in self.steps if each.language in RUN)


RUN = ("sh", "console", "python", "unseen")


def parts(name: str, page: str) -> list[Part]:
    """The runs of a page; only those in which there is something to run."""
    read = len(_RUN.findall(page)) + len(_EMPTY.findall(page)) + len(_ONE.findall(page))
    assert len(_WORDS.findall(page)) == read, f"{name}: a comment that these rules do not read"
    head, *rest = re.split(r"(?m)^(?=## )", _hide(page))
    one = bool(_ONE.search(head))
    blocks = steps_of(page)
    starts, at = [("", head)], len(head)
    for text in [] if one else rest:
        starts.append((text.partition("\n")[0].removeprefix("## "), text))
        at += len(text)
    found = [
        Part(
            page=name,
            section=section,
            empty=bool(_EMPTY.search(head if one else text)),
            steps=tuple(step for step in blocks if one or step.section == section),
        )
        for section, text in starts
    ]
    return [part for part in found if any(step.language in RUN for step in part.steps)]


def _hide(page: str) -> str:
    """The page with its blocks blanked, so that what stands in them is no heading and no comment."""
    return _FENCE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), page)


def steps_of(page: str) -> list[Fence]:
    blocks = fences(page)
    hidden = _hide(page)
    for match in _RUN.finditer(hidden):
        line = hidden.count("\n", 0, match.start()) + 1
        above = re.findall(r"^## (.+)$", hidden[: match.start()], re.MULTILINE)
        blocks.append(Fence(section=(above or [""])[-1], language="unseen", title="", text=f"{match[1]}\n", line=line))
    return sorted(blocks, key=lambda block: block.line)


# --- running ----------------------------------------------------------------------------------------------------------

_LOOKS_AT_THE_CODE = 'echo "exit code $?"'


@dataclass(kw_only=True)
class Reader:
    """Somebody who does what a page says, in a folder of their own."""

    folder: Path
    commands: Path
    """A folder of commands that comes first on the PATH."""
    call: Call
    not_run: Mapping[str, str]
    env: dict[str, str] = field(default_factory=dict)
    names: dict[str, object] = field(default_factory=dict)
    code: int = 0

    def follow(self, part: Part) -> None:
        """Do a part from its first block to its last; a failure names the line where it went otherwise."""
        for step, following in zip(part.steps, [*part.steps[1:], None], strict=True):
            here = f"{part.page}:{step.line}"
            shown = following.text if following is not None and following.language == "text" else None
            match step.language:
                case "sh" | "unseen":
                    found = self._shell(step.text, here)
                    wanted = shown if step.language == "sh" else ""
                    hold(wanted is None or is_shown(found, wanted), f"{here}\n{_told(wanted or '', found)}")
                case "console":
                    self._console(step.text, here)
                case "python":
                    found = self._python(step.text, here)
                    hold(is_shown(found, shown or ""), f"{here}\n{_told(shown or '', found)}")
                case _:
                    if step.file:
                        write_files(self.folder, {step.file: step.text})

    def _console(self, text: str, here: str) -> None:
        hold(text.startswith("$ "), f"{here}: a console begins with a command")
        for command, wanted in _commands_of(text):
            if command in self.not_run:
                continue
            found = self._lines(command) if is_plain(command) else self._sh(command)
            hold(is_shown(found, wanted), f"{here}: {command}\n{_told(wanted, found)}")
            hold(self.code != 4, f"{here}: {command} met a bug")

    def _shell(self, text: str, here: str) -> str:
        lines = [line for line in text.splitlines() if _bare(line) not in self.not_run]
        script = "\n".join(lines).replace("\\\n", " ")
        if not all(map(is_plain, script.splitlines())):
            found = self._sh(script)
            hold(self.code == 0, f"{here}: exit code {self.code}\n{found}")
            return found
        found, plain = "", script.splitlines()
        for number, line in enumerate(plain, 1):
            found += self._lines(line)
            asked = plain[number : number + 1] == [_LOOKS_AT_THE_CODE]
            hold(self.code == 0 or asked, f"{here}: {line}: exit code {self.code}\n{found}")
        return found

    def _lines(self, line: str) -> str:
        """One line that needs no shell."""
        if line == _LOOKS_AT_THE_CODE:
            told, self.code = f"exit code {self.code}\n", 0
            return told
        match shlex.split(line, comments=True):
            case ["export", setting]:
                name, _, value = setting.partition("=")
                self.env[name] = value
            case ["mkdir", folder]:
                (self.folder / folder).mkdir()
            case ["cd", folder]:
                self.folder = (self.folder / folder).resolve(strict=True)
            case ["ansinh", *arguments]:
                self.code, told = self.call(arguments, self.folder, self.env)
                return told
            case []:
                pass
            case other:
                raise AssertionError(other)
        self.code = 0
        return ""

    def _sh(self, script: str) -> str:
        env = environment({**self.env, "PATH": f"{self.commands}:{environment()['PATH']}"})
        done = subprocess.run(
            ["sh", "-c", script],
            cwd=self.folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=60,
            check=False,
        )
        self.code = done.returncode
        return done.stdout.decode()

    def _python(self, text: str, here: str) -> str:
        told = io.StringIO()
        with contextlib.redirect_stdout(told), contextlib.chdir(self.folder):
            exec(compile(text, here, "exec"), self.names)  # a page's own example
        return told.getvalue()


def is_plain(line: str) -> bool:
    """Whether a line only calls `ansinh`, makes or enters a folder or sets a variable, and needs no shell."""
    if line == _LOOKS_AT_THE_CODE:
        return True
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.commenters = "#"
    words = list(lexer)
    if not words:
        return True
    if any(set(word) <= set("();<>|&") for word in words) or re.search(r"[$`]|~/", line.partition(" #")[0]):
        return False
    return words[0] in {"ansinh", "cd", "export", "mkdir"}


def _bare(line: str) -> str:
    """A command without the comment behind it."""
    return re.sub(r"\s+# .*$", "", line).strip()


def _commands_of(text: str) -> Iterator[tuple[str, str]]:
    for each in re.split(r"(?m)^\$ ", text)[1:]:
        command, _, printed = each.partition("\n")
        yield _bare(command), printed


def is_shown(found: str, wanted: str) -> bool:
    """Whether it is what the page shows, lines that the page leaves out apart."""
    pattern = "(?:.*\n)+".join(map(re.escape, re.split(r"(?m)^…\n", wanted)))
    return re.fullmatch(pattern, found) is not None


def _told(wanted: str, found: str) -> str:
    return f"--- the page says\n{wanted}--- and this came out\n{found}---"


def hold(so: bool, message: str) -> None:
    """Fail with the place on the page, where a traceback would show this file."""
    if not so:
        pytest.fail(message, pytrace=False)


def new_folder(folder: Path, *, empty: bool) -> Path:
    """Where a part starts: nothing, or what a checkout of this repository has for a reader."""
    folder.mkdir(parents=True)
    if not empty:
        for name in ("data", "examples"):
            shutil.copytree(ROOT / name, folder / name)
    return folder


_FILL = """\
import sys
from openpyxl import load_workbook
_, path, *cells = sys.argv
book = load_workbook(path)
for cell in cells:
    at, _, text = cell.partition("=")
    book.active[at] = int(text) if text.isdigit() else float(text) if text.replace(".", "").isdigit() else text
book.save(path)
"""


def add_commands(folder: Path) -> Path:
    """What a page's unseen shell may use beside what the machine has."""
    (folder / "fill.py").write_text(_FILL)
    (folder / "fill").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{folder / "fill.py"}" "$@"\n')
    (folder / "fill").chmod(0o755)
    return folder


def make_repository(folder: Path) -> None:
    author = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    commit = [*author, "commit", "--quiet", "--allow-empty", "--message"]
    for arguments in (["init", "--quiet"], ["add", "."], [*commit, "The data"], [*commit, "Nothing more"]):
        subprocess.run(["git", *arguments], cwd=folder, check=True, stdin=subprocess.DEVNULL)


def commands_in_pages(found: Mapping[str, str]) -> set[str]:
    """Every line of shell in the pages, without its comment."""
    lines: set[str] = set()
    for page in found.values():
        for block in fences(page):
            if block.language == "console":
                lines |= {command for command, _ in _commands_of(block.text)}
            elif block.language == "sh":
                lines |= set(map(_bare, block.text.splitlines()))
    return lines
