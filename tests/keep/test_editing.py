"""One entry changed: exact texts before and after, what is refused, and generated files in which one span differs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import event, given, note
from hypothesis import strategies as st

from an_sinh.errors import Complaint
from an_sinh.keep import editing
from an_sinh.keep.editing import Edit, Omission, edit_bytes, edit_entries, edit_entry, new_year
from an_sinh.pages.say import Say
from an_sinh.programme import yaml_text
from an_sinh.programme.loading import load
from an_sinh.programme.yaml_text import Items, Map, read_yaml
from an_sinh.terms import Language, Status
from tests.conftest import examples

COMMENT_INSIDE = "a comment stands inside what is to be replaced in the entry of {id}"
SHARED = "what is to change in the entry of {id} stands elsewhere too, by the anchor {anchor}"
ALIAS = "the entry of {id} is an alias of another"
BY_HAND = "the entry of {id} can't be changed without touching something else"
FLAWED = "line {line} of the year's file is no sound YAML"
NO_ACTUALS = "the year's file has no map of actuals to write into"

CALM = examples(150)
ROOT = Path(__file__).parents[2]
MET, UNMET, EXCEEDED, NOT_STARTED = Status.MET, Status.UNMET, Status.EXCEEDED, Status.NOT_STARTED
CLEARED = Omission.CLEARED


@pytest.fixture(params=["C", "pure"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each parser in turn: the extra with the C parser may be missing."""
    if request.param == "pure":
        monkeypatch.setattr(editing, "CParser", None)
        monkeypatch.setattr(yaml_text, "CParser", None)
    else:
        assert vars(editing)["CParser"] is not None, "the development environment has the C parser"
    return str(request.param)


def _page(entries: str) -> str:
    return f"year: 2022  # the year\nactuals:\n{entries}"


def _in_page(before: str, change: Edit, after: str, name: str) -> Any:
    return pytest.param(_page(before), "a", change, _page(after), id=name)


# --- one entry --------------------------------------------------------------------------------------------------------

FIGURE = Edit(value="2.5")
VERDICT = Edit(annual=MET)
EVERY = Edit(
    value="2.5", annual=MET, term=UNMET, provisional=True, as_of="2022-12", source=("s-1", "s-2"), note="no: yes # x"
)
EVERY_IN_BRACES = (
    "{value: 2.5, reported: {annual: met, term: unmet}, provisional: true, as_of: 2022-12, "
    'source: [s-1, s-2], note: "no: yes # x"}'
)

