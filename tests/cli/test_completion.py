"""Shell completion: what it offers, from which data, through the shells themselves, and what it brings in."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from an_sinh.judge.gate import FAIL_ON
from an_sinh.programme.loading import load
from an_sinh.terms import Status
from tests.conftest import HANOI, environment

if TYPE_CHECKING:
    from tests.conftest import Ansinh

YEARS = ["2025", "2024", "2023", "2023-06", "2022", "2021"]
STATUSES = [status.value for status in Status]

# --- what is offered --------------------------------------------------------------------------------------------------


def on_tab(*words: str) -> dict[str, str]:
    """What the script for bash asks of the command when Tab is pressed in the last word; typer's own protocol."""
    return {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1), "_ANSINH_COMPLETE": "complete_bash"}


class Offered(Protocol):
    def __call__(self, typed: str | Sequence[str], cwd: Path = HANOI, **env: str) -> list[str]: ...


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Offered:
    """What is offered behind the words typed."""
    from an_sinh.cli.entry import run

    def complete(typed: str | Sequence[str], cwd: Path = HANOI, **env: str) -> list[str]:
        words = typed.split(" ") if isinstance(typed, str) else typed
        with monkeypatch.context() as here:
            here.chdir(cwd)
            for name, value in {**on_tab(*words), **env}.items():
                here.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                run([])
        out, err = capfd.readouterr()
        assert (ended.value.code, err) == (0, "")
        return [line for line in out.splitlines() if line]

    return complete


OFFERS = [
    ("ansinh score ", YEARS),
    ("ansinh score 20", YEARS),
    ("ansinh score 2023", ["2023", "2023-06"]),
    ("ansinh score 19", []),
    ("ansinh check ", YEARS),
    ("ansinh check --no-regression-from ", YEARS),
    ("ansinh diff 2021 202", YEARS),
    ("ansinh score --group ", ["social-security", "welfare", "unnamed"]),
    ("ansinh score 2022 --group w", ["welfare"]),
    ("ansinh score --group welfare --group s", ["social-security"]),
    ("ansinh score --status ", STATUSES),
    ("ansinh score --status un", ["unmet", "unscored"]),
    ("ansinh check --fail-on ", list(FAIL_ON)),
    ("ansinh check --fail-on p", ["provisional", "published"]),
    ("ansinh show life", ["life-expectancy"]),
    ("ansinh show no-such", []),
]


@pytest.mark.parametrize(("typed", "wanted"), OFFERS)
def test_what_is_offered(offered: Offered, typed: str, wanted: list[str]) -> None:
    assert offered(typed) == wanted


def test_every_indicator_is_offered_in_the_order_of_the_file(offered: Offered) -> None:
    assert offered("ansinh show ") == list(load(HANOI, []).indicators)


def test_commands_and_options_are_offered(offered: Offered) -> None:
    assert {"score", "check", "lint", "schema"} <= set(offered("ansinh "))
    assert offered("ansinh check --min") == ["--min-met"]


# --- from which data --------------------------------------------------------------------------------------------------

TARGETS = """\
programme: {id: P, name: Made up, years: [2021, 2025]}
groups:
  # a comment
  work: Work
  "in quotes": Quoted
  nước: Water
indicators:
  jobs:
    name: "Jobs: many"
    group: work
    targets:
      2021: 1
  'beds-per-10k':
    name: Beds
    note: |
      some: text
    group: work
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Another programme's directory, its folder's name with a space."""
    folder = tmp_path / "my data"
    (folder / "actuals").mkdir(parents=True)
    (folder / "targets.yaml").write_text(TARGETS, encoding="utf-8")
    for name in ("2021.yaml", "2022.yml", "notes.yaml", "2024.yaml"):
        (folder / "actuals" / name).touch()
    return folder


AT_HAND = [
    pytest.param([], "my data", {}, id="in-the-directory"),
    pytest.param([], "my data/actuals", {}, id="below-it"),
    pytest.param(["--data", "'my data'"], ".", {}, id="named"),
    pytest.param(["--data", "my\\ data"], ".", {}, id="named-otherwise"),
    pytest.param([], ".", {"ANSINH_DATA": "my data"}, id="by-the-environment"),
]


@pytest.mark.parametrize(("options", "cwd", "env"), AT_HAND)
def test_the_data_are_those_at_hand(
    offered: Offered, data: Path, options: list[str], cwd: str, env: dict[str, str]
) -> None:
    typed, here = ["ansinh", "score", *options], data.parent / cwd
    assert offered([*typed, ""], here, **env) == ["2024", "2021"]
    assert offered([*typed, "--group", ""], here, **env) == ["work", "nước"]  # not "in quotes"
    assert offered(["ansinh", "show", *options, ""], here, **env) == ["jobs", "beds-per-10k"]


