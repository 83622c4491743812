"""The XML inside an .xlsx or .ods, read within bounds; a document type, which can expand without end, is refused."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from xml.parsers.expat import ParserCreate

from an_sinh.spreadsheet.cells import too_large

MOST_UNFOLDED: Final = 256 * 1024 * 1024


class Package:
    """The parts of a zipped file by name, in whatever case and with whichever slash."""

    def __init__(self, path: Path) -> None:
        self._archive = zipfile.ZipFile(path)
        self._parts = {each.filename.replace("\\", "/").lower(): each for each in self._archive.infolist()}
        if sum(each.file_size for each in self._parts.values()) > MOST_UNFOLDED:
            raise too_large("", f"{MOST_UNFOLDED // 1024 // 1024} MiB")

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._parts

    def read(self, part: str) -> bytes:
        """A part's bytes; ValueError where there is none."""
        if part not in self:
            raise ValueError(part)
        each = self._parts[part.lower()]
        with self._archive.open(each) as file:
            return file.read(each.file_size)  # no more than it says: what lies is refused by its check sum


class Reader:
    """Goes through XML; the names of elements stand without their prefix."""

    def read(self, data: bytes) -> None:
        """Go through a part from its first element to its last."""
        parser = ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._said
        self.text = ""
        parser.Parse(data, True)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends; `text` is what was said since one began."""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.start(name.rpartition(":")[2], attributes)
        self.text = ""

    def _end(self, name: str) -> None:
        self.end(name.rpartition(":")[2])

    def _said(self, text: str) -> None:
        self.text += text


class Elements(Reader):
    """The attributes of every element, in order, by its name; keys without prefix."""

    def __init__(self, data: bytes) -> None:
        self.found: list[tuple[str, dict[str, str]]] = []
        self.read(data)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self.found.append((name, {key.rpartition(":")[2]: value for key, value in attributes.items()}))

    def named(self, *names: str) -> Iterator[dict[str, str]]:
        """The attributes of the elements with these names."""
        return (attributes for name, attributes in self.found if name in names)


def is_on(attributes: Mapping[str, str], name: str, default: str = "0") -> bool:
    """Whether an attribute says yes."""
    return attributes.get(name, default) not in ("0", "false", "off", "none", "no")


def _refuse(*_: object) -> None:
    raise ValueError("DOCTYPE")
