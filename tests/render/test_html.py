"""The page as a text: what stands in it, in which language, whose word it is, and that nothing of the data can act."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from an_sinh import load, score
from an_sinh.judge.outlook import outlook as see
from an_sinh.pages.lines import line_row, status_word
from an_sinh.pages.outlook import prospect_row
from an_sinh.pages.say import Say, said_in
from an_sinh.pages.score import score_page
from an_sinh.render.as_html import MANY
from an_sinh.render.formats import formats_of
from tests.conftest import HANOI, PAGES, ROOT, environment
from tests.support_web import COMMANDS, LIBRARY, Element, elements, web_page

if TYPE_CHECKING:
    from tests.conftest import Ansinh, Quick

SUBJECTS = tuple(COMMANDS)
LANGUAGES = ("en", "vi")


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The four pages of the made-up library."""
    folder = tmp_path_factory.mktemp("pages")
    return {subject: web_page(folder, line).read_text("utf-8") for subject, line in COMMANDS.items()}


@pytest.fixture(scope="module")
def roots(texts: Mapping[str, str]) -> Mapping[str, Element]:
    return {subject: elements(text) for subject, text in texts.items()}


@pytest.fixture(scope="module")
def hanoi(tmp_path_factory: pytest.TempPathFactory) -> Element:
    return elements(web_page(tmp_path_factory.mktemp("hanoi"), "score 2022 --all", HANOI).read_text("utf-8"))


def row(root: Element, id_: str) -> Element:
    (found,) = root.all("tr", id=f"i-{id_}")
    return found


def cell(root: Element, id_: str, role: str) -> Element:
    (found,) = row(root, id_).all("td", role)
    return found


