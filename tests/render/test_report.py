"""`ansinh report`: what it says is the scorecard's, it can be sent as it is, and hostile data do it no harm."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import time
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from an_sinh import load, score
from an_sinh.pages.languages import spoken
from an_sinh.pages.lines import BEST_FIRST, name_of, status_word
from an_sinh.pages.prose import score_prose
from an_sinh.pages.report import report_page
from an_sinh.pages.say import Say
from an_sinh.render.as_docx import write_docx
from an_sinh.render.word_form import FORMS
from an_sinh.terms import Language, Status
from tests.conftest import HANOI, PAGES, ROOT
from tests.support_report import INDICATORS, TALLY, opened, report
from tests.support_sheets import data_directory

if TYPE_CHECKING:
    from tests.conftest import Quick

EN, VI = Language.EN, Language.VI
LANGUAGES = pytest.mark.parametrize("language", list(Language))
LIBRARY = ROOT / "examples" / "library"
CASES = pytest.mark.parametrize(
    ("folder", "year", "against"),
    [
        pytest.param(HANOI, 2022, "annual", id="hanoi-2022"),
        pytest.param(HANOI, 2025, "term", id="hanoi-2025-term"),
        pytest.param(LIBRARY, 2023, "annual", id="library-2023"),
        pytest.param(LIBRARY, 2025, "annual", id="library-2025"),
        pytest.param(PAGES / "river-town", 2022, "annual", id="river-town"),
        pytest.param(PAGES / "river-town", 2022, "term", id="nothing-judged"),
        pytest.param(PAGES / "hostile", 2022, "annual", id="hostile"),
    ],
)


# --- what it says -----------------------------------------------------------------------------------------------------


@CASES
@LANGUAGES
def test_its_rows_are_those_of_the_scorecard(folder: Path, year: int, against: str, language: str) -> None:
    card = score(load(folder), year, against)
    rows = opened(report(folder, year, language, against)).indicators()
    order = {id_: at for at, id_ in enumerate(card.programme.groups)}
    lines = sorted(card.lines, key=lambda line: (line.status is Status.WITHDRAWN, order[line.indicator.group]))
    assert [row[1] for row in rows] == [name_of(line, Say.of(language)) for line in lines]
    assert [row[4] for row in rows] == [status_word(line.status, Say.of(language)) for line in lines]
    counted = [row[0] for row in rows if row[4] != Say.of(language).text("Withdrawn")]
    assert counted == [str(number) for number in range(1, card.tally.total + 1)]


@CASES
@LANGUAGES
def test_its_counts_are_those_of_the_json(quick: Quick, folder: Path, year: int, against: str, language: str) -> None:
    run = quick("score", str(year), "--against", against, "--data", folder, "--format", "json")
    tally = json.loads(run.stdout)["tally"]
    found = opened(report(folder, year, language, against))
    said = Counter(row[4] for row in found.indicators())
    head, *_, last = found.table(TALLY)
    for status in BEST_FIRST:
        wanted = tally[status.replace("-", "_")]
        word = status_word(status, Say.of(language))
        assert said[word] == wanted
        assert (last[head.index(word)] == str(wanted)) if word in head else wanted == 0
    assert last[1:3] == [str(tally["total"]), str(tally["met_or_exceeded"])]


@CASES
@LANGUAGES
def test_the_tally_adds_up(folder: Path, year: int, against: str, language: str) -> None:
    _, *rows, last = opened(report(folder, year, language, against)).table(TALLY)
    assert [str(sum(int(row[at]) for row in rows)) for at in range(1, len(last))] == last[1:]


@CASES
@LANGUAGES
def test_its_opening_is_the_prose(folder: Path, year: int, against: str, language: str) -> None:
    prose = score_prose(score(load(folder), year, against), Say.of(language)).splitlines()
    found = opened(report(folder, year, language, against)).paragraphs
    at = found.index(prose[0])
    assert found[at : at + len(prose)] == prose


@CASES
@LANGUAGES
def test_what_needs_attention_is_told_with_its_lead(folder: Path, year: int, against: str, language: str) -> None:
    card = score(load(folder), year, against)
    found = opened(report(folder, year, language, against)).paragraphs
    told = [each for each in found if each.startswith("- ")]
    wanted = [
        line
        for status in (Status.UNMET, Status.NOT_STARTED, Status.UNSCORED)
        for line in card.lines
        if line.status is status
    ]
    wanted += [line for line in card.lines if line.discrepancy]
    assert len(told) == len(wanted)
    for text, line in zip(told, wanted, strict=True):
        assert text.startswith(f"- {name_of(line, Say.of(language))}: ")
        assert (Say.of(language).text("Lead: {lead}.").partition("{")[0] in text) == bool(line.indicator.lead)


@CASES
@LANGUAGES
def test_every_source_that_is_cited_is_listed_and_no_other(
    folder: Path, year: int, against: str, language: str
) -> None:
    found = opened(report(folder, year, language, against))
    body = found.parts["word/document.xml"]
    listed = re.findall(r'w:name="source_(\d+)"', body)
    assert listed == [str(number) for number in range(1, len(listed) + 1)]
    assert set(re.findall(r'w:anchor="source_(\d+)"', body)) == set(listed)
    card = score(load(folder), year, against)
    assert len(listed) >= len({id_ for line in card.lines for id_ in line.source})


def test_the_gap_the_change_and_the_discrepancy_are_told() -> None:
    card = score(load(LIBRARY), 2025)
    rows = {row[1]: row[5] for row in opened(report(LIBRARY, 2025, EN)).indicators()}
    assert rows["School classes welcomed in the year (classes)"].startswith(
        "50 worse than the target; 58.3 % of the plan; 61 the year before; actual [1], target [2]"
    )
    assert rows["Days from a request to the shelf (days)"].startswith(
        "0.3 better than the target; 160.0 % of the plan; 8 the year before; target: −0.5 on 2024; "
        "provisional; actual [1]"
    )
    assert card.tally.unscored == 6


def test_a_discrepancy_is_told_apart(tmp_path: Path) -> None:
    year = "year: 2022\nactuals:\n  jobs-created: {value: 150000, reported: met}\n"
    data = data_directory(tmp_path, **{"2022": year})
    found = opened(report(data, 2022, VI))
    assert "3. Số liệu khác với kết quả được báo cáo" in found.paragraphs
    assert found.indicators()[0][5].startswith("Kém 10.000 so với mục tiêu; bằng 93,8% kế hoạch; cơ quan báo cáo: đạt")


def test_figures_are_spelled_as_the_language_spells_them() -> None:
    vi, en = (opened(report(HANOI, 2022, language)).indicators()[1] for language in (VI, EN))
    assert (vi[2], vi[3], en[2], en[3]) == ("160.000", "203.027", "160,000", "203,027")


def test_a_published_headline_is_told_with_its_source() -> None:
    found = opened(report(HANOI, 2022, VI)).document.paragraphs
    (told,) = [each.text for each in found if each.text.startswith("Nguồn của số đã công bố")]
    assert told == "Nguồn của số đã công bố 23/27 ngày 09/01/2023: [1]."


def test_nothing_to_attend_to_is_said(tmp_path: Path) -> None:
    year = (
        "year: 2022\nactuals:\n  jobs-created: 160000\n  unemployment-rate: 2\n"
        "  hospital-beds: 28\n  clinic-opened: true\n"
    )
    data = data_directory(tmp_path, **{"2022": year})
    assert Say.of(EN).text("Every indicator is met or exceeded.") in opened(report(data, 2022, EN)).paragraphs


def test_a_form_of_its_own_is_of_a_language_that_is_spoken() -> None:
    assert set(FORMS) <= set(spoken())


@pytest.mark.parametrize(
    ("statuses", "told"),
    [
        (["exceeded", "met"], Say.of(EN).text("Among the indicators of this report, every one is met or exceeded.")),
        (["not-started"], Say.of(EN).text("No indicator matches the filters") + "."),
        (["withdrawn"], Say.of(EN).text("No indicator of this report is judged.")),
    ],
    ids=["met", "no-row", "withdrawn"],
)
def test_where_nothing_is_judged_it_does_not_say_that_all_is_met(statuses: list[str], told: str) -> None:
    card = score(load(LIBRARY), 2025)
    found = opened(write_docx(report_page(card, Say.of(EN), rows=lambda line: line.status in statuses))).paragraphs
    assert told in found
    assert (Say.of(EN).text("Among the indicators of this report, every one is met or exceeded.") in found) == (
        "met" in statuses
    )
    assert Say.of(EN).text("Every indicator is met or exceeded.") not in found


# --- how it looks -----------------------------------------------------------------------------------------------------


@LANGUAGES
def test_paper_margins_and_letters_are_the_decrees(language: str) -> None:
    document = opened(report(HANOI, 2022, language)).document
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    for margin, (least, most) in zip(margins, ((20, 25), (20, 25), (30, 35), (15, 20)), strict=True):
        assert least <= round(margin.mm, 1) <= most
    defaults = document.styles.element.find(".//{*}docDefaults//{*}rPr")
    assert {name.split("}")[1]: font for name, font in defaults[0].attrib.items()} == dict.fromkeys(
        ("ascii", "hAnsi", "eastAsia", "cs"), "Times New Roman"
    )
    xml = document.styles.element.xml + document.element.xml
    assert set(re.findall(r'w:color w:val="(\w+)"', xml)) == {"000000"}
    assert len(re.findall(r"<w:rFonts", xml)) == 1, "no other font"
    assert 'w:sz w:val="28"' in document.styles.element.xml.partition("</w:docDefaults>")[0]
    body = document.styles["Body Text"].paragraph_format
    assert body.space_after.pt >= 6
    assert 1 <= body.line_spacing <= 1.5
    assert round(body.first_line_indent.cm, 2) in {1, 1.27}
    assert body.alignment == 3  # both edges


@LANGUAGES
def test_pages_are_numbered_in_the_top_margin_but_the_first(language: str) -> None:
    section = opened(report(HANOI, 2022, language)).document.sections[0]
    header = section.header.paragraphs[0]
    assert "PAGE" in header._p.xml
    assert header.style.paragraph_format.alignment == 1  # in the middle
    assert section.different_first_page_header_footer
    assert section.first_page_header.is_linked_to_previous, "there is none"


def test_the_vietnamese_report_has_the_national_heading_and_blanks() -> None:
    found = opened(report(HANOI, 2022, VI))
    head = found.document.tables[0]
    left, right = (cell.text.split("\n") for cell in head.rows[0].cells)
    assert [each for each in right if each] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert set("".join(left)) == {"…"}
    number, day = (cell.text for cell in head.rows[1].cells)
    assert re.fullmatch(r"Số: …+/BC-…+", number)
    assert re.fullmatch(r"…+, ngày …+ tháng …+ năm …+", day), "no clock, and no place that nobody named"
    foot = [cell.text for cell in found.document.tables[-1].rows[0].cells]
    assert foot[0].startswith("Nơi nhận:\n- …")
    assert set(foot[1]) <= {"…", "\n"}
    assert found.paragraphs[0] == "BÁO CÁO"
    assert found.paragraphs[1].startswith("Kết quả thực hiện các chỉ tiêu năm 2022 của Chương trình 08-CTr/TU “")
    sizes = {run.text: (run.font.size.pt, run.font.bold) for p in head.rows[0].cells[1].paragraphs for run in p.runs}
    assert list(sizes.values()) == [(13, True), (14, True)]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("data", [HANOI, PAGES / "river-town"], ids=["sources-last", "attention-last"])
def test_what_closes_the_report_never_stands_alone_on_its_last_page(data: Path, language: str) -> None:
    """The two paragraphs before the closing sentence stay with it, and that with the signature."""
    paragraphs = opened(report(data, 2022, language)).document.paragraphs
    told = [each for each in paragraphs if each.text]
    assert all(each.paragraph_format.keep_with_next for each in told[-3:])
    assert not told[-4].paragraph_format.keep_with_next or told[-4].style.name.startswith("Heading")


def test_the_english_report_has_no_national_heading() -> None:
    found = opened(report(HANOI, 2022, EN))
    assert "CỘNG HÒA" not in found.parts["word/document.xml"]
    assert found.paragraphs[0] == "REPORT"
    assert re.fullmatch(r"Issued by: …+", found.document.tables[0].rows[0].cells[0].text)


@LANGUAGES
def test_it_can_be_walked_through_and_listened_to(language: str) -> None:
    """Headings, a language, a row of headings that comes again on each page, and rows that no page end splits."""
    found = opened(report(LIBRARY, 2025, language))
    styles = [each.style.name for each in found.document.paragraphs]
    assert styles.count("Heading 1") == 4
    assert styles.count("Heading 2") == 2
    assert f'<w:lang w:val="{"vi-VN" if language == VI else "en-GB"}"' in found.parts["word/styles.xml"]
    for which in (TALLY, INDICATORS):
        rows = found.document.tables[which]._tbl.tr_lst
        assert all("<w:cantSplit/>" in row.xml for row in rows)
        assert ["<w:tblHeader/>" in row.xml for row in rows] == [True] + [False] * (len(rows) - 1)
        assert "<w:tblCaption" in found.document.tables[which]._tbl.xml


def test_every_style_that_is_used_is_there_and_no_other() -> None:
    found = opened(report(LIBRARY, 2025, EN))
    used = set(re.findall(r'<w:(?:pStyle|rStyle|tblStyle) w:val="(\w+)"', found.parts["word/document.xml"]))
    used |= set(re.findall(r'<w:pStyle w:val="(\w+)"', found.parts["word/header1.xml"]))
    used |= set(re.findall(r'<w:(?:basedOn|next) w:val="(\w+)"', found.parts["word/styles.xml"]))
    there = set(re.findall(r'w:styleId="(\w+)"', found.parts["word/styles.xml"]))
    assert used <= there
    assert there - used == {"DefaultParagraphFont", "Hyperlink"}, "this one has no link"


# --- the file ---------------------------------------------------------------------------------------------------------


@LANGUAGES
def test_equal_data_give_equal_bytes_at_any_hour(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = report(HANOI, 2022, language)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    monkeypatch.setenv("USER", "somebody")
    monkeypatch.setattr(sys, "platform", "win32")
    assert report(HANOI, 2022, language) == first
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert {each.create_system for each in file.infolist()} == {3}
        assert {each.date_time for each in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_nothing_is_left_of_the_template() -> None:
    found = opened(report(HANOI, 2022, VI))
    assert sorted(found.parts) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/header1.xml",
        "word/settings.xml",
        "word/styles.xml",
    ]
    core = re.findall(r"<(\w+:\w+)>([^<]*)", found.parts["docProps/core.xml"])
    assert [name for name, _ in core] == ["dc:title", "dc:language"]
    assert core[0][1].startswith("BÁO CÁO. Kết quả thực hiện")
    assert "python-docx" not in "".join(found.parts.values())
    assert "rsid" not in "".join(found.parts.values())


def test_a_link_leads_to_the_web_or_nowhere(tmp_path: Path) -> None:
    urls = {
        "https://example.org/a?b=c&d=%20#e": "https://example.org/a?b=c&d=%20#e",
        "https://example.org/Hà Nội|x": "https://example.org/H%C3%A0%20N%E1%BB%99i%7Cx",
        "HTTP://EXAMPLE.ORG/": "HTTP://EXAMPLE.ORG/",
        "javascript:alert(1)": None,
        "javascript://example.org/%0aalert(1)": None,
        "file:///etc/passwd": None,
        "file://example.org/share": None,
        "https://": None,
        "https://[::1/": None,
        "https://exam ple.org/": None,
        "https://example.org:port/": None,
        "nguoihanoi.vn": None,
    }
    sources = "".join(f"  s{at}: {{title: T{at}, url: {json.dumps(url)}}}\n" for at, url in enumerate(urls))
    used = ", ".join(f"s{at}" for at in range(len(urls)))
    data = data_directory(
        tmp_path,
        f"programme: {{id: P, name: P, years: [2022, 2022]}}\nsources:\n{sources}groups: {{g: G}}\n"
        f"indicators:\n  i: {{name: I, group: g, better: higher, source: [{used}], targets: {{2022: 1}}}}\n",
        **{"2022": "year: 2022\nactuals:\n  i: 1\n"},
    )
    found = opened(report(data, 2022, EN))
    rels = found.document.part.rels.values()
    assert [each.target_ref for each in rels if each.is_external] == [url for url in urls.values() if url]
    listed = [each for each in found.paragraphs if each.startswith("[")]
    for text, url in zip(listed, urls, strict=True):
        assert text.endswith(f" {url}"), "shown as it was written"


def test_letters_that_xml_forbids_are_replaced_and_others_made_visible(tmp_path: Path) -> None:
    odd = "\\0 \\x01 \\x1b[31m \\ufffe \\uffff \\u202e ]]> <b> &amp; \\U0001F600"
    data = data_directory(
        tmp_path,
        f'programme: {{id: "P {odd}", name: "N {odd}", years: [2022, 2022]}}\n'
        f'sources:\n  s: {{title: "T {odd}", url: "https://example.org/{odd}"}}\n'
        f'groups: {{g: "G {odd}"}}\nindicators:\n  i: {{name: "I {odd}", unit: "U {odd}", group: g, better: higher, '
        f'lead: "L {odd}", note: "M {odd}", source: s, targets: {{2022: 1}}}}\n',
        **{"2022": "year: 2022\nactuals:\n  i: 0\n"},
    )
    found = opened(report(data, 2022, VI))
    name = found.indicators()[0][1]
    assert "\\x00 \\x01 \\x1b[31m � � \\u202e ]]> <b> &amp; 😀" in name
    assert not re.search("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\u202e]", "".join(found.parts.values()))


def test_its_time_grows_with_the_indicators_alone(tmp_path: Path) -> None:
    """Where a row is looked for among all the others, four times the rows take sixteen times as long."""

    def taken(number: int, times: int) -> float:
        sources = "".join(f"  s{at}: {{title: T, url: https://example.org/{at}}}\n" for at in range(number))
        rows = "".join(
            f"  i{at}: {{name: I{at}, group: g, better: higher, source: s{at}, targets: {{2022: 2}}}}\n"
            for at in range(number)
        )
        targets = f"programme: {{id: P, name: P, years: [2022, 2022]}}\nsources:\n{sources}groups: {{g: G}}\n"
        year = "year: 2022\nactuals:\n" + "".join(f"  i{at}: 1\n" for at in range(number))
        data = data_directory(tmp_path / str(number), f"{targets}indicators:\n{rows}", **{"2022": year})
        card = score(load(data), 2022)
        found = []
        for _ in range(times):
            start = time.process_time()
            write_docx(report_page(card, Say.of(EN)))
            found.append(time.process_time() - start)
        return min(found)

    assert taken(3200, times=2) < 8 * taken(800, times=3)


# --- the command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return data_directory(tmp_path / "data")


def test_it_tells_what_it_wrote(quick: Quick, tmp_path: Path, data: Path) -> None:
    told = quick("report", "2022", "--output", "r.docx", "--data", data, cwd=tmp_path).page
    assert told.startswith("r.docx: the report for 2022, ")
    assert {each.name for each in tmp_path.iterdir()} == {"data", "r.docx"}, "no litter"


def test_a_report_that_is_there_is_not_replaced(quick: Quick, tmp_path: Path) -> None:
    (tmp_path / "r.docx").write_bytes(b"edited")
    run = quick("report", "2022", "--output", "r.docx", "--lang", "vi", cwd=tmp_path)
    assert (run.code, run.stdout) == (3, "")
    assert run.stderr.endswith("r.docx đã có sẵn (hãy đặt tên tệp khác, hoặc ghi đè bằng --force)\n")
    assert (tmp_path / "r.docx").read_bytes() == b"edited"
    assert quick("report", "2022", "--output", "r.docx", "--force", cwd=tmp_path).code == 0


def test_without_a_year_it_is_the_latest_judged(quick: Quick, tmp_path: Path) -> None:
    run = quick("report", "--output", tmp_path / "r.docx", "--against", "term")
    assert run.code == 0
    assert run.stderr == "no year named: 2025, the latest in which at least half is judged\n"
    assert "25 of the 26" in "\n".join(opened((tmp_path / "r.docx").read_bytes()).paragraphs)


def test_the_command_writes_what_the_library_writes(quick: Quick, tmp_path: Path) -> None:
    quick("report", "2022", "--all", "--output", tmp_path / "r.DOCX", "--lang", "vi")
    assert (tmp_path / "r.DOCX").read_bytes() == report(HANOI, 2022, VI)


def test_filters_choose_rows_and_leave_the_counts_whole(quick: Quick, tmp_path: Path) -> None:
    options = ("--group", "welfare", "--status", "unmet", "--status", "met", "--lang", "vi")
    assert quick("report", "2022", "--output", tmp_path / "r.docx", *options).code == 0
    found = opened((tmp_path / "r.docx").read_bytes())
    assert [row[0] for row in found.indicators()] == ["1", "2", "3", "4", "5", "6"]
    assert {row[4] for row in found.indicators()} == {"Không đạt", "Đạt"}
    assert found.table(TALLY)[-1][:3] == ["Cộng", "27", "23"]
    assert "Báo cáo này nêu 6 trong 27 chỉ tiêu; các số tổng hợp tính trên toàn bộ chỉ tiêu." in found.paragraphs


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        pytest.param(["2022", "--output", "r.doc"], 2, "'r.doc' is not named as a .docx file (name it so)", id="doc"),
        pytest.param(["2022", "--output", "docx"], 2, "'docx' is not named", id="no-ending"),
        pytest.param(["2022"], 2, "--output", id="no-output"),
        pytest.param(["22", "--output", "r.docx"], 2, "'22' is not a year", id="no-year"),
        pytest.param(["2022", "--output", "none/r.docx"], 3, "none/r.docx", id="no-such-folder"),
        pytest.param(["2030", "--output", "r.docx"], 3, "2030", id="outside-the-programme"),
        pytest.param(["2022", "--output", "r.docx", "--group", "wok"], 2, "work", id="no-such-group"),
        pytest.param(["2022", "--output", "r.docx", "--format", "json"], 2, "--format", id="no-format"),
    ],
)
def test_what_cannot_be_reported_is_told(
    quick: Quick, tmp_path: Path, data: Path, arguments: list[str], code: int, told: str
) -> None:
    run = quick("report", *arguments, "--data", data, cwd=tmp_path)
    assert (run.code, run.stdout) == (code, "")
    assert told in run.stderr
    assert {each.name for each in tmp_path.iterdir()} == {"data"}


def test_a_refusal_leaves_the_old_report(quick: Quick, tmp_path: Path, data: Path) -> None:
    old = tmp_path / "r.docx"
    old.write_bytes(b"old")
    (data / "actuals" / "2022.yaml").write_text("year: 2022\nactuals:\n  nobody: 1\n", "utf-8")
    assert quick("report", "2022", "--output", old, "--data", data).code == 3
    assert old.read_bytes() == b"old"


# --- LibreOffice ------------------------------------------------------------------------------------------------------

SOFFICE = shutil.which("soffice")


def _squeezed(text: str) -> str:
    """Without spaces, and with ligatures as their letters: how a page breaks its lines is the fonts' matter."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@pytest.mark.long  # it starts LibreOffice
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed here")
def test_libreoffice_makes_a_pdf_of_it(tmp_path: Path) -> None:
    """One start of LibreOffice for both languages: A4, numbers from the second page on, every name whole, in order."""
    assert SOFFICE is not None
    for language in Language:
        (tmp_path / f"{language}.docx").write_bytes(report(HANOI, 2022, language))
    files = [str(tmp_path / f"{language}.docx") for language in Language]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files]
    subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=120, check=True)
    for language in Language:
        pages = PdfReader(tmp_path / f"{language}.pdf").pages
        assert len(pages) >= 4  # by the letters that are installed
        assert {(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in pages} == {
            (595, 842)
        }
        texts = [_squeezed(page.extract_text()) for page in pages]
        for number, text in enumerate(texts[1:], start=2):
            assert text.startswith(str(number))
        assert not texts[0].startswith("1")
        whole = "".join(text.removeprefix(str(number)) for number, text in enumerate(texts, start=1))
        at = whole.index(_squeezed(Say.of(language).text("Target, actual and result of each indicator")))
        for line in score(load(HANOI), 2022).lines:
            at = whole.index(_squeezed(name_of(line, Say.of(language))), at)


def test_each_source_is_told_with_what_it_said() -> None:
    """The jobs of 2022: the figure by two, the verdict by one of them, the target by a third."""
    card = score(load(HANOI), 2022)
    rows = [row for group in report_page(card, Say.of(EN)).groups for row in group.rows]
    jobs = next(row for row in rows if row.name.startswith("Jobs created"))
    assert jobs.remarks.parts == ("actual", "", "verdict", "target")
    assert len(jobs.remarks.sources) == 4
    insured = next(row for row in rows if row.name.startswith("Workers in social insurance"))
    assert insured.remarks.parts == ()
