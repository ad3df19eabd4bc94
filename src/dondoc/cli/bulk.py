"""`dondoc read --out`: readings into a folder; a later run goes on where this one stops."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .failures import NAME, Failures
from .paths import Item, printable, targets
from .progress import count, progress, say, tell
from .single import CRASHED, Failure, fetch, read_bytes, shown_name
from .store import Busy, kept_to_one, stamp, stamp_of, write

# Results are small and their order is free, so a slow file need not hold up the others.
NO_WINDOW = 1 << 60


@dataclass(frozen=True, slots=True)
class Task:
    """A file, and where its reading goes."""

    path: str
    target: str


Result = Literal["read", "kept"] | Failure


def read_into(folder: Path, items: Sequence[Item], *, jobs: int) -> int:
    """Read files into a folder; return how many have no reading there."""
    done: Counter[str] = Counter()
    try:
        with kept_to_one(folder):
            _read_all(folder, items, jobs, done)
    except Busy:
        say(f"Một lệnh khác đang ghi vào {printable(str(folder))}. Hãy chờ lệnh đó xong rồi chạy lại.")
    except OSError as failure:
        say(f"{_unwritten(failure).sentence} Chạy lại lệnh này thì việc đọc được tiếp tục.")
    if done["kept"]:
        say(f"{count(done['kept'])} tệp đã đọc từ lần trước, không đọc lại.")
    if done["failed"]:
        say(f"Các tệp không đọc được ghi trong {printable(str(folder / NAME))}.")
    read = done["read"] + done["kept"]
    if done:
        tell(read=read, total=len(items))
    return len(items) - read


def _read_all(folder: Path, items: Sequence[Item], jobs: int, done: Counter[str]) -> None:
    tasks = [Task(item.path, str(folder / name)) for item, name in zip(items, targets(items), strict=True)]
    failures = Failures(folder)
    with contextlib.ExitStack() as stack:
        stack.callback(failures.settle)
        results = stack.enter_context(contextlib.closing(_results(tasks, jobs)))
        advance = stack.enter_context(progress(len(tasks), is_shown=len(tasks) > 1))
        for index, result in results:
            path = tasks[index].path
            if isinstance(result, Failure):
                say(f"{printable(path)}: {result.sentence}")
                failures.add(path, result)
            else:
                failures.forget(path)
            done["failed" if isinstance(result, Failure) else result] += 1
            advance()


def _results(tasks: Sequence[Task], jobs: int) -> Generator[tuple[int, Result]]:
    if len(tasks) == 1:
        yield 0, settle(tasks[0])
        return
    from .workers import Workers

    yield from Workers(settle, lambda task: CRASHED, jobs=jobs, window=NO_WINDOW).results(tasks)


def settle(task: Task) -> Result:
    """See to it that the reading of a file lies in its place."""
    data = fetch(task.path)
    if isinstance(data, Failure):
        return data
    target = Path(task.target)
    name = shown_name(task.path)
    wanted, found = stamp(data, name=name), stamp_of(target)
    if found == wanted:
        return "kept"
    reading = read_bytes(data, name=name)
    try:
        if not isinstance(reading, Failure):
            write(target, reading.as_json())
            return "read"
        if found and (reading.code == "secret" or found.sha256 != wanted.sha256):
            # It is the reading of what the file no longer says, or of what may not be kept.
            target.unlink()
    except OSError as failure:
        return _unwritten(failure)
    return reading


def _unwritten(failure: OSError) -> Failure:
    why = failure.strerror or str(failure)
    return Failure("not_written", f"Không ghi được kết quả ({why}). Hãy kiểm tra thư mục và dung lượng đĩa.")
