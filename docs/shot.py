"""Take the README's screenshot, docs/score.svg: what `ansinh score 2022` prints in an 80-column terminal."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[1]
COMMAND = ("score", "2022")
WIDTH = 80


def main() -> None:
    wanted = {"COLUMNS": str(WIDTH), "FORCE_COLOR": "1", "TERM": "xterm-256color", "ANSINH_LANG": "en"}
    environment = {
        name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "ANSINH_DATA"}
    }
    command = [sys.executable, "-m", "an_sinh", *COMMAND]
    done = subprocess.run(command, cwd=ROOT, env=environment | wanted, check=True, stdout=subprocess.PIPE)
    page = done.stdout.decode()
    console = Console(record=True, width=WIDTH, file=io.StringIO())
    console.print(Text.from_ansi(page), end="")
    # The template fetches its font from a host; the reader's own monospace font asks nobody.
    template = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    svg = console.export_svg(title="$ ansinh " + " ".join(COMMAND), code_format=template, unique_id="score")
    (ROOT / "docs" / "score.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
