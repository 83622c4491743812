"""The words that an-sinh prints are read back, in every language, case and Unicode folded."""

from __future__ import annotations

import unicodedata

import pytest

from an_sinh.pages.lines import status_word
from an_sinh.pages.outlook import outlook_word
from an_sinh.pages.say import NOTHING, Say
from an_sinh.spreadsheet.cell_words import NO_FIGURE, OUTLOOK_WORDS, TRUTH_WORDS, VERDICT_WORDS, is_total, without_about
from an_sinh.spreadsheet.headings import fold
from an_sinh.terms import REPORTED_OUTLOOKS, VERDICTS, Language, Status


def forms(word: str) -> list[str]:
    return [fold(each) for each in (word, word.upper(), f" {word}\n", unicodedata.normalize("NFD", word))]


@pytest.mark.parametrize("language", Language)
def test_what_is_printed_is_read(language: Language) -> None:
    say = Say.of(language)
    for verdict in map(Status, VERDICTS):
        for word in (status_word(verdict, say), verdict.value):
            assert [VERDICT_WORDS[form] for form in forms(word)] == [verdict] * 4
    for outlook in REPORTED_OUTLOOKS:
        for word in (outlook_word(outlook, say), outlook.value):
            assert [OUTLOOK_WORDS[form] for form in forms(word)] == [outlook] * 4
    for status in (Status.UNSCORED, Status.WITHDRAWN):
        assert NO_FIGURE.issuperset(forms(status_word(status, say)))
    assert NOTHING in NO_FIGURE
    for truth, word in ((True, say.text("done")), (False, say.text("not done"))):
        assert [TRUTH_WORDS[form] for form in forms(word)] == [truth] * 4


@pytest.mark.parametrize("name", ["Tổng số", "TỔNG CỘNG:", "Cộng", "Total", "Grand total"])
def test_a_total_is_known(name: str) -> None:
    assert is_total(name)


@pytest.mark.parametrize("name", ["Tổng số giường bệnh", "Cộng đồng", "Totally", ""])
def test_an_indicator_of_a_total_is_none(name: str) -> None:
    assert not is_total(name)


def test_the_word_before_an_estimate_is_known() -> None:
    assert without_about("ước 1.250") == "1.250"
    assert without_about("ước tính 2,9%") == "2,9%"
    assert without_about("1.250") is None