ONE_ENTRY = [
    # a scalar
    _in_page("  a: 203027\n  b: 1\n", FIGURE, "  a: 2.5\n  b: 1\n", "scalar"),
    _in_page("  a:   203027   # c: 1\n", FIGURE, "  a:   2.5   # c: 1\n", "scalar-between-spaces"),
    _in_page("  a: 203027 # c\t1\n", FIGURE, "  a: 2.5 # c\t1\n", "tab-in-a-comment"),
    _in_page("  a:\n    203027 # c\n", FIGURE, "  a:\n    2.5 # c\n", "scalar-on-its-own-line"),
    _in_page("  a: 203027", FIGURE, "  a: 2.5", "no-last-newline"),
    _in_page("  a: 2.50\n", FIGURE, "  a: 2.5\n", "the-same-figure-in-other-digits"),
    _in_page("  a: 2.5\n", FIGURE, "  a: 2.5\n", "the-same-figure"),
    _in_page("  a: '2.5'\n", FIGURE, "  a: 2.5\n", "a-figure-in-quotes"),
    _in_page("  a: 2,5\n", FIGURE, "  a: 2.5\n", "a-wrong-figure"),
    _in_page("  a: two\n    and a half  # c\n", FIGURE, "  a: 2.5  # c\n", "a-plain-text-on-two-lines"),
    _in_page("  a: true\n", Edit(value=False), "  a: false\n", "a-milestone"),
    _in_page("  a: True  # c\n", Edit(value=True), "  a: True  # c\n", "a-milestone-already-so"),
    _in_page("  a: 1 # c\n", VERDICT, "  a: {value: 1, reported: met} # c\n", "scalar-to-braces"),
    _in_page("  a: 1 # c\n", EVERY, f"  a: {EVERY_IN_BRACES} # c\n", "scalar-to-everything"),
    _in_page("  a: 1   # c\n", Edit(value=CLEARED), "  a:   # c\n", "scalar-cleared"),
    _in_page("  a: 1\n", Edit(value=CLEARED), "  a:\n", "scalar-cleared-without-a-trailing-space"),
    _in_page("  a: 1", Edit(value=CLEARED), "  a:", "scalar-cleared-at-the-end"),
    _in_page(
        "  a: 1\n", Edit(value=CLEARED, annual=NOT_STARTED), "  a: {reported: not-started}\n", "figure-to-verdict"
    ),
    _in_page("  a:\n    1  # c\n  b: 1\n", Edit(value=CLEARED), "  a:  # c\n  b: 1\n", "cleared-on-its-own-line"),
    _in_page("  a: |\n    2\n\n  b: 1\n", FIGURE, "  a: 2.5\n\n  b: 1\n", "a-block-text"),
    # nothing yet
    _in_page("  a:\n  b: 1\n", FIGURE, "  a: 2.5\n  b: 1\n", "empty"),
    _in_page("  a:   # none yet\n", FIGURE, "  a: 2.5   # none yet\n", "empty-with-a-comment"),
    _in_page("  a:", FIGURE, "  a: 2.5", "empty-at-the-end"),
    _in_page("  a: ~  # c\n", FIGURE, "  a: 2.5  # c\n", "tilde"),
    _in_page("  a: null\n", VERDICT, "  a: {reported: met}\n", "null-to-verdict"),
    _in_page("  a:\n", Edit(term=UNMET), "  a: {reported: {term: unmet}}\n", "empty-to-verdict-on-the-term"),
    _in_page("  a: # c\n", EVERY, f"  a: {EVERY_IN_BRACES} # c\n", "empty-to-everything"),
    _in_page("  a:\n", Edit(value=CLEARED), "  a:\n", "empty-cleared"),
    # braces
    _in_page("  a: {value: 1, note: x}\n", FIGURE, "  a: {value: 2.5, note: x}\n", "braces"),
    _in_page("  a: { value:  1 , note: x }\n", FIGURE, "  a: { value:  2.5 , note: x }\n", "braces-with-spaces"),
    _in_page('  a: {"value":1}\n', FIGURE, '  a: {"value":2.5}\n', "braces-as-json"),
    _in_page("  a: {value: 1}\n", VERDICT, "  a: {value: 1, reported: met}\n", "braces-add-at-the-end"),
    _in_page("  a: {value: 1, }\n", VERDICT, "  a: {value: 1, reported: met, }\n", "braces-with-a-last-comma"),
    _in_page("  a: {note: x}\n", FIGURE, "  a: {value: 2.5, note: x}\n", "braces-add-at-the-start"),
    _in_page(
        "  a: {value: 1, note: x}\n", Edit(source=("s",)), "  a: {value: 1, source: s, note: x}\n", "braces-in-order"
    ),
    _in_page("  a: {}  # c\n", EVERY, f"  a: {EVERY_IN_BRACES}  # c\n", "braces-empty"),
    _in_page("  a: {value: , note: x}\n", FIGURE, "  a: {value: 2.5 , note: x}\n", "braces-empty-value"),
    _in_page("  a: {value: }\n", VERDICT, "  a: {value: , reported: met }\n", "braces-add-after-nothing"),
    _in_page(
        "  a: {value: 1,\n      note: x}\n",
        VERDICT,
        "  a: {value: 1, reported: met,\n      note: x}\n",
        "braces-on-two-lines",
    ),
    _in_page(
        "  a: {note: x, url: 'https://x', value: 1}\n",
        VERDICT,
        "  a: {note: x, url: 'https://x', value: 1, reported: met}\n",
        "quoted-url",
    ),
    _in_page(
        "  a: {note: https://x.vn/?a=1, value: 1}\n",
        FIGURE,
        "  a: {note: https://x.vn/?a=1, value: 2.5}\n",
        "plain-url",
    ),
    _in_page("  a: {value: 1, reported: met}\n", Edit(value=CLEARED), "  a: {reported: met}\n", "braces-clear-first"),
    _in_page("  a: {value: 1, note: x} # c\n", Edit(note=CLEARED), "  a: {value: 1} # c\n", "braces-clear-last"),
    _in_page("  a: {value: 1} # c\n", Edit(value=CLEARED), "  a: # c\n", "braces-clear-all"),
    _in_page(
        "  a: {\n    value: 1,\n    note: x,\n  }\n",
        Edit(value=CLEARED),
        "  a: {\n    note: x,\n  }\n",
        "braces-clear-line",
    ),
    _in_page(
        "  a: {\n    value: 1,\n    note: x  # d\n  }\n",
        VERDICT,
        "  a: {\n    value: 1,\n    reported: met,\n    note: x  # d\n  }\n",
        "braces-a-line-each",
    ),
    # lines
    _in_page("  a:\n    value: 1  # c\n    note: x\n", FIGURE, "  a:\n    value: 2.5  # c\n    note: x\n", "lines"),
    _in_page(
        "  a:  # head\n    # on x\n    note: x\n  b: 1\n",
        FIGURE,
        "  a:  # head\n    value: 2.5\n    # on x\n    note: x\n  b: 1\n",
        "lines-add-at-the-start",
    ),
    _in_page(
        "  a:\n     value: 1  # c\n     note: x\n",
        Edit(source=("s",), provisional=True),
        "  a:\n     value: 1  # c\n     provisional: true\n     source: s\n     note: x\n",
        "lines-in-order",
    ),
    _in_page("  a:\n    value: 1", VERDICT, "  a:\n    value: 1\n    reported: met", "lines-no-last-newline"),
    _in_page("  a:\n    value: 1 # c", VERDICT, "  a:\n    value: 1 # c\n    reported: met", "lines-last-comment"),
    _in_page(
        "  a:\n    value: 1\n      # deeper\n    # about b\n\n  b: 1\n",
        VERDICT,
        "  a:\n    value: 1\n      # deeper\n    reported: met\n    # about b\n\n  b: 1\n",
        "lines-below-a-deeper-comment",
    ),
    _in_page(
        "  a:\n    source: s\n    reported: met\n",
        FIGURE,
        "  a:\n    value: 2.5\n    source: s\n    reported: met\n",
        "lines-in-another-order",
    ),
    _in_page("  a:\n    value:\n    note: x\n", FIGURE, "  a:\n    value: 2.5\n    note: x\n", "lines-empty-value"),
    _in_page("  a:\n    value: 1\n    note: x\n", Edit(value=CLEARED), "  a:\n    note: x\n", "lines-clear"),
    _in_page(
        "  a:\n    value: 1 # c\n    note: x\n",
        Edit(value=CLEARED),
        "  a:\n    # c\n    note: x\n",
        "lines-clear-keeps-comment",
    ),
    _in_page("  a:\n    value: 1\n    note: x", Edit(note=CLEARED), "  a:\n    value: 1", "lines-clear-at-the-end"),
    _in_page(
        "  a:\n    value: 1\n\n    note: x", Edit(note=CLEARED), "  a:\n    value: 1\n", "lines-clear-below-a-blank"
    ),
    _in_page("  a:\n    value: 1\n  b: 1\n", Edit(value=CLEARED), "  a:\n  b: 1\n", "lines-clear-all"),
    # the verdicts
    _in_page("  a: {reported: met}\n", Edit(annual=UNMET), "  a: {reported: unmet}\n", "verdict"),
    _in_page("  a: {reported: 'met'}\n", VERDICT, "  a: {reported: 'met'}\n", "verdict-already-so-in-quotes"),
    _in_page(
        "  a: {reported: met}\n",
        Edit(term=UNMET),
        "  a: {reported: {annual: met, term: unmet}}\n",
        "verdict-and-term",
    ),
    _in_page(
        '  a:\n    reported: "met"  # c\n',
        Edit(term=UNMET),
        '  a:\n    reported: {annual: "met", term: unmet}  # c\n',
        "verdict-and-term-on-lines",
    ),
    _in_page(
        "  a: {reported: {term: met}}\n", VERDICT, "  a: {reported: {annual: met, term: met}}\n", "term-and-verdict"
    ),
    _in_page(
        "  a:\n    reported:\n      annual: met # c\n",
        Edit(term=UNMET),
        "  a:\n    reported:\n      annual: met # c\n      term: unmet\n",
        "verdicts-on-lines",
    ),
    _in_page(
        "  a: {reported: {annual: met, term: met}}\n",
        Edit(term=CLEARED),
        "  a: {reported: {annual: met}}\n",
        "term-cleared",
    ),
    _in_page(
        "  a: {value: 1, reported: {term: met}}\n", Edit(term=CLEARED), "  a: {value: 1}\n", "last-verdict-cleared"
    ),
    _in_page("  a: {reported: met}\n", Edit(annual=CLEARED), "  a:\n", "only-verdict-cleared"),
    # the other keys
    _in_page(
        "  a: {value: 1, provisional: true}\n",
        Edit(provisional=False),
        "  a: {value: 1, provisional: false}\n",
        "final",
    ),
    _in_page(
        "  a: {value: 1, provisional: true}\n", Edit(provisional=CLEARED), "  a: {value: 1}\n", "provisional-cleared"
    ),
    _in_page(
        "  a: {value: 1, as_of: 2021}\n", Edit(as_of="2022-06-30"), "  a: {value: 1, as_of: 2022-06-30}\n", "as-of"
    ),
    _in_page("  a: {value: 1, source: s}\n", Edit(source=("s",)), "  a: {value: 1, source: s}\n", "source-the-same"),
    _in_page(
        "  a: {value: 1, source: [s]}\n",
        Edit(source=("s",)),
        "  a: {value: 1, source: [s]}\n",
        "source-the-same-list",
    ),
    _in_page("  a: {value: 1, source: [s, t]}\n", Edit(source=("u",)), "  a: {value: 1, source: u}\n", "source-list"),
    _in_page(
        "  a:\n    value: 1\n    source:\n      - s\n\n  b: 1\n",
        Edit(source=CLEARED),
        "  a:\n    value: 1\n\n  b: 1\n",
        "source-list-on-lines-cleared",
    ),
    _in_page(
        "  a:\n    source:\n    - s\n    - t  # who\n    note: x\n",
        Edit(source=("u", "2023")),
        '  a:\n    source: [u, "2023"]  # who\n    note: x\n',
        "source-list-on-lines",
    ),
    # notes
    _in_page(
        "  a:\n    value: 1\n",
        Edit(note="một, hai: [ba]"),
        '  a:\n    value: 1\n    note: "một, hai: [ba]"\n',
        "note-colon",
    ),
    _in_page(
        "  a:\n    value: 1\n",
        Edit(note="một, [hai]"),
        "  a:\n    value: 1\n    note: một, [hai]\n",
        "note-on-a-line",
    ),
    _in_page("  a: {value: 1}\n", Edit(note="một, hai"), '  a: {value: 1, note: "một, hai"}\n', "note-in-braces"),
    _in_page(
        "  a: {value: 1}\n", Edit(note='said "yes"'), '  a: {value: 1, note: said "yes"}\n', "note-with-quotes-inside"
    ),
    _in_page(
        "  a: {value: 1}\n",
        Edit(note='"yes", it\'s'),
        "  a: {value: 1, note: '\"yes\", it''s'}\n",
        "note-in-single-quotes",
    ),
    _in_page(
        "  a: {value: 1}\n",
        Edit(note="a\n\tb\\\u202e\u0007"),
        '  a: {value: 1, note: "a\\n\\tb\\\\\\u202e\\x07"}\n',
        "note-escaped",
    ),
    _in_page("  a: {value: 1}\n", Edit(note="y"), '  a: {value: 1, note: "y"}\n', "note-y"),
    _in_page("  a: {value: 1}\n", Edit(note="N"), '  a: {value: 1, note: "N"}\n', "note-n"),
    _in_page("  a: {value: 1}\n", Edit(note="no"), '  a: {value: 1, note: "no"}\n', "note-no"),
    _in_page("  a: {value: 1}\n", Edit(note="2134"), '  a: {value: 1, note: "2134"}\n', "note-figure"),
    _in_page("  a: {value: 1}\n", Edit(note="- x"), '  a: {value: 1, note: "- x"}\n', "note-dash"),
    _in_page("  a: {value: 1}\n", Edit(note="x "), '  a: {value: 1, note: "x "}\n', "note-last-space"),
    _in_page("  a: {value: 1}\n", Edit(note="how? so"), '  a: {value: 1, note: "how? so"}\n', "note-question"),
    _in_page(
        "  a:\n    value: 1\n", Edit(note="how?"), "  a:\n    value: 1\n    note: how?\n", "note-question-on-a-line"
    ),
    _in_page("  a: {value: 1}\n", Edit(note=" x "), '  a: {value: 1, note: " x "}\n', "note-spaces"),
    _in_page(
        "  a: {note: |\n      x}\n".replace("|\n      ", "'y\n\n      ").replace("x}", "x'}"),
        Edit(note="z"),
        "  a: {note: z}\n",
        "note-quoted-on-lines",
    ),
    _in_page(
        "  a:\n    note: one\n      two  # c\n", Edit(note="z"), "  a:\n    note: z  # c\n", "note-plain-on-two-lines"
    ),
    _in_page(
        "  a:\n    note:\n      vi: một\n      en: one\n  b: 1\n",
        Edit(note="z"),
        "  a:\n    note: z\n  b: 1\n",
        "note-of-languages",
    ),
    _in_page(
        "  a:\n    note: >-\n      one\n      two\n\n    source: s\n",
        Edit(note="z"),
        "  a:\n    note: z\n\n    source: s\n",
        "note-folded",
    ),
    # keys
    _in_page('  "a": 1\n', FIGURE, '  "a": 2.5\n', "quoted-key"),
    _in_page("  'a' : 1\n", FIGURE, "  'a' : 2.5\n", "key-before-a-space"),
    _in_page("  ? a\n  : 1\n", FIGURE, "  ? a\n  : 2.5\n", "explicit-key"),
    _in_page("  a: {? value : 1, note: x}\n", Edit(value=CLEARED), "  a: {? note: x}\n", "explicit-key-in-braces"),
    # anchors
    _in_page(
        "  a: {value: 1, note: &n x}\n  b: {note: *n}\n",
        FIGURE,
        "  a: {value: 2.5, note: &n x}\n  b: {note: *n}\n",
        "anchor-beside",
    ),
    _in_page("  b: &x 1\n  a: {value: *x}\n", FIGURE, "  b: &x 1\n  a: {value: 2.5}\n", "alias-as-a-value-replaced"),
    _in_page("  b: &x 1\n  a: {value: *x}\n", VERDICT, "  b: &x 1\n  a: {value: *x, reported: met}\n", "alias-beside"),
    pytest.param(
        "actuals:\r\n  a:\n    value: 1\n  b: 1\r\n",
        "a",
        VERDICT,
        "actuals:\r\n  a:\n    value: 1\n    reported: met\n  b: 1\r\n",
        id="mixed-line-ends",
    ),
    pytest.param(
        "actuals:\n  a:\r\n    note: x\n",
        "a",
        FIGURE,
        "actuals:\n  a:\r\n    value: 2.5\r\n    note: x\n",
        id="mixed-line-ends-first",
    ),
    # the document
    pytest.param("\ufeffactuals:\n  a: 1\n", "a", FIGURE, "\ufeffactuals:\n  a: 2.5\n", id="byte-order-mark"),
    pytest.param("actuals:\r\n  a: 1 # c\r\n", "a", FIGURE, "actuals:\r\n  a: 2.5 # c\r\n", id="crlf"),
    pytest.param(
        "actuals:\r\n  a:\r\n    value: 1 # c\r\n",
        "a",
        VERDICT,
        "actuals:\r\n  a:\r\n    value: 1 # c\r\n    reported: met\r\n",
        id="crlf-line",
    ),
    pytest.param(
        "actuals:\r\n  a:\r\n    value: 1\r\n    note: x",
        "a",
        Edit(note=CLEARED),
        "actuals:\r\n  a:\r\n    value: 1",
        id="crlf-clear-at-the-end",
    ),
    pytest.param(
        "actuals:\r  a:\r    value: 1\r    note: x",
        "a",
        Edit(note=CLEARED),
        "actuals:\r  a:\r    value: 1",
        id="cr-clear-at-the-end",
    ),
    pytest.param(
        "actuals:\r  a:\r    value: 1", "a", VERDICT, "actuals:\r  a:\r    value: 1\r    reported: met", id="cr-line"
    ),
    pytest.param(
        "%YAML 1.2\n---\n# x\nactuals:\n  a: 1\n...\n# end\n",
        "a",
        FIGURE,
        "%YAML 1.2\n---\n# x\nactuals:\n  a: 2.5\n...\n# end\n",
        id="directive-and-document-marks",
    ),
    pytest.param(
        "--- {actuals: {a: 1}}\n", "a", VERDICT, "--- {actuals: {a: {value: 1, reported: met}}}\n", id="all-in-braces"
    ),
    pytest.param(
        '{"actuals": {"a": 1}}', "a", VERDICT, '{"actuals": {"a": {"value": 1, "reported": "met"}}}', id="json"
    ),
    pytest.param('{"actuals": {"a": null, "b": 1}}', "a", FIGURE, '{"actuals": {"a": 2.5, "b": 1}}', id="json-null"),
    pytest.param("{actuals: {a: 1, b: 1}}", "a", Edit(value=CLEARED), "{actuals: {a: , b: 1}}", id="in-braces-cleared"),
    pytest.param("actuals:\n  a\u0302: 1\n", "\u00e2", FIGURE, "actuals:\n  a\u0302: 2.5\n", id="key-in-nfd"),
    pytest.param("actuals:\n  \u00e2: 1\n", "a\u0302", FIGURE, "actuals:\n  \u00e2: 2.5\n", id="id-in-nfd"),
    pytest.param(
        "actuals:\n  đ\U0001d4b3: 1 # \U0001d4b3\n  a: 1 # ữ\n",
        "a",
        FIGURE,
        "actuals:\n  đ\U0001d4b3: 1 # \U0001d4b3\n  a: 2.5 # ữ\n",
        id="marks-count-characters",
    ),
    pytest.param(
        "actuals:\n  b: x\x85y\n  a: 1\n", "a", FIGURE, "actuals:\n  b: x\x85y\n  a: 2.5\n", id="next-line-character"
    ),
]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("before", "id_", "change", "after"), ONE_ENTRY)
def test_one_entry_changes_and_nothing_else(before: str, id_: str, change: Edit, after: str) -> None:
    assert edit_entry(before, id_, change) == after
    assert edit_entry(after, id_, change) == after, "a second time nothing is left to do"


