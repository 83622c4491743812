"""A report as a Word document: WordprocessingML as text, in the eight parts that Word wants of a package.

Without a library: python-docx walks a table for each of its cells, so that the body would be text anyhow, and starts
from a template of which every part would have to be taken out again. The same report gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from xml.sax.saxutils import escape, quoteattr

from an_sinh.pages.annex import Annex
from an_sinh.pages.report import Report, ReportRow, SourceLine, Statement
from an_sinh.pages.say import Say
from an_sinh.render.screen import SYMBOLS
from an_sinh.render.word_form import (
    FORMS,
    HEADER,
    MARGINS,
    NAMESPACES,
    PAPER,
    PLAIN,
    TEXT_WIDTH,
    Block,
    Form,
    Line,
    settings_xml,
    styles_xml,
    twips,
)
from an_sinh.text import by_direction
from an_sinh.values import dataclass

_NO_XML = re.compile("[\ufffe\uffff]")
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_KEPT = 20
"""A tally with no more rows than these stays on one page."""
_MOST_SIGNS = 27
"""As many columns of signs stand beside a name on an upright page."""
_HELD = 2
"""How many paragraphs go with the signature onto its page."""
_HELD_TO = re.compile(r'^(<w:p><w:pPr><w:pStyle w:val="(?:BodyText|Bibliography)"/>)')
_WIDTHS = (11, 53, 20.5, 21.5, 24, 35)  # of which a cell's margins take 3


def write_docx(report: Report) -> bytes:
    """A report as the bytes of a .docx file."""
    form, say = FORMS.get(report.language, PLAIN), Say.of(report.language)
    told = _held_to_the_end([*_body(report, form, say)])
    body = "".join([*_head(report, form, say), *told, *_foot(report, form), *_annex(report, form, say)])
    title = _sound((say.text("REPORT") + ". " + report.subject)[:255])
    links = {_link_id(each): each.url for each in report.sources if each.url is not None}
    return _package(
        {
            "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}{_PAGE}</w:body></w:document>",
            "word/styles.xml": styles_xml(form.tag),
            "word/settings.xml": settings_xml(form.tag),
            "word/header1.xml": _NUMBER,
            "word/_rels/document.xml.rels": _relations(_PARTS, links),
            "docProps/core.xml": _CORE.format(title=escape(title), tag=escape(form.tag)),
        }
    )


# --- the package around the text --------------------------------------------------------------------------------------

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OPC = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {"styles": "styles.xml", "settings": "settings.xml", "header": "header1.xml"}
_TYPES = (
    f'<Types xmlns="{_OPC}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    + "".join(f'<Override PartName="/word/{name}" ContentType="{_WORD}.{kind}+xml"/>' for kind, name in _PARTS.items())
    + "</Types>"
)
_TOP = (
    f'<Relationships xmlns="{_OPC}/relationships">'
    f'<Relationship Id="document" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="core" Type="{_OPC}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
# Title and language alone: the data name no author, and a clock would change the bytes.
_CORE = (
    f'<cp:coreProperties xmlns:cp="{_OPC}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>{title}</dc:title><dc:language>{tag}</dc:language></cp:coreProperties>"
)
_NUMBER = (
    f'<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
    '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p></w:hdr>'
)
_SIDES = dict(zip(("top", "right", "bottom", "left"), map(twips, MARGINS), strict=True))
# A4, the margins, and the page number in the middle of the top margin from the second page on.
_PAGE = (
    '<w:sectPr><w:headerReference w:type="default" r:id="header"/>'
    f'<w:pgSz w:w="{twips(PAPER[0])}" w:h="{twips(PAPER[1])}"/>'
    f"<w:pgMar {' '.join(f'w:{side}={chr(34)}{length}{chr(34)}' for side, length in _SIDES.items())}"
    f' w:header="{twips(HEADER)}" w:footer="{twips(HEADER)}" w:gutter="0"/><w:titlePg/></w:sectPr>'
)


def _relations(parts: Mapping[str, str], links: Mapping[str, str]) -> str:
    """What the document refers to: its parts by their kinds, and the addresses of its links by their ids."""
    inside = "".join(f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{to}"/>' for kind, to in parts.items())
    outside = "".join(
        f'<Relationship Id="{id_}" Type="{_OFFICE}/hyperlink" Target={quoteattr(url)} TargetMode="External"/>'
        for id_, url in links.items()
    )
    return f'<Relationships xmlns="{_OPC}/relationships">{inside}{outside}</Relationships>'


def _package(parts: Mapping[str, str]) -> bytes:
    """The parts as a package, without the hour and the computer on which it was made: equal reports, equal bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, xml in {"[Content_Types].xml": _TYPES, "_rels/.rels": _TOP, **parts}.items():
            entry = zipfile.ZipInfo(name)
            entry.create_system = 3
            text = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'
            package.writestr(entry, text.encode(), zipfile.ZIP_DEFLATED)
    return made.getvalue()


