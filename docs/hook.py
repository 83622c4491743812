"""MkDocs' hook: the pages at the top of the repository come into the site as they are, their links made good.

README.md becomes readme.html beside the pages of docs/, and so on; a link to docs/rules.md, or from there to
../README.md, leads to the same page on a forge and in the site. A page that the navigation does not name yet stands
under "More", so that it is there as soon as it is written.
"""

import re
from pathlib import Path
from posixpath import relpath
from typing import Any

from mkdocs.structure.files import File

ROOT = Path(__file__).parents[1]
OTHERS = {"LICENSE": "licence.txt", "tests/data/README.md": "test-cases.md"}
"""What a page may link to beside the pages: its place in the site."""
POLICY = "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'"
"""What a browser may fetch: nothing from elsewhere, whatever the theme's scripts would like."""
VIETNAMESE = {"bat-dau.md", "quan-huyen.md", "readme.vi.md"}
LINK = re.compile(r"\]\((?![a-z]+:|#)([^)\s#]+)(#[^)\s]*)?\)")


def places() -> dict[str, str]:
    """Where each file stands in the site, by its path in the repository."""
    top = {path.name: path.name.lower() for path in sorted(ROOT.glob("*.md"))}
    docs = {f"docs/{name}": name for name in files_below(ROOT / "docs")}
    return {**OTHERS, **top, **docs}


def files_below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def on_config(config: Any) -> Any:
    named = set(re.findall(r"[\w./-]+\.md", str(config.nav)))
    more = [place for place in places().values() if place.endswith(".md") and place not in named]
    if more:
        config.nav.append({"More": more})
    return config


def on_files(files: Any, config: Any) -> Any:
    for name, place in places().items():
        if not name.startswith("docs/"):
            files.append(File.generated(config, place, abs_src_path=str(ROOT / name)))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    here = Path(page.file.abs_src_path)
    found = places()

    def led(match: re.Match[str]) -> str:
        target = Path(here.parent, match[1]).resolve()
        name = target.relative_to(ROOT).as_posix() if target.is_relative_to(ROOT) else match[1]
        place = relpath(found[name], Path(page.file.src_uri).parent.as_posix()) if name in found else match[1]
        return f"]({place}{match[2] or ''})"

    if page.file.src_uri == "index.md":
        page.meta["hide"] = ["toc"]
    return LINK.sub(led, markdown)


def on_post_page(output: str, page: Any, **_: Any) -> str:
    if page.file.src_uri in VIETNAMESE:
        output = output.replace('<html lang="en"', '<html lang="vi"', 1)
    return with_policy(output)


def on_post_template(output_content: str, template_name: str, **_: Any) -> str:
    return with_policy(output_content) if template_name.endswith(".html") else output_content


def on_post_build(config: Any, **_: Any) -> None:
    """The search's index as a script too: from disk a page may fetch no file, and load a script (find.js)."""
    folder = Path(config.site_dir, "search")
    text = (folder / "search_index.json").read_text("utf-8")
    (folder / "search_index.js").write_text(f"window.__index = {text};\n", "utf-8")


def with_policy(page: str) -> str:
    return page.replace("<head>", f'<head><meta http-equiv="Content-Security-Policy" content="{POLICY}">', 1)