def test_tabs_around_a_figure() -> None:
    """By the C parser alone: the pure one takes no tab between tokens."""
    assert edit_entry("actuals:\n  a:\t1\t# c\n", "a", FIGURE) == "actuals:\n  a:\t2.5\t# c\n"


# --- missing entries --------------------------------------------------------------------------------------------------

ORDER = ("a", "b", "c", "d")
MISSING = [
    pytest.param(_page("  a: 1\n  d: 1\n"), ["c"], _page("  a: 1\n  c: 2.5\n  d: 1\n"), id="after-the-one-before-it"),
    pytest.param(
        _page("  d: 1 # x\n  a: 1 # y\n"), ["b"], _page("  d: 1 # x\n  a: 1 # y\n  b: 2.5\n"), id="wherever-that-is"
    ),
    pytest.param(_page("  b: 1\n  d: 1\n"), ["a"], _page("  b: 1\n  d: 1\n  a: 2.5\n"), id="else-at-the-end"),
    pytest.param(_page("  b: 1\n  x: 1\n"), ["z"], _page("  b: 1\n  x: 1\n  z: 2.5\n"), id="unknown-at-the-end"),
    pytest.param(_page("  a: 1"), ["b"], _page("  a: 1\n  b: 2.5"), id="no-last-newline"),
    pytest.param(_page("    a: 1\n"), ["b"], _page("    a: 1\n    b: 2.5\n"), id="indent"),
    pytest.param(
        _page("  a: 1\n  d: 1\n"), ["c", "b"], _page("  a: 1\n  b: 2.5\n  c: 2.5\n  d: 1\n"), id="two-in-order"
    ),
    pytest.param(
        _page("  a: 1\n  c: 1\n"), ["d", "b"], _page("  a: 1\n  b: 2.5\n  c: 1\n  d: 2.5\n"), id="two-in-two-places"
    ),
    pytest.param(
        _page("  a:\n    value: 1\n    # of a\n\n  # on d\n  d: 1\n"),
        ["b"],
        _page("  a:\n    value: 1\n    # of a\n  b: 2.5\n\n  # on d\n  d: 1\n"),
        id="below-what-belongs-to-it",
    ),
    pytest.param(
        _page("  a:\n    note: |2\n        x\n\n  d: 1\n"),
        ["b"],
        _page("  a:\n    note: |2\n        x\n  b: 2.5\n\n  d: 1\n"),
        id="below-a-block-text",
    ),
    pytest.param(_page("  a:  # c\n  d: 1\n"), ["b"], _page("  a:  # c\n  b: 2.5\n  d: 1\n"), id="below-an-empty-one"),
    pytest.param(
        _page("  a:\n    - 1\n    -\n  d: 1\n"),
        ["b"],
        _page("  a:\n    - 1\n    -\n  b: 2.5\n  d: 1\n"),
        id="below-a-list",
    ),
    pytest.param(
        "actuals:\n  a: 1\nnote: x\n", ["b"], "actuals:\n  a: 1\n  b: 2.5\nnote: x\n", id="before-the-next-part"
    ),
    pytest.param(
        "actuals:\n  a: 1\n# end\n...\n", ["b"], "actuals:\n  a: 1\n  b: 2.5\n# end\n...\n", id="before-the-end-mark"
    ),
    pytest.param("actuals:\r\n  a: 1\r\n", ["b"], "actuals:\r\n  a: 1\r\n  b: 2.5\r\n", id="crlf"),
    pytest.param("actuals:\n", ["a"], "actuals:\n  a: 2.5\n", id="no-entries"),
    pytest.param("actuals:", ["b", "a"], "actuals:\n  a: 2.5\n  b: 2.5", id="no-entries-no-newline"),
    pytest.param("actuals:  # x\n\n# y\n", ["a"], "actuals:  # x\n  a: 2.5\n\n# y\n", id="no-entries-comments"),
    pytest.param(
        "actuals:\n  # x\nnote: y\n", ["a"], "actuals:\n  # x\n  a: 2.5\nnote: y\n", id="no-entries-comment-inside"
    ),
    pytest.param("actuals: ~ # x\n", ["a"], "actuals: {a: 2.5} # x\n", id="null"),
    pytest.param("actuals: {} # x\n", ["b", "a"], "actuals: {a: 2.5, b: 2.5} # x\n", id="braces-empty"),
    pytest.param("{year: 2022, actuals: }", ["a"], "{year: 2022, actuals: {a: 2.5} }", id="in-braces-empty"),
    pytest.param("actuals: {a: 1, d: 1}\n", ["b"], "actuals: {a: 1, b: 2.5, d: 1}\n", id="braces"),
    pytest.param("actuals: {a: , d: 1}\n", ["b"], "actuals: {a: , b: 2.5 , d: 1}\n", id="braces-after-nothing"),
    pytest.param("actuals: {b: 1}\n", ["a"], "actuals: {b: 1, a: 2.5}\n", id="braces-at-the-end"),
    pytest.param("actuals: {a: 1,\n  d: 1}\n", ["b"], "actuals: {a: 1, b: 2.5,\n  d: 1}\n", id="braces-on-two-lines"),
    pytest.param(
        "actuals: {\n  a: 1,\n  d: 1\n}\n",
        ["b"],
        "actuals: {\n  a: 1,\n  b: 2.5,\n  d: 1\n}\n",
        id="braces-a-line-each",
    ),
    pytest.param(
        "actuals: {\n  a: 1\n}\n",
        ["c", "b"],
        "actuals: {\n  a: 1,\n  b: 2.5,\n  c: 2.5\n}\n",
        id="braces-a-line-at-the-end",
    ),
    pytest.param("actuals: {\n  a:\n}\n", ["b"], "actuals: {\n  a: ,\n  b: 2.5\n}\n", id="braces-a-line-after-nothing"),
    pytest.param('{"actuals": {\n  "a": 1\n}}\n', ["b"], '{"actuals": {\n  "a": 1,\n  "b": 2.5\n}}\n', id="json"),
    pytest.param("actuals:\n  a: 1\n", ["no: yes # x"], 'actuals:\n  a: 1\n  "no: yes # x": 2.5\n', id="id-in-quotes"),
    pytest.param("actuals:\n  a: 1\n", ["no"], 'actuals:\n  a: 1\n  "no": 2.5\n', id="id-that-reads-as-false"),
    pytest.param("actuals:\n  a: 1\n", ["a\u0302"], "actuals:\n  a: 1\n  \u00e2: 2.5\n", id="id-in-nfd"),
]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("before", "ids", "after"), MISSING)
def test_missing_entries_come_where_they_belong(before: str, ids: list[str], after: str) -> None:
    assert edit_entries(before, dict.fromkeys(ids, FIGURE), ORDER) == after


