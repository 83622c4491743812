"""An-sinh: score a programme's indicators against their targets.

`load(directory)` reads the data, `score(programme, year)` judges a year. Importing this package costs nothing: each
name is brought in when it is first used.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from an_sinh.loading import load as load
    from an_sinh.model import Programme as Programme
    from an_sinh.scorecard import Scorecard as Scorecard
    from an_sinh.scorecard import score as score

__all__ = ["Programme", "Scorecard", "load", "score"]

_HOMES = {
    "load": "an_sinh.loading",
    "score": "an_sinh.scorecard",
    "Programme": "an_sinh.model",
    "Scorecard": "an_sinh.scorecard",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'an_sinh' has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
