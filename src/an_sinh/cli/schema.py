"""`ansinh schema NAME`."""

from __future__ import annotations

from typing import Annotated

import typer

from an_sinh.cli.answer import Answer
from an_sinh.cli.options import Output
from an_sinh.render.as_schema import NAMES


def complete(incomplete: str) -> list[str]:
    """The schemas there are."""
    return [name for name in NAMES if name.startswith(incomplete)]


EXAMPLES = """\
ansinh schema targets --output targets.json        for an editor
ansinh schema score                                of score --format json
"""


def command(
    name: Annotated[str, typer.Argument(metavar="NAME", help=f"One of {', '.join(NAMES)}.", autocompletion=complete)],
    output: Output = None,
) -> Answer:
    """Print the JSON Schema of a data file or of a command's JSON. For editors, and for programs that read it."""
    from an_sinh.render.as_schema import schema_text

    known = known_schema(name)
    return Answer(write=lambda _screen: schema_text(known), for_people=False, output=output)


def known_schema(asked: str) -> str:
    """The schema asked for; a usage error that names those there are and the nearest, if it is none of them."""
    if asked in NAMES:
        return asked
    from an_sinh.errors import DidYouMean, Phrase, UsageFault
    from an_sinh.text import quoted

    remedy = DidYouMean(asked, NAMES, Phrase("name one of them", sense="things"))
    raise UsageFault("there is no schema of {name}, only of {names}", remedy, name=quoted(asked), names=NAMES)
