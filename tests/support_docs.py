"""What a CI server does with a recipe, as far as the tests need it: expressions, steps, a composite action.

Steps run as GitHub runs them, a script of their own in bash, with the inputs in their environment; files stand in for
what the runner offers to a step (its outputs, the job's summary). `uses:` other than of our own action does nothing.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.conftest import ROOT, environment

BASH = ("bash", "--noprofile", "--norc", "-eo", "pipefail")
"""How GitHub runs a step whose shell is bash; without a shell named it is `bash -e`."""
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


def parse_yaml(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


def commands(folder: Path) -> Path:
    """A folder with `ansinh` and `python` of the environment that the tests run in."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, script in (("ansinh", _ANSINH), ("python", _PYTHON), ("python3", _PYTHON)):
        (folder / name).write_text(script.format(python=sys.executable))
        (folder / name).chmod(0o755)
    return folder


_ANSINH = '#!/bin/sh\nexec "{python}" -m an_sinh "$@"\n'
_PYTHON = """\
#!/bin/sh
case "$1 $2 $3" in "-m pip install") exit ;; esac  # what a recipe installs is here already
exec "{python}" "$@"
"""


@dataclass(kw_only=True)
class Job:
    """One job on a runner: where it works, what it was given, and what its steps have told so far."""

    cwd: Path
    temp: Path
    path: Path
    """A folder of commands that comes first on the PATH."""
    context: dict[str, Any] = field(default_factory=dict)
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    log: str = ""
    said: str = ""

    def __post_init__(self) -> None:
        self.temp.mkdir(parents=True, exist_ok=True)
        for name in ("summary", "output"):
            (self.temp / name).touch()

    @property
    def summary(self) -> str:
        return (self.temp / "summary").read_text("utf-8")

    def value(self, expression: str) -> str:
        """`a.b.c`, a literal, and either of two by `||`; nothing else is needed."""
        for part in expression.split("||"):
            found = self._one(part.strip())
            if found:
                return found
        return ""

    def _one(self, part: str) -> str:
        if part.startswith("'"):
            return part.strip("'")
        at: Any = {**self.context, "steps": {id_: {"outputs": told} for id_, told in self.outputs.items()}}
        for name in part.split("."):
            at = at.get(name, {}) if isinstance(at, Mapping) else {}
        return at if isinstance(at, str) else ""

    def fill(self, text: object) -> str:
        return _EXPRESSION.sub(lambda match: self.value(match[1]), str(text))

    def run(self, step: Mapping[str, Any], env: Mapping[str, str] | None = None) -> int:
        """Run a step's script; its exit code. What it writes to its outputs is known to the steps after it."""
        script = self.temp / "step.sh"
        script.write_text(self.fill(step["run"]), encoding="utf-8")
        (self.temp / "output").write_text("")
        given = {name: self.fill(value) for name, value in {**(env or {}), **step.get("env", {})}.items()}
        offered = {
            "PATH": f"{self.path}{os.pathsep}{os.environ['PATH']}",
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_OUTPUT": str(self.temp / "output"),
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary"),
            "GITHUB_ACTION_PATH": str(ROOT),
        }
        shell = BASH if step.get("shell") == "bash" else ("bash", "-e")
        done = subprocess.run(
            [*shell, str(script)],
            cwd=self.cwd,
            env=environment({**offered, **given}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=120,
            check=False,
        )
        self.log += done.stdout.decode()
        self.said += done.stderr.decode()
        self.outputs[step.get("id", "")] = self._told()
        return done.returncode

    def _told(self) -> dict[str, str]:
        lines = (self.temp / "output").read_text("utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines)


def action() -> Any:
    return parse_yaml((ROOT / "action.yml").read_text("utf-8"))


def run_action(job: Job, given: Mapping[str, Any], env: Mapping[str, str] | None = None) -> int:
    """Our own action with these inputs, as a step of a job; its installing is left out, the commands are there."""
    declared = action()["inputs"]
    assert set(given) <= set(declared), "an input that the action does not have"
    inputs = {name: str(given.get(name, about["default"])) for name, about in declared.items()}
    job.context = {**job.context, "inputs": inputs}
    job.outputs["install"] = {"bin": str(job.path)}
    code = 0
    for step in action()["runs"]["steps"]:
        if "run" in step and step["id"] != "install":
            code = job.run(step, env)
            if code:
                break
    return code


OURS = "./an-sinh"


def run_steps(job: Job, steps: Sequence[Mapping[str, Any]], env: Mapping[str, str] | None = None) -> int:
    """A job's steps in order, as the runner goes on after a step that fails; the first exit code that is not 0."""
    failed = 0
    for step in steps:
        if not {"always()": True, "failure()": bool(failed), None: not failed}[step.get("if")]:
            continue
        code = job.run(step, env) if "run" in step else _use(job, step, env)
        failed = failed or code
    return failed


def _use(job: Job, step: Mapping[str, Any], env: Mapping[str, str] | None) -> int:
    if step["uses"] != OURS:
        assert step["uses"].startswith("actions/"), "an action of somebody else's"
        return 0
    inner = Job(cwd=job.cwd, temp=job.temp, path=job.path)
    code = run_action(inner, step.get("with", {}), env)
    job.log += inner.log
    job.said += inner.said
    job.outputs[step.get("id", "")] = {name: inner.fill(about["value"]) for name, about in action()["outputs"].items()}
    return code


def commands_in(log: str) -> list[str]:
    """The lines of a log that the runner obeys: it takes none between stop-commands and its token."""
    found, token = [], None
    for line in log.splitlines():
        bare = line.strip()
        if token is not None:
            token = None if bare == f"::{token}::" else token
        elif bare.startswith("::stop-commands::"):
            token = bare.removeprefix("::stop-commands::")
        elif bare.startswith("::") or "##[" in bare:
            found.append(line)
    assert token is None, "commands are obeyed again at the end"
    return found
