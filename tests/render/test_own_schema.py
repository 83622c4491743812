"""`ansinh schema NAME --data DIR`: a programme's own ids are offered, others are marked, and sound data stay sound."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from an_sinh.pages.say import Say
from an_sinh.programme.loading import load
from an_sinh.render.own_schema import own_schema
from tests.conftest import HANOI, ROOT
from tests.render.test_schema import GOOD, _files, _NoJson, _read

if TYPE_CHECKING:
    from tests.conftest import Quick

DISTRICTS = ROOT / "examples" / "districts"
LIBRARY = ROOT / "examples" / "library"
EN = Say.of("en")


def validator(folder: Path, name: str) -> Draft202012Validator:
    return Draft202012Validator(own_schema(name, load(folder), EN))


def faults(folder: Path, name: str, document: object) -> list[str]:
    return [error.json_path for error in validator(folder, name).iter_errors(document)]


# A schema compares letters as they are written, and the loader composes them first.
SPELLED_ALIKE = [folder for folder in GOOD if folder.name != "composed-and-decomposed"]


@pytest.mark.parametrize("folder", [HANOI, DISTRICTS, LIBRARY, *SPELLED_ALIKE], ids=lambda each: each.name)
def test_the_data_themselves_fit(folder: Path) -> None:
    for name, path in _files(folder):
        try:
            document = _read(path)
        except _NoJson:
            continue
        assert faults(folder, name, document) == [], path


@pytest.mark.parametrize("name", ["targets", "actuals", "place", "place-list"])
def test_it_is_a_schema_whose_references_lead_somewhere(name: str) -> None:
    own = own_schema(name, load(DISTRICTS), EN)
    Draft202012Validator.check_schema(own)
    assert own["$id"].endswith(":own")
    text = json.dumps(own)
    for each in {part.split('"')[0] for part in text.split("#/$defs/")[1:]}:
        assert each in own["$defs"]


def test_an_editor_is_offered_each_indicator_with_what_it_is() -> None:
    programme = load(HANOI)
    (offered,) = [
        each["properties"]
        for each in own_schema("actuals", programme, EN)["properties"]["actuals"]["anyOf"]
        if "properties" in each
    ]
    assert list(offered) == list(programme.indicators)
    poverty = offered["poverty-rate"]
    assert poverty["title"] == "Poverty rate (% of households)"
    assert poverty["description"].startswith("Tỷ lệ hộ nghèo; Social security; Sở LĐTB&XH; better: lower")


YEAR: dict[str, Any] = {"year": 2022, "actuals": {"jobs-created": {"value": 1, "source": "nguoi-ha-noi-2023-01-10"}}}


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("jobs-created", "jobs-created", []),
        ("jobs-created", "jobs-craeted", ["$.actuals"]),
        ("nguoi-ha-noi-2023-01-10", "nguoi-ha-noi", ["$.actuals"]),
        ("2022", "22", ["$.year"]),
    ],
)
def test_an_id_that_is_none_is_marked_in_a_year(old: str, new: str, where: list[str]) -> None:
    document = json.loads(json.dumps(YEAR).replace(old, new))
    assert [path[: len(each)] for path, each in zip(faults(HANOI, "actuals", document), where, strict=True)] == where


def test_in_the_targets_what_is_new_may_stand_beside_what_is_known() -> None:
    document = _read(HANOI / "targets.yaml")
    document["sources"]["new"] = {"title": "New"}
    document["groups"]["new"] = "New"
    like = copy.deepcopy(document["indicators"]["poverty-rate"])
    document["indicators"]["new"] = {**like, "group": "new", "source": "new"}
    assert faults(HANOI, "targets", document) == []


def test_ids_that_an_editor_reads_as_numbers(tmp_path: Path) -> None:
    (tmp_path / "actuals").mkdir()
    (tmp_path / "targets.yaml").write_text(
        "programme: {id: P, name: P, years: [2021, 2025]}\nsources: {2021: {title: T}}\ngroups: {1: G}\n"
        "indicators:\n  1.10: {name: I, group: 1, better: higher, source: 2021, targets: {2022: 5}}\n"
    )
    (tmp_path / "actuals/2022.yaml").write_text("year: 2022\nsource: 2021\nactuals: {1.10: 4}\n")
    for name, path in _files(tmp_path):
        assert faults(tmp_path, name, _read(path)) == []


def test_the_command(quick: Quick, tmp_path: Path) -> None:
    printed = quick("schema", "actuals", "--data", HANOI).page
    assert json.loads(printed) == own_schema("actuals", load(HANOI), EN)
    assert "Tỷ lệ hộ nghèo (" in quick("schema", "actuals", "--data", HANOI, "--lang", "vi").page
    assert quick("schema", "place-list", "--data", DISTRICTS).page.count('"cau-tre"') == 1
    refused = quick("schema", "score", "--data", HANOI)
    assert (refused.code, refused.stdout) == (2, "")
    assert "only the schema of a data file" in refused.stderr
    nowhere = quick("schema", "actuals", "--data", tmp_path)
    assert (nowhere.code, nowhere.stdout) == (3, "")
