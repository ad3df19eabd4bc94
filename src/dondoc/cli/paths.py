"""Which files a `dondoc read` means, and where each reading goes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

# Taken from a folder; a file named on the command line is read whatever its name.
SUFFIXES = frozenset({".txt", ".docx", ".pdf", ".doc", ".rtf", ".htm", ".html"})


@dataclass(frozen=True, slots=True)
class Item:
    """One file to read. Plain strings: of ten thousand files nothing else is kept.

    Attributes:
        path: where it lies.
        relative: its place below the folder that was named; the bare name for a file that was named itself.
    """

    path: str
    relative: str


def gather(paths: Iterable[Path], *, out: Path | None = None) -> tuple[list[Item], int]:
    """Return the files, each once and in order, and how many files in folders were passed over.

    Args:
        paths: files and folders.
        out: the folder of the results; below another folder it holds nothing to read.
    """
    items: dict[str, Item] = {}
    left_out = os.path.realpath(out) if out else ""
    passed_over = 0
    for path in paths:
        if not path.is_dir():
            items.setdefault(os.path.realpath(path), Item(str(path), path.name or "_"))
            continue
        for relative in _below(path, left_out):
            if PurePath(relative).suffix.lower() in SUFFIXES:
                found = str(path / relative)
                items.setdefault(os.path.realpath(found), Item(found, relative))
            else:
                passed_over += 1
    return list(items.values()), passed_over


def _below(folder: Path, left_out: str) -> Iterator[str]:
    """Yield the files below a folder in order; hidden ones, linked folders and one folder by name are left out."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and os.path.realpath(Path(place, name)) != left_out
        )
        inner = PurePath(place).relative_to(folder)
        for name in sorted(names):
            if not name.startswith("."):
                yield str(inner / name)


def targets(items: Sequence[Item]) -> list[str]:
    """Return the name of each reading's file below the folder of `--out`, all different.

    Where two would collide each keeps the suffix of its source; where that is not enough the later ones are counted.
    """
    plain = [str(PurePath(item.relative).with_suffix(".json")) for item in items]
    full = [item.relative + ".json" for item in items]
    clashing = {target for target, times in Counter(plain).items() if times > 1}
    while True:
        chosen = [long if short in clashing else short for short, long in zip(plain, full, strict=True)]
        twice = {target for target, times in Counter(chosen).items() if times > 1}
        more = {short for short, target in zip(plain, chosen, strict=True) if target in twice} - clashing
        if not more:
            break
        clashing |= more
    return _counted(chosen)


def _counted(chosen: Sequence[str]) -> list[str]:
    taken: set[str] = set()
    wanted = set(chosen)
    result = []
    for target in chosen:
        name, number = target, 1
        while name in taken or (number > 1 and name in wanted):
            number += 1
            name = f"{target.removesuffix('.json')}.{number}.json"
        taken.add(name)
        result.append(name)
    return result


def printable(name: str) -> str:
    """Return a file name that is safe to print: no control character, no bidirectional override, no broken byte."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in text)
