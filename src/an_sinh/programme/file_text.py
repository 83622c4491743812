"""A file's bytes, and the text that they are: a regular file of at most 8 MiB of UTF-8."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from an_sinh.errors import DataError, Problem

MAX_MEGABYTES = 8
MAX_TABLE_MEGABYTES = 256
"""A table holds one row for each place, indicator and year: a million of them take about 40 MiB."""


def read_raw(path: Path, most: int = MAX_MEGABYTES) -> bytes:
    """A file's bytes; DataError for what is no regular file of at most `most` MiB that may be read."""
    try:
        # not blocking: a FIFO in the file's place must not hold us up before we see that it is one
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            raw = _read(handle, most)
        finally:
            os.close(handle)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError | NotADirectoryError)
        raise DataError((cannot_be_read("missing-file" if missing else "unreadable", _words(error)),)) from None
    if raw is None:
        raise DataError((cannot_be_read("unreadable", "not a regular file"),))
    if len(raw) > most * 1024 * 1024:
        raise DataError((too_large(most),))
    return raw


def _read(handle: int, most: int) -> bytes | None:
    """A file's bytes, at most one more than it may have; None for what is no regular file."""
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        return None
    with os.fdopen(handle, "rb", closefd=False) as file:
        return file.read(most * 1024 * 1024 + 1)


def names_in(folder: Path) -> list[str]:
    """The names in a folder; none where there is no such folder.

    DataError where there is something of that name and it can't be listed: it is not known to be empty.
    """
    try:
        return os.listdir(folder)  # noqa: PTH208  # half the time of iterdir
    except (FileNotFoundError, NotADirectoryError) as error:
        if os.path.lexists(folder):  # a link that leads nowhere, a file
            raise DataError((cannot_be_listed(_words(error)),)) from None
        return []
    except OSError as error:
        raise DataError((cannot_be_listed(_words(error)),)) from None


def _words(error: OSError) -> str:
    return os.strerror(error.errno) if error.errno else type(error).__name__


def cannot_be_read(code: str, detail: str) -> Problem:
    """A file is there, or was named, and the system does not give its bytes."""
    return Problem(
        code, "the file can't be read: {detail}", "see that it is a file and that you may read it", detail=detail
    )


def cannot_be_listed(detail: str) -> Problem:
    """A folder is there, and the system does not say what is in it."""
    return Problem(
        "unreadable",
        "the folder can't be listed: {detail}",
        "see that it is a folder and that you may read it",
        detail=detail,
    )


def too_large(most: int = MAX_MEGABYTES) -> Problem:
    """More than a data file may have."""
    return Problem(
        "too-large", "the file is larger than {most} MiB", "split it, or take out what is no data", most=str(most)
    )


def decode(raw: bytes) -> str:
    """Bytes as UTF-8 text without its byte order mark; DataError names the place of the first byte that is none."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or raw[:4:2] == b"\0\0" or raw[1:4:2] == b"\0\0":
        raise DataError((_not_utf8("UTF-16"),))
    raw = raw.removeprefix(b"\xef\xbb\xbf")  # not "utf-8-sig": its errors count from after the mark
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode()
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        detail = f"0x{raw[error.start]:02x}"
        raise DataError((_not_utf8(detail).at((line, column)),)) from None


def _not_utf8(detail: str) -> Problem:
    return Problem("encoding", "this is not UTF-8: {detail}", "save the file as UTF-8", detail=detail)
