"""A report in Word as the tests read it: by python-docx, and the parts of its file."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from an_sinh import load, score
from an_sinh.pages.report import report_page
from an_sinh.pages.say import Say
from an_sinh.render.as_docx import write_docx

TALLY, INDICATORS = 1, 2
"""Which of the tables: the first is the heading, the last the signature."""


def report(folder: Path | str, year: int, language: str, against: str = "annual") -> bytes:
    return write_docx(report_page(score(load(folder), year, against), Say.of(language), everything=True))


@dataclass(frozen=True)
class Opened:
    """The document, and its file's parts as text."""

    document: Any
    parts: dict[str, str]

    @property
    def paragraphs(self) -> list[str]:
        return [each.text for each in self.document.paragraphs]

    def table(self, which: int) -> list[list[str]]:
        """The cells of a table, those that span once."""
        return [[cell_text(cell) for cell in row.tc_lst] for row in self.document.tables[which]._tbl.tr_lst]

    def indicators(self) -> list[list[str]]:
        """The rows of indicators, without the headings of groups."""
        return [row for row in self.table(INDICATORS)[1:] if len(row) == 6]


def cell_text(cell: Any) -> str:
    """A cell's text, that of links too."""
    return "".join(each.text or "" for each in cell.iter(qn("w:t")))


def opened(data: bytes) -> Opened:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {each: file.read(each).decode() for each in file.namelist()}
    return Opened(document=docx.Document(io.BytesIO(data)), parts=parts)
