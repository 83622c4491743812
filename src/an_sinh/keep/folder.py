"""A folder of made files is written whole or not at all: beside the old one, which it then takes the place of.

A list of its files is in it. By that it is known as ours, and what else lies there as somebody's own. Files are not
forced onto the disk one by one, being made again from the data at any time.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from an_sinh.errors import Complaint
from an_sinh.keep.replacing import exchange, failures_of, locked, sync_folder
from an_sinh.text import visible

LIST = "ansinh-site.txt"
_FIRST = "Made by ansinh site. Whatever is listed here is replaced when it is made again.\n"
_NAMED = 3


def see_it_may_be_written(folder: Path, *, force: bool) -> None:
    """Complaint where what is there is no empty folder and no site of ours, or holds what is not of the site.

    With `force` a site is replaced whatever else lies in it; what is no site is not.
    """
    shown = visible(str(folder))
    with failures_of(folder):
        if not os.path.lexists(folder):
            return
        if not folder.is_dir():
            raise Complaint("{path} is no folder", "name another one", path=shown)
        there = _files_in(folder)
        listed = _listed(folder)
    if listed is None:
        if there or any(folder.iterdir()):
            raise Complaint("{path} holds files, and they are no site of ansinh's", "name another folder", path=shown)
        return
    others = sorted(there - listed - {LIST})
    if others and not force:
        named = ", ".join(map(visible, others[:_NAMED])) + (" …" if len(others) > _NAMED else "")
        raise Complaint(
            "{path} holds what is not of the site: {names}",
            "take it out, or let it go with --force",
            path=shown,
            names=named,
        )


def write_folder(folder: Path, files: Mapping[str, bytes], *, force: bool) -> None:
    """Write the files into a folder, and nothing else; Complaint, and the old one untouched, where that can't be done.

    What a killed run left beside it is taken away first.
    """
    see_it_may_be_written(folder, force=force)
    with failures_of(folder):
        target = Path(os.path.realpath(folder))
        target.parent.mkdir(parents=True, exist_ok=True)
        with locked(target.parent):
            beside = target.with_name(f".{target.name[:80]}.new")
            _clear(beside)
            try:
                _fill(beside, files)
                if target.exists():
                    beside.chmod(stat.S_IMODE(target.stat().st_mode))
                see_it_may_be_written(folder, force=force)  # again: writing took its time
                _put(beside, target)
            finally:
                _clear(beside)
            sync_folder(target.parent)


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    (folder / LIST).write_bytes(_FIRST.encode() + "".join(f"{name}\n" for name in sorted(files)).encode())
    for parent in sorted({parent for name in files for parent in Path(name).parents if parent.name}):
        (folder / parent).mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)


def _put(beside: Path, target: Path) -> None:
    """Put the new folder in the old one's place in one step, or in two where the system knows no such step."""
    if not target.exists():
        beside.rename(target)
    elif not exchange(beside, target):
        old = target.with_name(f".{target.name[:80]}.old")
        _clear(old)
        target.rename(old)
        try:
            beside.rename(target)
        except BaseException:
            old.rename(target)
            raise
        _clear(old)


def _clear(folder: Path) -> None:
    """Take a folder away that a run has left: one of ours, or one that is empty. The list goes last."""
    if not os.path.lexists(folder):
        return
    if not folder.is_dir() or folder.is_symlink() or (_listed(folder) is None and any(folder.iterdir())):
        raise Complaint("{path} is in the way", "take it away", path=visible(str(folder)))
    for at, _, names in os.walk(folder, topdown=False):
        here = Path(at)
        for name in names:
            if here != folder or name != LIST:
                (here / name).unlink()
        if here != folder:
            here.unlink() if here.is_symlink() else here.rmdir()
    (folder / LIST).unlink(missing_ok=True)
    folder.rmdir()


def _listed(folder: Path) -> frozenset[str] | None:
    """The files that a site of ours says it has; None where it is none."""
    try:
        text = (folder / LIST).read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        return None
    first, _, rest = text.partition("\n")
    return frozenset(rest.splitlines()) if f"{first}\n" == _FIRST else None


def _files_in(folder: Path) -> frozenset[str]:
    found: Iterable[Path] = (Path(at) / name for at, _, names in os.walk(folder) for name in names)
    return frozenset(path.relative_to(folder).as_posix() for path in found)
