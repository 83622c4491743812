"""A file is replaced atomically or not at all, and never if it is not what it was when it was read."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from an_sinh.errors import Complaint
from an_sinh.text import visible

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]  # HAS_FLOCK is asked before each use

HAS_FLOCK = hasattr(fcntl, "flock")

LONGEST_WAIT = 30.0
"""Seconds that another writer may take; ours hold the lock for milliseconds."""
STALE = 10.0
"""Seconds after which a lock file that nobody renews was left by a process that is dead."""
_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF, errno.EINVAL, errno.ENOSYS})
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL})
_NO_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF})
_BINARY = getattr(os, "O_BINARY", 0)
_Got = TypeVar("_Got")


def see_it_is_free(path: Path, *, force: bool) -> None:
    """Complaint where a file is there that nobody asked to be replaced; a device or a pipe is written through."""
    with _failures_of(path):
        found = _see(path)
    if found is not None and stat.S_ISREG(found.st_mode) and not force:
        raise Complaint(
            "{path} is there already", "name another file, or replace it with --force", path=visible(str(path))
        )


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; Complaint, and the old file untouched, where that can't be done.

    The new file is written beside the old one, made durable, and renamed over it; a symlink is followed and the mode
    kept. What is no regular file (a device, a pipe) is written through.
    """
    with _failures_of(path):
        found = _see(path)
        if found is not None and not stat.S_ISREG(found.st_mode):
            _write_through(path, data)  # under its own name: that of a pipe behind /dev/stdout leads nowhere
            return
        target = Path(os.path.realpath(path))
        with _locked(target):
            _install(target, data, _see, Path.replace)


def replace_if_unchanged(path: Path, old: bytes, new: bytes) -> None:
    """Put new bytes in a file's place, whole and durable, if it still holds the old ones.

    Complaint, and the file untouched, if it was changed or taken away since, or can't be written. The writers of a
    folder wait for each other, so of two that started from the same bytes the second is refused. A symlink is
    followed; mode and owner are kept. Killed at any step it leaves the old file or the new one, and at most a hidden
    file that the next write takes away.
    """
    with _failures_of(path):
        target = Path(os.path.realpath(path))
        with _locked(target):
            _install(target, new, lambda there: _see_unchanged(there, old), Path.replace)


def create_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet, whole and durable, as `replace_if_unchanged` does; also the folder it is in.

    Complaint if a file of that name has appeared meanwhile.
    """
    with _failures_of(path):
        target = Path(os.path.realpath(path))
        if not target.parent.is_dir():
            with suppress(FileExistsError):
                target.parent.mkdir()
            _sync_folder(target.parent.parent)
        with _locked(target):
            _install(target, data, _see_nothing, _link_new)


@contextmanager
def _failures_of(path: Path) -> Iterator[None]:
    """The system's refusals as a Complaint that names the file as the reader knows it."""
    shown = visible(str(path))
    try:
        yield
    except OSError as error:
        detail = os.strerror(error.errno) if error.errno else str(error)
        raise Complaint(
            "can't write {path}: {detail}",
            "see that the folder is there and that you may write to it",
            path=shown,
            detail=detail,
        ) from None
    except _Refused as refused:
        raise Complaint(refused.text, refused.remedy, path=shown) from None


class _Refused(Exception):
    def __init__(self, text: str, remedy: str) -> None:
        super().__init__(text)
        self.text = text
        self.remedy = remedy


def _changed() -> _Refused:
    return _Refused("{path} was changed by someone else meanwhile", "run the command again")


def _appeared() -> _Refused:
    return _Refused("{path} was made by someone else meanwhile", "run the command again")


# --- one writer at a time ---------------------------------------------------------------------------------------------


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    """Hold the folder's lock. The system frees it when a process ends, however it ends; it leaves no file behind."""
    handle = os.open(target.parent, os.O_RDONLY) if HAS_FLOCK else None
    try:
        if handle is None or not _lock(handle):
            with _lock_file(target.parent):
                yield
        else:
            yield
    finally:
        if handle is not None:
            os.close(handle)


