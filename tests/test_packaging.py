"""What is built and what is tracked: wheel, sdist, the data inside, the pins, and no name of the machine."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import an_sinh
from an_sinh.cli.locate import packaged_data
from an_sinh.version import __version__

if TYPE_CHECKING:
    from tests.conftest import Ansinh

ROOT = Path(__file__).parents[1]


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file by its path, without what Python leaves behind."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in sorted(found.items()) if "__pycache__" not in name}


def build(source: Path, folder: Path, *targets: str) -> None:
    """Build with the backend that is installed: nothing is fetched."""
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)]
    for target in targets:
        command += ["--target", target]
    subprocess.run(command, cwd=source, check=True, capture_output=True, timeout=120)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    build(ROOT, folder, "wheel", "sdist")
    return folder


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# --- the wheel and the sdist -----------------------------------------------------------------------------------------


def test_the_wheel_holds_the_package_a_copy_of_the_data_the_man_page_and_nothing_else(built: Path) -> None:
    found = contents(next(built.glob("*.whl")))
    about = f"an_sinh-{__version__}.dist-info/"
    said = {name.removeprefix(about): found.pop(name) for name in list(found) if name.startswith(about)}
    below = files_below(ROOT / "src" / "an_sinh")
    wanted = {f"an_sinh/{name}": data for name, data in below.items() if not name.endswith(".po")}  # it has the .mo
    wanted[f"an_sinh-{__version__}.data/data/share/man/man1/ansinh.1"] = (ROOT / "docs" / "ansinh.1").read_bytes()
    wanted |= {f"an_sinh/data/{name}": data for name, data in files_below(ROOT / "data").items()}
    assert sorted(found) == sorted(wanted)
    assert [name for name in wanted if found[name] != wanted[name]] == []
    assert found["an_sinh/py.typed"] == b""
    assert {"an_sinh/data/targets.yaml", "an_sinh/data/actuals/2022.yaml"} <= set(found)
    assert set(said) == {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}
    assert said["entry_points.txt"].split() == [b"[console_scripts]", b"ansinh", b"=", b"an_sinh.cli:main"]
    assert said["licenses/LICENSE"] == (ROOT / "LICENSE").read_bytes()
    lines = said["METADATA"].decode().splitlines()
    for line in ("Name: an-sinh", f"Version: {__version__}", "License-Expression: MIT", "Requires-Python: >=3.11"):
        assert line in lines
    assert b"Root-Is-Purelib: true" in said["WHEEL"]


def test_the_sdist_makes_the_same_wheel(built: Path, tmp_path: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    for name in ("README.md", "README.vi.md", "LICENSE", "Makefile", "mkdocs.yml", "docs/hook.py", "tests/conftest.py"):
        assert (source / name).read_bytes() == (ROOT / name).read_bytes()
    assert files_below(source / "tests" / "data") == files_below(ROOT / "tests" / "data")
    build(source, tmp_path / "dist", "wheel")
    assert contents(next((tmp_path / "dist").glob("*.whl"))) == contents(next(built.glob("*.whl")))


WHERE = "import an_sinh, an_sinh.cli.locate as l; print(an_sinh.__file__, l.packaged_data(), sep='\\n')"


def test_the_installed_wheel_says_the_same_in_an_empty_folder(built: Path, tmp_path: Path, ansinh: Ansinh) -> None:
    target, empty = tmp_path / "target", tmp_path / "empty"
    empty.mkdir()
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "-qq", "install"]
    wheel = next(built.glob("*.whl"))
    subprocess.run(
        [*pip, "--no-deps", "--no-index", "--no-compile", "--target", str(target), str(wheel)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    installed = {"PYTHONPATH": str(target)}
    where = ansinh(program=(sys.executable, "-c", WHERE), cwd=empty, env=installed).stdout.splitlines()
    assert where == [str(target / "an_sinh" / "__init__.py"), str(target / "an_sinh" / "data")]
    assert (target / "share" / "man" / "man1" / "ansinh.1").is_file()
    done = ansinh("score", "2022", program=(str(target / "bin" / "ansinh"),), cwd=empty, env=installed)
    assert done.code == 0
    assert "\n23/27 met (85.2 %)   ▲ 9 exceeded  ● 14 met  ✗ 3 unmet  ○ 1 not started\n" in done.stdout
    assert done.stderr == "no data directory here: using the copy of Hanoi's Programme 08 that comes with ansinh\n"
    # The editable install of this checkout, in the same folder, finds the same.
    assert ansinh("score", "2022", cwd=empty) == done
    assert list(empty.iterdir()) == []


def test_an_editable_install_has_no_copy_of_the_data_that_could_grow_stale() -> None:
    if not Path(an_sinh.__file__).is_relative_to(ROOT):
        pytest.skip("not an editable install of this checkout")
    assert packaged_data() == ROOT / "data"
    assert not (ROOT / "src" / "an_sinh" / "data").exists()


# --- the pins --------------------------------------------------------------------------------------------------------


def pins(name: str) -> dict[str, frozenset[str]]:
    """Each `name==version` of a file with the hashes it may have. Who needs it on which system may differ."""
    text = (ROOT / "requirements" / name).read_text("utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        requirement, *hashes = re.split(r"\s+--hash=", line)
        assert re.match(r"[a-z0-9-]+==[0-9][^ ]*( ;.*)?$", requirement.strip()), f"no pin: {line[:80]}"
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each.strip()) for each in hashes)
        assert hashes, f"no hash: {requirement}"
        found[requirement.partition(" ")[0]] = frozenset(map(str.strip, hashes))
    return found


def test_what_runs_is_part_of_what_is_developed_with() -> None:
    run, dev = pins("run.txt"), pins("dev.txt")
    assert len(run) > 5
    assert run.items() <= dev.items()
    assert len(dev) > len(run)


# --- what is tracked -------------------------------------------------------------------------------------------------

# Put together here, so that this file is not the first to be found.
FOLDERS = ("ro" + "ot", "t" + "mp", "wo" + "rk", "Us" + "ers")
HOSTS = ("py" + "pi", "python" + "hosted", "npm" + "js")
MACHINE = re.compile(rf"(?<![\w.~)}}\]-])/(?:{'|'.join(FOLDERS)})(?![\w-])")
REGISTRY = re.compile("|".join(HOSTS), re.IGNORECASE)


def tracked() -> list[Path]:
    """What git has, and what it would take with `git add .`."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("no git checkout")
    command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")
    return [path for name in listed if name and (path := ROOT / name).is_file()]


@pytest.mark.parametrize("pattern", [MACHINE, REGISTRY], ids=["a-path-of-a-machine", "a-registry"])
def test_no_tracked_file_names(pattern: re.Pattern[str]) -> None:
    paths = tracked()
    assert len(paths) > 100
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in paths
        for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("before", ["", "'", "cd ", "=", ":", "(", "file://", ","])
@pytest.mark.parametrize("folder", FOLDERS)
def test_the_scan_finds_a_path_of_a_machine(before: str, folder: str) -> None:
    for after in ("", "/x", "'", ":"):
        assert MACHINE.search(f"{before}/{folder}{after}")


@pytest.mark.parametrize("around", ["a.vn/{}/x", "~/{}", "./{}", "/{}s/x", "/{}-2", "{}"])
def test_the_scan_leaves_other_paths_alone(around: str) -> None:
    assert not MACHINE.search(around.format(FOLDERS[2]))


def test_the_scan_finds_a_registry() -> None:
    assert all(REGISTRY.search(f"https://{host.upper()}.org/simple") for host in HOSTS)
    assert not REGISTRY.search("Python")
