"""A file is replaced atomically or not at all, and never if it is not what it was when it was read."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
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
"""Seconds that others may take before us; each of ours holds the lock for a tenth of one."""
STALE = 10.0
"""Seconds after which a lock file that nobody renews was left by a process that is dead."""
_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF, errno.EINVAL, errno.ENOSYS})
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL})
_NO_EXCHANGE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM})
_NO_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF})
_BINARY = getattr(os, "O_BINARY", 0)
_Got = TypeVar("_Got")


def see_it_is_free(path: Path, *, force: bool) -> None:
    """Complaint where a file is there that nobody asked to be replaced; a device or a pipe is written through."""
    with failures_of(path):
        found = _known(path)
    if found is not None and stat.S_ISREG(found.st_mode) and not force:
        raise Complaint(
            "{path} is there already", "name another file, or replace it with --force", path=visible(str(path))
        )


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; Complaint, and the old file untouched, where that can't be done.

    As `replace_if_unchanged`, whatever the old file holds. What is no regular file (a device, a pipe) is written
    through.
    """
    with failures_of(path):
        found = _known(path)
        if found is not None and not stat.S_ISREG(found.st_mode):
            _write_through(path, data)  # under its own name: that of a pipe behind /dev/stdout leads nowhere
            return
        target = Path(os.path.realpath(path))
        with locked(target.parent):
            _install(target, data, _see, _put_over)


def replace_if_unchanged(path: Path, old: bytes, new: bytes) -> None:
    """Put new bytes in a file's place, whole and durable, if it still holds the old ones.

    Complaint, and the file untouched, if it was changed or taken away since, or can't be written. The writers of a
    folder wait for each other, so of two that started from the same bytes the second is refused; an editor, which waits
    for nobody, gets its own file back. A symlink is followed. Mode, owner, ACL and extended attributes are kept, or
    the change is refused. Killed at any step it leaves the old file or the new one, and at most a hidden file that the
    next write takes away.
    """
    with failures_of(path):
        target = Path(os.path.realpath(path))
        with locked(target.parent):
            _install(target, new, partial(_see, old=old), partial(_put, old=old))


def create_new(path: Path, data: bytes, *, again: bool = False) -> None:
    """Write a file that is not there yet, whole and durable, as `replace_if_unchanged` does; also the folders above it.

    Complaint if a file of that name has appeared meanwhile, but with `again` none where it holds these very bytes.
    """
    with failures_of(path):
        target = Path(os.path.realpath(path))
        missing = [folder for folder in (target.parent, *target.parent.parents) if not folder.is_dir()]
        for folder in reversed(missing):
            with suppress(FileExistsError):
                folder.mkdir()
            sync_folder(folder.parent)
        with locked(target.parent):
            if again and _holds(target, data):
                _beside(target).unlink(missing_ok=True)
            else:
                _install(target, data, _see_nothing, _link_new)


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Let no other writer of ours change a data directory meanwhile; Complaint where one does not end.

    What killed runs left in it is taken away.
    """
    with ExitStack() as held:
        for folder in (data, data / "actuals"):
            if folder.is_dir():  # if not, who reads it will say so
                with failures_of(folder):
                    held.enter_context(locked(Path(os.path.realpath(folder))))
                _sweep(folder, _LEFT)
        for folder in _years_of_places(data):
            _sweep(folder, _LEFT_OF_PLACE)
        yield


def _years_of_places(data: Path) -> list[Path]:
    """The folders that the years of places lie in, and the parts of years."""
    with suppress(OSError):
        names = os.listdir(data / "actuals")  # noqa: PTH208  # the names alone
        return [data / "actuals" / name for name in names if _YEAR.fullmatch(name)]
    return []


_YEAR = re.compile("[1-9][0-9]{3}(-[0-9]{2})?")
_LEFT = re.compile(r"\.(targets|places|[1-9][0-9]{3}(-[0-9]{2})?)\.yaml\.new")
_LEFT_OF_PLACE = re.compile(r"\..+\.(yaml|csv)\.new")


def _sweep(folder: Path, left: re.Pattern[str]) -> None:
    """Take away what a killed run was writing beside a data file; the lock of the data is held."""
    with suppress(OSError):
        for name in os.listdir(folder):  # noqa: PTH208  # the names alone
            if left.fullmatch(name):
                (folder / name).unlink()


@contextmanager
def failures_of(path: Path) -> Iterator[None]:
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
    except _Refusal as refused:
        raise Complaint(refused.text, refused.remedy, path=shown, **refused.slots) from None


class _Refusal(Exception):
    def __init__(self, text: str, remedy: str, **slots: str) -> None:
        super().__init__(text)
        self.text = text
        self.remedy = remedy
        self.slots = slots


def _changed() -> _Refusal:
    return _Refusal("{path} was changed by someone else meanwhile", "run the command again")


def _appeared() -> _Refusal:
    return _Refusal("{path} was made by someone else meanwhile", "run the command again")


# --- one writer at a time ---------------------------------------------------------------------------------------------


_held: set[Path] = set()
"""The folders whose lock this process holds."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder's lock. The system frees it when a process ends, however it ends; it leaves no file behind."""
    if folder in _held:
        yield
        return
    with ExitStack() as stack:
        handle = _opened(folder)
        if handle is not None:
            stack.callback(_close, handle)
        if handle is None or not _lock(handle):
            stack.enter_context(_lock_file(folder))
        _held.add(folder)
        stack.callback(_held.discard, folder)
        yield


