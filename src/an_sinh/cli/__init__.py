"""The command line: parse, call, print, exit. What a command answers is decided in the layers below."""

from __future__ import annotations


def main() -> None:
    """Run `ansinh` and exit with its code; the console script's entry."""
    import gc
    import sys

    gc.disable()  # a short run allocates and ends: collecting while it starts costs some 7 %
    from an_sinh.cli.entry import run

    code = run(sys.argv[1:])
    gc.freeze()  # nor need Python look through all that is left, which it does while it ends
    sys.exit(code)
