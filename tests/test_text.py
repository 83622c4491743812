"""Text from data is shown, never obeyed: a terminal gets no control character and no change of direction."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from an_sinh.text import quoted, visible
from tests.conftest import examples

CALM = examples(200)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("plain", id="ascii"),
        pytest.param("Tỷ lệ thất nghiệp", id="vietnamese"),
        pytest.param("vie\u0323\u0302c", id="combining-marks"),
        pytest.param("203\u00a0027", id="no-break-space"),
        pytest.param("a\u200bb", id="zero-width-space"),
        pytest.param("\U0001f468\u200d\U0001f469", id="joined-emoji"),
        pytest.param("العربية", id="a-script-from-right-to-left"),
        pytest.param("\\x1b is no escape", id="a-backslash"),
    ],
)
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("\x1b[31mred", "\\x1b[31mred", id="an-escape-sequence"),
        pytest.param("\x9b31m", "\\x9b31m", id="an-8-bit-escape-sequence"),
        pytest.param("a\x00b", "a\\x00b", id="nul"),
        pytest.param("a\x07", "a\\x07", id="bell"),
        pytest.param("ab\x08c", "ab\\x08c", id="backspace"),
        pytest.param("a\x7f", "a\\x7f", id="delete"),
        pytest.param("a\rb", "a\\x0db", id="a-carriage-return-alone"),
        pytest.param("a\x85b", "a\\x85b", id="next-line"),
        pytest.param("a\u2028b\u2029c", "a\\u2028b\\u2029c", id="line-and-paragraph-separators"),
        pytest.param("\u202egnp.exe", "\\u202egnp.exe", id="right-to-left-override"),
        pytest.param("\u202a\u202b\u202c\u202d", "\\u202a\\u202b\\u202c\\u202d", id="embeddings"),
        pytest.param("\u2066\u2067\u2068\u2069", "\\u2066\\u2067\\u2068\\u2069", id="isolates"),
        pytest.param("\u200e\u200f\u061c", "\\u200e\\u200f\\u061c", id="direction-marks"),
        pytest.param("\ufeffa", "\\ufeffa", id="a-byte-order-mark-in-the-text"),
        pytest.param("a\ud83d", "a\\ud83d", id="half-a-character"),
        pytest.param("\U000e0041", "\\U000e0041", id="a-tag-character"),
    ],
)
def test_what_a_terminal_would_obey_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize("text", ["one\ntwo", "one\r\ntwo", "one\ttwo"], ids=["line-feed", "both", "tab"])
def test_line_ends_and_tabs_become_spaces(text: str) -> None:
    assert visible(text) == "one two"


BIDI = {"RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI", "FSI", "PDI"}


@CALM
@given(st.text(st.characters(), max_size=40))
@example("\r\n\r\r\n")
def test_the_result_is_one_line_that_nothing_obeys(text: str) -> None:
    shown = visible(text)
    assert len(shown.splitlines()) <= 1
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert not {unicodedata.bidirectional(char) for char in shown} & BIDI
    assert shown.encode("utf-8").decode() == shown, "it can be printed"
    assert visible(shown) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a", "'a'", id="short"),
        pytest.param("", "''", id="empty"),
        pytest.param("x" * 60, f"'{'x' * 60}'", id="as-long-as-may-be"),
        pytest.param("x" * 61, f"'{'x' * 59}…'", id="too-long"),
        pytest.param("\x1b[2J", "'\\x1b[2J'", id="nothing-obeyed"),
    ],
)
def test_a_text_in_quotes_is_cut_where_it_is_too_long(text: str, shown: str) -> None:
    assert quoted(text) == shown
