"""Fuzz one target with coverage feedback until the time is over.

    make fuzz TARGET=record SECONDS=600

The arguments are the target's name and libFuzzer's own. What reached a new edge is taken into a kept corpus by

    python -m fuzz record -merge=1 -use_counters=0 fuzz/corpus/record build/fuzz/record

What is raised is a finding, and its input a case of tests/test_fuzz.py.
"""

from __future__ import annotations

import importlib
import resource
import sys

import atheris

MODULES = {
    "loader": "fuzz.loader",
    "record": "fuzz.record",
    "import": "fuzz.import_",
    "whole": "fuzz.whole",
    "workbook": "fuzz.workbook",
    "completion": "fuzz.completion",
    "since": "fuzz.since",
}

_MEMORY = 2 * 1024 * 1024 * 1024
"""An input that unfolds to more is kept as a finding, and the machine lives on."""


def main() -> None:
    name = sys.argv[1]
    with atheris.instrument_imports(include=["an_sinh", "ruamel", "csv"]):
        target = importlib.import_module(MODULES[name])

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))

    def one(data: bytes) -> None:
        target.try_input(data)

    again = f"{sys.executable} -m fuzz {name}"  # libFuzzer starts itself by this, to merge corpora
    if hasattr(target, "mutate"):

        def mutate(data: bytes, most: int, seed: int) -> bytes:
            return bytes(target.mutate(data, most, seed, atheris.Mutate))

        atheris.Setup([again, *sys.argv[2:]], one, custom_mutator=mutate)
    else:
        atheris.Setup([again, *sys.argv[2:]], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
