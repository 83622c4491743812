"""The form of the report in Word: paper, letters and the blanks that staff fill in; WordprocessingML as text.

In Vietnamese it is that of an administrative document by Decree 30/2020/ND-CP, annex I. The decree's figures are said
beside those chosen. Lengths are millimetres or points; `w:sz` counts half points, other lengths are twips.
"""

from __future__ import annotations

from collections.abc import Mapping

from an_sinh.values import dataclass

FONT = "Times New Roman"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'

PAPER = (210, 297)  # A4
MARGINS = (20, 15, 20, 30)  # top 20-25, right 15-20, bottom 20-25, left 30-35
HEADER = 10  # the page number stands in the top margin
TEXT_WIDTH = PAPER[0] - MARGINS[1] - MARGINS[3]
BLANK = "…" * 11


def twips(millimetres: float) -> int:
    """A length as Word counts it."""
    return round(millimetres * 1440 / 25.4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a form: its text, its size in points, how it is set, and the length of the rule below it."""

    text: str
    size: float
    bold: bool = False
    italic: bool = False
    rule: float = 0
    above: float = 0
    """Points of space above it."""
    align: str = "center"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Two columns of lines beside each other: their widths in millimetres, and rows of both."""

    widths: tuple[float, float]
    rows: tuple[tuple[tuple[Line, ...], tuple[Line, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What stands around the words of a report, with blanks for what no data hold."""

    tag: str
    """The language as a document names it."""
    head: Block
    foot: Block
    headings: tuple[str, str]
    """How a section and its parts are numbered: `{roman}`, `{number}`, `{part}`."""
    end: str
    """What follows the last sentence."""
    annex: str
    """What stands below the title of an annex; empty for nothing."""


DECREE_30 = Form(
    tag="vi-VN",
    head=Block(
        widths=(62, 103),
        rows=(
            (
                (
                    Line(text=BLANK, size=13),  # the superior body: 12-13, upright
                    Line(text=BLANK, size=13, bold=True, rule=20),  # the issuing body: 12-13, a rule of 1/3 to 1/2
                ),
                (
                    Line(text="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=13, bold=True),  # 12-13
                    Line(text="Độc lập - Tự do - Hạnh phúc", size=14, bold=True, rule=61),  # 13-14, a rule as long
                ),
            ),
            (
                (Line(text="Số: ………/BC-………", size=13, above=6),),  # 13; BC is the decree's sign for a report
                (Line(text="………………, ngày …… tháng …… năm ………", size=14, italic=True, above=6),),  # 13-14
            ),
        ),
    ),
    foot=Block(
        widths=(75, 90),
        rows=(
            (
                (
                    Line(text="Nơi nhận:", size=12, bold=True, italic=True, align="left"),  # 12
                    Line(text=f"- {BLANK};", size=11, align="left"),  # 11
                    Line(text=f"- {BLANK};", size=11, align="left"),
                    Line(text="- Lưu: VT, ………", size=11, align="left"),
                ),
                (
                    Line(text=BLANK, size=14, bold=True),  # the signer's power and post: 13-14
                    Line(text=BLANK, size=14, bold=True, above=72),  # and name: 13-14
                ),
            ),
        ),
    ),
    headings=("{roman}. ", "{part}. "),
    end="/.",
    annex="(Kèm theo Báo cáo số ………/BC-……… ngày …… tháng …… năm ……… của ………………)",
)

PLAIN = Form(
    tag="en-GB",
    head=Block(
        widths=(85, 80),
        rows=(
            (
                (Line(text=f"Issued by: {BLANK}", size=13, align="left"),),
                (
                    Line(text=f"Reference: {BLANK}", size=13, align="left"),
                    Line(text=f"Date: {BLANK}", size=13, align="left"),
                ),
            ),
        ),
    ),
    foot=Block(
        widths=(75, 90),
        rows=(
            (
                (),
                (
                    Line(text=f"Position: {BLANK}", size=14, align="left"),
                    Line(text=f"Name: {BLANK}", size=14, above=72, align="left"),
                ),
            ),
        ),
    ),
    headings=("{number}. ", "{number}.{part}. "),
    end="",
    annex="",
)


FORMS: Mapping[str, Form] = {"vi": DECREE_30}
"""The languages whose reports have a form of their own: Vietnamese, by the decree. The others have the plain one."""


def styles_xml(tag: str) -> str:
    """Every style of the document, and no other: black letters of one font."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    return (
        f"<w:styles {NAMESPACES}><w:docDefaults>"
        f'<w:rPrDefault><w:rPr>{fonts}<w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/>'
        f'<w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>" + "".join(_STYLES) + "</w:styles>"
    )


def settings_xml(tag: str) -> str:
    """Settings without anything of a template's."""
    uri = "http://schemas.microsoft.com/office/word"
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{tag}"/></w:settings>'
    )


def _style(id_: str, name: str, paragraph: str = "", letters: str = "", rest: str = "") -> str:
    """A paragraph style; `rest` stands between its name and its properties."""
    default = ' w:default="1"' if id_ == "Normal" else ""
    based = "" if id_ == "Normal" else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{id_}"><w:name w:val="{name}"/>{based}{rest}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )


def _size(points: float) -> str:
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


_BOLD = "<w:b/><w:bCs/>"
# Paragraphs at least 6 pt apart; lines single to one and a half; the first one indented by 1 or 1.27 cm.
_APART = '<w:spacing w:before="0" w:after="120" w:line="276" w:lineRule="auto"/>'
_INDENT = '<w:ind w:firstLine="720"/>'
_NEXT_BODY = '<w:next w:val="BodyText"/>'

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)

_STYLES = (
    _style("Normal", "Normal"),
    _style("BodyText", "Body Text", f'{_APART}{_INDENT}<w:jc w:val="both"/>'),
    _style(
        "Title",
        "Title",
        '<w:keepNext/><w:spacing w:before="360" w:after="0"/><w:jc w:val="center"/>',
        _BOLD,
        _NEXT_BODY,
    ),
    _style("Subtitle", "Subtitle", '<w:keepNext/><w:jc w:val="center"/>', _BOLD, _NEXT_BODY),
    _style(
        "Heading1",
        "heading 1",
        f'<w:keepNext/><w:keepLines/><w:spacing w:before="180" w:after="120"/>{_INDENT}<w:outlineLvl w:val="0"/>',
        _BOLD,
        _NEXT_BODY,
    ),
    _style(
        "Heading2",
        "heading 2",
        f'<w:keepNext/><w:keepLines/><w:spacing w:before="120" w:after="120"/>{_INDENT}<w:outlineLvl w:val="1"/>',
        _BOLD,
        _NEXT_BODY,
    ),
    _style(
        "Caption",
        "caption",
        '<w:keepNext/><w:spacing w:before="120" w:after="120"/><w:jc w:val="center"/>',
        _BOLD + _size(13),
    ),
    _style("TableText", "Table Text", '<w:spacing w:before="40" w:after="40"/>', _size(12)),
    _style(
        "TableHeading",
        "Table Heading",
        '<w:keepNext/><w:spacing w:before="40" w:after="40"/><w:jc w:val="center"/>',
        _BOLD + _size(12),
    ),
    _style(
        "TallyHeading",
        "Tally Heading",
        '<w:keepNext/><w:spacing w:before="40" w:after="40"/><w:jc w:val="center"/>',
        _BOLD + _size(11),
    ),
    _style(
        "Bibliography",
        "Bibliography",
        '<w:spacing w:before="0" w:after="120"/><w:ind w:left="720" w:hanging="720"/>',
        _size(13),
    ),
    _style("Header", "header", '<w:jc w:val="center"/>'),
    f"""
    <w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
      <w:name w:val="Default Paragraph Font"/>
    </w:style>
    <w:style w:type="character" w:styleId="Hyperlink">
      <w:name w:val="Hyperlink"/><w:rPr><w:u w:val="single"/></w:rPr>
    </w:style>
    <w:style w:type="table" w:default="1" w:styleId="TableNormal">
      <w:name w:val="Normal Table"/>
      <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>
        <w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>
        <w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>
      </w:tblCellMar></w:tblPr>
    </w:style>
    <w:style w:type="table" w:styleId="TableGrid">
      <w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>
      <w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>
    </w:style>
    """,
)
