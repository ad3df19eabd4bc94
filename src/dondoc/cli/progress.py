"""A bar on standard error."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator

REFRESH_SECONDS = 0.1


@contextlib.contextmanager
def progress(total: int, *, is_shown: bool) -> Iterator[Callable[[], None]]:
    """Show a bar on a terminal; yield what moves it on by one file."""
    if not is_shown or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Đang đọc"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Drawn when a file is done, not by a thread: processes are forked while the bar is shown.
    with Progress(
        *columns, console=Console(stderr=True), transient=True, redirect_stdout=False, auto_refresh=False
    ) as bar:
        task = bar.add_task("", total=total)
        bar.refresh()
        drawn = time.monotonic()

        def advance() -> None:
            nonlocal drawn
            bar.advance(task)
            if time.monotonic() - drawn >= REFRESH_SECONDS:
                bar.refresh()
                drawn = time.monotonic()

        yield advance


def say(sentence: str) -> None:
    """Write one sentence to standard error."""
    print(sentence, file=sys.stderr)


def count(number: int) -> str:
    """Return a number as it is written in Vietnamese: 10.000."""
    return f"{number:,}".replace(",", ".")


def tell(*, read: int, total: int) -> None:
    """Say how many of several files were read, unless all were."""
    if read < total and total > 1:
        say(f"Đọc được {count(read)}/{count(total)} tệp.")