def test_a_missing_entry_with_everything() -> None:
    assert edit_entry("actuals:\n  a: 1\n", "b", EVERY) == f"actuals:\n  a: 1\n  b: {EVERY_IN_BRACES}\n"
    assert edit_entry("actuals:\n", "b", Edit(term=MET)) == "actuals:\n  b: {reported: {term: met}}\n"
    assert edit_entry("actuals:\n", "b", VERDICT) == "actuals:\n  b: {reported: met}\n"


@pytest.mark.parametrize("change", [Edit(), Edit(value=CLEARED, annual=CLEARED, note=CLEARED)])
def test_a_change_of_nothing_changes_nothing(change: Edit) -> None:
    for text in ("actuals:", "actuals:\n  a:\n", "\ufeffactuals:\r\n  b: 1 # c"):
        assert edit_entry(text, "a", change) == text
    assert edit_entries("actuals:\n  a: 1", {}) == "actuals:\n  a: 1"


def test_many_entries_at_once() -> None:
    before = _page("  a: 1 # x\n  c:\n    value: 1\n  d: {value: 1}\n")
    changes = {"d": VERDICT, "a": Edit(value=CLEARED), "b": EVERY, "c": Edit(note="z", value=CLEARED)}
    after = _page(f"  a: # x\n  b: {EVERY_IN_BRACES}\n  c:\n    note: z\n  d: {{value: 1, reported: met}}\n")
    assert edit_entries(before, changes, ORDER) == after


# --- refusals ---------------------------------------------------------------------------------------------------------

