"""What the outer tests stand on: a clean environment, the command run in two ways, a terminal, and golden files.

- `ansinh("score", "2022")` runs the real command as a process: some 0.35 s, so for what only a process can show.
- `quick("score", "2022")` runs the same command line inside this process: for everything else.
- `terminal(80, "score", "2022")` runs it as a process whose stdout is a terminal of that width.
- `golden(name, bytes)` holds a whole output to its file in golden/; `--regold` writes the file instead.
"""

from __future__ import annotations

import difflib
import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from an_sinh.render.screen import Screen

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"
PAGES = ROOT / "tests" / "pages"
HANOI = ROOT / "data"

Environment = Mapping[str, str | None]
"""Changes of the environment; None takes a name out."""

# What would change a page. A runner sets some of these: GitHub's has CI, and a terminal its COLUMNS.
UNWANTED = (
    *("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLORTERM", "TERM", "COLUMNS", "LINES", "LANGUAGE"),
    *("TTY_COMPATIBLE", "TTY_INTERACTIVE", "PYTHONIOENCODING", "PYTHONUTF8", "PYTHONCOERCECLOCALE", "PYTHONWARNINGS"),
)

# The same examples in every run, and no bound on one example's time: a busy machine is no fault of the code.
settings.register_profile("long", deadline=None, derandomize=True, max_examples=100)
settings.register_profile("suite", deadline=None, derandomize=True, max_examples=25)
settings.register_profile("mutate", deadline=None, derandomize=True, database=None, max_examples=10)
settings.load_profile("suite")


def is_long() -> bool:
    """Whether this is `make long`, where each test takes the time that it likes."""
    return settings().max_examples >= 100


