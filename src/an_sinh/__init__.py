"""An-sinh: score a programme's indicators against their targets.

`load(directory)` reads the data, or texts that are its files; `score(programme, year)` judges a year, `diff(old, new)`
lays two scorecards side by side, `outlook(programme, year)` asks whether the term's targets will be reached,
`places(programme, year)` judges each place. Importing this package costs nothing: each name is brought in when it is
first used.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from an_sinh.judge.diff import Diff as Diff
    from an_sinh.judge.diff import diff as diff
    from an_sinh.judge.outlook import OutlookReport as OutlookReport
    from an_sinh.judge.outlook import outlook as outlook
    from an_sinh.judge.places import PlacesReport as PlacesReport
    from an_sinh.judge.places import places as places
    from an_sinh.judge.scorecard import Scorecard as Scorecard
    from an_sinh.judge.scorecard import score as score
    from an_sinh.programme.loading import load as load
    from an_sinh.programme.model import Programme as Programme
    from an_sinh.version import __version__ as __version__

__all__ = [
    "Diff",
    "OutlookReport",
    "PlacesReport",
    "Programme",
    "Scorecard",
    "__version__",
    "diff",
    "load",
    "outlook",
    "places",
    "score",
]

_HOMES = {
    "__version__": "an_sinh.version",
    "load": "an_sinh.programme.loading",
    "score": "an_sinh.judge.scorecard",
    "diff": "an_sinh.judge.diff",
    "Diff": "an_sinh.judge.diff",
    "outlook": "an_sinh.judge.outlook",
    "OutlookReport": "an_sinh.judge.outlook",
    "places": "an_sinh.judge.places",
    "PlacesReport": "an_sinh.judge.places",
    "Programme": "an_sinh.programme.model",
    "Scorecard": "an_sinh.judge.scorecard",
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