REFUSED = [
    pytest.param(_page("  a: |  # c\n    2\n"), FIGURE, COMMENT_INSIDE, id="comment-of-a-block-text"),
    pytest.param(
        _page("  a:\n    note: >-  # why\n      x\n"), Edit(note="z"), COMMENT_INSIDE, id="comment-of-a-folded-text"
    ),
    pytest.param(
        _page("  a:\n    source:  # who\n    - s\n"), Edit(source=("u",)), COMMENT_INSIDE, id="comment-above-a-list"
    ),
    pytest.param(
        _page("  a: {value: 1, # c\n    note: x}\n"), Edit(note=CLEARED), COMMENT_INSIDE, id="comment-in-braces"
    ),
    pytest.param(
        _page("  a: {\n    value: 1, # c\n    note: x\n  }\n"),
        Edit(value=CLEARED),
        COMMENT_INSIDE,
        id="comment-in-braces-on-lines",
    ),
    pytest.param(
        _page("  a: {\n    value: 1 # c\n  }\n"), VERDICT, BY_HAND, id="comment-that-would-be-of-what-is-added"
    ),
    pytest.param(_page("  a: {value, note: x}\n"), FIGURE, BY_HAND, id="braces-key-without-a-colon"),
    pytest.param(_page("  a:\n    reported: |-\n      met\n"), Edit(term=UNMET), BY_HAND, id="block-text-to-braces"),
    pytest.param(_page("  a:\n    reported: met\n      too\n"), Edit(term=UNMET), BY_HAND, id="lines-to-braces"),
    pytest.param(_page("  ? a  # x: y\n  :  # c\n  b: 1\n"), FIGURE, BY_HAND, id="explicit-key-empty"),
    pytest.param(_page("  a: &x 1 # c\n"), FIGURE, BY_HAND, id="anchor-that-nobody-uses"),
    pytest.param(_page("  a: &x\n  b: 1\n"), FIGURE, BY_HAND, id="anchor-on-nothing"),
    pytest.param(_page("  a: &x {value: 1}\n"), VERDICT, BY_HAND, id="anchor-on-braces"),
    pytest.param(_page("  a: &x # c\n    note: y\n"), FIGURE, BY_HAND, id="anchor-on-lines"),
    pytest.param(_page("  a:\n    source: &s\n      - s\n"), Edit(source=("u",)), BY_HAND, id="anchor-on-a-list"),
    pytest.param(
        _page("  b:\n    note: |+\n      x\n\n  c: 1\n"), FIGURE, None, id="not-below-a-text-that-keeps-its-end"
    ),
    pytest.param(
        _page("  c: 1\n  b:\n    note: |+\n      x\n\n"), FIGURE, BY_HAND, id="below-a-text-that-keeps-its-end"
    ),
    pytest.param(
        _page("  a:\n    source: # c\n      - s # d\n"),
        Edit(source=("u",)),
        COMMENT_INSIDE,
        id="two-comments",
    ),
    pytest.param(
        _page("  a: &x 1\n  b: *x\n"),
        FIGURE,
        SHARED,
        id="shared-scalar",
    ),
    pytest.param(
        _page("  a: &x 1\n  b: *x\n"),
        VERDICT,
        SHARED,
        id="shared-scalar-to-braces",
    ),
    pytest.param(
        _page("  a: &x 1\n  b: *x\n"),
        Edit(value=CLEARED),
        SHARED,
        id="shared-scalar-cleared",
    ),
    pytest.param(
        _page("  a: &x\n  b: *x\n"),
        FIGURE,
        SHARED,
        id="shared-nothing",
    ),
    pytest.param(
        _page("  a: &x {value: 1}\n  b: *x\n"),
        FIGURE,
        SHARED,
        id="shared-braces",
    ),
    pytest.param(
        _page("  a: &x {value: 1, note: y}\n  b: *x\n"),
        Edit(note=CLEARED),
        SHARED,
        id="shared-clear",
    ),
    pytest.param(
        _page("  a: {reported: &x {term: met}}\n  b: {reported: *x}\n"),
        VERDICT,
        SHARED,
        id="shared-verdict",
    ),
    pytest.param(
        _page("  a: {value: &x 1, note: y}\n  b: *x\n"),
        FIGURE,
        SHARED,
        id="shared-value",
    ),
    pytest.param(
        _page("  a: {value: &x 1, note: y}\n  b: *x\n"),
        Edit(value=CLEARED),
        SHARED,
        id="shared-taken-out",
    ),
    pytest.param(
        _page("  a:\n    &x value: 1\n    note: y\n  b: {*x : 1}\n"),
        Edit(value=CLEARED),
        SHARED,
        id="shared-key",
    ),
    pytest.param(
        _page("  a: {source: [&x s, t]}\n  b: {source: *x}\n"),
        Edit(source=("u",)),
        SHARED,
        id="shared-inside",
    ),
    pytest.param(
        "actuals: &x\n  a: 1\nnote: *x\n",
        FIGURE,
        SHARED,
        id="shared-by-all",
    ),
    pytest.param(_page("  b: &x 1\n  a: *x\n"), FIGURE, ALIAS, id="alias"),
    pytest.param(
        _page("  b: &x {value: 1}\n  a: *x\n"),
        Edit(value=CLEARED),
        ALIAS,
        id="alias-cleared",
    ),
    pytest.param(
        _page("  b: {reported: &x {term: met}}\n  a: {reported: *x}\n"),
        VERDICT,
        ALIAS,
        id="alias-verdict",
    ),
    pytest.param("x: &x {a: 1}\nactuals: *x\n", FIGURE, ALIAS, id="alias-of-all"),
    pytest.param(
        _page("  a:\n    source:\n      - s # c\n      - t\n"),
        Edit(source=("u",)),
        COMMENT_INSIDE,
        id="comment",
    ),
    pytest.param(
        _page("  a: {source: [s, # c\n    t]}\n"),
        Edit(source=("u",)),
        COMMENT_INSIDE,
        id="comment-in-list",
    ),
    pytest.param(
        _page("  a: {value: # c\n    1}\n"),
        Edit(value=CLEARED),
        COMMENT_INSIDE,
        id="comment-taken-out",
    ),
    pytest.param(
        _page("  a:\n    value: 1\n    note: | # c\n      x\n"),
        Edit(note=CLEARED),
        COMMENT_INSIDE,
        id="comment-of-text",
    ),
    pytest.param(
        _page("  a:\n    value: 1\n    note:\n      vi: | # c\n        x\n"),
        Edit(note="x"),
        COMMENT_INSIDE,
        id="comment-of-text-inside",
    ),
    pytest.param(_page("  a: [1]\n"), FIGURE, BY_HAND, id="list"),
    pytest.param(
        _page("  a:\n    - 1\n"),
        FIGURE,
        BY_HAND,
        id="list-on-lines",
    ),
    pytest.param(
        _page("  a: []\n"),
        FIGURE,
        BY_HAND,
        id="empty-list",
    ),
    pytest.param(
        _page("  ? a\n"),
        FIGURE,
        BY_HAND,
        id="explicit-key-without-a-colon",
    ),
    pytest.param(
        _page("  ? a\n  : value: 1\n    note: x\n"),
        Edit(value=CLEARED),
        BY_HAND,
        id="explicit-key-clear",
    ),
    pytest.param(
        _page("  a:\n    ? source\n    : - s\n"),
        Edit(source=("u",)),
        BY_HAND,
        id="explicit-key-list",
    ),
    pytest.param(
        _page("  a: 2,5\n"),
        VERDICT,
        BY_HAND,
        id="comma-into-braces",
    ),
    pytest.param(_page("  a:\n    note: |\n      x"), Edit(source=("u",)), None, id="text-at-the-end-in-order"),
    pytest.param(
        _page("  b:\n    note: |\n      x"),
        FIGURE,
        BY_HAND,
        id="text-at-the-end-would-gain-a-newline",
    ),
    pytest.param("actuals:\n  a: 1\n  a: 1\n", FIGURE, FLAWED, id="duplicate"),
    pytest.param("actuals:\n  a: !!int 1\n", FIGURE, FLAWED, id="tag"),
    pytest.param("actuals:\n  a: [\n", FIGURE, FLAWED, id="no-yaml"),
    pytest.param(
        "actuals: {a: 1}\n---\nactuals: {a: 1}\n",
        FIGURE,
        FLAWED,
        id="two-documents",
    ),
    pytest.param("", FIGURE, NO_ACTUALS, id="empty-file"),
    pytest.param("- a\n", FIGURE, NO_ACTUALS, id="list-of-all"),
    pytest.param("year: 2022\n", FIGURE, NO_ACTUALS, id="no-actuals"),
    pytest.param("actuals: 5\n", FIGURE, NO_ACTUALS, id="actuals-a-scalar"),
    pytest.param("actuals: ''\n", FIGURE, NO_ACTUALS, id="actuals-a-text"),
]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("text", "change", "phrase"), REFUSED)
def test_what_can_not_be_done_is_refused(text: str, change: Edit, phrase: str | None) -> None:
    if phrase is None:
        assert edit_entry(text, "a", change) != text
        return
    with pytest.raises(Complaint) as refused:
        edit_entry(text, "a", change)
    assert refused.value.text == phrase
    assert all(refused.value.describe(Say.of(language)) for language in Language)


