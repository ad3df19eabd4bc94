"""The Vietnamese catalogue against the words marked in the source: `make catalogue`, `make messages`.

The words are extracted by Babel: Python files by its own extractor, templates by Django's `templatize`, which turns a
template into lines of calls that the same extractor reads. GNU gettext is not needed.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "dondoc"
CATALOGUE = SOURCE / "locale" / "vi" / "LC_MESSAGES" / "django.po"
HEADING = "# The Vietnamese of Đôn Đốc. Sorted by msgid, no locations."
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd%]|\{(\w*)\}")

Id = str | tuple[str, ...]


def marked_words(source: Path) -> Iterator[tuple[Id, str | None]]:
    """Yield each message marked in Python files and templates below a folder, with its context."""
    for path in sorted(source.rglob("*.py")):
        yield from _extract(path.read_bytes())
    for path in sorted(source.rglob("templates/**/*")):
        if path.is_file():
            yield from _extract(template_lines(path.read_text("utf-8"), str(path)).encode())


def template_lines(template: str, name: str) -> str:
    """Return the calls that a template stands for, each on a line that Python's tokenizer takes."""
    from django.utils.translation.template import templatize

    return "\n".join(line.strip() for line in templatize(template, origin=name).splitlines())


def template(source: Path) -> Catalog:
    """Return the empty catalogue of the words below a folder."""
    words = Catalog(fuzzy=False)
    for message, context in marked_words(source):
        words.add(message, context=context)
    return words


def faults(catalogue: Catalog, words: Catalog) -> list[str]:
    """Return what keeps a catalogue from being whole: one sentence each."""
    found = []
    for word in words:
        if word.id and catalogue.get(_first(word.id), word.context) is None:
            found.append(f"not in the catalogue: {_first(word.id)!r}")
    for message in catalogue:
        if not message.id:
            continue
        name = repr(_first(message.id))
        if words.get(_first(message.id), message.context) is None:
            found.append(f"no longer in the source: {name}")
        if message.fuzzy:
            found.append(f"fuzzy: {name}")
        elif not _is_translated(message):
            found.append(f"not translated: {name}")
        elif missing := _placeholders_lost(message):
            found.append(f"placeholders differ ({', '.join(sorted(missing))}): {name}")
    return found


def update(path: Path, words: Catalog) -> None:
    """Bring the words of the source into a catalogue; translations stay, new words are empty, old ones go."""
    catalogue = read(path)
    catalogue.update(words, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.header_comment = HEADING
    buffer = io.BytesIO()
    write_po(buffer, catalogue, sort_output=True, no_location=True, width=0)
    path.write_bytes(buffer.getvalue())


def read(path: Path) -> Catalog:
    """Return a catalogue."""
    with path.open("rb") as stream:
        return read_po(stream, locale="vi")


def main(arguments: list[str]) -> int:
    """Check the catalogue, or bring it up to date."""
    words = template(SOURCE)
    if "--update" in arguments:
        update(CATALOGUE, words)
    found = faults(read(CATALOGUE), words)
    for fault in found:
        print(fault)
    print(f"{len(words)} messages, {len(found)} faults")
    return 1 if found and "--update" not in arguments else 0


def _extract(text: bytes) -> Iterator[tuple[Id, str | None]]:
    options = {"encoding": "utf-8"}
    for _, message, _, context in extract("python", io.BytesIO(text), KEYWORDS, options=options):
        if message:
            yield message, context


def _first(message: Id) -> str:
    return message if isinstance(message, str) else message[0]


def _is_translated(message: Message) -> bool:
    strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return bool(strings) and all(strings)


def _placeholders_lost(message: Message) -> set[str]:
    """Return the placeholders that stand in the translation alone, or in the English alone."""
    english = [message.id] if isinstance(message.id, str) else list(message.id)
    strings = [message.string] if isinstance(message.string, str) else list(message.string)
    # The plural form is the one that names the number; Vietnamese has one form.
    wanted = {match[0] for match in PLACEHOLDER.finditer(english[-1])}
    return set().union(*(wanted ^ {match[0] for match in PLACEHOLDER.finditer(text)} for text in strings))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