BROKEN = {
    "no-yaml": b"groups:\n  work: Work\n}}}\nindicators:\n  jobs:\n",
    "empty": b"",
    "no-text": bytes(range(256)),
    "utf-16": TARGETS.encode("utf-16"),
    "one-line": b"groups: {work: Work}",
    "tabs": b"groups:\n\twork: Work\n",
    "endless": b"groups:\n  work: Work\n" + b"  x" * 2_000_000,
    "colons": b"groups:\n" + b":" * 100_000,
    "spaces": b"groups:\n" + b" " * 100_000 + b"\n" + b"a" * 100_000,
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_data_break_nothing(offered: Offered, data: Path, case: str) -> None:
    (data / "targets.yaml").write_bytes(BROKEN[case])
    assert set(offered("ansinh score --group ", data)) <= {"work"}
    assert set(offered("ansinh show ", data)) <= {"jobs"}
    assert offered("ansinh score ", data) == ["2024", "2021"]


def test_a_folder_where_a_file_should_be_breaks_nothing(offered: Offered, data: Path) -> None:
    (data / "targets.yaml").unlink()
    (data / "targets.yaml").mkdir()
    assert offered("ansinh score --group ", data, ANSINH_DATA=".") == []
    shutil.rmtree(data / "actuals")
    (data / "actuals").touch()
    assert offered("ansinh score ", data, ANSINH_DATA=".") == []
    assert offered("ansinh score --data nowhere ", data) == []


# --- what it brings in ------------------------------------------------------------------------------------------------

DEAR = (
    "ruamel",
    "rich",
    "an_sinh.programme.model",
    "an_sinh.programme.loading",
    "an_sinh.judge.gate",
    "openpyxl",
    "xlrd",
)


@pytest.mark.parametrize("typed", ["ansinh sc", "ansinh check ", "ansinh check --fail-on ", "ansinh show "])
def test_it_brings_in_no_dear_module(ansinh: Ansinh, typed: str) -> None:
    told = (sys.executable, "-X", "importtime", "-m", "an_sinh")
    done = ansinh(program=told, cwd=HANOI, env=on_tab(*typed.split(" ")))
    assert done.code == 0
    assert done.stdout
    names = [line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")]
    assert "an_sinh.cli.app" in names
    assert [name for name in names if name.startswith(DEAR)] == []


# --- through the shells themselves ------------------------------------------------------------------------------------


@pytest.fixture
def on_the_path(tmp_path: Path) -> dict[str, str]:
    """An environment in which `ansinh` is a command, with nobody's own configuration of a shell."""
    commands = tmp_path / "commands"
    commands.mkdir()
    (commands / "ansinh").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m an_sinh "$@"\n')
    (commands / "ansinh").chmod(0o755)
    path = f"{commands}{os.pathsep}{os.environ['PATH']}"
    return environment({"PATH": path, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "TERM": "dumb"})


def shell(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed here")
    return found


def run(command: list[str], env: dict[str, str], cwd: Path = HANOI) -> str:
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


BASH = """\
eval "$(_ANSINH_COMPLETE=source_bash ansinh)"
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_ansinh_completion ansinh
printf '%s\\n' "${COMPREPLY[@]}"
"""


def test_bash(on_the_path: dict[str, str]) -> None:
    bash = [shell("bash"), "--noprofile", "--norc", "-c", BASH, "-"]
    assert run([*bash, "ansinh", "score", ""], on_the_path).split() == YEARS
    assert run([*bash, "ansinh", "check", "2022", "--fail-on", "dis"], on_the_path).split() == ["discrepancy"]
    assert run([*bash, "ansinh", "show", "doc"], on_the_path).split() == ["doctors-per-10k"]


FISH = "_ANSINH_COMPLETE=source_fish ansinh | source; complete --do-complete"


def test_fish(on_the_path: dict[str, str]) -> None:
    fish = [shell("fish"), "--no-config", "--command"]
    assert sorted(run([*fish, f"{FISH} 'ansinh score 202'"], on_the_path).split()) == sorted(YEARS)
    assert run([*fish, f"{FISH} 'ansinh show doc'"], on_the_path).split() == ["doctors-per-10k"]


class Tab(Protocol):
    def __call__(self, command: list[str], setup: str, typed: str) -> str: ...


@pytest.fixture
def tab(on_the_path: dict[str, str]) -> Iterator[Tab]:
    """Types into a shell in a terminal, presses Tab, and returns the line that the shell made of it."""
    pty = pytest.importorskip("pty")
    opened: list[int] = []

    def press(command: list[str], setup: str, typed: str) -> str:
        ours, theirs = pty.openpty()
        opened.append(ours)
        with subprocess.Popen(
            command, cwd=HANOI, env=on_the_path, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        ) as process:
            os.close(theirs)
            os.set_blocking(ours, False)
            _send(ours, f"{setup}; echo ready-$((1 + 1))\n", lambda sent: "ready-2" in sent)
            # Tab; then to the start of the line, where an echo is put before it
            line = _send(ours, f"{typed}\t\x01echo \x05 '<'made'>'\n", lambda sent: sent.count("<made>") == 1)
            _send(ours, "exit\n", lambda _sent: True)
            process.wait(timeout=60)
        return line

    yield press
    for each in opened:
        os.close(each)


def _send(terminal: int, text: str, done: Callable[[str], bool]) -> str:
    os.write(terminal, text.encode())
    sent, deadline = b"", time.monotonic() + 30
    while not done(sent.decode(errors="replace")):
        assert time.monotonic() < deadline, sent.decode(errors="replace")
        try:
            sent += os.read(terminal, 65536)
        except BlockingIOError:
            time.sleep(0.01)
        except OSError:
            break
    made = [line for line in sent.decode(errors="replace").splitlines() if line.endswith("<made>")]
    return made[0].removesuffix("<made>").strip() if made else ""


def test_tab_in_bash(tab: Tab) -> None:
    command = [shell("bash"), "--noprofile", "--norc", "-i"]
    setup = 'eval "$(_ANSINH_COMPLETE=source_bash ansinh)"; bind "set enable-bracketed-paste off"'
    assert tab(command, setup, "ansinh show life") == "ansinh show life-expectancy"


def test_tab_in_zsh(tab: Tab) -> None:
    command = [shell("zsh"), "-f", "-i"]
    setup = 'bindkey -e; autoload -U compinit; compinit -u -D; eval "$(_ANSINH_COMPLETE=source_zsh ansinh)"'
    assert tab(command, setup, "ansinh show life") == "ansinh show life-expectancy"


# --- what stands in the data is never run -----------------------------------------------------------------------------

HOSTILE = ("a$(touch RAN)", "a`touch RAN`", "a;touch RAN", "a\\$(touch RAN)", "a' b", "-a", "~a", "a\tb", "a*", "a:b")


def _hostile_data(folder: Path) -> Path:
    """A data directory that lints clean, whose ids a shell would run or take apart."""
    (folder / "actuals").mkdir(parents=True)
    indicators = "".join(f"  {json.dumps(id_)}: {{name: N, group: g}}\n" for id_ in (*HOSTILE, "able"))
    (folder / "targets.yaml").write_text(
        "programme: {id: P, name: P, years: [2021, 2025]}\ngroups: {g: G}\nindicators:\n" + indicators
    )
    (folder / "actuals" / "2022.yaml").write_text("year: 2022\nactuals: {}\n")
    return folder


def test_an_id_is_offered_only_where_every_shell_takes_it_as_it_is(offered: Offered, tmp_path: Path) -> None:
    data = _hostile_data(tmp_path / "data")
    assert offered(f"ansinh show --data {data} ") == ["able"]


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_no_shell_runs_an_id(tab: Tab, on_the_path: dict[str, str], tmp_path: Path, name: str) -> None:
    """Tab, and the line that comes of it, in a real shell under a real terminal."""
    data = _hostile_data(tmp_path / "data")
    on_the_path["ANSINH_DATA"] = str(data)
    commands = {
        "bash": (["--noprofile", "--norc", "-i"], 'eval "$(_ANSINH_COMPLETE=source_bash ansinh)"'),
        "zsh": (["-f", "-i"], 'autoload -U compinit; compinit -u -D; eval "$(_ANSINH_COMPLETE=source_zsh ansinh)"'),
        "fish": (["--no-config"], ""),
    }
    if name == "fish":
        run([shell("fish"), "--no-config", "--command", f"{FISH} 'ansinh show a'"], on_the_path)
    else:
        options, setup = commands[name]
        keys = "bindkey -e; " if name == "zsh" else 'bind "set enable-bracketed-paste off"; '
        tab([shell(name), *options], keys + setup, "ansinh show a")
    assert not list(tmp_path.rglob("RAN*"))
    assert not (HANOI / "RAN").exists()


def test_parts_are_offered_by_their_ids(offered: Offered, tmp_path: Path) -> None:
    (tmp_path / "targets.yaml").write_text(
        "programme: {id: P, name: P, years: [2021, 2025]}\ngroups: {g: G}\nindicators:\n"
        "  thin:\n    name: Thin\n    group: g\n    parts:\n"
        "      weight:\n        name: Weight\n        targets: {2022: 3}\n"
        "      height: {name: Height}\n    note: n\n  tall: {name: Tall, group: g}\n",
        "utf-8",
    )
    assert offered("ansinh show ", cwd=tmp_path) == ["thin", "thin/weight", "thin/height", "tall"]
    assert offered("ansinh record 2022 thin/h", cwd=tmp_path) == ["thin/height"]
