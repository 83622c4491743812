"""What a result can be given out as, for those who use an-sinh from Python: what its JSON and its CSV hold.

The fields are those of `render.fields`, two layers above: they are looked up by name when they are asked for, so that
a result knows nothing of them and nobody who only judges pays for them.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Literal

_GIVING = "an_sinh.render.as_python"


class Exported:
    """A result with `to_dict` and `to_frame`."""

    __slots__ = ()

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """What `--format json` prints, as dicts and lists; figures are Decimals, `lang` is that of the data's texts."""
        found: dict[str, Any] = import_module(_GIVING).to_dict(self, lang)
        return found

    def to_frame(
        self, lang: str = "en", *, library: Literal["pandas", "polars"] | None = None, exact: bool = False
    ) -> Any:
        """What `--format csv` prints, as a pandas or a polars DataFrame; the one that is installed, pandas first.

        Figures are floats and a milestone is 1 or 0, as tables want them; with `exact` they are Decimals and booleans.
        Raises Complaint where neither is installed.
        """
        return import_module(_GIVING).to_frame(self, lang, library, exact=exact)