def _opened(folder: Path) -> int | None:
    """An open folder to lock; None where the system knows no such locks, or does not let it be opened."""
    if not HAS_FLOCK:
        return None
    try:
        return os.open(folder, os.O_RDONLY)
    except PermissionError:  # one that may be written to and not listed
        return None


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

    return _wait_for(attempt, lambda: _holder(os.fstat(handle)))


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
            handle = os.open(name, flags, 0o644)
            with suppress(OSError):  # a full disk takes a name and no byte
                os.write(handle, b"%d\n" % os.getpid())
            return handle
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

    handle = _wait_for(attempt, lambda: _written_in(name))
    try:
        yield
    finally:
        os.close(handle)
        with suppress(OSError):
            name.unlink()


def _wait_for(attempt: Callable[[], _Got | None], holder: Callable[[], str | None]) -> _Got:
    """Try until there is an answer; who waits too long is told for whom."""
    end, pause = time.monotonic() + LONGEST_WAIT, 0.001
    while (got := attempt()) is None:
        if time.monotonic() > end:
            who = holder()
            if who is None:
                raise _Refusal(
                    "{path} is being written by another program", "run the command again when that has ended"
                )
            raise _Refusal("{path} is being written by {who}", "run the command again when that has ended", who=who)
        time.sleep(pause)
        pause = min(pause * 1.5, 0.02)
    return got


def _holder(locked: os.stat_result) -> str | None:
    """The process that holds the lock of an open folder, where the system tells (Linux)."""
    inode = f"{os.major(locked.st_dev):02x}:{os.minor(locked.st_dev):02x}:{locked.st_ino}"
    with suppress(OSError):
        for line in Path("/proc/locks").read_text("ascii", "replace").splitlines():
            parts = line.split()
            if len(parts) > 5 and parts[1] == "FLOCK" and parts[5] == inode:
                return _process(parts[4])
    return None


def _written_in(lock_file: Path) -> str | None:
    """The process that has written its number into a lock file."""
    with suppress(OSError):
        return _process(lock_file.read_text("ascii", "replace").strip()[:20])
    return None


def _process(number: str) -> str | None:
    if not number.isdecimal() or int(number) == 0:
        return None
    name = ""
    with suppress(OSError):
        name = Path(f"/proc/{number}/comm").read_text("utf-8", "replace").strip()
    return visible(f"{name} ({number})" if name else number)


# --- the writing itself -----------------------------------------------------------------------------------------------


_Undo = Callable[[], object]
"""What takes a step back, while the old file is still there."""


def _install(
    target: Path,
    data: bytes,
    see: Callable[[Path], os.stat_result | None],
    put: Callable[[Path, Path], _Undo | None],
) -> None:
    """Write beside the target and put that in its place; the lock is held. `see` refuses what must not be replaced.

    A step that can't be made durable is taken back, so that whoever is told of a failure has the old file.
    """
    found = see(target)
    beside = _beside(target)
    beside.unlink(missing_ok=True)
    try:
        _write_beside(beside, data, target, found)
        see(target)  # again: an editor takes no lock, and the disk may have been slow
        undo = put(beside, target)
        try:
            sync_folder(target.parent)
        except OSError:
            if undo is not None:
                undo()
            raise
    finally:
        with suppress(OSError):  # the old bytes after an exchange, ours where it came to nothing
            beside.unlink(missing_ok=True)


def _beside(target: Path) -> Path:
    """Where a target's new bytes are written: one name, so that what a killed process left is taken away here."""
    return target.with_name(f".{target.name[:80]}.new")


def _see_nothing(target: Path) -> None:
    """Refuse a target that is there."""
    if os.path.lexists(target):
        raise _appeared()


def _see(target: Path, old: bytes | None = None) -> os.stat_result | None:
    """What the system knows of the file that is to be replaced, if it may be, and still holds the old bytes if given.

    None where there is none, and no old bytes are asked for.
    """
    try:
        # for writing too: renaming would get past a file that may not be written to, against its owner's will
        handle = os.open(target, os.O_RDWR | _BINARY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        if old is None:
            return None
        raise _changed() from None
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise _changed()
        if old is not None and (found.st_size != len(old) or file.read() != old):
            raise _changed()
        return found


def _write_beside(beside: Path, data: bytes, target: Path, like: os.stat_result | None) -> None:
    """Write a new file, with the rights that any new file would have, or those of the one that it is to replace."""
    mode = 0o666 if like is None else 0o600
    handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, mode)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        if like is not None and hasattr(os, "fchmod"):
            _give_owner(handle, like)
            _give_attributes(handle, target)
            os.fchmod(handle, stat.S_IMODE(like.st_mode))
        os.fsync(handle)
    finally:
        os.close(handle)