def examples(number: int) -> settings:
    """So many examples of a property in `make long`, in the suite a quarter of them."""
    return settings(max_examples=max(number * settings().max_examples // 100, 10))


# --- golden files ----------------------------------------------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regold", action="store_true", help="write the golden files anew; then read their diff")
    parser.addoption("--long", action="store_true", help="run what takes long too: make long")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("regold") and os.environ.get("CI", "") not in {"", "0", "false"}:
        raise pytest.UsageError("--regold is for a person who reads the diff; it does nothing on CI")
    if config.getoption("long"):
        settings.load_profile("long")
    if not hasattr(config, "workerinput"):
        _compile_catalogues()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is marked `long` runs with --long alone, or where it is named."""
    if config.getoption("long") or any("::" in each for each in config.args):
        return
    later = [item for item in items if item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=later)
    items[:] = [item for item in items if not item.get_closest_marker("long")]


def _compile_catalogues() -> None:
    """What a person has just translated is what is tested."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    if spec is None or spec.loader is None:
        return  # the package alone is tested, without its checkout
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    build.compile_all(ROOT)


class Golden(Protocol):
    def __call__(self, name: str, found: bytes) -> None: ...


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Holds bytes to the file of that name, all of them; with --regold it writes the file."""
    anew: bool = request.config.getoption("regold")

    def hold(name: str, found: bytes) -> None:
        path = GOLDEN / name
        if anew:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(found)
            return
        wanted = path.read_bytes() if path.exists() else None
        if found != wanted:
            pytest.fail(_differing(name, wanted, found), pytrace=False)

    return hold


def _differing(name: str, wanted: bytes | None, found: bytes) -> str:
    shown = f"tests/golden/{name}"
    if wanted is None:
        return f"{shown} is not there: make regold writes it, then read it"
    told = [f"{shown} is not what came out; if it should be, make regold writes it anew"]
    try:
        before, after = (side.decode().splitlines(keepends=True) for side in (wanted, found))
    except UnicodeDecodeError:
        return f"{told[0]} ({len(wanted)} bytes were wanted, {len(found)} found)"
    diff = list(difflib.unified_diff(before, after, "wanted", "found", n=2))
    if sum(map(len, diff)) > 20_000:
        diff = [*diff[:200], "…\n"]
    for line in diff:
        bare = line.rstrip("\n")
        # What the eye would miss: a space at the end, a carriage return, an escape, a missing last line end.
        seen = bare[:-1] + "␠" if bare.endswith(" ") and len(bare) > 1 else bare
        told.append(seen.replace("\r", "␍").replace("\x1b", "␛") + ("" if line.endswith("\n") else " (no line end)"))
    return "\n".join(told)


# --- the environment -------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No wish of the person or the runner reaches a test: English, UTF-8, no colours asked for or forbidden."""
    for name in list(os.environ):
        if name in UNWANTED or name.startswith(("ANSINH_", "_ANSINH", "LC_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LANG", "C.UTF-8")


# --- the command -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What came of a run: its exit code, and each stream as bytes and as text."""

    code: int
    out: bytes
    err: bytes

    @property
    def stdout(self) -> str:
        return self.out.decode()

    @property
    def stderr(self) -> str:
        return self.err.decode()

    @property
    def page(self) -> str:
        """Stdout of a run that answered and had nothing else to say."""
        assert (self.code, self.stderr) == (0, "")
        return self.stdout


class Ansinh(Protocol):
    def __call__(
        self,
        *arguments: str | Path,
        cwd: Path | None = None,
        env: Environment | None = None,
        stdout: int | IO[bytes] = subprocess.PIPE,
        program: tuple[str, ...] = ...,
    ) -> Run: ...


PROGRAM = (sys.executable, "-m", "an_sinh")


@pytest.fixture
def ansinh() -> Ansinh:
    """Runs the real command as a process, with nothing on its stdin, here in the repository unless a `cwd` is named."""

    def run(
        *arguments: str | Path,
        cwd: Path | None = None,
        env: Environment | None = None,
        stdout: int | IO[bytes] = subprocess.PIPE,
        program: tuple[str, ...] = PROGRAM,
    ) -> Run:
        done = subprocess.run(
            [*program, *map(str, arguments)],
            cwd=cwd or ROOT,
            env=environment(env),
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
        return Run(code=done.returncode, out=done.stdout or b"", err=done.stderr)

    return run


def environment(changes: Environment | None = None) -> dict[str, str]:
    """This process's environment, changed."""
    found: dict[str, str | None] = {**os.environ, **(changes or {})}
    return {name: value for name, value in found.items() if value is not None}


class Quick(Protocol):
    def __call__(
        self,
        *arguments: str | Path,
        cwd: Path | None = None,
        env: Environment | None = None,
        screen: Screen | None = None,
        together: bool = False,
    ) -> Run: ...


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Quick:
    """Runs a command line inside this process.

    `screen` is what its stdout is taken for, else it is a pipe. `together` sends stderr the way of stdout: `2>&1`.
    """
    from an_sinh.cli import streams
    from an_sinh.cli.entry import run

    def call(
        *arguments: str | Path,
        cwd: Path | None = None,
        env: Environment | None = None,
        screen: Screen | None = None,
        together: bool = False,
    ) -> Run:
        written = [str(argument) for argument in arguments]
        capfdbinary.readouterr()
        with monkeypatch.context() as here:
            here.chdir(cwd or ROOT)
            here.setattr(sys, "argv", ["ansinh", *written])
            for name, value in (env or {}).items():
                here.delenv(name, raising=False) if value is None else here.setenv(name, value)
            if screen is not None:
                here.setattr(streams, "stdout_screen", lambda: screen)
            if together:
                here.setattr(sys, "stderr", sys.stdout)
            code = run(written)
        out, err = capfdbinary.readouterr()
        return Run(code=int(code), out=out, err=err)

    return call


# --- a terminal ------------------------------------------------------------------------------------------------------


class Terminal(Protocol):
    def __call__(
        self, columns: int, *arguments: str | Path, lines: int = 24, env: Environment | None = None
    ) -> Run: ...


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """Runs the real command with a terminal for its stdin and stdout; what it sent there, its line ends undone.

    Not by pexpect: from Python 3.12 on its fork is a DeprecationWarning where threads run, as in xdist's workers.
    """
    pty, termios = pytest.importorskip("pty"), pytest.importorskip("termios")
    opened: list[int] = []

    def run(columns: int, *arguments: str | Path, lines: int = 24, env: Environment | None = None) -> Run:
        ours, theirs = pty.openpty()
        opened.append(ours)
        termios.tcsetwinsize(theirs, (lines, columns))
        with subprocess.Popen(
            [*PROGRAM, *map(str, arguments)],
            cwd=ROOT,
            env=environment({"TERM": "xterm-256color"} | dict(env or {})),
            stdin=theirs,
            stdout=theirs,
            stderr=subprocess.PIPE,
            start_new_session=True,
        ) as process:
            os.close(theirs)
            sent = b"".join(iter(lambda: _read(ours), b""))
            _, told = process.communicate(timeout=60)
        return Run(code=process.returncode, out=sent.replace(b"\r\n", b"\n"), err=told)

    yield run
    for each in opened:
        os.close(each)


def _read(terminal: int) -> bytes:
    """What stands to be read; nothing once the other side is closed, which Linux tells as an error."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""
