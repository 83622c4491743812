"""Brings the catalogues up to date with the sources, for `make words`: new texts are added, lost ones go.

What is left untranslated is named; a test holds that nothing is. Places are told by file alone, so that a moved line
changes no catalogue.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "src" / "an_sinh"
LOCALES = SOURCES / "pages" / "locale"
UNSAID = tuple(f'"{key}' for key in ("Project", "Report", "POT", "PO-", "Last", "Language-Team", "Generated"))
KEYWORDS = {
    "text": None,  # Say.text
    "marked": None,
    "sense": ((1, "c"), 2),  # Say.sense: a context, then the text
    "plural": (1, 2),  # Say.plural: one, many
    "Plural": (1, 2),  # an_sinh.errors.Plural
}

MAKERS = {
    "Complaint": (0, 1),
    "UsageFault": (0, 1),
    "Problem": (1, 2),
    "fault": (1, 2),
    "_Refusal": (0, 1),
    "Phrase": (0,),
}
"""What makes a problem (see `an_sinh.errors`), and which of its arguments are texts: what is wrong, what to do."""


def problem_texts(path: Path) -> Iterator[tuple[int, str, str | None, ast.Call]]:
    """Every text of a problem in a module: its line, the text, its context, and the call that says it."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        made = MAKERS.get(str(getattr(call.func, "id", ""))) if isinstance(call, ast.Call) else None
        for at in made or ():
            sense = next((each.value for each in call.keywords if each.arg == "sense"), None)
            for text in literals(call.args[at]) if len(call.args) > at else ():
                yield call.lineno, text, sense.value if isinstance(sense, ast.Constant) else None, call


def literals(argument: ast.expr) -> Iterator[str]:
    """The texts that an argument may be: itself, or either side of an `if`."""
    if isinstance(argument, ast.IfExp):
        yield from literals(argument.body)
        yield from literals(argument.orelse)
    elif isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
        yield argument.value


def extracted() -> Catalog:
    """Every text of the sources that is said to people, in the order of the files."""
    said = [
        (file, line, message, comments, context)
        for file, line, message, comments, context in extract_from_dir(
            SOURCES, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=("translators:",)
        )
        if message and (message if isinstance(message, str) else all(message))
    ]
    for path in SOURCES.rglob("*.py"):
        file = path.relative_to(SOURCES).as_posix()
        said += [(file, line, text, [], context) for line, text, context, _ in problem_texts(path)]
    found = Catalog(project="an-sinh")
    for file, _line, message, comments, context in sorted(said, key=lambda each: (*each[0].rpartition("/"), each[1])):
        found.add(message, locations=[(file, None)], auto_comments=comments, context=context)
    for path in sorted((SOURCES / "cli").glob("*.py")):
        for text in helped(ast.parse(path.read_text(encoding="utf-8"))):
            found.add(text, locations=[(f"cli/{path.name}", None)])
    return found


def helped(module: ast.Module) -> Iterator[str]:
    """What a command's module says in its help: of its options, of what it does, beside its examples."""
    for node in ast.walk(module):
        match node:
            case ast.keyword(arg="help", value=ast.Constant(value=str(text))):
                yield text
            case ast.FunctionDef(name="command" | "ansinh", body=[ast.Expr(ast.Constant(value=str(text))), *_]):
                yield inspect.cleandoc(text)
            case ast.Assign(targets=[ast.Name(id="EXAMPLES")], value=ast.Constant(value=str(text))):
                yield from re.findall(r"(?m)^\S.*? {2,}(.+)$", text)


def catalogue(path: Path) -> Catalog:
    """A catalogue as it stands."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name)


def catalogues() -> list[Path]:
    """The catalogues that there are."""
    return sorted(LOCALES.glob("*/LC_MESSAGES/an_sinh.po"))


def write(path: Path, words: Catalog) -> None:
    """A catalogue as its file: in the order of the sources, without what is no longer said, without a clock."""
    with path.open("wb") as file:
        write_po(file, words, width=110, ignore_obsolete=True, include_lineno=False, omit_header=False)
    text = path.read_text(encoding="utf-8")
    kept = [line for line in text.splitlines(keepends=True) if not line.startswith(UNSAID)]
    path.write_text("".join(kept), encoding="utf-8")


def main() -> None:
    template = extracted()
    for path in catalogues():
        words = catalogue(path)
        words.update(template, no_fuzzy_matching=True)
        write(path, words)
        missing = [message.id for message in words if message.id and not message.string]
        print(f"{path.relative_to(ROOT)}: {len(words)} texts, {len(missing)} to be translated", file=sys.stderr)
        for each in missing:
            print(f"  {each}", file=sys.stderr)


if __name__ == "__main__":
    main()
