"""A file's bytes, and the text that they are: a regular file of at most 8 MiB of UTF-8."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from an_sinh.complaints import Slot

MAX_MEGABYTES = 8


class Unreadable(Exception):
    """A file's bytes are no text: a code, a phrase with its arguments, and the place where it shows."""

    def __init__(
        self,
        code: str,
        phrase: str,
        args: Mapping[str, Slot],
        place: tuple[int, int] = (1, 1),
        *,
        missing: bool = False,
    ) -> None:
        super().__init__(phrase)
        self.code = code
        self.phrase = phrase
        self.args_of_phrase = args
        self.place = place
        self.missing = missing


def read_raw(path: Path) -> bytes:
    """A file's bytes; Unreadable for what is no regular file of at most 8 MiB that may be read."""
    try:
        # not blocking: a FIFO in the file's place must not hold us up before we see that it is one
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise _unreadable(error) from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):  # fdopen itself fails on a folder
        os.close(handle)
        raise Unreadable("unreadable", "unreadable", {"detail": "not a regular file"})
    with os.fdopen(handle, "rb") as file:
        try:
            raw = file.read(MAX_MEGABYTES * 1024 * 1024 + 1)
        except OSError as error:
            raise _unreadable(error) from None
    if len(raw) > MAX_MEGABYTES * 1024 * 1024:
        raise Unreadable("too-large", "too_large", {"most": str(MAX_MEGABYTES)})
    return raw


def _unreadable(error: OSError) -> Unreadable:
    detail = os.strerror(error.errno) if error.errno else type(error).__name__
    return Unreadable(
        "missing-file" if isinstance(error, FileNotFoundError) else "unreadable",
        "unreadable",
        {"detail": detail},
        missing=isinstance(error, FileNotFoundError | NotADirectoryError),
    )


def decode(raw: bytes) -> str:
    """Bytes as UTF-8 text without its byte order mark; Unreadable names the place of the first byte that is none."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or raw[:4:2] == b"\0\0" or raw[1:4:2] == b"\0\0":
        raise Unreadable("encoding", "encoding", {"detail": "UTF-16"})
    raw = raw.removeprefix(b"\xef\xbb\xbf")  # not "utf-8-sig": its errors count from after the mark
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode()
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        detail = f"0x{raw[error.start]:02x}"
        raise Unreadable("encoding", "encoding", {"detail": detail}, (line, column)) from None
