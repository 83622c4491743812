"""Take the README's pictures: what `ansinh score 2022` prints in an 80-column terminal, and the top of its page.

docs/score.svg: the command runs in a pseudo-terminal, because only a terminal has a width and colours; a pipe has
neither. docs/page.png: a Chromium opens the page; where there is none, the picture stays as it is.
"""

import fcntl
import io
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[1]
COMMAND = ("score", "2022")
COLUMNS, ROWS = 80, 100
WIDTH, HEIGHT = 1120, 1390  # of the page's picture, in pixels
INDENTED = re.compile(r'x="([0-9.]+)"( y="[0-9.]+") textLength="([0-9.]+)"([^>]*>)((?:&#160;)+)')
FONT_WIDTH = 12.2  # of a character, in rich's picture
UNWANTED = {"ANSINH_DATA", "COLUMNS", "FORCE_COLOR", "LINES", "NO_COLOR"}
WANTED = {"ANSINH_LANG": "en", "PYTHONUTF8": "1", "TERM": "xterm-256color"}


def main() -> None:
    (ROOT / "docs" / "score.svg").write_text(picture(), encoding="utf-8", newline="\n")
    take_page(ROOT / "docs" / "page.png")


def picture() -> str:
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    console.print(Text.from_ansi(page_of(COMMAND)))
    # rich's template fetches its font from a host; without that, the reader's own monospace font serves.
    template = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    svg = console.export_svg(title=" ".join(("ansinh", *COMMAND)), code_format=template, unique_id="score")
    return re.sub(r"[ \t]+$", "", INDENTED.sub(moved, svg), flags=re.MULTILINE)


def take_page(path: Path) -> None:
    """The top of the page as a person sees it who opens it."""
    chromium, driver = shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("chromedriver")
    if not chromium or not driver:
        print("no Chromium with its driver here: docs/page.png stays as it is", file=sys.stderr)
        return
    os.environ["SE_OFFLINE"] = "true"
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for switch in ("--headless=new", "--no-sandbox", "--hide-scrollbars", "--disable-background-networking"):
        options.add_argument(switch)
    with tempfile.TemporaryDirectory() as folder, webdriver.Chrome(options, Service(driver)) as browser:
        page = Path(folder) / "page.html"
        command = [sys.executable, "-m", "an_sinh", *COMMAND, "--format", "html", "--lang", "en", "--output", str(page)]
        subprocess.run(command, cwd=ROOT, check=True)
        size = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        browser.get(page.as_uri())
        browser.save_screenshot(str(path))


def page_of(arguments: tuple[str, ...]) -> str:
    """What the command prints in a terminal of 80 columns, colour codes and all."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in UNWANTED} | WANTED
    command = [sys.executable, "-m", "an_sinh", *arguments]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdin=its, stdout=its) as process:
        os.close(its)
        page = b"".join(iter(lambda: read(ours), b""))
    os.close(ours)
    if process.returncode:
        sys.exit(process.returncode)
    return page.decode().replace("\r\n", "\n")


def moved(text: re.Match[str]) -> str:
    """A text moved to the right in place of its leading spaces, which some programs that draw SVG leave out."""
    x, y, length, rest, spaces = text.groups()
    step = len(spaces) // len("&#160;") * FONT_WIDTH
    if step >= float(length):  # nothing but spaces
        return text[0]
    return f'x="{float(x) + step:g}"{y} textLength="{float(length) - step:g}"{rest}'


def read(terminal: int) -> bytes:
    """The next bytes; none once the command has closed its side, which Linux tells as an error."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


if __name__ == "__main__":
    main()
