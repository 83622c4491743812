"""A small commented data directory to start from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from an_sinh.errors import Complaint
from an_sinh.keep.replacing import create_new
from an_sinh.text import quoted

STARTER = Path(__file__).parent / "starter"


def start(folder: Path) -> tuple[str, ...]:
    """Write the starter's files into a folder, and return their names in it.

    Raises Complaint where the folder, or its `data/`, is a data directory already, or another file of that name is
    there. Cut off in the middle, it is finished by the next one.
    """
    see_no_data(folder)
    names = sorted(path.relative_to(STARTER).as_posix() for path in STARTER.rglob("*.yaml"))
    names.sort(key=lambda name: name.startswith("actuals/"))
    write_new(folder, {name: (STARTER / name).read_bytes() for name in names})
    return tuple(names)


def see_no_data(folder: Path) -> None:
    """Complaint where the folder, or its `data/`, is a data directory already."""
    for taken in (folder, folder / "data"):
        if (taken / "targets.yaml").exists():
            raise Complaint("{folder} is a data directory already", "name another folder", folder=quoted(str(taken)))


def write_new(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files that are not there yet, the first one last: only a whole directory is one.

    Complaint where another file of that name is there; one that was cut off before left its own, and this one goes on.
    What was made is taken away again where one can't be written.
    """
    for name, data in files.items():
        if os.path.lexists(folder / name) and not _is_ours(folder / name, data):
            raise Complaint("{path} is in the way", "name another folder", path=quoted(str(folder / name)))
    made: list[Path] = []
    try:
        for parent in {(folder / name).parent: None for name in reversed(tuple(files))}:
            _make(parent, made)
        for name in reversed(tuple(files)):
            begun = os.path.lexists(folder / name)
            create_new(folder / name, files[name], again=True)
            made += [] if begun else [folder / name]
    except BaseException:
        for each in reversed(made):
            with suppress(OSError):
                each.rmdir() if each.is_dir() else each.unlink()
        raise


def _is_ours(path: Path, data: bytes) -> bool:
    """Whether the file that is there is the one to be written."""
    try:
        return path.is_file() and not path.is_symlink() and path.read_bytes() == data
    except OSError:
        return False


def _make(folder: Path, made: list[Path]) -> None:
    """Make a folder and those it is in, and note which were not there."""
    each = folder
    try:
        for each in (*reversed(folder.parents), folder):
            if not each.is_dir():
                each.mkdir()
                made.append(each)
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise Complaint(
            "can't write {path}: {detail}",
            "see that the folder is there and that you may write to it",
            path=quoted(str(each)),
            detail=detail,
        ) from None