# --- what stands in it ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_screen_answers_the_question(hanoi: Element, language: str) -> None:
    (answer,) = hanoi.all("section", "answer")
    sheet = score_page(score(load(HANOI), 2022), Say.of(language))
    assert answer.all("h1")[0].text(language) == sheet.headline
    assert [each.text(language)[2:] for each in answer.all("li")] == [count.text for count in sheet.counts]
    assert [
        each.text(language).startswith(line)
        for each, line in zip(answer.all("p", "closing"), sheet.closing, strict=True)
    ]
    assert [int(part.all("i")[0].text()) for part in answer.all("span", "part")] == [9, 14, 3, 1]
    assert hanoi.all("p", "title")[0].text(language) == sheet.title


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("data", [LIBRARY, HANOI], ids=["library", "programme-08"])
def test_rows_say_what_the_table_says(roots: Mapping[str, Element], hanoi: Element, data: Path, language: str) -> None:
    card = score(load(data), 2023 if data == LIBRARY else 2022)
    root = roots["score"] if data == LIBRARY else hanoi
    assert len(root.all("tr", role="row")) == len(card.lines) + len(root.all("tr", "section")) + 1
    for line in card.lines:
        spelled = line_row(card, line, Say.of(language))
        assert row(root, line.id).all("th")[0].text(language).startswith(said_in(line.indicator.name, language)[0])
        assert status_word(line.status, Say.of(language)) in cell(root, line.id, "result").text(language)
        found = [cell(root, line.id, role).text(language) for role in ("target", "actual", "gap")]
        wanted = [" ".join((each.text + each.tail).split()) for each in spelled.cells]
        if line.basis != "computed":  # why there is no gap stands below the result
            wanted[2] = "–"
            reason = (spelled.cells[2].text + spelled.cells[2].tail).strip("– ")
            assert reason in cell(root, line.id, "result").text(language)
        assert found == wanted
        assert [each.text(language) for each in row(root, line.id).all("span", "remark")][: len(spelled.notes)] == [
            *spelled.notes
        ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_outlook_says_what_the_table_says(roots: Mapping[str, Element], language: str) -> None:
    for line in see(load(LIBRARY), 2024).lines:
        roles = ("actual", "target", "ratio", "projection", "required")
        found = [cell(roots["outlook"], line.id, role).text(language) for role in roles]
        assert found == [each.text + each.tail for each in prospect_row(line, Say.of(language)).cells]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_drawn_of_an_outlook_is_said_from_its_baseline_on(tmp_path: Path, language: str) -> None:
    root = elements(web_page(tmp_path, "outlook 2022").read_text("utf-8"))
    ahead = [line for line in see(load(LIBRARY), 2022).lines if line.next_target is not None]
    assert ahead
    for line in ahead:
        way = prospect_row(line, Say.of(language)).notes[0]
        assert cell(root, line.id, "graph").text(language).startswith(f"{way}; ")


def test_a_trend_has_each_years_status_as_sign_word_and_colour(roots: Mapping[str, Element]) -> None:
    cells = row(roots["trend"], "days-to-shelf").all("td", "year")
    assert [each.text("en") for each in cells] == [
        *("? Not judged 11.5", "▲ Exceeded 10.8", "? Not judged 8.1", "✗ Unmet 8", "▲ Exceeded 7.2")
    ]
    assert [each.all("span", "sign")[0].classes - {"sign"} for each in cells] == [
        *({"unscored"}, {"exceeded"}, {"unscored"}, {"unmet"}, {"exceeded"})
    ]


def test_a_diff_has_regressions_first_and_the_unchanged_too(roots: Mapping[str, Element]) -> None:
    headings = [each.text("en") for each in roots["diff"].all("tr", "section")]
    assert headings == ["▼ Regressed 3", "▲ Improved 4", "~ Verdict gained 3", "~ Other changes 5", "· Unchanged 1"]
    assert [each.text("en") for each in roots["diff"].all("span", "bar-name")] == ["2023", "2024"]


def test_filters_count_the_rows_that_they_leave(roots: Mapping[str, Element]) -> None:
    for subject, root in roots.items():
        rows = [each for each in root.all("tr") if "data-kind" in each.attributes]
        for box in root.all("input", type="checkbox"):
            value, by = box.attributes["value"], "data-" + box.attributes["name"]
            assert box.parent is not None
            number = int(box.parent.all("span", "number")[0].text())
            assert (subject, number) == (subject, sum(each.attributes[by] == value for each in rows))


def test_summary_leaves_out_the_rows_and_what_they_need(tmp_path: Path) -> None:
    root = elements(web_page(tmp_path, "score 2023 --summary").read_text("utf-8"))
    assert root.all("section", "tally")
    assert not root.all("section", "indicators") + root.all("div", "controls") + root.all("section", "notes")


def test_filtered_rows_leave_the_tally_whole(tmp_path: Path, roots: Mapping[str, Element]) -> None:
    root = elements(web_page(tmp_path, "score 2023 --group house --status unmet").read_text("utf-8"))
    assert [each.attributes["id"] for each in root.all("tr") if "data-kind" in each.attributes] == [
        *("i-energy-used", "i-roof-insulated")
    ]
    assert root.all("section", "tally")[0].text() == roots["score"].all("section", "tally")[0].text()
    assert "2 of 16 rows shown" in root.all("section", "answer")[0].text("en")
    none = elements(web_page(tmp_path, "score 2023 --group lending --status met").read_text("utf-8"))
    assert "No indicator matches the filters" in none.text("en")


def test_by_lead_counts_by_lead(tmp_path: Path) -> None:
    root = elements(web_page(tmp_path, "score 2023 --by lead").read_text("utf-8"))
    (tally,) = root.all("section", "tally")
    assert [each.text("en") for each in tally.all("th", scope="row")] == [
        *("Front desk", "Lending desk", "Schools desk", "Caretaker", "Archive", "No lead named")
    ]
    assert tally.all("h2")[0].text("vi") == "Theo đầu mối"


# --- whose word it is -------------------------------------------------------------------------------------------------


def test_each_mark_leads_to_a_footnote_and_back(roots: Mapping[str, Element], hanoi: Element) -> None:
    for root in (*roots.values(), hanoi):
        ids = [each.attributes["id"] for each in root.walk() if "id" in each.attributes]
        assert len(ids) == len(set(ids))
        links = [each.attributes["href"] for each in root.all("a")]
        inner = [link[1:] for link in links if link.startswith("#")]
        assert set(inner) <= set(ids)
        notes = [id_ for id_ in ids if id_.startswith(("source-", "note-"))]
        assert notes
        assert set(notes) <= set(inner)


def test_a_row_leads_to_its_sources(hanoi: Element) -> None:
    found = []
    for mark in row(hanoi, "poverty-rate").all("a"):
        (note,) = hanoi.all("div", id=mark.attributes["href"][1:])
        found.append(note.all("dd")[0].text("en"))
    card = score(load(HANOI), 2022)
    line = next(each for each in card.lines if each.id == "poverty-rate")
    assert len(line.source) == 6
    for id_ in line.source:
        assert any(said_in(card.programme.sources[id_].title, "en")[0] in text for text in found)
    assert any(text.startswith("A cut of 723 of 3,612 households") for text in found)


def test_who_says_so_where_there_is_no_figure(hanoi: Element) -> None:
    assert cell(hanoi, "unnamed-1", "result").text("en") == "● Met inferred"
    assert "By elimination." in row(hanoi, "unnamed-1").all("th")[0].text("en")
    assert cell(hanoi, "jobs-created", "result").text("en") == "▲ Exceeded computed"


def test_sources_are_links_that_tell_nobody_where_from(hanoi: Element) -> None:
    links = [each for each in hanoi.all("a") if not each.attributes["href"].startswith("#")]
    assert len(links) == 10
    for link in links:
        assert re.match(r"https?://", link.attributes["href"])
        assert link.attributes["rel"] == "noopener noreferrer"
    assert hanoi.all("meta", name="referrer")[0].attributes["content"] == "no-referrer"


# --- two languages ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_opens_in_the_language_asked_for(tmp_path: Path, language: str) -> None:
    root = elements(web_page(tmp_path, "score 2022", HANOI, language).read_text("utf-8"))
    assert root.all("html")[0].attributes["lang"] == language
    assert [each.attributes["value"] for each in root.all("input", type="radio") if "checked" in each.attributes] == [
        language
    ]
    title = {"en": "23/27 met (85.2 %) · Programme 08", "vi": "23/27 chỉ tiêu đạt (85,2%) · Chương trình 08"}
    assert root.all("title")[0].text().startswith(title[language])


def test_each_text_of_two_languages_says_which_is_which(roots: Mapping[str, Element], hanoi: Element) -> None:
    for root in (*roots.values(), hanoi):
        for language in LANGUAGES:
            spans = root.all("span", language)
            assert len(spans) > 50
            assert all("lang" in each.attributes for each in spans)


def test_a_text_that_is_there_in_one_language_says_in_which(tmp_path: Path) -> None:
    data = programme(tmp_path, name="{vi: Một}", unit="{en-GB: years}")
    root = elements(web_page(tmp_path, "score 2022", data).read_text("utf-8"))
    (name,) = root.all("th", "name", role="rowheader")
    found = [(each.text(), each.attributes["lang"]) for each in name.all("span") if "lang" in each.attributes]
    assert found[:2] == [("Một", "vi"), ("years", "en-GB")]


# --- nothing of the data can act --------------------------------------------------------------------------------------

HOSTILE = [
    "</style><script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    '\\"><svg onload=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "' onclick='alert(1)",
    "&lt;b&gt;",
]


def programme(folder: Path, *, name: str = "N", unit: str = "U", url: str = "", note: str = "x") -> Path:
    """A data directory of one indicator."""
    data = folder / "data"
    (data / "actuals").mkdir(parents=True, exist_ok=True)
    (data / "targets.yaml").write_text(
        "programme: {id: P, name: P, years: [2021, 2022]}\n"
        f"sources: {{s: {{title: {name}, publisher: {name}{f', url: {url}' if url else ''}, note: {name}}}}}\n"
        f"groups: {{g: {name}}}\n"
        f"indicators: {{i: {{name: {name}, unit: {unit}, lead: {name}, note: {note}, group: g, better: higher,"
        " source: s, targets: {2022: {value: 1}}}}\n",
        "utf-8",
    )
    for year in (2021, 2022):
        (data / "actuals" / f"{year}.yaml").write_text(
            f"year: {year}\nsource: s\nactuals: {{i: {{value: 1, note: {name}}}}}\n", "utf-8"
        )
    return data


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_text_of_the_data_stays_a_text(tmp_path: Path, subject: str, text: str) -> None:
    data = programme(tmp_path, name=f'"{text}"', unit=f'"{text}"', note=f'"{text}"')
    line = {"score": "score 2022 --by lead", "diff": "diff 2021 2022", "outlook": "outlook 2022"}.get(subject, subject)
    page = web_page(tmp_path, line, data).read_text("utf-8")
    plain = web_page(tmp_path, line, programme(tmp_path, name="N", unit="N", note="N")).read_text("utf-8")
    root, wanted = elements(page), elements(plain)
    assert [each.tag for each in root.walk()] == [each.tag for each in wanted.walk()]
    assert [sorted(each.attributes) for each in root.walk()] == [sorted(each.attributes) for each in wanted.walk()]
    assert text.replace('\\"', '"') in root.all("th", "name", role="rowheader")[0].text("en")


def test_what_a_browser_would_obey_is_seen(tmp_path: Path) -> None:
    page = web_page(tmp_path, "score 2022", PAGES / "hostile").read_text("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]", page)
    assert "right \\u202e to left \\u2069" in page
    assert "red \\x1b[31m and bell \\x07" in page


ADDRESSES = [
    pytest.param("https://example.org/a?b=c&d=%20", True, id="https"),
    pytest.param("http://example.org", True, id="http"),
    pytest.param("HTTPS://EXAMPLE.ORG/", True, id="in-capitals"),
    pytest.param("javascript:alert(1)", False, id="a-script"),
    pytest.param("JaVaScRiPt://example.org/%0aalert(1)", False, id="a-script-in-disguise"),
    pytest.param("data:text/html,<script>alert(1)</script>", False, id="data"),
    pytest.param("//example.org", False, id="no-scheme"),
    pytest.param("file:///etc/passwd", False, id="a-file"),
    pytest.param("https://user@example.org/", False, id="with-a-user"),
    pytest.param("https:// example.org/", False, id="with-a-space"),
    pytest.param("https://example.org\\\\@evil.example/", False, id="with-a-backslash"),
    pytest.param("Văn bản số 12, trang 3", False, id="no-address"),
]


@pytest.mark.parametrize(("url", "is_link"), ADDRESSES)
def test_only_an_address_on_the_web_is_a_link(tmp_path: Path, url: str, is_link: bool) -> None:
    root = elements(web_page(tmp_path, "score 2022", programme(tmp_path, url=f'"{url}"')).read_text("utf-8"))
    links = [each.attributes["href"] for each in root.all("a") if not each.attributes["href"].startswith("#")]
    assert links == ([url] if is_link else [])
    if not is_link:
        assert url.replace("\\\\", "\\") in root.all("section", "sources")[0].text("en")


def policy(root: Element) -> dict[str, str]:
    (meta,) = [each for each in root.all("meta") if each.attributes.get("http-equiv") == "Content-Security-Policy"]
    return dict(part.strip().split(" ", 1) for part in meta.attributes["content"].split(";"))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_policy_allows_the_one_style_and_the_one_script(subject: str, texts: Mapping[str, str]) -> None:
    root = elements(texts[subject])
    found = policy(root)
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        (element,) = root.all(tag)
        (text,) = element.inside
        assert isinstance(text, str)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert found.pop(directive) == f"'sha256-{digest}'"
    assert found == {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"}
    head = root.all("head")[0]
    assert [each.tag for each in head.inside if isinstance(each, Element)][:2] == ["meta", "meta"], "it comes first"


@pytest.mark.parametrize("subject", SUBJECTS)
def test_nothing_comes_from_elsewhere_and_nothing_stands_in_an_attribute_that_acts(
    subject: str, texts: Mapping[str, str]
) -> None:
    root = elements(texts[subject])
    for each in root.walk():
        assert not each.attributes.keys() & {"style", "src", "srcset", "action", "formaction", "background", "ping"}
        assert not any(name.startswith("on") for name in each.attributes)
        assert each.tag not in {"link", "base", "img", "iframe", "object", "embed", "form", "use", "image"}
    style = root.all("style")[0].text()
    assert "url(" not in style
    assert "@import" not in style
    assert "data:" not in style


# --- the same bytes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_same_data_give_the_same_bytes(subject: str, texts: Mapping[str, str], quick: Quick) -> None:
    again = quick(*COMMANDS[subject].split(), "--format", "html", "--data", "../" + LIBRARY.name, cwd=LIBRARY)
    assert again.out.decode() == texts[subject]
    assert str(ROOT) not in texts[subject]
    assert again.out.endswith(b"</html>\n")
    assert b"\r" not in again.out


@pytest.mark.parametrize("line", ["score 2022", "diff 2021 2022", "trend", "outlook 2024"])
def test_a_page_is_utf_8_wherever_it_goes(line: str, ansinh: Ansinh) -> None:
    page = ansinh(*line.split(), "--format", "html", env={"PYTHONIOENCODING": "ascii"}).out
    assert "Tỷ lệ thất nghiệp" in page.decode()


# --- what it costs, and what it does not ------------------------------------------------------------------------------


def test_only_the_page_reads_every_year(tmp_path: Path, quick: Quick) -> None:
    data = programme(tmp_path)
    (data / "actuals" / "2021.yaml").write_text("year: 2021\nactuals: {i: 2,5}\n")
    assert quick("score", "2022", "--data", data).code == 0
    refused = quick("score", "2022", "--data", data, "--format", "html")
    assert (refused.code, refused.stdout) == (3, "")
    assert "2021.yaml" in refused.stderr


def test_of_many_rows_those_out_of_sight_are_not_laid_out(tmp_path: Path, roots: Mapping[str, Element]) -> None:
    data = programme(tmp_path)
    rows = "".join(f"  i{at}: {{name: N, group: g, targets: {{2022: true}}}}\n" for at in range(MANY))
    targets = (data / "targets.yaml").read_text("utf-8").partition("indicators:")[0] + "indicators:\n" + rows
    (data / "targets.yaml").write_text(targets, "utf-8")
    for year in (2021, 2022):
        (data / "actuals" / f"{year}.yaml").write_text(f"year: {year}\nactuals: {{i1: true}}\n", "utf-8")
    root = elements(web_page(tmp_path, "score 2022", data).read_text("utf-8"))
    assert root.all("table", "many")
    assert not roots["score"].all("table", "many")
    assert ".many tbody tr:not(.section) { content-visibility: auto;" in root.all("style")[0].text()


def test_other_formats_do_without_the_templates() -> None:
    script = "import sys; from an_sinh.cli.entry import run; run(['score', '2022']); print('jinja2' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("\nFalse\n")


def test_the_four_have_it_and_the_others_name_what_they_have(quick: Quick) -> None:
    assert all("html" in formats_of(each) for each in ("score", "diff", "trend", "outlook"))
    run = quick("focus", "2022", "--format", "html")
    assert (run.code, run.stdout) == (2, "")
    assert "table, prose, json, csv or markdown" in run.stderr


def test_what_the_browser_tests_want_and_cannot_have_is_said_and_fails_nothing(tmp_path: Path) -> None:
    bash, script = shutil.which("bash"), ROOT / ".ci" / "browsers"
    if bash is None or not script.is_file():
        pytest.skip("no bash here, or no checkout")
    for name in ("dirname", "id"):
        (tmp_path / name).symlink_to(shutil.which(name) or name)
    done = subprocess.run([bash, str(script)], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    apt, npm = done.stderr.splitlines()
    assert apt.startswith("browsers: no apt-get here: not installed: chromium chromium-driver libreoffice")
    assert npm == "browsers: no npm here: the accessibility of the page is not tested"