# --- what it says -----------------------------------------------------------------------------------------------------


def _head(report: Report, form: Form, say: Say) -> Iterator[str]:
    yield _block(form.head)
    yield _paragraph("Title", _run(say.text("REPORT")))
    yield _paragraph("Subtitle", _run(report.subject))
    yield _rule(55, TEXT_WIDTH)
    yield _paragraph("Normal")


def _body(report: Report, form: Form, say: Say) -> Iterator[str]:
    sections = iter(range(1, 100))
    yield _heading(say.text("Overall result"), next(sections), form)
    yield from (_paragraph("BodyText", _cited(each)) for each in report.paragraphs)
    yield _caption(1, say.text("Tally by group of indicators"), say)
    yield _tally(report, say)
    yield _heading(say.text("Each indicator"), next(sections), form)
    if report.groups:
        yield _caption(2, say.text("Target, actual and result of each indicator"), say)
        yield _indicators(report, say)
    else:
        yield _paragraph("BodyText", _run(report.nothing))
    number = next(sections)
    yield _heading(say.text("Indicators that need attention"), number, form)
    for part, listed in enumerate(report.attention, start=1):
        yield _heading(listed.heading, number, form, part)
        for item in listed.items:
            yield _paragraph("BodyText", _run(f"- {item.name}: ") + _cited(item.told))
    if not report.attention:
        yield _paragraph("BodyText", _run(report.nothing))
    if report.sources:
        yield _heading(say.sense("heading of the report", "Sources"), next(sections), form)
        yield from map(_source, report.sources)


def _held_to_the_end(told: Sequence[str]) -> Iterator[str]:
    """The last paragraphs kept on one page with what closes the report: else that might stand alone on its last one."""
    for left, each in enumerate(told, start=-len(told)):
        yield _HELD_TO.sub(r"\1<w:keepNext/><w:keepLines/>", each, count=1) if left >= -_HELD else each


def _foot(report: Report, form: Form) -> Iterator[str]:
    last = "<w:keepNext/>"  # the signature never stands alone on a page
    yield _paragraph("BodyText", _run(report.end + form.end), last + '<w:spacing w:before="240"/>')
    yield _block(form.foot)
    yield '<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>'  # a table cannot end a document


def _heading(text: str, number: int, form: Form, part: int = 0) -> str:
    numbered = form.headings[1 if part else 0].format(roman=_roman(number), number=number, part=part)
    return _paragraph("Heading2" if part else "Heading1", _run(numbered + text))


def _link_id(source: SourceLine) -> str:
    return f"source{source.number}"


def _source(source: SourceLine) -> str:
    mark = f"source_{source.number}"
    number = f'<w:bookmarkStart w:id="{source.number}" w:name="{mark}"/>{_run(f"[{source.number}]")}'
    text = number + f'<w:bookmarkEnd w:id="{source.number}"/><w:r><w:tab/></w:r>' + _run(source.text)
    if source.url is not None:
        text += (
            _run(" ") + f'<w:hyperlink r:id="{_link_id(source)}">{_run(source.shown, style="Hyperlink")}</w:hyperlink>'
        )
    return _paragraph("Bibliography", text)


def _tally(report: Report, say: Say) -> str:
    return _counts(report.tally_head, report.tally, say.text("Tally by group of indicators"), has_sum=True)


def _counts(head: Sequence[str], rows: Sequence[Sequence[str]], title: str, *, has_sum: bool) -> str:
    """A table of names with counts behind them; the last row in bold where it is the sum of the others."""
    columns = zip(*([head[1:]] + [row[1:] for row in rows]), strict=True)
    needed = [max(map(_longest_word, column)) * 2 + 4.4 for column in columns]  # at 11 points
    more = max(0, TEXT_WIDTH - 50 - sum(needed)) / len(needed)
    widths = (TEXT_WIDTH - sum(needed) - more * len(needed), *(each + more for each in needed))
    laid = [_Row(cells=tuple(_Cell(text=text, style="TallyHeading") for text in head), heading=True)]
    for at, (name, *counts) in enumerate(rows, start=1):
        bold, keep = has_sum and at == len(rows), at < len(rows) <= _KEPT
        cells = (_Cell(text=name, bold=bold), *(_Cell(text=each, bold=bold, align="center") for each in counts))
        laid.append(_Row(cells=cells, keep=keep))
    return _table(widths, laid, title)


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


