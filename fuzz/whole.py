"""A whole run: whatever the files of a data directory hold, every command answers, with one of its exit codes.

The input is split at lines `%%%`: the number of a command line, targets.yaml, actuals/2022.yaml, places.yaml and
actuals/2022/p.yaml; what is left out is sound. Held: no traceback, nothing on stdout of a run that failed, and what is
said for programs can be read by theirs.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch
from xml.etree import ElementTree

from an_sinh.cli.entry import run
from fuzz.programme import TARGETS

LINES = tuple(
    line.split()
    for line in (
        "score 2022 --format json",
        "score 2022 --format csv",
        "score 2022 --format table --lang vi",
        "score 2022 --format prose --lang vi",
        "score 2022 --format junit",
        "score 2022 --format github",
        "score 2022 --format markdown --against term",
        "score 2022 --format html",
        "score --summary",
        "check 2022 --format json",
        "check 2022 --format junit --fail-on published",
        "diff 2021 2022 --format json",
        "diff 2021 2022 --format markdown",
        "trend --format json",
        "outlook 2022 --format json",
        "outlook 2022 --format table",
        "focus 2022 --format json",
        "show a --format json",
        "show b --format table --lang vi",
        "lint --format json",
        "lint --format github",
        "places 2022 --format json",
        "places 2022 a --format csv",
        "places 2022 --grid --format table",
        "score 2022 --place p --format json",
        "check 2022 --places --format json",
        "record 2022 a 2.5 --dry-run",
        "list --format json",
    )
)
_ACTUALS = b"year: 2022\nactuals:\n  a: 2.5\n  b: {value: 3, reported: met}\n"
_PLACES = b"p: {name: P, kind: k}\nq: {name: Q, within: p}\n"
_PLACE = b"year: 2022\nactuals: {a: 2}\n"
_SOUND = (b"0", TARGETS, _ACTUALS, _PLACES, _PLACE)
_FILES = ("targets.yaml", "actuals/2022.yaml", "places.yaml", "actuals/2022/p.yaml")
_FAILED = 2
"""Exit codes from here on are of runs that give no answer."""

_SCRATCH = tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
_DATA = Path(_SCRATCH.name)
(_DATA / "actuals/2022").mkdir(parents=True)
(_DATA / "actuals/2021.yaml").write_bytes(b"year: 2021\nactuals: {a: 3, b: 2}\n")


def try_input(data: bytes) -> bool:
    """Write the files and run a command on them; whether it answered. Raises what should never be raised."""
    parts = data.split(b"\n%%%\n")[: len(_SOUND)]
    number, *files = (*parts, *_SOUND[len(parts) :])
    for name, content in zip(_FILES, files, strict=True):
        (_DATA / name).write_bytes(content)
    line = LINES[int(number) % len(LINES) if re.fullmatch(rb"[0-9]{1,3}", number) else sum(number) % len(LINES)]
    code, out, errors = _run([*line, "--data", str(_DATA)])
    assert code in (0, 1, 2, 3), errors
    assert "Traceback" not in errors
    if code >= _FAILED:
        assert out == b"", "a failed run prints nothing"
        assert errors.strip(), "and says why"
        return False
    _read(line, out.decode())
    return True


def _run(arguments: list[str]) -> tuple[int, bytes, str]:
    out, errors = io.BytesIO(), io.BytesIO()
    stdout, stderr = (io.TextIOWrapper(stream, encoding="utf-8", write_through=True) for stream in (out, errors))
    with patch.object(sys, "argv", ["ansinh", *arguments]), patch.object(sys, "stdout", stdout):
        with patch.object(sys, "stderr", stderr):
            code = run(arguments)
        stdout.flush()
        return int(code), out.getvalue(), errors.getvalue().decode()


def _read(line: list[str], text: str) -> None:
    """What is said for a program, read as programs do."""
    format_ = line[line.index("--format") + 1] if "--format" in line else "table"
    if format_ == "json":
        assert json.loads(text)["schema"].startswith("ansinh/")
    elif format_ == "csv":
        rows = list(csv.reader(io.StringIO(text), strict=True))
        assert len({len(row) for row in rows}) == 1
    elif format_ == "junit":
        ElementTree.fromstring(text)
    elif format_ == "table":
        assert not [char for char in text if ord(char) < 32 and char != "\n"]
