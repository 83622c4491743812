"""`ansinh schema NAME`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from an_sinh.cli.answer import Answer
from an_sinh.cli.options import Lang, Output
from an_sinh.render.as_schema import NAMES


def complete(incomplete: str) -> list[str]:
    """The schemas there are."""
    return [name for name in NAMES if name.startswith(incomplete)]


EXAMPLES = """\
ansinh schema targets --output targets.json        for an editor
ansinh schema actuals --data data                  with your own ids
ansinh schema score                                of score --format json
"""


def command(
    name: Annotated[str, typer.Argument(metavar="NAME", help=f"One of {', '.join(NAMES)}.", autocompletion=complete)],
    data: Annotated[
        Path | None,
        typer.Option(
            help="Of a data file: with the ids of this data directory, which an editor then offers.", metavar="DIR"
        ),
    ] = None,
    lang: Lang = None,
    output: Output = None,
) -> Answer:
    """Print the JSON Schema of a data file or of a command's JSON. For editors, and for programs that read it."""
    from an_sinh.render.as_schema import schema_text

    known = known_schema(name)
    if data is None:
        return Answer(write=lambda _screen: schema_text(known), for_people=False, output=output)
    own = _own(known, data, lang)
    return Answer(write=lambda _screen: own, for_people=False, output=output)


def _own(name: str, data: Path, lang: str | None) -> str:
    """The schema of a data file with the ids of a data directory."""
    from an_sinh.cli.dataset import open_directory
    from an_sinh.cli.locate import find_data
    from an_sinh.cli.streams import programs_in
    from an_sinh.errors import UsageFault
    from an_sinh.render.as_schema import DATA_FILES
    from an_sinh.render.own_schema import own_schema_text

    if name not in DATA_FILES:
        raise UsageFault("--data: only the schema of a data file has ids of its own", "write {names}", names=DATA_FILES)
    programme = open_directory(find_data(data)).files.programme([], places=name == "place-list")
    return own_schema_text(name, programme, programs_in(lang))


def known_schema(asked: str) -> str:
    """The schema asked for; a usage error that names those there are and the nearest, if it is none of them."""
    if asked in NAMES:
        return asked
    from an_sinh.errors import DidYouMean, Phrase, UsageFault
    from an_sinh.text import quoted

    remedy = DidYouMean(asked, NAMES, Phrase("name one of them", sense="things"))
    raise UsageFault("there is no schema of {name}, only of {names}", remedy, name=quoted(asked), names=NAMES)
