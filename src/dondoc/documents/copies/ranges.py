"""Pages as people write them: 1, 3-4. Pure."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

PART = re.compile(r"(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?")


def parsed(words: str, *, most: int) -> list[int] | None:
    """Return the pages that words name, in order and each once; None when they name none of the file or are no pages.

    Args:
        most: how many pages the file has.
    """
    pages: set[int] = set()
    for part in filter(None, (part.strip() for part in re.split(r"[,;]", words))):
        found = PART.fullmatch(part)
        if found is None:
            return None
        first, last = int(found[1]), int(found[2] or found[1])
        if not 1 <= first <= last <= most:
            return None
        pages |= set(range(first, last + 1))
    return sorted(pages)


def printed(pages: Sequence[int]) -> str:
    """Return pages in words: runs as 3-4."""
    runs = itertools.groupby(enumerate(pages), key=lambda each: each[1] - each[0])
    ends = [[page for _place, page in run] for _key, run in runs]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in ends)
