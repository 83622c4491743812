"""A small commented data directory to start from."""

from __future__ import annotations

import os
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
    for taken in (folder, folder / "data"):
        if (taken / "targets.yaml").exists():
            raise Complaint("{folder} is a data directory already", "name another folder", folder=quoted(str(taken)))
    names = sorted(path.relative_to(STARTER).as_posix() for path in STARTER.rglob("*.yaml"))
    names.sort(key=lambda name: name.startswith("actuals/"))
    for name in names:
        if os.path.lexists(folder / name) and not _is_ours(folder / name, name):
            raise Complaint("{path} is in the way", "name another folder", path=quoted(str(folder / name)))
    made: list[Path] = []
    try:
        _make(folder / "actuals", made)
        for name in reversed(names):  # targets.yaml last: only a whole directory is one
            begun = os.path.lexists(folder / name)
            create_new(folder / name, (STARTER / name).read_bytes(), again=True)
            made += [] if begun else [folder / name]
    except BaseException:
        for each in reversed(made):
            with suppress(OSError):
                each.rmdir() if each.is_dir() else each.unlink()
        raise
    return tuple(names)


def _is_ours(path: Path, name: str) -> bool:
    """Whether it is a file of the starter's: one that was cut off before left it, and this one goes on."""
    try:
        return path.is_file() and not path.is_symlink() and path.read_bytes() == (STARTER / name).read_bytes()
    except OSError:
        return False


def _make(folder: Path, made: list[Path]) -> None:
    """Make a folder and those it is in, and note which were not there."""
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
            path=quoted(str(folder.parent)),
            detail=detail,
        ) from None
