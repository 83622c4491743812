"""The command line: parse, call, print, exit. What a command answers is decided below this floor."""

from __future__ import annotations


def main() -> None:
    """Run `ansinh` and exit with its code; the console script's entry."""
    import gc
    import sys

    gc.disable()  # a short run allocates and ends: collecting while it starts costs some 7 %
    from an_sinh.cli.door import run

    sys.exit(run(sys.argv[1:]))
