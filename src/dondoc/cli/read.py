"""`dondoc read`: files in, readings out."""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from .paths import Item, gather, printable, targets

if TYPE_CHECKING:
    from dondoc.reading.model import Reading

ALL_READ, SOME_FAILED, NOTHING_READ = 0, 1, 2
# Starting a process costs about as much as reading this many short texts.
FILES_PER_PROCESS = 8
# Files handed out ahead of the one that is waited for, per process: enough to keep all busy, little memory.
AHEAD = 4
# The reader refuses anything larger; beyond this the bytes are not even fetched.
MOST_BYTES = 256 * 1024 * 1024

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: a reading, or the sentence that says why not."""

    reading: Reading | None
    failure: str = ""


def command(options: argparse.Namespace) -> int:
    """Read what the options name and return the exit code."""
    items, passed_over = gather(options.paths)
    if passed_over:
        _say(f"Bỏ qua {passed_over} tệp không phải văn bản (không phải .txt, .docx, .pdf …).")
    if not items:
        _say("Không có tệp văn bản nào để đọc. Hãy chỉ ra tệp hoặc thư mục có tệp .txt, .docx hoặc .pdf.")
        return NOTHING_READ
    writer = _writer(items, options)
    failed = 0
    jobs = options.jobs or min(os.cpu_count() or 1, -(-len(items) // FILES_PER_PROCESS))
    with contextlib.closing(outcomes(items, jobs=jobs)) as results, _progress(len(items), options) as advance:
        for index, outcome in enumerate(results):
            failure = outcome.failure if outcome.reading is None else writer.write(index, outcome.reading)
            if failure:
                failed += 1
                _say(f"{printable(str(items[index].path))}: {failure}")
            advance()
    if failed and len(items) > 1:
        _say(f"Đọc được {len(items) - failed}/{len(items)} tệp.")
    if not failed:
        return ALL_READ
    return SOME_FAILED if failed < len(items) else NOTHING_READ


def read_file(path: Path) -> Outcome:
    """Read one file; whatever goes wrong becomes one sentence."""
    from dondoc import reading
    from dondoc.reading.errors import Unreadable

    try:
        if not path.exists():
            return Outcome(None, "Không tìm thấy tệp. Hãy kiểm tra lại đường dẫn.")
        if not path.is_file():
            return Outcome(None, "Đây không phải là tệp. Hãy chỉ ra một tệp văn bản.")
        if (size := path.stat().st_size) > MOST_BYTES:
            return Outcome(None, str(Unreadable("too_large", f"{size / 1024 / 1024:.0f} MB")))
        return Outcome(reading.read(path.read_bytes(), name=printable(path.name)))
    except Unreadable as refusal:
        return Outcome(None, str(refusal))
    except PermissionError:
        return Outcome(None, "Không có quyền đọc tệp. Hãy kiểm tra quyền của tệp.")
    except OSError as failure:
        return Outcome(None, f"Không mở được tệp ({failure.strerror}). Hãy kiểm tra đĩa và đường dẫn.")
    except Exception as failure:
        # A bug of the reader must not keep the other files from being read.
        logger.debug("reading failed", exc_info=True)
        return Outcome(None, f"Trình đọc gặp lỗi ({type(failure).__name__}). Hãy báo lỗi kèm tệp này.")


def outcomes(items: Sequence[Item], *, jobs: int) -> Generator[Outcome]:
    """Yield the outcome of each file, in order; a file that ends its process fails alone."""
    if jobs == 1:
        for item in items:
            yield read_file(item.path)
        return
    rest = deque(items)
    while rest:
        pending: deque[tuple[Item, Future[Outcome]]] = deque()
        pool = ProcessPoolExecutor(jobs, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN))
        try:
            while rest or pending:
                while rest and len(pending) < jobs * AHEAD:
                    item = rest.popleft()
                    pending.append((item, pool.submit(read_file, item.path)))
                yield pending[0][1].result()
                pending.popleft()
        except BrokenProcessPool:
            rest.extendleft(item for item, _ in reversed(pending))
            if rest:
                yield _alone(rest.popleft().path)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _alone(path: Path) -> Outcome:
    """Read one file in a process of its own."""
    with ProcessPoolExecutor(1, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)) as pool:
        try:
            return pool.submit(read_file, path).result()
        except BrokenProcessPool:
            return Outcome(None, "Tệp làm trình đọc dừng đột ngột. Hãy xuất lại từ bản gốc rồi thử lại.")


class _Printer:
    """Readings as tables for people."""

    def __init__(self, items: Sequence[Item], *, is_explaining: bool) -> None:
        self._items = items
        self._is_explaining = is_explaining

    def write(self, index: int, reading: Reading) -> str:
        """Print one reading."""
        from .show import show

        name = printable(str(self._items[index].path))
        show(reading, name=name if len(self._items) > 1 else "", is_explaining=self._is_explaining)
        return ""


class _Lines:
    """Readings as JSON on standard output: one object, or one a line."""

    def __init__(self, *, is_single: bool) -> None:
        self._indent = 2 if is_single else None

    def write(self, index: int, reading: Reading) -> str:
        """Print one reading."""
        print(json.dumps(reading.as_json(), ensure_ascii=False, indent=self._indent))
        return ""


class _Files:
    """Readings as files below a folder."""

    def __init__(self, folder: Path, items: Sequence[Item]) -> None:
        self._folder = folder
        self._targets = targets(items)

    def write(self, index: int, reading: Reading) -> str:
        """Write one reading: whole or not at all."""
        target = self._folder / self._targets[index]
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("w", dir=target.parent, suffix=".part", encoding="utf-8", delete=False) as part:
                try:
                    json.dump(reading.as_json(), part, ensure_ascii=False, indent=2)
                    part.write("\n")
                    part.close()
                    Path(part.name).chmod(0o644)
                    Path(part.name).replace(target)
                except BaseException:
                    Path(part.name).unlink(missing_ok=True)
                    raise
        except OSError as failure:
            return f"Không ghi được kết quả ({failure.strerror}). Hãy kiểm tra thư mục và dung lượng đĩa."
        return ""


def _writer(items: Sequence[Item], options: argparse.Namespace) -> _Printer | _Lines | _Files:
    if options.out:
        return _Files(options.out, items)
    if options.json:
        return _Lines(is_single=len(items) == 1)
    return _Printer(items, is_explaining=options.explain)


@contextlib.contextmanager
def _progress(total: int, options: argparse.Namespace) -> Iterator[Callable[[], None]]:
    """Show a bar on standard error while several files are read on a terminal; yield what moves it on."""
    # Readings that run down the same terminal show how far it is, and a bar would cut through them.
    if total == 1 or not sys.stderr.isatty() or (sys.stdout.isatty() and not options.out):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Đang đọc"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)


def _say(sentence: str) -> None:
    """Write one sentence to standard error."""
    print(sentence, file=sys.stderr)
