"""An-sinh: score a programme's indicators against their targets.

`load(directory)` reads the data, `score(programme, year)` judges a year, `diff(old, new)` lays two scorecards side by
side, `outlook(programme, year)` asks whether the term's targets will be reached. Importing this package costs nothing:
each name is brought in when it is first used.
"""

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from an_sinh.diff import Diff as Diff
    from an_sinh.diff import diff as diff
    from an_sinh.loading import load as load
    from an_sinh.model import Programme as Programme
    from an_sinh.outlook import OutlookReport as OutlookReport
    from an_sinh.outlook import outlook as outlook
    from an_sinh.scorecard import Scorecard as Scorecard
    from an_sinh.scorecard import score as score

__all__ = ["Diff", "OutlookReport", "Programme", "Scorecard", "diff", "load", "outlook", "score"]

_HOMES = {
    "load": "an_sinh.loading",
    "score": "an_sinh.scorecard",
    "diff": "an_sinh.diff",
    "Diff": "an_sinh.diff",
    "outlook": "an_sinh.outlook",
    "OutlookReport": "an_sinh.outlook",
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


class _Package(ModuleType):
    """This package, whose public names stay what they are.

    When a submodule is imported, Python puts it into the package under its name; `an_sinh.outlook` would then be the
    module or the function, by who imported what first. It is always the function.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if isinstance(value, ModuleType) and _HOMES.get(name) == value.__name__:
            value = getattr(value, name)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