def test_a_refusal_names_the_entry() -> None:
    with pytest.raises(Complaint, match="the entry of 'a' is an alias of another"):
        edit_entry(_page("  b: &x 1\n  a: *x\n"), "a", FIGURE)
    with pytest.raises(Complaint, match="'a' stands elsewhere too, by the anchor '&x'"):
        edit_entry(_page("  a: &x 1\n  b: *x\n"), "a", FIGURE)
    with pytest.raises(Complaint, match="line 3 "):
        edit_entry(_page("  <<: 1\n"), "a", FIGURE)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(Complaint, match="this is not UTF-8: 0xff"):
        edit_bytes(b"actuals:\n  a: \xff\n", {"a": FIGURE})


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"value": "2,5"}, id="comma"),
        pytest.param({"value": "true"}, id="word"),
        pytest.param({"annual": Status.UNSCORED}, id="unscored"),
        pytest.param({"term": "fine"}, id="no-status"),
        pytest.param({"source": ()}, id="no-sources"),
        pytest.param({"source": "s"}, id="a-text-as-sources"),
    ],
)
def test_a_change_holds_only_what_can_stand_there(wrong: Mapping[str, Any]) -> None:
    with pytest.raises(ValueError, match="not a "):
        Edit(**wrong)


BAD_SPLICES = [
    pytest.param("  b: 1", "  b: 2", id="another-value"),
    pytest.param("  b: 1", "  b: '1'", id="another-kind"),
    pytest.param("  b: 1\n", "", id="an-entry-lost"),
    pytest.param("  b: 1\n", "  b: 1\n  z: 1\n", id="an-entry-more"),
    pytest.param("  b: 1\n  c: 1\n", "  c: 1\n  b: 1\n", id="another-order"),
    pytest.param("year: 2022", "year: 2023", id="another-part"),
    pytest.param("year: 2022  # the year\n", "year: 2022\nnote: x\n", id="a-part-more"),
    pytest.param("note: x", "note: y", id="another-key-of-the-entry"),
    pytest.param(", note: x", "", id="a-key-of-the-entry-lost"),
    pytest.param("note: x", "note: x, source: s", id="a-key-of-the-entry-more"),
    pytest.param("value: 1", "value: 2.50", id="not-what-was-asked-for"),
    pytest.param("value: 1", "value: [", id="no-yaml"),
]


@pytest.mark.parametrize(("there", "instead"), BAD_SPLICES)
def test_the_safety_net_holds(monkeypatch: pytest.MonkeyPatch, there: str, instead: str) -> None:
    """Whatever a wrong splice might do besides, it is seen."""
    text = _page("  b: 1\n  c: 1\n  a: {value: 1, note: x}\n")
    assert there in text
    spliced = editing._spliced
    right = edit_entry(text, "a", FIGURE)
    monkeypatch.setattr(editing, "_spliced", lambda *args: spliced(*args).replace(there, instead))
    if instead.startswith("value"):
        monkeypatch.setattr(editing, "_spliced", lambda *_: text.replace(there, instead))
    assert editing._spliced(text, []) not in (text, right)
    with pytest.raises(Complaint) as refused:
        edit_entry(text, "a", FIGURE)
    assert refused.value.text == BY_HAND


# --- a new year -------------------------------------------------------------------------------------------------------


def test_a_new_year_without_a_sibling() -> None:
    assert (
        new_year(2023, {"b": FIGURE, "a": VERDICT}, ("a", "b"))
        == "year: 2023\nactuals:\n  a: {reported: met}\n  b: 2.5\n"
    )
    assert new_year(2023, {}) == "year: 2023\nactuals:\n"


def test_a_new_year_in_the_style_of_its_sibling() -> None:
    like = "\ufeff# yaml-language-server: $schema=x.json\r\n# 2022\r\n---\r\nyear: 2022\r\n\r\nactuals:\r\n    a: 1\r\n"
    head = "\ufeff# yaml-language-server: $schema=x.json\r\n\r\n---\r\nyear: 2023\r\n\r\n"
    assert new_year(2023, {"a": FIGURE}, like=like) == f"{head}actuals:\r\n    a: 2.5\r\n"


@pytest.mark.parametrize(
    "like", ["", "a: [", "- x\n", "year: 2022\n", "actuals: {a: 1}\n", "{actuals: {a: 1}}", "actuals:\n"]
)
def test_a_sibling_without_a_style_lends_none(like: str) -> None:
    assert new_year(2023, {"a": FIGURE}, like=like) == "year: 2023\nactuals:\n  a: 2.5\n"


# --- the data of this project -----------------------------------------------------------------------------------------


def _one_span(before: str, after: str) -> tuple[int, int, str]:
    """From where to where the first text was replaced, and by what."""
    start = next((i for i, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), None)
    if start is None:
        start = min(len(before), len(after))
    most = min(len(before), len(after)) - start
    back = next((i for i in range(most) if before[-1 - i] != after[-1 - i]), most)
    return start, len(before) - back, after[start : len(after) - back]


@pytest.mark.parametrize("name", ["2021", "2022", "2023", "2024", "2025"])
def test_every_entry_of_our_own_data_can_be_changed(name: str) -> None:
    text = (ROOT / "data" / "actuals" / f"{name}.yaml").read_text(encoding="utf-8")
    order = tuple(load(ROOT / "data", [2022]).indicators)
    there = read_yaml(text).value["actuals"] or {}
    for id_ in order:
        for change in (FIGURE, Edit(term=UNMET), Edit(note="a: b, c"), Edit(value="7", source=("s", "t"))):
            after = edit_entry(text, id_, change, order)
            start, end, _ = _one_span(text, after)
            assert text[start:end].count("\n") <= 6, "an entry's own lines"
            now = read_yaml(after).value["actuals"]
            assert {key for key in now if key not in there or now[key] != there[key]} == (
                {id_} if after != text else set()
            )
            assert list(now) == list(there) if id_ in there else set(now) == {*there, id_}


# --- generated files --------------------------------------------------------------------------------------------------


@dataclass
class Written:
    """An entry as it is written, in lines, and what it says."""

    id: str
    lines: list[str]
    facts: dict[tuple[str, ...], Any]
    no_replacing: set[str] = field(default_factory=set)
    """The keys whose value has a comment inside."""
    no_clearing: set[str] = field(default_factory=set)
    """The keys that have a comment inside, before the value too; `` is the whole entry."""
    by_hand: bool = False
    """Whether it has what the editor may refuse: an anchor, a text that keeps its end."""
    ends: str = ""
    """The header of the block text that it ends in."""


@dataclass
class File:
    """A generated file."""

    text: str
    entries: list[Written]
    starts: list[int]
    end: int
    order: list[str] = field(default_factory=list)
    commented_braces: bool = False
    """Whether the entries stand in braces, with comments beside them."""


COMMENT = re.compile(r"#(?: |# )?c[0-9]{3}[^\r\n]*")
WORDS = [
    "doanh nghiệp",
    "hộ nghèo",
    "x",
    "2.134 hộ",
    "báo cáo số 5",
    "it's",
    "a # b",
    "a: b",
    "{c}",
    "[d], e",
    "- f",
    "yes",
    "\U0001f600",
]
IDS = ["jobs", "mù-chữ", "a b", "hộ.nghèo", "no", "x: y", "2022", "đất/người", "q"]
FIGURES = ["0", "203027", "2.23", "-0.5", "1e3", "92.90"]
VERDICT_WORDS = ["met", "unmet", "exceeded"]


