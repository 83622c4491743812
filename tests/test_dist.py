"""What `make dist` builds, tried where nothing else is: wheel, sdist and the one file, each in an empty environment."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from an_sinh.version import __version__
from tests.conftest import ROOT

pytestmark = pytest.mark.long
HEADLINE = "23/27 met (85.2 %)   ▲ 9 exceeded  ● 14 met  ✗ 3 unmet  ○ 1 not started"
BIN = "Scripts" if os.name == "nt" else "bin"


def run(*command: str | Path, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "ANSINH"))
    }
    return subprocess.run(
        [str(each) for each in command],
        cwd=cwd,
        env={**kept, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8", **env},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    built = run(sys.executable, "-m", "hatchling", "build", "--directory", folder, cwd=ROOT)
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("*.whl")
    made = run(sys.executable, "make_pyz.py", wheel, folder / "ansinh.pyz", cwd=ROOT)
    assert made.returncode == 0, made.stderr
    assert sorted(path.name for path in folder.iterdir()) == [
        f"an_sinh-{__version__}-py3-none-any.whl",
        f"an_sinh-{__version__}.tar.gz",
        "ansinh.pyz",
    ]
    return folder


def empty(folder: Path, *, with_pip: bool) -> Path:
    """An environment with nothing in it; its Python."""
    venv.create(folder, with_pip=with_pip, clear=True)
    return folder / BIN / ("python.exe" if os.name == "nt" else "python")


def try_out(command: list[str | Path], folder: Path, **env: str) -> None:
    """The first steps: score what comes with it, start a programme, fill in a sheet and read it, a page, a report."""
    work = folder / "work"
    work.mkdir()
    assert run(*command, "--version", cwd=work, **env).stdout == f"ansinh {__version__}\n"
    scored = run(*command, "score", "2022", "--summary", "--lang", "en", cwd=work, **env)
    assert (scored.returncode, HEADLINE in scored.stdout) == (0, True), scored.stderr
    for line in (
        "init",
        "lint",
        "export 2025 sheet.xlsx",
        "import 2025 sheet.xlsx --dry-run",
        "report 2025 --output report.docx",
        "score 2025 --format html --output page.html",
        "site public",
        "--help",
    ):
        done = run(*command, *line.split(), cwd=work, **env)
        assert done.returncode == 0, (line, done.stderr)


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_it_is_installed_into_an_empty_environment_and_works(kind: str, dist: Path, tmp_path: Path) -> None:
    python = empty(tmp_path / "env", with_pip=True)
    (built,) = dist.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    pip = run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", built, cwd=tmp_path)
    if "No matching distribution found" in pip.stderr or "Could not fetch" in pip.stderr:
        pytest.skip("pip reaches no registry here")
    assert pip.returncode == 0, pip.stderr
    try_out([python.parent / "ansinh"], tmp_path)


def test_the_one_file_works_in_an_environment_with_nothing_in_it(dist: Path, tmp_path: Path) -> None:
    python = empty(tmp_path / "env", with_pip=False)
    cache = tmp_path / "cache"
    try_out([python, dist / "ansinh.pyz"], tmp_path, XDG_CACHE_HOME=str(cache), LOCALAPPDATA=str(cache))
    (kept,) = (cache / "ansinh-pyz").iterdir()
    assert (kept / "an_sinh" / "data" / "targets.yaml").is_file()


def test_the_one_file_needs_no_home_that_may_be_written_to(dist: Path, tmp_path: Path) -> None:
    python = empty(tmp_path / "env", with_pip=False)
    (tmp_path / "file").write_text("", "utf-8")
    nowhere = str(tmp_path / "file" / "x")
    done = run(python, dist / "ansinh.pyz", "--version", cwd=tmp_path, XDG_CACHE_HOME=nowhere, TMPDIR=str(tmp_path))
    assert done.stdout == f"ansinh {__version__}\n"
    assert list(tmp_path.glob("ansinh-*")) == []


def test_the_one_file_says_for_which_python_it_is(dist: Path, tmp_path: Path) -> None:
    code = "import sys, runpy; sys.implementation.cache_tag = 'cpython-399'; runpy.run_path(sys.argv[1], run_name='x')"
    done = run(sys.executable, "-c", code, dist / "ansinh.pyz", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith(f"this ansinh.pyz was made for {sys.implementation.cache_tag} on ")
    assert "and here is cpython-399 on " in done.stderr


def test_the_one_file_is_the_same_bytes_each_time(dist: Path, tmp_path: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    assert run(sys.executable, "make_pyz.py", wheel, tmp_path / "again.pyz", cwd=ROOT).returncode == 0
    assert (tmp_path / "again.pyz").read_bytes() == (dist / "ansinh.pyz").read_bytes()
