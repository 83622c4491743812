"""The inputs of the public YAML test suite: each is read, or has its flaws with their places; never an exception."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from an_sinh.programme import yaml_text
from an_sinh.programme.yaml_text import read_yaml

SUITE = json.loads((Path(__file__).parents[1] / "data" / "yaml-test-suite.json").read_text("utf-8"))
INPUTS = SUITE["valid"] | SUITE["invalid"]


@pytest.mark.parametrize("parser", ["c-parser", "pure-parser"])
def test_every_input_is_read_or_has_its_flaws(monkeypatch: pytest.MonkeyPatch, parser: str) -> None:
    if parser == "pure-parser":
        monkeypatch.setattr(yaml_text, "CParser", None)
    assert len(INPUTS) > 400
    for name, text in INPUTS.items():
        for flaw in read_yaml(text).problems:
            assert min(flaw.place) >= 1, name
            assert flaw.place[0] <= text.count("\n") + 2, name


COUNTS = Counter({"tag": 36, "wrong-type": 25, "syntax": 23, "several-documents": 12})
"""Of the 308 valid inputs: tags, keys that are no texts, texts that neither parser reads, and several documents."""


def test_valid_yaml_is_refused_for_what_the_format_has_not() -> None:
    """The few that neither parser can read are counted: a new one is a fault."""
    refused = {name: flaws[0].code for name, text in SUITE["valid"].items() if (flaws := read_yaml(text).problems)}
    assert Counter(refused.values()) == COUNTS
