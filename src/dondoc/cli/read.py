"""`dondoc read`: files in, readings out."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Protocol

from .paths import Item, gather, printable
from .progress import count, progress, say, tell
from .single import CRASHED, Failure, read_file

if TYPE_CHECKING:
    from dondoc.reading.model import Reading

ALL_READ, SOME_FAILED, NOTHING_READ = 0, 1, 2
# Starting a process costs about as much as reading this many short texts.
FILES_PER_PROCESS = 8
# Readings that are kept in memory while an earlier one is waited for, at most.
WINDOW = 64


def command(options: argparse.Namespace) -> int:
    """Read what the options name and return the exit code."""
    items, passed_over = gather(options.paths, out=options.out)
    if passed_over:
        say(f"Bỏ qua {count(passed_over)} tệp không phải văn bản (không phải .txt, .docx, .pdf …).")
    if not items:
        say("Không có tệp văn bản nào để đọc. Hãy chỉ ra tệp hoặc thư mục có tệp .txt, .docx hoặc .pdf.")
        return NOTHING_READ
    jobs = options.jobs or min(os.cpu_count() or 1, -(-len(items) // FILES_PER_PROCESS))
    if options.out:
        from .bulk import read_into

        failed = read_into(options.out, items, jobs=jobs)
    else:
        failed = _print(items, options, jobs=jobs)
    if not failed:
        return ALL_READ
    return SOME_FAILED if failed < len(items) else NOTHING_READ


def _print(items: Sequence[Item], options: argparse.Namespace, *, jobs: int) -> int:
    """Print the readings in order; return how many files failed."""
    printer: _Printer = _Lines(is_single=len(items) == 1) if options.json else _Tables(items, options.explain)
    failed = 0
    # Readings that run down the same terminal show how far it is, and a bar would cut through them.
    is_barred = len(items) > 1 and not sys.stdout.isatty()
    with contextlib.closing(_readings(items, jobs)) as readings, progress(len(items), is_shown=is_barred) as advance:
        for item, reading in zip(items, readings, strict=True):
            if isinstance(reading, Failure):
                failed += 1
                say(f"{printable(item.path)}: {reading.sentence}")
            else:
                printer.print(item, reading)
            advance()
    tell(read=len(items) - failed, total=len(items))
    return failed


def _readings(items: Sequence[Item], jobs: int) -> Generator[Reading | Failure]:
    if len(items) == 1:
        yield read_file(items[0].path)
        return
    from .workers import Workers, in_order

    workers = Workers(_read_item, lambda item: CRASHED, jobs=jobs, window=WINDOW)
    with contextlib.closing(workers.results(items)) as results:
        yield from in_order(results)


def _read_item(item: Item) -> Reading | Failure:
    return read_file(item.path)


class _Printer(Protocol):
    def print(self, item: Item, reading: Reading) -> None: ...


class _Tables:
    """Readings as tables for people."""

    def __init__(self, items: Sequence[Item], is_explaining: bool) -> None:  # noqa: FBT001
        self._is_alone = len(items) == 1
        self._is_explaining = is_explaining

    def print(self, item: Item, reading: Reading) -> None:
        """Print one reading."""
        from .show import show

        show(reading, name="" if self._is_alone else printable(item.path), is_explaining=self._is_explaining)


class _Lines:
    """Readings as JSON on standard output: one object, or one a line."""

    def __init__(self, *, is_single: bool) -> None:
        self._indent = 2 if is_single else None

    def print(self, item: Item, reading: Reading) -> None:
        """Print one reading."""
        print(json.dumps(reading.as_json(), ensure_ascii=False, indent=self._indent))