def _quote(text: str, how: str) -> str:
    if how == "'":
        return "'" + text.replace("'", "''") + "'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _is_safe(text: str) -> bool:
    return bool(re.fullmatch(r"\w[\w .]*\w|\w", text)) and text not in ("no", "yes")


T = TypeVar("T")


class Writer:
    """Writes entries in every style that a person might."""

    def __init__(self, data: st.DataObject) -> None:
        self.data = data
        self.comments = 0
        self.tabs = ["\t", "  \t"]

    def pick(self, choices: Sequence[T]) -> T:
        return self.data.draw(st.sampled_from(choices))

    def chance(self) -> bool:
        return bool(self.data.draw(st.booleans()))

    def rarely(self) -> bool:
        return bool(self.data.draw(st.integers(0, 7)) == 7)

    def comment(self) -> str:
        """At a line's end, or nothing."""
        if self.chance():
            return ""
        self.comments += 1
        gap = self.pick([" ", "   ", *self.tabs])
        words = self.pick(["x", "a: b", "{", "tab\there", "“ữ”"])
        return f"{gap}#{self.pick(['', ' ', '# '])}c{self.comments:03} {words}"

    def own_line(self, indent: int) -> list[str]:
        """Blank lines and comments between entries."""
        lines = []
        for _ in range(self.data.draw(st.integers(0, 2))):
            if self.chance():
                lines.append(self.pick(["", "  ", ""]))
            else:
                self.comments += 1
                lines.append(" " * self.pick([0, indent, indent + 2]) + f"# c{self.comments:03} over")
        return lines

    def key(self, name: str) -> str:
        how = self.pick(["", "", "'", '"'])
        plain = _is_safe(name) and not how
        name = unicodedata.normalize("NFC" if self.chance() else "NFD", name)
        return (name if plain else _quote(name, how or '"')) + self.pick(["", "", "", " "])

    def text(self, text: str) -> str:
        how = self.pick(["", "'", '"'])
        return text if _is_safe(text) and not how else _quote(text, how or "'")

    def facts(self) -> dict[tuple[str, ...], Any]:
        facts: dict[tuple[str, ...], Any] = {}
        if self.chance():
            facts["value",] = self.pick(FIGURES)
        for which in ("annual", "term"):
            if self.chance():
                facts["reported", which] = self.pick(VERDICT_WORDS)
        if self.chance():
            facts["provisional",] = self.pick(["true", "false"])
        if self.chance():
            facts["source",] = self.data.draw(st.lists(st.sampled_from(["s-1", "s-2", "s-3"]), min_size=1, max_size=3))
        if self.chance():
            facts["note",] = self.pick(WORDS)
        return facts

    def pairs(self, facts: Mapping[tuple[str, ...], Any]) -> list[tuple[str, str]]:
        """Keys and their values inside braces."""
        pairs = []
        verdicts = {path[1]: word for path, word in facts.items() if path[0] == "reported"}
        for path, fact in facts.items():
            if path[0] == "reported":
                if path[1] != next(iter(verdicts)):
                    continue
                inside = ", ".join(f"{which}: {self.text(word)}" for which, word in verdicts.items())
                short = list(verdicts) == ["annual"] and self.chance()
                pairs.append(("reported", self.text(verdicts["annual"]) if short else f"{{{inside}}}"))
            elif path == ("source",):
                one = len(fact) == 1 and self.chance()
                pairs.append(("source", self.text(fact[0]) if one else f"[{', '.join(map(self.text, fact))}]"))
            elif path == ("note",):
                pairs.append(("note", self.text(fact)))
            else:
                pairs.append((path[0], fact))
        if self.rarely():
            pairs.append(("as_of", ""))
        return list(self.data.draw(st.permutations(pairs)))

    def entry(self, id_: str, indent: int, *, flow: bool) -> Written:
        margin = " " * indent
        head = f"{margin}{self.key(id_)}:"
        kind = self.pick(["figure", "nothing", "braces", "braces", "lines", "lines"])
        if flow and kind == "lines":
            kind = "braces"
        if kind == "figure":
            figure = self.pick(FIGURES)
            gap = self.pick([" ", "   ", *self.tabs[:1]]) if flow or not self.rarely() else f"\n{margin}   "
            return Written(id_, f"{head}{gap}{figure}".split("\n"), {("value",): figure})
        if kind == "nothing":
            return Written(id_, [head + self.pick(["", " ~", " null"] if not flow else [" ~", " null"])], {})
        facts = self.facts()
        pairs = self.pairs(facts)
        if kind == "lines" and pairs:
            return self.lines(id_, head, indent, facts, pairs)
        inside = self.braces(pairs, indent + 3)
        anchor = self.pick(["&free ", "", "", ""])
        commented = {""} if COMMENT.search(inside) else set()
        whole = f"{head} {anchor}{inside}".split("\n")
        return Written(id_, whole, facts, no_clearing=commented, by_hand=bool(anchor or commented))

    def braces(self, pairs: Sequence[tuple[str, str]], indent: int) -> str:
        spelled = [f"{self.pick([key, key, _quote(key, chr(34))])}: {value}" for key, value in pairs]
        pad = self.pick(["", "", " "])
        if not spelled:
            return "{" + pad + "}"
        if self.rarely() and indent > 3:
            margin = "\n" + " " * indent
            last = self.pick(["", ","])
            lines = [f"{each}," for each in spelled[:-1]] + [spelled[-1] + last]
            return "{" + "".join(margin + line + self.comment() for line in lines) + margin + "}"
        return "{" + pad + self.pick([", ", " , "]).join(spelled) + self.pick(["", "", ", "]) + pad + "}"

    def lines(
        self, id_: str, head: str, indent: int, facts: dict[tuple[str, ...], Any], pairs: Sequence[tuple[str, str]]
    ) -> Written:
        column = indent + self.pick([1, 2, 4])
        margin = " " * column
        anchor = self.pick([" &free", "", "", ""])
        lines = [head + anchor + self.comment()]
        written = Written(id_, lines, facts, by_hand=bool(anchor))
        for key, value in pairs:
            if not written.ends and self.rarely():  # below a block text it might become a part of it
                lines += [line for line in self.own_line(column) if line.strip()]
            name, first = self.pick([key, key, _quote(key, "'")]), len(lines)
            written.ends = ""
            if key == "source" and self.chance():
                deeper = self.pick([0, 2])
                lines.append(f"{margin}{name}:{self.comment()}")
                lines += [f"{margin}{' ' * deeper}- {self.text(each)}{self.comment()}" for each in facts["source",]]
                if COMMENT.search(" ".join(lines[first:-1])):
                    written.no_replacing.add(key)
                    written.no_clearing.add(key)
            elif key == "note" and self.chance():
                self.note(written, f"{margin}{name}:", margin)
                if written.ends and COMMENT.search(lines[first]):
                    written.no_replacing.add(key)
                    written.no_clearing.add(key)
                written.by_hand |= written.ends == "|+"
            else:
                lines.append(f"{margin}{name}: {value}".rstrip() + self.comment())
        return written

    def note(self, written: Written, head: str, margin: str) -> None:
        """A note on lines of its own."""
        style = self.pick(["|", ">-", "|-", "|+", ">", "plain", "quoted"])
        first, second = self.pick(["một", "one two"]), self.pick(["hai", "three"])
        if style == "plain":
            written.lines += [f"{head} {first}", f"{margin}   {second}{self.comment()}"]
            written.facts["note",] = f"{first} {second}"
        elif style == "quoted":
            written.lines += [f'{head} "{first}', f'{margin} {second}"{self.comment()}']
            written.facts["note",] = f"{first} {second}"
        else:
            written.lines += [f"{head} {style}{self.comment()}", f"{margin}  {first}", f"{margin}  {second}"]
            joined = f"{first} {second}" if style[0] == ">" else f"{first}\n{second}"
            kept = self.pick(["", "\n"]) if style == "|+" else ""
            written.lines += [""] if kept else []
            written.facts["note",] = joined + ("" if style.endswith("-") else "\n") + kept
            written.ends = style

    def file(self) -> File:
        end = self.pick(["\n", "\r\n"])
        ids = self.data.draw(st.lists(st.sampled_from(IDS), unique=True, max_size=6))
        flow = self.rarely()
        indent = self.pick([1, 2, 2, 4])
        head = self.pick([[], ["%YAML 1.2", "---"], ["---"], ["# c000 top", ""], [""]])
        if "%YAML 1.2" in head:
            self.tabs = []  # the C parser refuses the directive, and the pure one takes no tab between tokens
        top = [
            *head,
            "year: 2022",
            f"source: &src s-1{self.comment()}",
            f"note: {{vi: https://x.vn/a}}{self.comment()}",
        ]
        entries: list[Written] = []
        text = end.join(top) + end
        starts: list[int] = []
        text += "actuals:" + (" {" if flow else "") + ("" if flow and not ids else self.comment()) + end
        for place, id_ in enumerate(ids):
            between = [] if flow or (entries and entries[-1].ends == "|+") else self.own_line(indent)
            text += "".join(line + end for line in between)
            written = self.entry(id_, indent, flow=flow)
            if entries and not flow and self.rarely():
                written = self.alias(entries, id_, indent)
            starts.append(len(text))
            comma = "" if not flow else "," if place < len(ids) - 1 else self.pick(["", ","])
            written.lines[-1] += comma + (self.comment() if not written.ends else "")
            text += "".join(line + end for line in written.lines)
            entries.append(written)
        if flow:
            text += " " * indent + "}" + self.comment() + end
        finish = len(text)
        tail = self.pick([[], [], ["note2: x"], ["...", "# c999"], ["# c998 end"]])
        if tail == ["note2: x"]:
            tail = ["published: []"]
        text += "".join(line + end for line in tail)
        if self.rarely() and (tail or not entries or entries[-1].ends[-1:] in ("", "-")):
            text = text.removesuffix(end)
        order = self.data.draw(st.permutations(IDS))
        return File(self.pick(["", "", "\ufeff"]) + text, entries, starts, finish, order, commented_braces=flow)

    def alias(self, entries: list[Written], id_: str, indent: int) -> Written:
        """An entry that says what another says: that one is anchored for it, if it can be."""
        return Written(id_, [f"{' ' * indent}{self.key(id_)}: {{source: *src}}"], {("source",): ["s-1"]})

    def change(self) -> tuple[Edit, dict[tuple[str, ...], Any]]:
        asked: dict[str, Any] = {}
        said: dict[tuple[str, ...], Any] = {}
        for name in self.data.draw(
            st.lists(
                st.sampled_from(["value", "annual", "term", "provisional", "source", "note"]), unique=True, min_size=1
            )
        ):
            path = ("reported", name) if name in ("annual", "term") else (name,)
            if self.rarely():
                asked[name], said[path] = CLEARED, None
            elif name == "value":
                asked[name] = said[path] = self.pick(FIGURES)
            elif name in ("annual", "term"):
                said[path] = self.pick(VERDICT_WORDS)
                asked[name] = Status(said[path])
            elif name == "provisional":
                asked[name] = self.chance()
                said[path] = "true" if asked[name] else "false"
            elif name == "source":
                said[path] = self.data.draw(
                    st.lists(st.sampled_from(["s-1", "t: u", "2023"]), min_size=1, max_size=2, unique=True)
                )
                asked[name] = tuple(said[path])
            else:
                asked[name] = said[path] = self.data.draw(st.sampled_from(WORDS) | st.text(min_size=1, max_size=12))
                said[path] = unicodedata.normalize("NFC", said[path])
        return Edit(**asked), said