def _give_owner(handle: int, like: os.stat_result) -> None:
    for owner in ((-1, like.st_gid), (like.st_uid, -1)):
        with suppress(OSError):
            os.fchown(handle, *owner)
    found = os.fstat(handle)
    if (found.st_uid, found.st_gid) != (like.st_uid, like.st_gid):
        raise _Refusal(
            "{path} belongs to someone else, and would not if it were replaced",
            "let its owner write it, or put a copy of yours in its place",
        )


_OF_THE_CONTENT = frozenset({"security.ima", "security.evm", "security.capability"})
"""Attributes that the system keeps for a file's bytes, and takes away itself when they change."""


def _give_attributes(handle: int, target: Path) -> None:
    """Give a new file the extended attributes of the target, the ACL among them, and none that it lacks.

    A folder's default ACL would give others rights that they did not have. Linux only: elsewhere Python knows none.
    """
    if not hasattr(os, "listxattr"):
        return
    wanted, found = _attributes(target), _attributes(handle)
    for name in (wanted | found).keys() - _OF_THE_CONTENT:
        if wanted.get(name) == found.get(name):
            continue
        try:
            if name in wanted:
                os.setxattr(handle, name, wanted[name])
            else:
                os.removexattr(handle, name)
        except OSError:
            raise _Refusal(
                "{path} has the attribute {name}, and would not if it were replaced",
                "let its owner write it, or put a copy of yours in its place",
                name=visible(name),
            ) from None


def _attributes(file: Path | int) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    with suppress(OSError):  # a file system that has none
        for name in os.listxattr(file):
            with suppress(OSError):
                found[name] = os.getxattr(file, name)
    return found


def _put(beside: Path, target: Path, old: bytes) -> _Undo | None:
    """Put the new file in the target's place, and look at what stood there: if it was changed, it goes back.

    The two change places in one step, so an editor that saved at the last moment loses nothing. What is left: one that
    writes into the old file, opened before that step, after we have looked; and a system that knows no such step.
    """
    ours = beside.stat()
    undo = _put_over(beside, target)
    if undo is None or _holds(beside, old):
        return undo
    try:
        exchange(beside, target)
    except OSError:  # it was taken away meanwhile
        beside.replace(target)
    if beside.exists() and not os.path.samestat(beside.stat(), ours):  # saved once more: the latest stands
        exchange(beside, target)
    raise _changed()


def _put_over(beside: Path, target: Path) -> _Undo | None:
    """Put the new file in the target's place, whatever stands there; the way back where the two could change places."""
    if os.path.lexists(target) and exchange(beside, target):
        return partial(exchange, beside, target)
    beside.replace(target)
    return None


def _holds(path: Path, data: bytes) -> bool:
    """Whether it is a file of these very bytes, as far as the system lets us see."""
    try:
        handle = os.open(path, os.O_RDONLY | _BINARY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return False
    try:
        with os.fdopen(handle, "rb", closefd=False) as file:
            return stat.S_ISREG(os.fstat(handle).st_mode) and file.read(len(data) + 1) == data
    except OSError:
        return False
    finally:
        _close(handle)


def _close(handle: int) -> None:
    """Close what was only read or locked; a failure loses nothing."""
    with suppress(OSError):
        os.close(handle)


_LINUX, _MACOS = ("renameat2", (-100, -100), 2), ("renamex_np", (), 2)
"""The call that lets two files change places, what stands before each path, and its flag."""


def exchange(one: Path, other: Path) -> bool:
    """Let two files change places in one step; False where the system or the file system knows no such step."""
    if os.name != "posix":
        return False
    import ctypes

    name, before, flag = _MACOS if sys.platform == "darwin" else _LINUX
    call = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if call is None:
        return False
    paths = [os.fsencode(one), os.fsencode(other)]
    words = [each for at, path in enumerate(paths) for each in (*before[at : at + 1], ctypes.c_char_p(path))]
    if call(*words, ctypes.c_uint(flag)) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NO_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _link_new(beside: Path, target: Path) -> _Undo:
    """Give the file its name, which nothing may have taken."""
    try:
        os.link(beside, target)
    except FileExistsError:
        raise _appeared() from None
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        beside.rename(target)
    return target.unlink


def _known(path: Path) -> os.stat_result | None:
    """What the system knows of a file; None where there is none."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _write_through(target: Path, data: bytes) -> None:
    with target.open("wb", buffering=0) as file:
        view = memoryview(data)
        while view:
            view = view[file.write(view) or 0 :]


def sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where the system lets a folder be opened."""
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:  # one that may be written to and not listed
        return
    try:
        os.fsync(handle)
    except OSError as error:  # some file systems know no such thing; the file is in its place by now
        if error.errno not in _NO_SYNC:
            raise
    finally:
        _close(handle)
