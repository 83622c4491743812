"""`make dist`: one file that runs by itself, `ansinh.pyz`, made of the wheel and the packages that .venv has pinned.

Some of what an-sinh rests on is compiled, so the file is for one kind of machine and one Python, and says so where
another opens it. Compiled code can't run out of an archive: at its first start the file unpacks itself into the user's
cache, in a folder named by its own contents, and from then on starts from there.
"""

from __future__ import annotations

import hashlib
import io
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

BEGINNING = b"#!/usr/bin/env python3\n"
DATE = (1980, 1, 1, 0, 0, 0)
START = '''"""Unpack what is in this file, once, and run it."""
import os, sys, sysconfig

MADE_FOR = {made_for!r}
CONTENTS = {contents!r}


def main():
    here = sys.implementation.cache_tag, sysconfig.get_platform()
    if here != MADE_FOR:
        sys.exit("this ansinh.pyz was made for " + " on ".join(MADE_FOR) + ", and here is " + " on ".join(here)
                 + " (make one here with: make dist; or install the wheel: pipx install an_sinh-*.whl)")
    folder = unpacked()
    sys.path.insert(0, folder)
    # a workbook is read by a process of its own, which has to find the same
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [folder, os.environ.get("PYTHONPATH")]))
    from an_sinh.cli import main
    sys.exit(main())


def unpacked():
    if os.name == "nt":
        cache = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~")
    elif sys.platform == "darwin":
        cache = os.path.expanduser("~/Library/Caches")
    else:
        cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    folder = os.path.join(cache, "ansinh-pyz", CONTENTS)
    if os.path.isdir(folder):
        return folder
    import shutil, tempfile, zipfile
    try:
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        beside = tempfile.mkdtemp(prefix=".new-", dir=os.path.dirname(folder))
    except OSError:  # no home that may be written to: then for this run alone
        import atexit
        beside = folder = tempfile.mkdtemp(prefix="ansinh-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with zipfile.ZipFile(os.path.dirname(os.path.abspath(__file__))) as archive:
        archive.extractall(beside, [name for name in archive.namelist() if name != "__main__.py"])
    if beside != folder:
        try:
            os.rename(beside, folder)
        except OSError:  # another start was quicker
            shutil.rmtree(beside, ignore_errors=True)
    return folder


main()
'''


def needed(name: str, seen: set[str]) -> Iterator[Distribution]:
    """What a distribution rests on, each once: by what the installed ones say of this machine and this Python."""
    for text in distribution(name).requires or ():
        requirement = Requirement(text)
        extras = [*requirement.extras, ""]
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        found = distribution(requirement.name)
        key = found.metadata["Name"].lower().replace("_", "-").replace(".", "-")
        if key in seen:
            continue
        seen.add(key)
        yield found
        yield from needed(requirement.name, seen)
        for extra in filter(None, extras):
            yield from needed_by(requirement.name, extra, seen)


def needed_by(name: str, extra: str, seen: set[str]) -> Iterator[Distribution]:
    """What an extra of a distribution adds; a package that is not there on this machine is left out."""
    for text in distribution(name).requires or ():
        requirement = Requirement(text)
        marker = requirement.marker
        if marker is None or marker.evaluate({"extra": ""}) or not marker.evaluate({"extra": extra}):
            continue
        found = distribution(requirement.name)
        if found.metadata["Name"] not in seen:
            seen.add(found.metadata["Name"])
            yield found


def packaged(found: Distribution) -> Iterator[tuple[str, bytes]]:
    """The files of an installed distribution that a run needs, by their paths in site-packages."""
    for path in found.files or ():
        name = path.as_posix()
        if name.startswith("../") or "__pycache__" in name or name.endswith((".pyc", ".pyi", "/RECORD", "/INSTALLER")):
            continue
        yield name, Path(str(path.locate())).read_bytes()


def contents(wheel: Path) -> dict[str, bytes]:
    """All that goes in: the wheel's own files, and those of what it rests on."""
    with zipfile.ZipFile(wheel) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if ".data/" not in name}
    for found in needed("an-sinh", set()):
        files |= packaged(found)
    return files


def write(wheel: Path, target: Path) -> None:
    """Write the file: the same bytes for the same wheel and packages."""
    files = contents(wheel)
    sums = "".join(f"{hashlib.sha256(data).hexdigest()} {name}\n" for name, data in sorted(files.items()))
    made_for = (sys.implementation.cache_tag, sysconfig.get_platform())
    start = START.format(made_for=made_for, contents=hashlib.sha256(sums.encode()).hexdigest()[:32])
    held = io.BytesIO()
    held.write(BEGINNING)
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted({**files, "__main__.py": start.encode()}.items()):
            archive.writestr(zipfile.ZipInfo(name, DATE), data, zipfile.ZIP_DEFLATED)
    target.write_bytes(held.getvalue())
    target.chmod(0o755)


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
