"""A file's bytes, and the text that they are: a regular file of at most 8 MiB of UTF-8."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from an_sinh.errors import DataError, Problem

MAX_MEGABYTES = 8


def read_raw(path: Path) -> bytes:
    """A file's bytes; DataError for what is no regular file of at most 8 MiB that may be read."""
    try:
        # not blocking: a FIFO in the file's place must not hold us up before we see that it is one
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise _unreadable(error) from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):  # fdopen itself fails on a folder
        os.close(handle)
        raise _no_file("unreadable", "not a regular file")
    with os.fdopen(handle, "rb") as file:
        try:
            raw = file.read(MAX_MEGABYTES * 1024 * 1024 + 1)
        except OSError as error:
            raise _unreadable(error) from None
    if len(raw) > MAX_MEGABYTES * 1024 * 1024:
        most = str(MAX_MEGABYTES)
        raise DataError(
            (
                Problem(
                    "too-large",
                    "the file is larger than {most} MiB",
                    "split it, or take out what is no data",
                    most=most,
                ),
            )
        )
    return raw


def _unreadable(error: OSError) -> DataError:
    missing = isinstance(error, FileNotFoundError | NotADirectoryError)
    detail = os.strerror(error.errno) if error.errno else type(error).__name__
    return _no_file("missing-file" if missing else "unreadable", detail)


def _no_file(code: str, detail: str) -> DataError:
    return DataError(
        (
            Problem(
                code,
                "the file can't be read: {detail}",
                "see that it is a file and that you may read it",
                detail=detail,
            ),
        )
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
