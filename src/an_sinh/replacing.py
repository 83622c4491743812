"""A file is replaced atomically or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from an_sinh.errors import Complaint
from an_sinh.visible import visible


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; Complaint, and the old file untouched, where that can't be done.

    The new file is written beside the old one, made durable, and renamed over it; a symlink is followed and the mode
    kept. What is no regular file (a device, a pipe) is written through.
    """
    try:
        target = Path(os.path.realpath(path))
        kept = _mode(target)
        if kept is not None and not stat.S_ISREG(kept):
            _write_through(target, data)
        else:
            _replace(target, data, kept)
    except OSError as error:
        detail = os.strerror(error.errno) if error.errno else str(error)
        raise Complaint("output_failed", path=visible(str(path)), detail=detail) from None


def _mode(target: Path) -> int | None:
    try:
        return target.stat().st_mode
    except FileNotFoundError:
        return None


def _write_through(target: Path, data: bytes) -> None:
    with target.open("wb", buffering=0) as file:
        view = memoryview(data)
        while view:
            view = view[file.write(view) or 0 :]


def _replace(target: Path, data: bytes, kept: int | None) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".new", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if hasattr(os, "fchmod"):
                os.fchmod(file.fileno(), stat.S_IMODE(kept) if kept is not None else 0o666 & ~_umask())
            os.fsync(file.fileno())
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where the system lets a folder be opened."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