def _lock(handle: int) -> bool:
    """Lock an open folder; whether its file system knows such locks."""

    def attempt() -> bool | None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return None
        except OSError as error:
            if error.errno in _NO_LOCKS:
                return False
            raise
        return True

    return _wait_for(attempt)


@contextmanager
def _lock_file(folder: Path) -> Iterator[None]:
    """A file as the lock, where the system has no better: on Windows, which takes it away when its process ends.

    Elsewhere a killed process leaves it behind; who sees the same one unchanged for long enough takes it away.
    """
    name = folder / ".an-sinh.lock"
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_TEMPORARY", 0)
    seen: tuple[int, int] | None = None
    since = time.monotonic()

    def attempt() -> int | None:
        nonlocal seen, since
        try:
            return os.open(name, flags, 0o600)
        except FileExistsError:
            pass
        except PermissionError:
            if os.name != "nt":  # there a file that is being taken away is refused so
                raise
        with suppress(FileNotFoundError):
            found = name.stat()
            if (found.st_ino, found.st_mtime_ns) != seen:
                seen, since = (found.st_ino, found.st_mtime_ns), time.monotonic()
            elif time.monotonic() - since > STALE:
                name.unlink(missing_ok=True)
        return None

    handle = _wait_for(attempt)
    try:
        yield
    finally:
        os.close(handle)
        with suppress(OSError):
            name.unlink()


def _wait_for(attempt: Callable[[], _Got | None]) -> _Got:
    """Try until there is an answer."""
    end, pause = time.monotonic() + LONGEST_WAIT, 0.001
    while (got := attempt()) is None:
        if time.monotonic() > end:
            raise _Refused("{path} is being written by another program", "run the command again when that has ended")
        time.sleep(pause)
        pause = min(pause * 1.5, 0.02)
    return got


# --- the writing itself -----------------------------------------------------------------------------------------------


def _install(
    target: Path,
    data: bytes,
    see: Callable[[Path], os.stat_result | None],
    rename: Callable[[Path, Path], object],
) -> None:
    """Write beside the target and put that in its place; the lock is held. `see` refuses what must not be replaced."""
    found = see(target)
    beside = target.with_name(f".{target.name[:80]}.new")  # one name: what a killed process left is taken away here
    beside.unlink(missing_ok=True)
    try:
        _write_beside(beside, data, found)
        see(target)  # again: an editor takes no lock, and the disk may have been slow
        rename(beside, target)
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _see(target: Path) -> os.stat_result | None:
    """What the system knows of a file; None where there is none."""
    try:
        return target.stat()
    except FileNotFoundError:
        return None


def _see_nothing(target: Path) -> None:
    """Refuse a target that is there."""
    if os.path.lexists(target):
        raise _appeared()


def _see_unchanged(target: Path, old: bytes) -> os.stat_result:
    """What the system knows of the file that is to be replaced, if it holds the old bytes."""
    try:
        # for writing too: renaming would get past a file that may not be written to, against its owner's will
        handle = os.open(target, os.O_RDWR | _BINARY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        raise _changed() from None
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode) or found.st_size != len(old) or file.read() != old:
            raise _changed()
        return found


def _write_beside(beside: Path, data: bytes, like: os.stat_result | None) -> None:
    handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, 0o600)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        if hasattr(os, "fchmod"):
            if like is not None:
                for owner in ((-1, like.st_gid), (like.st_uid, -1)):
                    with suppress(OSError):  # a file of someone else's that we may write to becomes ours
                        os.fchown(handle, *owner)
            os.fchmod(handle, stat.S_IMODE(like.st_mode) if like is not None else 0o666 & ~_umask())
        os.fsync(handle)
    finally:
        os.close(handle)


def _link_new(beside: Path, target: Path) -> None:
    """Give the file its name, which nothing may have taken."""
    try:
        os.link(beside, target)
    except FileExistsError:
        raise _appeared() from None
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        beside.rename(target)
    else:
        beside.unlink()


def _write_through(target: Path, data: bytes) -> None:
    with target.open("wb", buffering=0) as file:
        view = memoryview(data)
        while view:
            view = view[file.write(view) or 0 :]


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
    except OSError as error:  # some file systems know no such thing; the file is in its place by now
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(handle)