def _plain(value: Any) -> Any:
    if isinstance(value, Map):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, Items) else None if value is None else str(value)


def _said(entry: Any) -> dict[tuple[str, ...], Any]:
    """What an entry says, read without the editor."""
    if not isinstance(entry, dict):
        return {} if entry is None else {("value",): entry}
    said: dict[tuple[str, ...], Any] = {}
    for key, value in entry.items():
        if key == "reported":
            said |= {
                (key, which): word
                for which, word in (value.items() if isinstance(value, dict) else [("annual", value)])
            }
        elif key == "source":
            said[key,] = [value] if isinstance(value, str) else value
        elif value is not None:
            said[key,] = value
    return said


def _edited(file: File, id_: str, change: Edit) -> tuple[str | None, str]:
    """The text after the edit; None and why where it is refused for what stands in the entry's way."""
    try:
        return edit_entry(file.text, id_, change, file.order), ""
    except Complaint as refused:
        if refused.text not in (COMMENT_INSIDE, BY_HAND):
            raise
        return None, refused.text


@given(st.data())
@CALM
def test_in_any_file_one_span_differs_and_one_entry(data: st.DataObject) -> None:
    writer = Writer(data)
    file = writer.file()
    note(file.text)
    before = read_yaml(file.text)
    assert not before.problems, "the generator writes sound YAML"
    entries = _plain(before.value["actuals"]) or {}
    assert [_said(entries[each.id]) for each in file.entries] == [each.facts for each in file.entries]
    change, said = writer.change()
    id_ = writer.pick([*(each.id for each in file.entries), *(each.id for each in file.entries), *IDS])
    place = next((place for place, each in enumerate(file.entries) if each.id == id_), None)
    after, why = _edited(file, id_, change)
    if after is None:
        event("refused")
        near = file.entries if place is None else [file.entries[place]]
        if why == BY_HAND:
            assert any(each.by_hand for each in near) or (place is None and file.commented_braces)
            return
        assert place is not None
        cleared = {path[-1] for path, fact in said.items() if fact is None}
        assert (
            cleared & near[0].no_clearing
            or {path[-1] for path in said} & near[0].no_replacing
            or (cleared and "" in near[0].no_clearing)
        )
        return
    event("changed" if place is not None else "added")

    assert edit_entry(after, id_, change, file.order) == after, "nothing is left to do"
    document = read_yaml(after)
    assert not document.problems
    now = _plain(document.value["actuals"]) or {}
    wanted = {**(file.entries[place].facts if place is not None else {}), **said}
    assert _said(now.get(id_)) == {path: fact for path, fact in wanted.items() if fact is not None}
    assert {key: entry for key, entry in now.items() if key != id_} == {k: e for k, e in entries.items() if k != id_}
    assert [key for key in now if key in entries] == list(entries)
    rest = [
        {key: _plain(value) for key, value in each.value.items() if key != "actuals"} for each in (before, document)
    ]
    assert rest[0] == rest[1]

    for other in [each.id for each in file.entries if each.id != id_ and not each.by_hand][:1]:
        at_once = edit_entries(file.text, {id_: change, other: FIGURE}, file.order)
        assert at_once == edit_entry(after, other, FIGURE, file.order), "at once as one by one"
    if after == file.text:
        return
    start, end, new = _one_span(file.text, after)
    mark = int(file.text.startswith("\ufeff"))
    if place is not None:
        first = file.starts[place] + mark
        last = mark + (file.starts[place + 1] if place + 1 < len(file.starts) else file.end)
        last += len(file.text[last:]) - len(file.text[last:].lstrip(" "))  # a new line begins as the next one does
        assert first <= start <= end <= last, "the span is the entry's own"
    elif start != end:
        assert not file.text[start:end].strip(" ,{~nul") or "#" in file.text[start:end], "only room was made"
    assert COMMENT.findall(after) == COMMENT.findall(file.text), "comments stay, in their order"
    assert after.startswith("\ufeff") == file.text.startswith("\ufeff")
    assert after.endswith("\n") == file.text.endswith("\n")
    ends = set(re.findall("\r?\n", file.text))
    assert set(re.findall("\r?\n|\r", new)) <= ends, "line ends as they are"