def _annex(report: Report, form: Form, say: Say) -> Iterator[str]:
    """The places on pages of their own, behind the signature."""
    annex = report.annex
    if annex is None:
        return
    yield _paragraph("Title", _run(say.sense("heading of the report", "ANNEX")), "<w:pageBreakBefore/>")
    yield _paragraph("Subtitle", _run(annex.subject))
    if form.annex:
        yield _paragraph("Normal", _run(form.annex, italic=True), '<w:jc w:val="center"/>')
    yield _rule(55, TEXT_WIDTH)
    yield _caption(3, say.text("Headline of each place"), say)
    yield _counts(annex.head, annex.rows, say.text("Headline of each place"), has_sum=annex.has_whole)
    yield _paragraph("Normal")
    yield from (_paragraph("BodyText", _run(_as_sentence(each))) for each in annex.closing)
    if annex.grid.rows and len(annex.grid.indicators) <= _MOST_SIGNS:
        yield _caption(4, say.text("Places and indicators"), say)
        yield _signs(annex, say)
        yield _paragraph("Normal")
        yield from (_paragraph("BodyText", _run(each)) for each in _legend(annex))


def _caption(number: int, title: str, say: Say) -> str:
    return _paragraph("Caption", _run(say.text("Table {number}. {title}", number=number, title=title)))


def _as_sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def _signs(annex: Annex, say: Say) -> str:
    """Places by indicators, a sign each, the columns numbered."""
    indicators = len(annex.grid.indicators)
    each = min(9, (TEXT_WIDTH - 38) / indicators)
    heads = (annex.head[0], *map(str, range(1, indicators + 1)))
    rows = [_Row(cells=tuple(_Cell(text=text, style="TallyHeading", size=8) for text in heads), heading=True)]
    for row in annex.grid.rows:
        signs = (_Cell(text=SYMBOLS[status], align="center", size=9) for status in row.statuses)
        rows.append(_Row(cells=(_Cell(text=row.name, size=10), *signs), keep=len(rows) < len(annex.grid.rows) <= _KEPT))
    widths = (TEXT_WIDTH - each * indicators, *[each] * indicators)
    return _table(widths, rows, say.text("Places and indicators"), margin=0.6)


def _legend(annex: Annex) -> Iterator[str]:
    yield "; ".join(f"{SYMBOLS[status]} {word}" for status, word in annex.grid.signs) + "."
    yield "; ".join(f"{at}. {name}" for at, name in enumerate(annex.grid.indicators, 1)) + "."


def _indicators(report: Report, say: Say) -> str:
    headings = (
        say.text("No."),
        say.text("Indicator (unit)"),
        say.text("target"),
        say.text("actual"),
        say.text("Result"),
    )
    heads = (text[:1].upper() + text[1:] for text in (*headings, say.text("Remarks")))
    rows = [_Row(cells=tuple(_Cell(text=text, style="TableHeading") for text in heads), heading=True)]
    for at, group in enumerate(report.groups, start=1):
        number = _Cell(text=_roman(at), bold=True, align="center")
        rows.append(_Row(cells=(number, _Cell(text=group.name, bold=True, span=len(_WIDTHS) - 1)), keep=True))
        rows += map(_indicator, group.rows)
    return _table(_WIDTHS, rows, say.text("Target, actual and result of each indicator"))


def _indicator(row: ReportRow) -> _Row:
    return _Row(
        cells=(
            _Cell(text=row.number, align="center"),
            _Cell(text=f"– {row.name}" if row.is_part else row.name),
            _Cell(text=row.target, align="right"),
            _Cell(text=row.actual, align="right"),
            _Cell(text=row.status, align="center"),
            _Cell(text=row.remarks),
        )
    )


# --- WordprocessingML -------------------------------------------------------------------------------------------------


def _sound(text: str) -> str:
    """The text without the two characters that XML forbids; control characters were made visible before."""
    return _NO_XML.sub("\ufffd", text)


def _run(text: str, *, bold: bool = False, italic: bool = False, size: float = 0, style: str = "") -> str:
    if not text:
        return ""
    letters = f'<w:rStyle w:val="{style}"/>' if style else ""
    letters += "<w:b/><w:bCs/>" if bold else ""
    letters += "<w:i/><w:iCs/>" if italic else ""
    letters += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else ""
    return "".join(_stretch(part, letters, rtl=rtl) for rtl, part in by_direction(text))


def _stretch(text: str, letters: str, *, rtl: bool) -> str:
    """A stretch of one direction; from right to left it is kept apart from what stands around it."""
    if rtl:
        letters, text = letters + "<w:rtl/>", f"\u2067{text}\u2069"
    letters = f"<w:rPr>{letters}</w:rPr>" if letters else ""
    return f'<w:r>{letters}<w:t xml:space="preserve">{escape(_sound(text))}</w:t></w:r>'


def _cited(cited: Statement) -> str:
    """A text and its sources, `[1], [4]`, each a link to where it is listed."""
    text, between = _run(cited.text), ("; " if cited.parts else " ") if cited.text else ""
    for number, part in zip_longest(cited.sources, cited.parts, fillvalue=""):
        text += _run(between) + (_run(f"{part} ") if part else "")
        text += f'<w:hyperlink w:anchor="source_{number}">{_run(f"[{number}]")}</w:hyperlink>'
        between = ", "
    return text + _run(cited.after)


def _paragraph(style: str, runs: str = "", properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def _rule(length: float, width: float) -> str:
    """A line of some millimetres in the middle of a width; the decree wants it drawn, not underlined."""
    aside = twips((width - length) / 2)
    return (
        '<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        '<w:spacing w:before="60" w:after="0" w:line="60" w:lineRule="exact"/>'
        f'<w:ind w:left="{aside}" w:right="{aside}"/><w:rPr><w:sz w:val="4"/></w:rPr></w:pPr></w:p>'
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """A cell of a table with lines; `span` is how many columns it covers."""

    text: str | Statement
    style: str = "TableText"
    bold: bool = False
    size: float = 0
    """In points, where it is not the style's."""
    align: str = ""
    span: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row that no page end splits; a heading stands again on each page, `keep` holds a row to the next."""

    cells: tuple[_Cell, ...]
    heading: bool = False
    keep: bool = False


def _table(widths: Sequence[float], rows: Iterable[_Row], title: str, *, margin: float | None = None) -> str:
    """A table with lines; `margin` is what its cells leave free at their sides, where it is not the style's."""
    sides = "" if margin is None else _cell_margins(margin)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        f"{sides}"
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/><w:tblCaption w:val={quoteattr(title)}/></w:tblPr>'
        f"{_grid(widths)}{''.join(_row(row, widths) for row in rows)}</w:tbl>"
    )


def _cell_margins(millimetres: float) -> str:
    sides = "".join(f'<w:{side} w:w="{twips(millimetres)}" w:type="dxa"/>' for side in ("left", "right"))
    return f"<w:tblCellMar>{sides}</w:tblCellMar>"


def _grid(widths: Sequence[float]) -> str:
    columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def _row(row: _Row, widths: Sequence[float]) -> str:
    told, at = "", 0
    for cell in row.cells:
        width = twips(sum(widths[at : at + cell.span]))
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        properties = ("<w:keepNext/>" if row.keep else "") + (f'<w:jc w:val="{cell.align}"/>' if cell.align else "")
        runs = (
            _cited(cell.text) if isinstance(cell.text, Statement) else _run(cell.text, bold=cell.bold, size=cell.size)
        )
        told += f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="center"/></w:tcPr>'
        told += _paragraph(cell.style, runs, properties) + "</w:tc>"
        at += cell.span
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if row.heading else ''}</w:trPr>{told}</w:tr>"


def _block(block: Block) -> str:
    """Two columns without lines between them."""
    rows = ""
    for row in block.rows:
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>'
            f"{''.join(_form_lines(lines, width)) or _paragraph('Normal')}</w:tc>"
            for lines, width in zip(row, block.widths, strict=True)
        )
        rows += f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(sum(block.widths))}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/>{_cell_margins(0)}</w:tblPr>'
        f"{_grid(block.widths)}{rows}</w:tbl>"
    )


def _form_lines(lines: Iterable[Line], width: float) -> Iterator[str]:
    for line in lines:
        above = f'<w:spacing w:before="{round(line.above * 20)}"/>' if line.above else ""
        runs = _run(line.text, bold=line.bold, italic=line.italic, size=line.size)
        yield _paragraph("Normal", runs, f'{above}<w:jc w:val="{line.align}"/>')
        if line.rule:
            yield _rule(line.rule, width)


def _roman(number: int) -> str:
    """A number of a section or a group, in Roman numerals."""
    told = ""
    for value, letters in _ROMAN:
        while number >= value:
            told, number = told + letters, number - value
    return told
